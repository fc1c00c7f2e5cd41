"""How far to trust a candidate mention: a logistic regression over what its finders say of it."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path

from paperlattice.lexicon.forms import form_key

__all__ = ["Clues", "Trust", "features", "load_trust"]

_FILE = Path(__file__).with_name("trust.json")
_PRIOR = 0.7
_PRIOR_WEIGHT = 2.0
_NO_SUPPORT = 0.1
_LEAST = 0.005
_OFTEN = 5
_NEARLY_ALL = 0.85
_SURE = 0.2
_REMEMBERED = 50_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Clues:
    """What the finders say of one candidate.

    `in_lexicon` and `recognised` tell who proposed just this span and type, the `other_type`
    pair who proposed the span with another type; `in_context` that the text holds words typical of
    the lexicon's entry; `recognised_across` is the best score of a
    recognised span that overlaps without being equal, `recognised_elsewhere` that of the same
    form anywhere in the text; the supports are those of `Reading.support`.
    """

    in_lexicon: bool = False
    in_context: bool = False
    lexicon_other_type: bool = False
    recognised: float = 0.0
    recognised_other_type: float = 0.0
    recognised_across: float = 0.0
    recognised_elsewhere: float = 0.0
    type_support: float = 0.0
    begin_support: float = 0.0
    end_support: float = 0.0
    introduced: bool = False


class Trust:
    """The weights with and without a recogniser, and how often each lexicon form was right.

    `forms` maps a form's key and a type to how often the annotated papers have it as a mention of
    that type, and how often at all.
    """

    def __init__(
        self,
        *,
        with_recogniser: Mapping[str, float],
        lexicon_only: Mapping[str, float],
        forms: Mapping[tuple[tuple[str, ...], str], tuple[int, int]],
    ) -> None:
        self.with_recogniser = with_recogniser
        self.lexicon_only = lexicon_only
        self.forms = forms
        # The lexicon says the same of the same forms over and over; no two readings are alike.
        self._without_recogniser = lru_cache(maxsize=_REMEMBERED)(
            partial(self._log_odds, weights=lexicon_only)
        )

    def log_odds(self, form: str, kind: str, clues: Clues, *, recogniser: bool) -> float:
        """Return the natural log odds that a candidate is a mention of its type."""
        if recogniser:
            return self._log_odds(form, kind, clues, weights=self.with_recogniser)
        return self._without_recogniser(form, kind, clues)

    def is_sure(self, form: str, kind: str) -> bool:
        """Tell whether a form named its entity nearly wherever annotated papers have it.

        Such a form ("fMRI", "sparse autoencoders") stays a mention whatever the recogniser makes
        of a sentence, so that an entity joins every paper that plainly names it.
        """
        return _is_sure(self.forms.get((form_key(form), kind)))

    def _log_odds(
        self, form: str, kind: str, clues: Clues, *, weights: Mapping[str, float]
    ) -> float:
        counts = self.forms.get((form_key(form), kind))
        values = features(form, kind, clues, counts)
        odds = math.fsum(weights.get(name, 0.0) * value for name, value in values.items())
        return max(odds, _SURE) if clues.in_lexicon and _is_sure(counts) else odds


def features(
    form: str, kind: str, clues: Clues, counts: tuple[int, int] | None
) -> dict[str, float]:
    """Return the named values that speak for or against a candidate.

    `counts` are how often its form was a mention of its type in the annotated papers, and how
    often it occurred; None where it never did.
    """
    right, seen = counts or (0, 0)
    prior = (right + _PRIOR * _PRIOR_WEIGHT) / (seen + _PRIOR_WEIGHT)
    words = len(form_key(form))
    values = {"bias": 1.0, f"type:{kind}": 1.0}
    if any(c.isupper() for c in form[1:]) or any(c.isdigit() for c in form):
        values["name_like"] = 1.0
    if words > 1:
        values["phrase"] = 1.0
    if clues.introduced:
        values["introduced"] = 1.0
    if clues.lexicon_other_type:
        values["lexicon_other_type"] = 1.0
    if clues.in_lexicon:
        values |= {"lexicon": 1.0, f"lexicon&{kind}": 1.0, "in_context": float(clues.in_context)}
        if seen:
            values |= {"form_precision": _log_odds(prior), "form_count": math.log1p(seen)}
        else:
            values |= {"form_unseen": 1.0, "form_unseen_phrase": float(words > 1)}
    return values | _recogniser_features(kind, clues)


def _recogniser_features(kind: str, clues: Clues) -> dict[str, float]:
    supports = (clues.type_support, clues.begin_support, clues.end_support)
    odds = [_log_odds(support) for support in supports]
    values = {
        "recognised_other_type": clues.recognised_other_type,
        "recognised_across": clues.recognised_across,
        "recognised_elsewhere": clues.recognised_elsewhere,
        "type_support": odds[0],
        "begin_support": odds[1],
        "end_support": odds[2],
        "least_support": min(odds),
    }
    if clues.recognised:
        score = clues.recognised
        values |= {"recognised": 1.0, "recognised_score": score, f"recognised&{kind}": 1.0}
        values["recognised_odds"] = _log_odds(score)
    if clues.in_lexicon:
        values["lexicon_and_support"] = odds[0]
        values["lexicon_without_support"] = float(clues.type_support < _NO_SUPPORT)
    return values


def _is_sure(counts: tuple[int, int] | None) -> bool:
    return counts is not None and counts[1] >= _OFTEN and counts[0] >= _NEARLY_ALL * counts[1]


def _log_odds(probability: float) -> float:
    """Return the natural log odds of a probability, kept within what the data can tell."""
    within = min(max(probability, _LEAST), 1 - _LEAST)
    return math.log(within / (1 - within))


@lru_cache(maxsize=1)
def load_trust() -> Trust:
    """Return the trust that ships with the package, learnt by scripts/train_trust."""
    data = json.loads(_FILE.read_text(encoding="utf-8"))
    return Trust(
        with_recogniser=data["with_recogniser"],
        lexicon_only=data["lexicon_only"],
        forms={
            (tuple(form.split()), kind): (right, seen)
            for form, kinds in data["forms"].items()
            for kind, (right, seen) in kinds.items()
        },
    )
