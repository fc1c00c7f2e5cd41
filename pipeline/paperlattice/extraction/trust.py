"""How far to trust a candidate mention: a logistic regression over what its finders say of it."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from paperlattice.lexicon.forms import form_key

__all__ = ["FEATURES", "Clues", "Trust", "features", "load_trust"]

_FILE = Path(__file__).with_name("trust.json")
_PRIOR_WEIGHT = 2.0

FEATURES = (
    "bias",
    "lexicon",
    "lexicon_other_type",
    "form_precision",
    "form_count",
    "form_unseen",
    "form_unseen_phrase",
    "name_like",
    "phrase",
    "recognised",
    "recognised_score",
    "recognised_other_type",
    "recognised_across",
    "recognised_elsewhere",
    "type_support",
    "begin_support",
    "end_support",
    "introduced",
    "lexicon_and_support",
    "lexicon_without_support",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clues:
    """What the finders say of one candidate.

    `in_lexicon` and `recognised` tell who proposed just this span and type, the `other_type`
    pair who proposed the span with another type; `recognised_across` is the best score of a
    recognised span that overlaps without being equal, `recognised_elsewhere` that of the same
    form anywhere in the text; the supports are those of `Reading.support`.
    """

    in_lexicon: bool = False
    lexicon_other_type: bool = False
    recognised: float = 0.0
    recognised_other_type: float = 0.0
    recognised_across: float = 0.0
    recognised_elsewhere: float = 0.0
    type_support: float = 0.0
    begin_support: float = 0.0
    end_support: float = 0.0
    introduced: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Trust:
    """The weights with and without a recogniser, and how often each lexicon form was right.

    `forms` maps a form's key, joined by spaces, and a type to how often the annotated papers have
    it as a mention of that type, and how often at all.
    """

    with_recogniser: Mapping[str, float]
    lexicon_only: Mapping[str, float]
    forms: Mapping[tuple[str, str], tuple[int, int]]

    def log_odds(self, form: str, kind: str, clues: Clues, *, recogniser: bool) -> float:
        """Return the natural log odds that a candidate is a mention of its type."""
        counts = self.forms.get((" ".join(form_key(form)), kind))
        weights = self.with_recogniser if recogniser else self.lexicon_only
        values = features(form, clues, counts)
        return sum(
            weights.get(name, 0.0) * value for name, value in zip(FEATURES, values, strict=True)
        )


def features(form: str, clues: Clues, counts: tuple[int, int] | None) -> list[float]:
    """Return the values of FEATURES for one candidate.

    `counts` are how often its form was a mention of its type in the annotated papers, and how
    often it occurred; None where it never did.
    """
    right, seen = counts or (0, 0)
    prior = (right + 0.7 * _PRIOR_WEIGHT) / (seen + _PRIOR_WEIGHT)
    words = len(form_key(form))
    known = clues.in_lexicon and seen > 0
    support = clues.type_support
    return [
        1.0,
        float(clues.in_lexicon),
        float(clues.lexicon_other_type),
        math.log(prior / (1 - prior + 1e-6)) if known else 0.0,
        math.log1p(seen) if known else 0.0,
        float(clues.in_lexicon and not seen),
        float(clues.in_lexicon and not seen and words > 1),
        float(any(c.isupper() for c in form[1:]) or any(c.isdigit() for c in form)),
        float(words > 1),
        float(clues.recognised > 0),
        clues.recognised,
        clues.recognised_other_type,
        clues.recognised_across,
        clues.recognised_elsewhere,
        support,
        clues.begin_support,
        clues.end_support,
        float(clues.introduced),
        clues.in_lexicon * support,
        clues.in_lexicon * (support < 0.1),
    ]


@lru_cache(maxsize=1)
def load_trust() -> Trust:
    """Return the trust that ships with the package, learnt by scripts/train_trust."""
    data = json.loads(_FILE.read_text(encoding="utf-8"))
    return Trust(
        with_recogniser=data["with_recogniser"],
        lexicon_only=data["lexicon_only"],
        forms={
            (form, kind): (right, seen)
            for form, kinds in data["forms"].items()
            for kind, (right, seen) in kinds.items()
        },
    )
