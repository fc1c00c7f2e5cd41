"""Communities of papers and of the entities that they share."""

from __future__ import annotations

from dataclasses import dataclass

import igraph
import numpy as np
from numpy.typing import NDArray

from paperlattice.graph.incidence import Floats, Incidence, Ints, rarity
from paperlattice.graph.seeding import seeded

__all__ = ["NOWHERE", "Grouping", "find_communities"]

NOWHERE = -1
"""The community of an entity that no paper names."""

MOST = 15
"""How many communities an overview can tell apart."""

_SMALLEST_SHARE = 0.02
_SMALLEST = 3
_STARTS = 10
_MOST_LINKS_FOR_STARTS = 50_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouping:
    """The community of each paper and of each entity, numbered from 0, the largest first.

    If `has_rest`, the last community is none: it holds the papers that share nothing with enough
    others, and what only they name.
    """

    papers: Ints
    entities: Ints
    count: int
    has_rest: bool


def find_communities(links: Incidence) -> Grouping:
    """Return the communities of the graph of papers and entities.

    The Leiden algorithm (Traag, Waltman and van Eck, "From Louvain to Leiden", Scientific Reports
    9, 2019) maximises the modularity of the links, each weighted by its entity's squared rarity,
    so that what every paper names joins nothing. A community of under 2 % of the papers, and the
    smallest of more than 15, then join the community with which most modularity is kept. An entity
    that one paper names follows it.
    """
    spread = links.papers_per_entity()
    shared = spread[links.entities] >= 2
    ends = np.column_stack([links.papers[shared], links.entities[shared] + links.n_papers])
    weights = rarity(spread, n_papers=links.n_papers)[links.entities[shared]] ** 2
    vertices, ends = np.unique(ends, return_inverse=True)
    ends = ends.reshape(-1, 2)
    is_paper = vertices < links.n_papers
    found = _leiden(ends, weights, size=len(vertices))
    found = _gathered(found, ends, weights, is_paper=is_paper, n_papers=links.n_papers)
    items = np.full(links.n_papers + links.n_entities, NOWHERE)
    items[vertices] = found
    papers, entities = items[: links.n_papers], items[links.n_papers :]
    return _numbered(links, papers, entities, spread)


def _leiden(ends: Ints, weights: Floats, *, size: int) -> Ints:
    """Return the best of several runs from different starts; a large graph has one run."""
    graph = igraph.Graph(n=size, edges=ends.tolist())
    starts = _STARTS if len(ends) <= _MOST_LINKS_FOR_STARTS else 1
    best, best_quality = np.arange(size), -1.0
    for seed in range(starts if len(ends) else 0):
        with seeded(seed):
            found = graph.community_leiden(
                objective_function="modularity", weights=weights.tolist(), n_iterations=-1
            )
        quality = round(graph.modularity(found.membership, weights=weights.tolist()), 9)
        if quality > best_quality:
            best, best_quality = np.array(found.membership), quality
    return best


def _gathered(
    found: Ints, ends: Ints, weights: Floats, *, is_paper: NDArray[np.bool_], n_papers: int
) -> Ints:
    """Return the communities with the small ones joined to others; -1 for one linked to none."""
    count = int(found.max(initial=-1)) + 1
    between = np.zeros((count, count))
    np.add.at(between, (found[ends[:, 0]], found[ends[:, 1]]), weights)
    between += between.T
    strength = between.sum(axis=1)
    total = weights.sum()
    sizes = np.bincount(found[is_paper], minlength=count)
    smallest = max(_SMALLEST, _SMALLEST_SHARE * n_papers)
    target = np.arange(count)
    open_ones = list(range(count))
    n_left = count
    while open_ones:
        small = min(open_ones, key=lambda community: (sizes[community], community))
        if sizes[small] >= smallest and n_left <= MOST:
            break
        open_ones.remove(small)
        others = np.flatnonzero((target == np.arange(count)) & (between[small] > 0))
        others = others[others != small]
        if not len(others):
            target[small] = small if sizes[small] >= smallest else NOWHERE
            n_left -= target[small] == NOWHERE
            continue
        gain = between[small, others] - strength[small] * strength[others] / (2 * total)
        joined = others[np.argmax(gain)]
        target[target == small] = joined
        between[joined] += between[small]
        between[:, joined] += between[:, small]
        strength[joined] += strength[small]
        sizes[joined] += sizes[small]
        n_left -= 1
    return target[found]


def _numbered(links: Incidence, papers: Ints, entities: Ints, spread: Ints) -> Grouping:
    """Return the communities numbered by size, with the rest and each paper's own entities."""
    names, first, sizes = np.unique(papers, return_index=True, return_counts=True)
    order = np.lexsort((first, -sizes, names == NOWHERE))
    number = dict(zip(names[order].tolist(), range(len(order)), strict=True))
    papers = np.array([number[name] for name in papers.tolist()], dtype=np.int64)
    entities = np.array([number.get(name, NOWHERE) for name in entities.tolist()], dtype=np.int64)
    entities[spread == 0] = NOWHERE
    own = spread[links.entities] == 1
    entities[links.entities[own]] = papers[links.papers[own]]
    return Grouping(papers=papers, entities=entities, count=len(number), has_rest=NOWHERE in number)
