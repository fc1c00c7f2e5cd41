"""Sentences as public sets give them, token by token, as texts with spans."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from paperlattice.evaluation.scores import Counts, Score, score, total

__all__ = ["Sentence", "Span", "join_tokens", "labelled_spans", "score_spans", "token_span"]

Span = tuple[int, int, str]

_SIGNS = {
    "-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "-LCB-": "{", "-RCB-": "}",
    "``": '"', "''": '"',
}  # fmt: skip
_NO_SPACE_BEFORE = frozenset(")]},.;:?!%-")
_NO_SPACE_AFTER = frozenset("([{-")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence as running text, its annotated spans (start, end, type) in code points.

    `tokens` holds where each of the set's tokens lies in the text.
    """

    id: str
    text: str
    spans: frozenset[Span]
    tokens: tuple[tuple[int, int], ...]


def join_tokens(tokens: Sequence[str]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return the running text of tokens and where each lies in it; treebank brackets undone.

    >>> join_tokens(["TF", "-", "IDF", "-LRB-", "x", "-RRB-"])[0]
    'TF-IDF (x)'
    """
    text, places, before = "", [], ""
    for token in tokens:
        written = _SIGNS.get(token, token)
        if text and written not in _NO_SPACE_BEFORE and before not in _NO_SPACE_AFTER:
            text += " "
        places.append((len(text), len(text) + len(written)))
        text, before = text + written, written
    return text, tuple(places)


def labelled_spans(labels: Sequence[str]) -> list[Span]:
    """Return the token spans (first, beyond the last, type) of begin, inside, outside labels."""
    spans: list[Span] = []
    first, kind = 0, ""
    for index, label in enumerate([*labels, "O"]):
        prefix, _, name = label.partition("-")
        if kind and (prefix != "I" or name != kind):
            spans.append((first, index, kind))
            kind = ""
        if prefix != "O" and not kind:
            first, kind = index, name
    return spans


def token_span(tokens: Sequence[tuple[int, int]], start: int, end: int) -> tuple[int, int]:
    """Return the span of tokens (first, beyond the last) that a span of the text touches."""
    touched = [i for i, (first, last) in enumerate(tokens) if first < end and last > start]
    return (touched[0], touched[-1] + 1) if touched else (0, 0)


def score_spans(
    wanted: Sequence[frozenset[Span]], given: Sequence[frozenset[Span]]
) -> Mapping[str, Score]:
    """Return the strict scores by type, and over all of them (`all`), one item a text."""
    names = sorted({kind for spans in (*wanted, *given) for _, _, kind in spans})
    counts = [
        {name: _count(name, right, found) for name in names}
        for right, found in zip(wanted, given, strict=True)
    ]
    scores = {"all": score([total(by_type.values()) for by_type in counts])}
    return scores | {name: score([by_type[name] for by_type in counts]) for name in names}


def _count(name: str, wanted: frozenset[Span], given: frozenset[Span]) -> Counts:
    right = {span for span in wanted if span[2] == name}
    found = {span for span in given if span[2] == name}
    return Counts(len(right & found), len(found), len(right))
