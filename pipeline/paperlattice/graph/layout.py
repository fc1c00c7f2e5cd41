"""Where papers and entities stand on the map: communities first, then their members within."""

from __future__ import annotations

import igraph
import numpy as np
from numpy.typing import NDArray

from paperlattice.graph.communities import Grouping
from paperlattice.graph.incidence import Floats, Incidence, Ints, rarity
from paperlattice.graph.packing import (
    Points,
    even_disc,
    pack_discs,
    separate,
    sunflower,
    turned,
)
from paperlattice.graph.seeding import seeded

__all__ = ["EXTENT", "lay_out"]

EXTENT = 1000.0
"""Coordinates lie within [-EXTENT, EXTENT]."""

MOST_CONNECTED = 150
"""How many entities have room round them, so that they can be labelled."""

MOST_DRAWN = 4000
"""How many members of a community are drawn by their links; in a larger one the others follow."""

_ROOM = 25.0
_ROOM_SHARE = 0.42
_ROUNDS_APART = 80
_LEAF_AREA = 0.25
_FILLED = 0.94
_ROUNDS = 400
_ROUNDS_IF_LARGE = 100
_LARGE = 2000
_SEED = 3


def lay_out(links: Incidence, grouping: Grouping) -> Points:
    """Return the position of each paper, then of each entity, as complex numbers x + iy.

    Communities are discs side by side, those with more in common nearer, of an area in proportion
    to what they hold. Within a disc, the papers and the entities that papers share are drawn
    together by their links (Fruchterman and Reingold, "Graph drawing by force-directed placement",
    Software: Practice and Experience 21, 1991) and spread evenly; the disc is turned towards the
    communities that its members are linked to. An entity that one paper names stands beside it; one
    that no paper names has no position (not a number).
    """
    points = np.full(links.n_papers + links.n_entities, complex(np.nan, np.nan))
    if not grouping.count:
        return points
    spread = links.papers_per_entity()
    shared = spread[links.entities] >= 2
    ends = np.column_stack([links.papers[shared], links.entities[shared] + links.n_papers])
    weights = rarity(spread, n_papers=links.n_papers)[links.entities[shared]]
    community = np.concatenate([grouping.papers, grouping.entities])
    is_core = np.concatenate([np.ones(links.n_papers, dtype=bool), spread >= 2])
    centres, radii, spacing = _discs(community, is_core, ends, weights, grouping.count)
    pull = _pull(ends, weights, centres[community], n_items=len(community))
    room = _room(spread, n_papers=links.n_papers, spacing=spacing)
    for number in range(grouping.count):
        members = np.flatnonzero(is_core & (community == number))
        radius = _FILLED * radii[number]
        within = turned(even_disc(_drawn(members, ends, weights)), pull[members]) * radius
        if len(members) <= MOST_DRAWN:
            within = separate(within, room[members], within=radius, rounds=_ROUNDS_APART)
        points[members] = centres[number] + within
    _place_leaves(points, links, spread == 1, spacing=spacing)
    return points


def _discs(
    community: Ints, is_core: NDArray[np.bool_], ends: Ints, weights: Floats, count: int
) -> tuple[Points, Floats, float]:
    """Return the centres and radii of the communities, and the spacing of items within them."""
    placed = community >= 0
    area = np.where(is_core, 1.0, _LEAF_AREA)[placed]
    radii = np.sqrt(np.bincount(community[placed], area, minlength=count))
    between = np.zeros((count, count))
    np.add.at(between, tuple(community[ends].T), weights)
    between += between.T
    strength = np.sqrt(between.sum(axis=1))
    affinity = between / np.maximum(np.outer(strength, strength), 1e-9)
    centres = pack_discs(radii, affinity)
    right, left = (centres.real + radii).max(), (centres.real - radii).min()
    top, bottom = (centres.imag + radii).max(), (centres.imag - radii).min()
    scale = 2 * EXTENT / max(right - left, top - bottom)
    middle = complex(right + left, top + bottom) / 2
    return (centres - middle) * scale, radii * scale, float(np.sqrt(np.pi) * scale)


def _pull(ends: Ints, weights: Floats, centres: Points, *, n_items: int) -> Points:
    """Return where each item is drawn by its links to items of other communities."""
    offset = centres[ends[:, 1]] - centres[ends[:, 0]]
    direction = weights * offset / np.maximum(np.abs(offset), 1e-9)
    pull = np.zeros(n_items, dtype=np.complex128)
    np.add.at(pull, ends[:, 0], direction)
    np.subtract.at(pull, ends[:, 1], direction)
    return pull


def _drawn(members: Ints, ends: Ints, weights: Floats) -> Points:
    """Return the members of a community drawn together by the links between them."""
    inside = np.isin(ends, members).all(axis=1)
    start = sunflower(len(members))
    if not inside.any():
        return start
    bonds, weights = np.searchsorted(members, ends[inside]), weights[inside]
    if len(members) > MOST_DRAWN:
        return _drawn_in_part(bonds, weights, size=len(members))
    start = start * np.sqrt(len(members))
    graph = igraph.Graph(n=len(members), edges=bonds.tolist())
    with seeded(_SEED):
        drawn = graph.layout_fruchterman_reingold(
            weights=weights.tolist(),
            seed=np.column_stack([start.real, start.imag]).tolist(),
            niter=_ROUNDS if len(members) < _LARGE else _ROUNDS_IF_LARGE,
        )
    return np.array([complex(x, y) for x, y in drawn.coords])


def _drawn_in_part(bonds: Ints, weights: Floats, *, size: int) -> Points:
    """Return the best linked members drawn together, and each other one amid its links to them."""
    strength = np.bincount(bonds.ravel(), np.repeat(weights, 2), minlength=size)
    drawn = np.sort(np.lexsort((np.arange(size), -strength.round(6)))[:MOST_DRAWN])
    points = np.zeros(size, dtype=np.complex128)
    points[drawn] = _drawn(drawn, bonds, weights)
    is_drawn = np.zeros(size, dtype=bool)
    is_drawn[drawn] = True
    links = np.zeros(size)
    amid = np.zeros(size, dtype=np.complex128)
    for one, other in (bonds.T, bonds.T[::-1]):
        towards = is_drawn[other] & ~is_drawn[one]
        np.add.at(amid, one[towards], points[other[towards]])
        np.add.at(links, one[towards], 1)
    aside = sunflower(size) * np.abs(points).max(initial=1.0)
    return np.where(is_drawn, points, np.where(links > 0, amid / np.maximum(links, 1), aside))


def _room(spread: Ints, *, n_papers: int, spacing: float) -> Floats:
    """Return the radius that each item wants to itself: more for the most connected entities."""
    room = np.full(n_papers + len(spread), _ROOM_SHARE * spacing)
    ranked = np.lexsort((np.arange(len(spread)), -spread))
    most = ranked[spread[ranked] >= 2][:MOST_CONNECTED]
    room[n_papers + most] = np.maximum(room[n_papers + most], _ROOM)
    return room


def _place_leaves(
    points: Points, links: Incidence, is_leaf: NDArray[np.bool_], *, spacing: float
) -> None:
    """Put each entity that one paper names beside its paper, in place."""
    own = is_leaf[links.entities]
    papers, entities = links.papers[own], links.entities[own]
    counts = np.bincount(papers, minlength=links.n_papers)
    rank = np.arange(len(papers)) - np.repeat(np.cumsum(counts) - counts, counts)
    spiral = sunflower(int(counts.max(initial=0)) + 1)
    step = spacing * np.sqrt(_LEAF_AREA * len(spiral))
    turn = np.exp(1j * papers)  # so that neighbouring papers' leaves do not line up
    points[links.n_papers + entities] = points[papers] + step * spiral[rank + 1] * turn
