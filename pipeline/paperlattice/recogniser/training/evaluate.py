"""Score predicted spans against annotated ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np

__all__ = ["bootstrap", "by_type", "counts", "f1"]

Span = tuple[int, int, str]
Counts = tuple[int, int, int]


def counts(gold: Iterable[Span], found: Iterable[Span]) -> Counts:
    """Count right, found and annotated spans; start, end and type must all agree."""
    a, b = set(gold), set(found)
    return len(a & b), len(b), len(a)


def f1(right: float, found: float, annotated: float) -> float:
    """Give the F1 score of summed counts; 0 where nothing is right."""
    return 2 * right / (found + annotated) if right else 0.0


def by_type(
    gold: Sequence[Sequence[Span]], found: Sequence[Sequence[Span]]
) -> dict[str, tuple[float, float, float, int]]:
    """Give precision, recall, F1 and the number of annotated spans, by type and over all."""
    totals: Counter[tuple[str, int]] = Counter()
    for a, b in zip(gold, found, strict=True):
        for name in {s[2] for s in [*a, *b]} | {"all"}:
            pair = counts(
                (s for s in a if name in ("all", s[2])), (s for s in b if name in ("all", s[2]))
            )
            for k, value in enumerate(pair):
                totals[name, k] += value
    names = sorted({name for name, _ in totals} - {"all"})
    return {
        name: (
            totals[name, 0] / max(totals[name, 1], 1),
            totals[name, 0] / max(totals[name, 2], 1),
            f1(totals[name, 0], totals[name, 1], totals[name, 2]),
            totals[name, 2],
        )
        for name in ["all", *names]
    }


def bootstrap(
    gold: Sequence[Sequence[Span]], found: Sequence[Sequence[Span]], *, draws: int = 2000
) -> tuple[float, float]:
    """Give the 95% interval of F1 by drawing papers with replacement (percentile method)."""
    table = np.array([counts(a, b) for a, b in zip(gold, found, strict=True)], dtype=np.float64)
    generator = np.random.default_rng(0)
    drawn = table[generator.integers(0, len(table), (draws, len(table)))].sum(axis=1)
    values = 2 * drawn[:, 0] / np.maximum(drawn[:, 1] + drawn[:, 2], 1)
    low, high = np.percentile(values, [2.5, 97.5])
    return float(low), float(high)
