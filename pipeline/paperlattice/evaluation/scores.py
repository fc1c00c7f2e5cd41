"""Precision, recall and F1, with intervals by bootstrap over papers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

__all__ = ["Counts", "Score", "score", "total"]

_RESAMPLES = 1000
_SEED = 20_250_701


@dataclass(frozen=True, slots=True)
class Counts:
    """How many were right, found and wanted; `right` may count pairs from both sides."""

    right: int = 0
    found: int = 0
    wanted: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.right + other.right, self.found + other.found, self.wanted + other.wanted
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Precision, recall and F1 with the 95 % interval of F1, all from 0 to 1."""

    precision: float
    recall: float
    f1: float
    low: float
    high: float
    wanted: int


def total(counts: Iterable[Counts]) -> Counts:
    """Return the sum of counts."""
    result = Counts()
    for count in counts:
        result += count
    return result


def score(counts: Sequence[Counts]) -> Score:
    """Return the score of papers' counts, one item a paper.

    The interval is the 2.5 and 97.5 percentiles of F1 over 1,000 resamples of the papers with a
    fixed seed (B. Efron, "Bootstrap methods: another look at the jackknife", 1979).
    """
    whole = total(counts)
    low, high = _interval(counts, lambda right, found, wanted: _f1(right, found, wanted))
    return Score(
        precision=whole.right / whole.found if whole.found else 0.0,
        recall=whole.right / whole.wanted if whole.wanted else 0.0,
        f1=float(_f1(np.array(whole.right), np.array(whole.found), np.array(whole.wanted))),
        low=low,
        high=high,
        wanted=whole.wanted,
    )


Array = np.ndarray[tuple[int, ...], np.dtype[np.float64]]


def _interval(
    counts: Sequence[Counts], statistic: Callable[[Array, Array, Array], Array]
) -> tuple[float, float]:
    if not counts:
        return 0.0, 0.0
    values = np.array([(c.right, c.found, c.wanted) for c in counts], dtype=float)
    random = np.random.default_rng(_SEED)
    chosen = random.integers(0, len(values), size=(_RESAMPLES, len(values)))
    sums = values[chosen].sum(axis=1)
    low, high = np.percentile(statistic(sums[:, 0], sums[:, 1], sums[:, 2]), [2.5, 97.5])
    return float(low), float(high)


def _f1(right: Array, found: Array, wanted: Array) -> Array:
    both = found + wanted
    result: Array = np.divide(
        2.0 * right, both, out=np.zeros_like(both, dtype=float), where=both > 0
    )
    return result
