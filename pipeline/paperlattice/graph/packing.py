"""Plane geometry for the map, with points as complex numbers: discs, spirals, elbow room."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from paperlattice.graph.incidence import Floats, Ints

__all__ = ["Points", "even_disc", "pack_discs", "separate", "sunflower", "turned"]

Points = NDArray[np.complex128]

_GOLDEN_ANGLE = np.pi * (3 - 5**0.5)
_GAP = 1.06
_PULL_TO_MIDDLE = 0.2
_NEAR = 1.5
_ROUNDS_AS_NEIGHBOURS = 20


def sunflower(count: int) -> Points:
    """Return points spread evenly over the unit disc, from the middle outwards.

    Vogel, "A better way to construct the sunflower head", Mathematical Biosciences 44, 1979.
    """
    number = np.arange(count, dtype=np.float64)
    return _polar(np.sqrt((number + 0.5) / max(count, 1)), _GOLDEN_ANGLE * number)


def even_disc(points: Points) -> Points:
    """Return points with their angles kept and their radii spread to fill the unit disc evenly."""
    if not len(points):
        return points
    offset = points - points.mean()
    rank = np.empty(len(points))
    rank[np.argsort(np.abs(offset).round(9), kind="stable")] = np.arange(len(points))
    return _polar(np.sqrt((rank + 0.5) / len(points)), np.angle(offset))


def turned(points: Points, towards: Points) -> Points:
    """Return points turned, and mirrored if that is better, so that each lies where it is drawn.

    `towards` has the direction in which each point is drawn, its length the strength of the pull;
    the angle that maximises the sum of their dot products has a closed form.
    """
    plain, mirrored = np.vdot(points, towards), np.vdot(points.conj(), towards)
    if max(abs(plain), abs(mirrored)) < 1e-9:
        return points
    if abs(plain) >= abs(mirrored):
        return points * (plain / abs(plain))
    return points.conj() * (mirrored / abs(mirrored))


def pack_discs(radii: Floats, affinity: Floats) -> Points:
    """Return the centres of discs that touch but do not overlap, related ones near each other.

    `affinity` is a symmetric matrix of (discs, discs). Each disc in turn, the one most related to
    those already there, takes the free place that is nearest to its relations: beside one disc,
    or in the corner of two.
    """
    count = len(radii)
    centres = np.zeros(count, dtype=np.complex128)
    placed: list[int] = []
    left = list(range(count))
    while left:
        related = affinity[:, placed].sum(axis=1)
        disc = max(left, key=lambda number: (round(related[number], 9), radii[number], -number))
        places = _free_places(disc, placed, centres, radii)
        distance = np.abs(places[:, None] - centres[placed][None, :])
        pull = affinity[disc, placed] + _PULL_TO_MIDDLE * radii[placed] / radii.sum()
        cost = (distance @ pull).round(6)
        centres[disc] = places[np.argmin(cost)]
        placed.append(disc)
        left.remove(disc)
    return centres


def separate(points: Points, room: Floats, *, within: float, rounds: int) -> Points:
    """Return points pushed apart, as far as some rounds go, until none is in another's room.

    `room` has the radius that each point wants to itself, `within` is the radius of the disc round
    the origin that holds them all.
    """
    apart = points + 1e-3 * room * sunflower(len(points))  # no two in the same place
    for turn in range(rounds):
        if turn % _ROUNDS_AS_NEIGHBOURS == 0:
            one, other = _neighbours(apart, room)
        offset = apart[one] - apart[other]
        length = np.maximum(np.abs(offset), 1e-9)
        shove = offset / length * np.maximum(room[one] + room[other] - length, 0) / 2
        apart += _summed(one, shove, len(apart)) - _summed(other, shove, len(apart))
        apart *= np.minimum(1, within / np.maximum(np.abs(apart), 1e-9))
    return apart


def _neighbours(points: Points, room: Floats) -> tuple[Ints, Ints]:
    """Return the pairs of points that are in each other's room or may soon be.

    The points are swept from left to right, each compared with the next ones as far as they can
    be near.
    """
    order = np.lexsort((points.imag, points.real))
    swept, wanted = points[order], _NEAR * room[order]
    widest = 2 * wanted.max(initial=0)
    pairs = [np.empty((0, 2), dtype=np.int64)]
    for step in range(1, len(swept)):
        offset = swept[step:] - swept[:-step]
        if offset.real.min() > widest:
            break
        near = np.flatnonzero(np.abs(offset) < wanted[step:] + wanted[:-step])
        pairs.append(np.column_stack([order[near], order[near + step]]))
    one, other = np.concatenate(pairs).T
    return one, other


def _summed(numbers: Ints, values: Points, count: int) -> Points:
    real = np.bincount(numbers, values.real, minlength=count)
    return real + 1j * np.bincount(numbers, values.imag, minlength=count)


def _polar(radius: Floats, angle: Floats) -> Points:
    points: Points = radius * np.exp(1j * angle)
    return points


def _free_places(disc: int, placed: list[int], centres: Points, radii: Floats) -> Points:
    """Return the places where a disc touches one or two of those placed and overlaps none."""
    if not placed:
        return np.zeros(1, dtype=np.complex128)
    reach = (radii + radii[disc]) * _GAP
    places = [centres[one] + reach[one] * np.exp(2j * np.pi * np.arange(12) / 12) for one in placed]
    for one, other in combinations(placed, 2):
        offset = centres[other] - centres[one]
        length = abs(offset)
        if length <= reach[one] + reach[other]:
            along = (length**2 + reach[one] ** 2 - reach[other] ** 2) / (2 * length)
            across = np.sqrt(max(reach[one] ** 2 - along**2, 0.0))
            corner = np.array([along + 1j * across, along - 1j * across])
            places.append(centres[one] + offset / length * corner)
    found: Points = np.concatenate(places)
    distance = np.abs(found[:, None] - centres[placed][None, :])
    free: NDArray[np.bool_] = (distance >= reach[placed] * (1 - 1e-9)).all(axis=1)
    return found[free]
