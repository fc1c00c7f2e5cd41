"""Which role an entity plays in its paper: logistic regressions over clues and the recogniser."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from paperlattice.assertions.clues import role_clues
from paperlattice.records import EntityType, Mention, Predicate

__all__ = ["ALLOWED", "Role", "RoleModel", "Weighing", "load_roles", "readings"]

_FILE = Path(__file__).with_name("roles.json")
_READ = "recogniser"
_LEAST = 0.002
_LIKELY = 0.5

ALLOWED: Mapping[Predicate, frozenset[EntityType]] = {
    Predicate.EVALUATES_ON: frozenset({EntityType.DATASET}),
    Predicate.USES: frozenset({EntityType.DATASET, EntityType.METHOD, EntityType.MODALITY}),
    Predicate.COMPARES_WITH: frozenset({EntityType.METHOD}),
    Predicate.STUDIES: frozenset(
        {
            EntityType.METHOD,
            EntityType.CONCEPT,
            EntityType.BRAIN_REGION,
            EntityType.ORGANISM,
            EntityType.CONDITION,
        }
    ),
    Predicate.ADDRESSES: frozenset({EntityType.TASK}),
    Predicate.REPORTS: frozenset({EntityType.METRIC}),
    Predicate.MENTIONS: frozenset(EntityType),
}
"""The types that each predicate but `introduces`, which takes all, is said of."""


@dataclass(frozen=True, slots=True)
class Role:
    """A predicate, the rule that gave it, and how probable it is (0 to 1).

    The rule names the clue that speaks most for the predicate, so that a reader can see why, or
    `recogniser` where the recogniser's opinion speaks more.
    """

    predicate: Predicate
    rule: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighing:
    """How much the clues' odds and the recogniser's count beside each other.

    `bias` holds a constant for each predicate, `introduces` among them.
    """

    introduces_clues: float
    introduces_mean: float
    introduces_most: float
    others_clues: float
    others_read: float
    bias: Mapping[str, float]
    threshold: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleModel:
    """Weights by clue: for `introduces` against all else, and for each other predicate.

    `threshold` is for clues alone, where no recogniser has read the mentions.
    """

    introduces: Mapping[str, float]
    others: Mapping[str, Mapping[str, float]]
    threshold: float
    weighing: Weighing

    def decide(self, text: str, mentions: Sequence[Mention], *, common: bool, known: bool) -> Role:
        """Return the role that a paper's text gives to the entity of these mentions.

        What the lexicon knows (`known`) is introduced only where a cue or the recogniser says so:
        a paper that sets BERT beside its own model names both alike. For `common` see
        `role_clues`.
        """
        clues = role_clues(text, mentions, common=common)
        told = any(mention.cue or mention.introduced >= _LIKELY for mention in mentions)
        may_introduce = not known or told
        odds, by_reading, threshold = self._introduces(clues, mentions)
        chance = 1 / (1 + math.exp(-odds))
        if may_introduce and chance >= threshold:
            rule = _READ if by_reading else _strongest(self.introduces, clues)
            return Role(Predicate.INTRODUCES, rule, chance)
        return self._other(clues, mentions)

    def _introduces(
        self, clues: frozenset[str], mentions: Sequence[Mention]
    ) -> tuple[float, bool, float]:
        """Return the log odds, whether the recogniser says more for them, and the threshold."""
        told = _sum(self.introduces, clues)
        read = readings(mentions)
        if read is None:
            return told, False, self.threshold
        w = self.weighing
        mean, most, _ = read
        by_clues = w.introduces_clues * told
        by_reading = w.introduces_mean * mean + w.introduces_most * most
        odds = by_clues + by_reading + w.bias[Predicate.INTRODUCES]
        return odds, by_reading > by_clues, w.threshold

    def _other(self, clues: frozenset[str], mentions: Sequence[Mention]) -> Role:
        kind = EntityType(mentions[0].type)
        kinds = [predicate for predicate, types in ALLOWED.items() if kind in types]
        told = _log_shares({p: _sum(self.others[p], clues) for p in kinds})
        read = readings(mentions)
        odds, by_reading = told, dict.fromkeys(kinds, 0.0)
        if read is not None:
            w = self.weighing
            by_reading = {p: w.others_read * read[2][p] for p in kinds}
            odds = _log_shares(
                {p: w.others_clues * told[p] + by_reading[p] + w.bias[p] for p in kinds}
            )
        best = max(kinds, key=lambda predicate: odds[predicate])
        if read is not None and by_reading[best] > self.weighing.others_clues * told[best]:
            rule = _READ
        else:
            rule = _strongest(self.others[best], clues)
        return Role(best, rule, math.exp(odds[best]))


def readings(
    mentions: Sequence[Mention],
) -> tuple[float, float, Mapping[Predicate, float]] | None:
    """Return what the recogniser thinks of an entity's part, or None where it was not asked.

    These are the log odds that the paper introduces it, by the mean and by the greatest of the
    mentions' probabilities, and the natural logarithm of each predicate's mean probability.
    """
    asked = [mention for mention in mentions if mention.roles]
    if not asked:
        return None
    introduced = [mention.introduced for mention in asked]
    roles = {
        predicate: math.log(max(math.fsum(m.roles[i] for m in asked) / len(asked), _LEAST))
        for i, predicate in enumerate(Predicate)
    }
    return _log_odds(math.fsum(introduced) / len(introduced)), _log_odds(max(introduced)), roles


@lru_cache(maxsize=1)
def load_roles() -> RoleModel:
    """Return the role model that ships with the package, learnt by scripts/train_roles."""
    data = json.loads(_FILE.read_text(encoding="utf-8"))
    return RoleModel(
        introduces=data["introduces"],
        others=data["others"],
        threshold=data["threshold"],
        weighing=Weighing(**data["weighing"]),
    )


def _sum(weights: Mapping[str, float], clues: frozenset[str]) -> float:
    # The order of a set depends on the hash seed, and the last digit of a sum on the order.
    return weights["bias"] + math.fsum(map(weights.__getitem__, weights.keys() & clues))


def _strongest(weights: Mapping[str, float], clues: frozenset[str]) -> str:
    known = weights.keys() & clues
    # Most clues weigh nothing; they count only where all others speak against.
    some = known if any(weights[clue] > 0 for clue in known) else clues
    return min(some, key=lambda clue: (-weights.get(clue, 0.0), clue))


def _log_odds(probability: float) -> float:
    within = min(max(probability, _LEAST), 1 - _LEAST)
    return math.log(within / (1 - within))


def _log_shares(odds: Mapping[Predicate, float]) -> dict[Predicate, float]:
    """Return the natural logarithms of the shares that sum to one."""
    most = max(odds.values())
    total = most + math.log(math.fsum(math.exp(value - most) for value in odds.values()))
    return {predicate: value - total for predicate, value in odds.items()}
