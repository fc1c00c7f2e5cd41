"""Which texts of a listing page are titles, and which abstracts belong to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Lone", "Pair", "Passage", "pair"]

_LONE_COST = 1.0
_LONGEST_TITLE = 300
_SHORTEST_FREE_ABSTRACT = 150
_SENTENCE_END = (".", "!", "?", "…", ":", ")", '"', "”", "}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A title or an abstract, whitespace normalised, and the line where it starts."""

    line: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A title with its abstract."""

    title: Passage
    abstract: Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class Lone:
    """A title that no abstract follows, or an abstract that no title precedes."""

    passage: Passage
    is_title: bool


def pair(passages: Sequence[Passage]) -> list[Pair | Lone]:
    """Return the passages as titles with their abstracts, in order.

    Titles and abstracts stand in turn, so that one missing abstract would shift every record after
    it. The cheapest of all ways to read the page is taken (dynamic programming, linear in the
    number of passages): leaving a passage alone costs 1, and taking a passage for what it does not
    look like costs less than that, so that a well-formed page is always read in turn.
    """
    count = len(passages)
    cost = [0.0] * (count + 1)
    pairs_up = [False] * count
    for at in range(count - 1, -1, -1):
        cost[at] = _LONE_COST + cost[at + 1]
        if at + 1 < count:
            together = (
                _doubt_title(passages[at].text)
                + _doubt_abstract(passages[at + 1].text)
                + cost[at + 2]
            )
            if together <= cost[at]:
                cost[at], pairs_up[at] = together, True
    read: list[Pair | Lone] = []
    at = 0
    while at < count:
        passage = passages[at]
        if pairs_up[at]:
            read.append(Pair(title=passage, abstract=passages[at + 1]))
        else:
            like_title = _doubt_title(passage.text) <= _doubt_abstract(passage.text)
            read.append(Lone(passage=passage, is_title=like_title))
        at += 1 + pairs_up[at]
    return read


def _doubt_title(text: str) -> float:
    if len(text) > _LONGEST_TITLE:
        return 0.9
    return 0.3 if text.endswith(".") else 0.0


def _doubt_abstract(text: str) -> float:
    complete = len(text) >= _SHORTEST_FREE_ABSTRACT or text.endswith(_SENTENCE_END)
    return 0.0 if complete else 0.6
