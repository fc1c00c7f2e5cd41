"""Entities that no paper names: each belongs where its narrower entities are."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from paperlattice.graph.communities import NOWHERE, Grouping
from paperlattice.graph.packing import Points
from paperlattice.records import Entity

__all__ = ["Adoption", "adopt_communities", "adopt_positions", "adoptions"]

Adoption = tuple[int, list[int]]
"""The number of an entity that no paper names, and those of its narrower entities."""

_BESIDE = 12.0
_GOLDEN_ANGLE = np.pi * (3 - 5**0.5)


def adoptions(entities: Sequence[Entity], grouping: Grouping) -> list[Adoption]:
    """Return each entity that has no community with its narrower ones that have one by then.

    `entities` stand in the order of the grouping. The nearest ancestors of named entities come
    first; an entity without any named descendant comes last, with no narrower ones.
    """
    number = {entity.entity_id: at for at, entity in enumerate(entities)}
    narrower: defaultdict[int, list[int]] = defaultdict(list)
    for at, entity in enumerate(entities):
        for parent in entity.broader:
            if parent in number:
                narrower[number[parent]].append(at)
    settled = {at for at in range(len(entities)) if grouping.entities[at] != NOWHERE}
    waiting = [at for at in range(len(entities)) if at not in settled]
    adopted: list[Adoption] = []
    while waiting:
        found = {at: [child for child in narrower[at] if child in settled] for at in waiting}
        ready = [at for at in waiting if found[at]]
        if not ready:
            return adopted + [(at, []) for at in waiting]
        adopted += [(at, found[at]) for at in ready]
        settled.update(ready)
        waiting = [at for at in waiting if at not in settled]
    return adopted


def adopt_communities(grouping: Grouping, adopted: Sequence[Adoption]) -> Grouping:
    """Return the grouping with each adopted entity where most of its narrower ones are."""
    communities = grouping.entities.tolist()
    for entity, children in adopted:
        counts = Counter(communities[child] for child in children)
        communities[entity] = min(
            counts, key=lambda name: (-counts[name], name), default=grouping.count - 1
        )
    return replace(grouping, entities=np.array(communities, dtype=np.int64))


def adopt_positions(points: Points, adopted: Sequence[Adoption], *, n_papers: int) -> Points:
    """Return the positions with each adopted entity beside the middle of its narrower ones."""
    placed = points.copy()
    for turn, (entity, children) in enumerate(adopted):
        middle = placed[[n_papers + child for child in children]].mean() if children else 0
        placed[n_papers + entity] = middle + _BESIDE * np.exp(1j * _GOLDEN_ANGLE * turn)
    return placed
