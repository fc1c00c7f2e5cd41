"""Where each item stands on the map: communities side by side, no two marks on one spot."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from paperlattice.exporters.explorer.items import Items
from paperlattice.exporters.explorer.overview import Overview

__all__ = ["arrange"]

Points = NDArray[np.float64]

SPACING = 34.0
"""The room, in map units, that one shown mark takes within its community."""
NAME_HEIGHT = 58.0 / 760.0
"""The room between two communities, as a part of the map's height: two lines of a name."""
GOLDEN_ANGLE = np.pi * (3.0 - np.sqrt(5.0))


def arrange(items: Items, shown: Overview) -> NDArray[np.int64]:
    """Return the map position of every item, shape (items, 2), y down.

    The graph's own layout says which communities are neighbours and which members of one are; it
    lets communities overlap, so they are moved apart as discs, and the shown members of each are
    relaxed inside its disc (Fruchterman and Reingold 1991, with a disc for a frame). An item that
    the first map does not show stands beside what it is linked to.
    """
    own = np.array(
        [(0.0, 0.0) if p is None else (p.x, p.y) for p in items.placement], dtype=np.float64
    ).reshape(-1, 2)
    membership = np.array([items.community(item) for item in range(len(items))], dtype=np.int64)
    position = np.zeros_like(own)
    if not len(items):
        return position.astype(np.int64)
    communities, which = np.unique(membership, return_inverse=True)
    is_shown = np.zeros(len(items), dtype=bool)
    is_shown[shown.items] = True
    size = _sizes(items)
    area = np.bincount(which, weights=np.where(is_shown, size**2, 0.0), minlength=len(communities))
    radius = SPACING * np.sqrt(area + 1.0) * 0.5
    centre = np.stack([own[which == c].mean(axis=0) for c in range(len(communities))])
    centre = _part(centre * (radius.sum() / 900.0), radius, _gap(radius))
    for community in range(len(communities)):
        members = np.flatnonzero((which == community) & is_shown)
        inside = {int(item) for item in members}
        row = {int(item): i for i, item in enumerate(members)}
        bonds = [(row[a], row[b]) for a, b in shown.links if a in inside and b in inside]
        settled = _disc(_relax(_disc(own[members]), bonds))
        apart = _separate(settled, size[members])
        position[members] = centre[community] + apart * radius[community]
    _place_hidden(position, items, is_shown, centre[which], radius[which])
    return np.rint(position).astype(np.int64)


def _sizes(items: Items) -> NDArray[np.float64]:
    """Return how much room each mark takes; a paper's is 1, an entity's grows with its papers."""
    size = np.ones(len(items))
    weight = np.array([len(linked) for linked in items.links_of()[len(items.papers) :]])
    size[len(items.papers) :] = 1.7 + 1.5 * np.sqrt(weight / max(1, weight.max(initial=0)))
    return size


def _gap(radius: NDArray[np.float64]) -> float:
    """Return the distance to keep between discs: a name's height on the map that they will fill."""
    gap = 0.0
    for _ in range(8):
        height = 2.3 * float(np.sqrt(((radius + gap / 2.0) ** 2).sum()))
        gap = min(NAME_HEIGHT * height, 1.5 * float(radius.mean()))
    return gap


def _part(centre: Points, radius: NDArray[np.float64], gap: float) -> Points:
    """Move discs until none overlaps, drawing them together so that no gap stays wide."""
    count = len(centre)
    centre = centre - centre.mean(axis=0)
    centre += _spiral(count) * 1e-3
    need = radius[:, None] + radius[None, :] + gap
    for step in range(600):
        centre *= 0.99 if step < 350 else 1.0
        away = centre[:, None, :] - centre[None, :, :]
        distance = np.sqrt((away**2).sum(axis=2)) + np.eye(count)
        overlap = np.maximum(need - distance, 0.0) * (1.0 - np.eye(count))
        weight = radius[None, :] / (radius[:, None] + radius[None, :])
        centre += (away / distance[:, :, None] * (overlap * weight)[:, :, None]).sum(axis=1) * 0.7
    return centre


def _disc(points: Points) -> Points:
    """Spread points over the unit disc: the direction kept, the distance by rank."""
    if not len(points):
        return points
    away: Points = points - points.mean(axis=0) + _spiral(len(points)) * 1e-3
    distance = np.sqrt((away**2).sum(axis=1))
    rank = np.empty(len(points))
    rank[np.argsort(distance, kind="stable")] = np.sqrt(
        (np.arange(len(points)) + 0.5) / len(points)
    )
    away *= (rank / np.maximum(distance, 1e-9))[:, None]
    return away


def _relax(start: Points, bonds: list[tuple[int, int]]) -> Points:
    """Draw bonded points together, all points apart, within the unit disc."""
    count = len(start)
    if count < 2:
        return start * 0.0
    point = start.copy()
    ideal = 1.5 / np.sqrt(count)
    bond = np.array(bonds, dtype=np.int64).reshape(-1, 2)
    for step in range(140):
        away = point[:, None, :] - point[None, :, :]
        squared = (away**2).sum(axis=2) + np.eye(count) + 1e-6
        move = (away * (ideal**2 / squared)[:, :, None]).sum(axis=1)
        along = point[bond[:, 0]] - point[bond[:, 1]]
        pull = along * (np.sqrt((along**2).sum(axis=1)) / ideal)[:, None]
        np.add.at(move, bond[:, 0], -pull * 0.5)
        np.add.at(move, bond[:, 1], pull * 0.5)
        length = np.sqrt((move**2).sum(axis=1)) + 1e-9
        point += move / length[:, None] * np.minimum(length, 0.12 * (1.0 - step / 140.0))[:, None]
        reach = np.sqrt((point**2).sum(axis=1))
        point /= np.maximum(reach, 1.0)[:, None]
    return point


def _separate(point: Points, size: NDArray[np.float64]) -> Points:
    """Move marks apart until each has room of its size, within the unit disc."""
    count = len(point)
    need = (size[:, None] + size[None, :]) * 0.5 * (1.55 / np.sqrt((size**2).sum() + 1.0))
    need[np.arange(count), np.arange(count)] = 0.0
    for _ in range(120):
        away = point[:, None, :] - point[None, :, :]
        distance = np.sqrt((away**2).sum(axis=2)) + np.eye(count) + 1e-9
        overlap = np.maximum(need - distance, 0.0) * 0.4
        point = point + (away / distance[:, :, None] * overlap[:, :, None]).sum(axis=1)
        reach = np.sqrt((point**2).sum(axis=1))
        point = point / np.maximum(reach, 1.0)[:, None]
    return point


def _place_hidden(
    position: Points,
    items: Items,
    placed: NDArray[np.bool_],
    centre: Points,
    radius: NDArray[np.float64],
) -> None:
    """Put the other items, papers first, beside their kin: what they are linked to at home.

    `centre` and `radius` are each item's community's; an item without kin stands by the centre.
    """
    linked = items.links_of()
    known = placed.copy()
    offset = _spiral(len(items))
    for item in np.flatnonzero(~placed):
        home = items.community(int(item))
        kin = [other for other in linked[item] if known[other] and items.community(other) == home]
        base = position[kin].mean(axis=0) if kin else centre[item]
        point = base + offset[item] * (SPACING * 0.8) - centre[item]
        reach = float(np.sqrt((point**2).sum())) / radius[item]
        position[item] = centre[item] + point / max(reach, 1.0)
        known[item] = True


def _spiral(count: int) -> Points:
    """Return unit vectors that turn by the golden angle, shape (count, 2)."""
    angle = np.arange(count) * GOLDEN_ANGLE
    return np.stack([np.cos(angle), np.sin(angle)], axis=1)
