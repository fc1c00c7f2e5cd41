"""Which role an entity plays in its paper, read from the sentences that name it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from paperlattice.records import EntityType, Mention, Predicate

__all__ = ["Role", "decide_role"]


@dataclass(frozen=True, slots=True)
class Role:
    """A predicate, the rule that gave it, and how sure that rule is (0 to 1)."""

    predicate: Predicate
    rule: str
    score: float


_DEFAULT = {
    EntityType.DATASET: Predicate.EVALUATES_ON,
    EntityType.MODALITY: Predicate.USES,
    EntityType.METHOD: Predicate.USES,
    EntityType.TASK: Predicate.ADDRESSES,
    EntityType.CONCEPT: Predicate.STUDIES,
    EntityType.BRAIN_REGION: Predicate.STUDIES,
    EntityType.ORGANISM: Predicate.STUDIES,
    EntityType.CONDITION: Predicate.STUDIES,
    EntityType.METRIC: Predicate.REPORTS,
}


def decide_role(text: str, mentions: Sequence[Mention]) -> Role:
    """Return the role that a paper's text gives to the entity of these mentions."""
    cue = next((mention.cue for mention in mentions if mention.cue), "")
    if cue:
        return Role(Predicate.INTRODUCES, f"cue:{cue}", 0.9)
    return Role(_DEFAULT[EntityType(mentions[0].type)], "type-default", 0.6)
