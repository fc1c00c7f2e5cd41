"""The whole graph for networkx: papers and entities, and what is asserted between them."""

from __future__ import annotations

import networkx as nx
import pandas as pd

from paperlattice import tables
from paperlattice.naming import BASE, entity_iri, paper_iri
from paperlattice.records import Assertion, Entity, Paper, Similarity

__all__ = ["BROADER", "LIST_SEPARATOR", "SIMILAR_TO", "build_network", "item_key"]

BROADER = "broader"
SIMILAR_TO = "similarTo"

LIST_SEPARATOR = " | "
"""What joins the parts of an attribute that has several: attributes are scalars."""

Scalar = str | int | float


def item_key(kind: str, item_id: str) -> str:
    """Return the key of a paper or an entity: its IRI after the project's base.

    >>> item_key("paper", "a b")
    'paper/a%20b'
    """
    iri = paper_iri(item_id) if kind == "paper" else entity_iri(item_id)
    return iri.removeprefix(BASE)


def build_network(
    papers: pd.DataFrame,
    entities: pd.DataFrame,
    assertions: pd.DataFrame,
    similarities: pd.DataFrame,
) -> nx.MultiDiGraph[str]:
    """Return the graph of papers and entities, keyed by `item_key`.

    The arguments are the tables of those names. An edge's key is its relation: the predicate of an
    assertion (paper to entity), `broader` (entity to entity), or `similarTo` (two papers, once,
    the lesser id first). Attributes are text, integers or floats; what is unknown is left out.
    """
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for paper in tables.records(papers, Paper):
        network.add_node(item_key("paper", paper.paper_id), **_of_paper(paper))
    entity_records = tables.records(entities, Entity)
    for entity in entity_records:
        network.add_node(item_key("entity", entity.entity_id), **_of_entity(entity))
    for assertion in tables.records(assertions, Assertion):
        network.add_edge(
            item_key("paper", assertion.paper_id),
            item_key("entity", assertion.entity_id),
            key=assertion.predicate,
            relation=assertion.predicate,
            support=assertion.support,
            score=assertion.score,
            rule=assertion.rule,
        )
    for entity in entity_records:
        narrower = item_key("entity", entity.entity_id)
        for parent in sorted(item_key("entity", broader) for broader in entity.broader):
            if parent in network:
                network.add_edge(narrower, parent, key=BROADER, relation=BROADER)
    for similarity in tables.records(similarities, Similarity):
        network.add_edge(
            item_key("paper", similarity.source),
            item_key("paper", similarity.target),
            key=SIMILAR_TO,
            relation=SIMILAR_TO,
            weight=similarity.weight,
            shared=LIST_SEPARATOR.join(similarity.shared),
        )
    return network


def _of_paper(paper: Paper) -> dict[str, Scalar]:
    return _known(
        {
            "kind": "paper",
            "type": "Paper",
            "label": paper.title,
            "iri": paper_iri(paper.paper_id),
            "abstract": paper.abstract,
            "published": paper.published,
            "published_precision": paper.published_precision,
            "year": int(paper.published[:4]) if paper.published else None,
            "n_authors": paper.n_authors,
            "organisation": paper.organisation,
            "authors": LIST_SEPARATOR.join(paper.authors),
            "venue": paper.venue,
            "doi": paper.doi,
            "arxiv_id": paper.arxiv_id,
            "url": paper.url,
            "topics": LIST_SEPARATOR.join(paper.topics),
            "n_citations": paper.n_citations,
            "n_upvotes": paper.n_upvotes,
            "n_comments": paper.n_comments,
            "sources": LIST_SEPARATOR.join(paper.sources),
        }
    )


def _of_entity(entity: Entity) -> dict[str, Scalar]:
    return _known(
        {
            "kind": "entity",
            "type": entity.type,
            "label": entity.label,
            "iri": entity_iri(entity.entity_id),
            "alt_labels": LIST_SEPARATOR.join(entity.alt_labels),
            "definition": entity.definition,
            "exact_match": LIST_SEPARATOR.join(entity.exact_match),
            "close_match": LIST_SEPARATOR.join(entity.close_match),
            "broad_match": LIST_SEPARATOR.join(entity.broad_match),
            "status": entity.status,
            "n_papers": entity.n_papers,
            "confidence": entity.confidence,
        }
    )


def _known(attributes: dict[str, Scalar | None]) -> dict[str, Scalar]:
    return {name: value for name, value in attributes.items() if value is not None and value != ""}
