"""How central papers and entities are in the graph of what papers name."""

from __future__ import annotations

import random
from dataclasses import dataclass

import igraph
import numpy as np

from paperlattice.graph.incidence import Floats, Ints

__all__ = ["Centrality", "measure_centrality"]

MOST_STEPS = 50_000_000
"""How much work betweenness may be (sources times links) before its sources are sampled."""

_FEWEST_SOURCES = 100
_SEED = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Centrality:
    """The measures of each item, in the order of the graph's vertices."""

    degree: Ints
    pagerank: Floats
    betweenness: Floats


def measure_centrality(graph: igraph.Graph) -> Centrality:
    """Return degree, PageRank (9 digits) and betweenness (6 digits) of every vertex.

    Betweenness is the share, within [0, 1], of all pairs' shortest paths that pass through. In a
    large graph it is estimated from the paths of sampled sources (Brandes and Pich, "Centrality
    estimation in large networks", International Journal of Bifurcation and Chaos 17, 2007).
    """
    return Centrality(
        degree=np.array(graph.degree(), dtype=np.int64),
        pagerank=np.array(graph.pagerank(), dtype=np.float64).round(9),
        betweenness=_betweenness(graph).round(6),
    )


def _betweenness(graph: igraph.Graph) -> Floats:
    size: int = graph.vcount()
    pairs = (size - 1) * (size - 2) / 2
    if pairs <= 0:
        return np.zeros(size)
    through: Floats
    count = min(size, max(_FEWEST_SOURCES, MOST_STEPS // max(graph.ecount(), 1)))
    if count == size:
        through = np.array(graph.betweenness(directed=False))
        return through / float(pairs)
    sources = sorted(random.Random(_SEED).sample(range(size), count))  # noqa: S311 - no secret
    through = np.array(graph.betweenness(directed=False, sources=sources))
    return through * float(size / count / pairs)
