"""Which papers name which entities, as arrays, and how rare each entity is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import igraph
import numpy as np
import pandas as pd
from numpy.typing import NDArray

__all__ = ["Floats", "Incidence", "Ints", "build_incidence", "rarity"]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Incidence:
    """The links between papers and entities, both numbered in the order of their ids.

    `papers[i]` names `entities[i]`; each link stands once, ordered by paper, then entity.
    """

    paper_ids: tuple[str, ...]
    entity_ids: tuple[str, ...]
    papers: Ints
    entities: Ints

    @property
    def n_papers(self) -> int:
        """Return the number of papers."""
        return len(self.paper_ids)

    @property
    def n_entities(self) -> int:
        """Return the number of entities."""
        return len(self.entity_ids)

    def entities_per_paper(self) -> Ints:
        """Return how many entities each paper names."""
        return np.bincount(self.papers, minlength=self.n_papers)

    def papers_per_entity(self) -> Ints:
        """Return how many papers name each entity."""
        return np.bincount(self.entities, minlength=self.n_entities)

    def graph(self) -> igraph.Graph:
        """Return the links as an undirected graph: the papers first, then the entities."""
        ends = np.column_stack([self.papers, self.entities + self.n_papers])
        return igraph.Graph(n=self.n_papers + self.n_entities, edges=ends.tolist())


def build_incidence(
    assertions: pd.DataFrame, *, paper_ids: Iterable[str], entity_ids: Iterable[str]
) -> Incidence:
    """Return the links that assertions make, several of one paper and entity as one.

    `assertions` is the table of that name; papers and entities without one are kept, too. Raises
    KeyError for an assertion of a paper or an entity that is not among the ids.
    """
    papers, entities = sorted(set(paper_ids)), sorted(set(entity_ids))
    paper_number = {paper_id: number for number, paper_id in enumerate(papers)}
    entity_number = {entity_id: number for number, entity_id in enumerate(entities)}
    codes = np.array(
        [
            paper_number[paper_id] * len(entities) + entity_number[entity_id]
            for paper_id, entity_id in zip(
                assertions["paper_id"], assertions["entity_id"], strict=True
            )
        ],
        dtype=np.int64,
    )
    of_paper, of_entity = np.divmod(np.unique(codes), max(len(entities), 1))
    return Incidence(
        paper_ids=tuple(papers),
        entity_ids=tuple(entities),
        papers=of_paper,
        entities=of_entity,
    )


def rarity(papers_per_entity: Ints, *, n_papers: int) -> Floats:
    """Return the inverse document frequency of each entity: ln((N + 1) / n), never 0.

    Spärck Jones, "A statistical interpretation of term specificity and its application in
    retrieval", Journal of Documentation 28 (1972); 0 for an entity that no paper names.
    """
    named = np.maximum(papers_per_entity, 1)
    return np.where(papers_per_entity > 0, np.log((n_papers + 1) / named), 0.0)
