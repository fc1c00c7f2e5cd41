"""Precision, recall and F1, with intervals by bootstrap over papers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Counts", "Score", "Share", "macro_f1", "score", "share", "total"]

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A share or a mean with its 95 % interval, all from 0 to 1."""

    value: float
    low: float
    high: float


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


def share(parts: Sequence[tuple[int, int]]) -> Share:
    """Return the share that papers' parts (part, whole) have of the whole, with its interval."""
    counts = [Counts(right=part, found=whole) for part, whole in parts]
    whole = total(counts)
    low, high = _interval(counts, lambda right, found, _: _ratio(right, found))
    return Share(value=whole.right / whole.found if whole.found else 0.0, low=low, high=high)


def macro_f1(counts: Sequence[Mapping[str, Counts]]) -> Share:
    """Return the mean of the F1 of all keys that are wanted, with its interval over papers."""
    names = sorted({name for by_name in counts for name, count in by_name.items() if count.wanted})
    if not names:
        return Share(value=0.0, low=0.0, high=0.0)
    rows = np.array(
        [[_row(by_name.get(name, Counts())) for name in names] for by_name in counts], dtype=float
    )
    sums = np.stack([rows[chosen].sum(axis=0) for chosen in _resamples(len(rows))])
    # A key that a resample does not want counts no more there than it would in the whole.
    wanted = sums[..., 2] > 0
    scores = _f1(sums[..., 0], sums[..., 1], sums[..., 2])
    low, high = np.percentile(
        _ratio((scores * wanted).sum(axis=1), wanted.sum(axis=1)), [2.5, 97.5]
    )
    whole = rows.sum(axis=0)
    value = _f1(whole[:, 0], whole[:, 1], whole[:, 2]).mean()
    return Share(value=float(value), low=float(low), high=float(high))


Array = np.ndarray[tuple[int, ...], np.dtype[np.float64]]


def _interval(
    counts: Sequence[Counts], statistic: Callable[[Array, Array, Array], Array]
) -> tuple[float, float]:
    if not counts:
        return 0.0, 0.0
    values = np.array([_row(count) for count in counts], dtype=float)
    sums = values[_resamples(len(values))].sum(axis=1)
    low, high = np.percentile(statistic(sums[:, 0], sums[:, 1], sums[:, 2]), [2.5, 97.5])
    return float(low), float(high)


def _row(count: Counts) -> tuple[int, int, int]:
    return count.right, count.found, count.wanted


def _resamples(n_papers: int) -> NDArray[np.int64]:
    """Return the papers of each resample, drawn with replacement, always the same."""
    random = np.random.default_rng(_SEED)
    return random.integers(0, n_papers, size=(_RESAMPLES, n_papers))


def _ratio(part: Array, whole: Array) -> Array:
    result: Array = np.divide(part, whole, out=np.zeros_like(whole, dtype=float), where=whole > 0)
    return result


def _f1(right: Array, found: Array, wanted: Array) -> Array:
    both = found + wanted
    result: Array = np.divide(
        2.0 * right, both, out=np.zeros_like(both, dtype=float), where=both > 0
    )
    return result
