"""Turn a network's tag scores into entity spans."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["WordSpan", "log_softmax", "tag_names", "viterbi", "word_spans"]

_PARTS = "BIES"
_FORBIDDEN = -1e9


@dataclass(frozen=True, slots=True)
class WordSpan:
    """A run of words `start:end` of one type, with a score between 0 and 1."""

    start: int
    end: int
    type: str
    score: float


def tag_names(types: Sequence[str]) -> tuple[str, ...]:
    """Name the tags for the given types: O, then begin, inside, end and single of each type."""
    return ("O", *(f"{part}-{name}" for name in types for part in _PARTS))


def log_softmax(scores: NDArray[np.floating]) -> NDArray[np.float64]:
    """Normalise scores over the last axis to natural logarithms of probabilities."""
    shifted = scores.astype(np.float64) - scores.max(axis=-1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True)))


def viterbi(log_probabilities: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return the best legal sequence of tags: one tag index for each word.

    The columns are the tags of `tag_names`. Legal is that a begin or inside tag is followed by an
    inside or end tag of its type, and that every other tag, and the text's end, stands where no
    type is open. Viterbi, "Error bounds for convolutional codes" (1967), by the two kinds of
    state that this leaves between words: nothing open, or one type.
    """
    n_types = (log_probabilities.shape[1] - 1) // len(_PARTS)
    path = np.zeros(len(log_probabilities), dtype=np.int64)
    closed, open_ = 0.0, [_FORBIDDEN] * n_types
    # For each word, the tag that leaves nothing open, and for each type the tag that leaves it so.
    closing: list[int] = []
    opening: list[list[int]] = []
    for row in log_probabilities.tolist():
        best, tag = closed + row[0], 0
        tags = []
        for i in range(n_types):
            base = 1 + len(_PARTS) * i
            inner = open_[i]
            if closed + row[base + 3] > best:
                best, tag = closed + row[base + 3], base + 3
            if inner + row[base + 2] > best:
                best, tag = inner + row[base + 2], base + 2
            begin, inside = closed + row[base], inner + row[base + 1]
            open_[i] = begin if begin >= inside else inside
            tags.append(base if begin >= inside else base + 1)
        closed = best
        closing.append(tag)
        opening.append(tags)
    inside_of = -1
    for i in range(len(path) - 1, -1, -1):
        path[i] = closing[i] if inside_of < 0 else opening[i][inside_of]
        kind, part = divmod(int(path[i]) - 1, len(_PARTS))
        inside_of = kind if path[i] and _PARTS[part] in "IE" else -1
    return path


def word_spans(
    path: NDArray[np.int64], log_probabilities: NDArray[np.float64], types: Sequence[str]
) -> list[WordSpan]:
    """Read the spans off a legal tag sequence.

    A span's score is the geometric mean of its tags' probabilities.
    """
    spans: list[WordSpan] = []
    start = 0
    for i, tag in enumerate(path):
        if tag == 0:
            continue
        part = _PARTS[(tag - 1) % len(_PARTS)]
        if part in "BS":
            start = i
        if part in "ES":
            inside = log_probabilities[np.arange(start, i + 1), path[start : i + 1]]
            name = types[(tag - 1) // len(_PARTS)]
            spans.append(WordSpan(start, i + 1, name, float(np.exp(inside.mean()))))
    return spans
