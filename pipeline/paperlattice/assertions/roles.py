"""Which role an entity plays in its paper: two logistic regressions over clues from its text."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from paperlattice.assertions.clues import role_clues
from paperlattice.records import EntityType, Mention, Predicate

__all__ = ["Role", "RoleModel", "load_roles"]

_FILE = Path(__file__).with_name("roles.json")

_ALLOWED = {
    Predicate.EVALUATES_ON: {EntityType.DATASET},
    Predicate.USES: {EntityType.DATASET, EntityType.METHOD, EntityType.MODALITY},
    Predicate.COMPARES_WITH: {EntityType.METHOD},
    Predicate.STUDIES: {
        EntityType.METHOD,
        EntityType.CONCEPT,
        EntityType.BRAIN_REGION,
        EntityType.ORGANISM,
        EntityType.CONDITION,
    },
    Predicate.ADDRESSES: {EntityType.TASK},
    Predicate.REPORTS: {EntityType.METRIC},
    Predicate.MENTIONS: set(EntityType),
}


@dataclass(frozen=True, slots=True)
class Role:
    """A predicate, the rule that gave it, and how probable it is (0 to 1).

    The rule names the clue that speaks most for the predicate, so that a reader can see why.
    """

    predicate: Predicate
    rule: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleModel:
    """Weights by clue: for `introduces` against all else, and for each other predicate."""

    introduces: Mapping[str, float]
    others: Mapping[str, Mapping[str, float]]
    threshold: float

    def decide(self, text: str, mentions: Sequence[Mention], *, common: bool, known: bool) -> Role:
        """Return the role that a paper's text gives to the entity of these mentions.

        What the lexicon knows (`known`) is introduced only where a cue says so: a paper that sets
        BERT beside its own model names both alike. For `common` see `role_clues`.
        """
        clues = role_clues(text, mentions, common=common)
        probability = 1 / (1 + math.exp(-_sum(self.introduces, clues)))
        may_introduce = not known or any(mention.cue for mention in mentions)
        if may_introduce and probability >= self.threshold:
            rule = _strongest(self.introduces, clues)
            return Role(Predicate.INTRODUCES, rule, probability)
        kind = EntityType(mentions[0].type)
        odds = {
            predicate: _sum(self.others[predicate], clues)
            for predicate, kinds in _ALLOWED.items()
            if kind in kinds
        }
        best = max(odds, key=lambda predicate: odds[predicate])
        share = math.exp(odds[best]) / sum(math.exp(value) for value in odds.values())
        return Role(best, _strongest(self.others[best], clues), share)


@lru_cache(maxsize=1)
def load_roles() -> RoleModel:
    """Return the role model that ships with the package, learnt by scripts/train_roles."""
    data = json.loads(_FILE.read_text(encoding="utf-8"))
    return RoleModel(
        introduces=data["introduces"], others=data["others"], threshold=data["threshold"]
    )


def _sum(weights: Mapping[str, float], clues: Iterable[str]) -> float:
    # The order of a set depends on the hash seed, and the last digit of a sum on the order.
    return weights["bias"] + math.fsum(weights.get(clue, 0.0) for clue in clues)


def _strongest(weights: Mapping[str, float], clues: Iterable[str]) -> str:
    return min(clues, key=lambda clue: (-weights.get(clue, 0.0), clue))
