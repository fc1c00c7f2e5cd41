"""Candidate mentions, and which of those that overlap stay."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["Candidate", "without_overlaps"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A span that may be a mention: code points, `end` exclusive.

    `entity_id` is set where the lexicon knows the form, `cue` where the paper introduces it.
    """

    start: int
    end: int
    type: str
    rule: str
    score: float
    entity_id: str = ""
    cue: str = ""


def without_overlaps(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Return the candidates that stay when no two may overlap, in the order of the text.

    The better score wins, then the longer span, then the earlier one.
    """
    kept: list[Candidate] = []
    taken: set[int] = set()
    ranked = sorted(
        candidates,
        key=lambda c: (-c.score, c.start - c.end, c.start, c.rule, c.type, c.entity_id),
    )
    for candidate in ranked:
        span = range(candidate.start, candidate.end)
        if taken.isdisjoint(span):
            taken.update(span)
            kept.append(candidate)
    return sorted(kept, key=lambda c: c.start)
