"""Candidate mentions, and which of those that overlap stay."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from math import exp
from typing import NamedTuple

__all__ = ["Candidate", "best_without_overlaps"]


class Candidate(NamedTuple):
    """A span that may be a mention: code points, `end` exclusive.

    `score` is the log odds that it is one; `entity_id` is set where the lexicon knows the form,
    `cue` where the paper introduces it, `in_context` where the text's words speak for the entry.
    """

    start: int
    end: int
    type: str
    rule: str
    score: float = 0.0
    entity_id: str = ""
    cue: str = ""
    in_context: bool = False

    # A named tuple is made in half the time of a frozen dataclass, and these are made by the dozen.

    @property
    def probability(self) -> float:
        """Return how probable it is that the candidate is a mention, from 0 to 1."""
        return 1 / (1 + exp(-self.score))

    def with_score(self, score: float) -> Candidate:
        """Return the candidate with another score."""
        return Candidate(
            start=self.start,
            end=self.end,
            type=self.type,
            rule=self.rule,
            score=score,
            entity_id=self.entity_id,
            cue=self.cue,
            in_context=self.in_context,
        )


def best_without_overlaps(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Return those candidates that do not overlap and have the greatest sum of scores.

    Only positive scores count. Weighted interval scheduling (J. Kleinberg and E. Tardos,
    "Algorithm Design", 2005, section 6.1); a tie goes to the longer span, then by type and rule.
    """
    ordered = sorted(
        (candidate for candidate in candidates if candidate.score > 0),
        key=lambda c: (c.end, c.start, c.type, c.rule),
    )
    ends = [candidate.end for candidate in ordered]
    best = [0.0]
    taken = []
    for index, candidate in enumerate(ordered):
        before = bisect_right(ends, candidate.start, hi=index)
        with_it = best[before] + candidate.score
        taken.append(with_it > best[-1])
        best.append(max(best[-1], with_it))
    kept = []
    index = len(ordered)
    while index > 0:
        if taken[index - 1]:
            kept.append(ordered[index - 1])
            index = bisect_right(ends, ordered[index - 1].start, hi=index - 1)
        else:
            index -= 1
    return kept[::-1]
