"""What is telling about a community: the entities by which it is named."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from paperlattice.graph.communities import Grouping
from paperlattice.graph.incidence import Incidence
from paperlattice.records import Community, Entity

__all__ = ["REST", "describe"]

REST = "unconnected papers"
"""The label of the papers that share no entity with enough others."""

_MOST_TELLING = 5
_IN_LABEL = 3


def describe(links: Incidence, grouping: Grouping, entities: Sequence[Entity]) -> list[Community]:
    """Return a record of each community, named by its most telling entities.

    `entities` stand in the order of `links`. What counts is how many of the community's
    papers name an entity, times the share of all its papers that these are, times the logarithm
    of its lift (how much likelier a paper of the community is to name it than any paper).
    """
    spread = links.papers_per_entity()
    inside = grouping.papers[links.papers] == grouping.entities[links.entities]
    named = np.bincount(links.entities[inside], minlength=links.n_entities)
    sizes = np.bincount(grouping.papers, minlength=grouping.count)
    members = np.bincount(grouping.entities[grouping.entities >= 0], minlength=grouping.count)
    described = []
    for community in range(grouping.count):
        candidates = np.flatnonzero((grouping.entities == community) & (named > 0))
        lift = named[candidates] * links.n_papers / (spread[candidates] * sizes[community])
        score = (named[candidates] ** 2 / spread[candidates] * np.log(lift)).round(9)
        ranked = candidates[np.lexsort((candidates, -named[candidates], -score))].tolist()
        is_rest = grouping.has_rest and community == grouping.count - 1
        telling = [] if is_rest else _distinct(entities[at] for at in ranked)
        described.append(
            Community(
                community=community,
                label=" · ".join(entity.label for entity in telling[:_IN_LABEL]) or REST,
                n_papers=int(sizes[community]),
                n_entities=int(members[community]),
                telling=tuple(entity.entity_id for entity in telling),
            )
        )
    return described


def _distinct(ranked: Iterable[Entity]) -> list[Entity]:
    """Return the first few entities that say something new: no kin, no part of another's name."""
    chosen: list[Entity] = []
    for entity in ranked:
        if not any(_alike(entity, other) for other in chosen):
            chosen.append(entity)
        if len(chosen) == _MOST_TELLING:
            break
    return chosen


def _alike(one: Entity, other: Entity) -> bool:
    words, others = (set(entity.label.casefold().split()) for entity in (one, other))
    kin = one.entity_id in other.broader or other.entity_id in one.broader
    return kin or words <= others or others <= words
