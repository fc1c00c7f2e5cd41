"""The graph: which papers are alike, what belongs together, what is central, where it stands."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from paperlattice import tables
from paperlattice.graph.ancestry import adopt_communities, adopt_positions, adoptions
from paperlattice.graph.centrality import measure_centrality
from paperlattice.graph.communities import find_communities
from paperlattice.graph.incidence import build_incidence
from paperlattice.graph.layout import EXTENT, lay_out
from paperlattice.graph.network import build_network
from paperlattice.graph.similarity import similarities
from paperlattice.graph.telling import describe
from paperlattice.records import Entity, Placement

__all__ = ["GraphResult", "build_graph", "build_network"]


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphResult:
    """The tables `similarities`, `placements` and `communities`."""

    similarities: pd.DataFrame
    placements: pd.DataFrame
    communities: pd.DataFrame


def build_graph(
    papers: pd.DataFrame, entities: pd.DataFrame, assertions: pd.DataFrame
) -> GraphResult:
    """Return what the graph of papers and entities adds to its tables.

    `papers`, `entities` and `assertions` are the tables of those names. Degree and the other
    measures count links between papers and entities: several assertions of one paper about one
    entity are one link. Every paper and every entity has a placement; coordinates are rounded to
    one decimal. The order of the rows does not matter.

    Raises KeyError for an assertion about a paper or an entity that is in no table.
    """
    links = build_incidence(
        assertions, paper_ids=papers["paper_id"], entity_ids=entities["entity_id"]
    )
    ordered = sorted(tables.records(entities, Entity), key=lambda entity: entity.entity_id)
    named = find_communities(links)
    adopted = adoptions(ordered, named)
    grouping = adopt_communities(named, adopted)
    points = adopt_positions(lay_out(links, named), adopted, n_papers=links.n_papers)
    widest = max(np.abs(points.real).max(initial=0), np.abs(points.imag).max(initial=0), EXTENT)
    points = (points * (EXTENT / widest)).round(1)
    measures = measure_centrality(links.graph())
    items = [("paper", name) for name in links.paper_ids]
    items += [("entity", name) for name in links.entity_ids]
    community = [*grouping.papers.tolist(), *grouping.entities.tolist()]
    return GraphResult(
        similarities=similarities(assertions, n_papers=links.n_papers),
        placements=tables.frame(
            "placements",
            (
                Placement(
                    item_id=item_id,
                    kind=kind,
                    community=community[at],
                    degree=int(measures.degree[at]),
                    pagerank=float(measures.pagerank[at]),
                    betweenness=float(measures.betweenness[at]),
                    x=float(points[at].real),
                    y=float(points[at].imag),
                )
                for at, (kind, item_id) in enumerate(items)
            ),
        ),
        communities=tables.frame("communities", describe(links, grouping, ordered)),
    )
