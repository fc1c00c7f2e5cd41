"""What the recogniser makes of one text: the spans it settles on, and how far it would go along."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from paperlattice.records import Predicate

__all__ = ["ROLES", "Reading", "RecognisedSpan", "TextReader"]

ROLES = tuple(str(predicate) for predicate in Predicate)
"""The roles that the recogniser tells apart, in the order of its scores."""


@dataclass(frozen=True, slots=True)
class RecognisedSpan:
    """An entity's span: code point offsets (end exclusive), type, and a score from 0 to 1."""

    start: int
    end: int
    type: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The recognised spans of a text, and its words' probabilities.

    `starts` are the words' first code points; row i of `types` holds the probability that word i
    belongs to a mention of each type, in the order of `names`; `opens` and `closes` the
    probability that a mention begins or ends with the word. `introduced` is the probability that
    the paper introduces what the word names, row i of `roles` that of each of `ROLES`.
    """

    spans: tuple[RecognisedSpan, ...] = ()
    names: tuple[str, ...] = ()
    starts: Sequence[int] = ()
    types: NDArray[np.float64] = field(default_factory=lambda: np.zeros((0, 0)))
    opens: NDArray[np.float64] = field(default_factory=lambda: np.zeros(0))
    closes: NDArray[np.float64] = field(default_factory=lambda: np.zeros(0))
    introduced: NDArray[np.float64] = field(default_factory=lambda: np.zeros(0))
    roles: NDArray[np.float64] = field(default_factory=lambda: np.zeros((0, len(ROLES))))

    def support(self, start: int, end: int, kind: str) -> tuple[float, float, float]:
        """Return how probable a span's words are of a type, its beginning, and its end.

        Each is from 0 to 1, the first the mean over the words that begin within the span; all are
        0 where no word does.
        """
        first, last = self._words(start, end)
        if first == last:
            return 0.0, 0.0, 0.0
        column = self.names.index(kind)
        return (
            float(self.types[first:last, column].mean()),
            float(self.opens[first]),
            float(self.closes[last - 1]),
        )

    def part(self, start: int, end: int) -> tuple[float, tuple[float, ...]]:
        """Return how probably the paper introduces what a span names, and that of each role.

        Both are means over the words that begin within the span, from 0 to 1; 0 and an empty
        tuple where no word does.
        """
        first, last = self._words(start, end)
        if first == last:
            return 0.0, ()
        introduced = float(self.introduced[first:last].mean())
        return introduced, tuple(self.roles[first:last].mean(axis=0).tolist())

    def _words(self, start: int, end: int) -> tuple[int, int]:
        return bisect_left(self.starts, start), bisect_left(self.starts, end)


class TextReader(Protocol):
    """Reads a text as the trained recogniser does."""

    def read(self, text: str) -> Reading:
        """Return what is made of a text, without regard to any other."""
        ...
