"""Turn a network's tag scores into entity spans."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["WordSpan", "log_softmax", "tag_names", "transitions", "viterbi", "word_spans"]

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


def transitions(n_types: int) -> NDArray[np.float64]:
    """Score every pair of neighbouring tags: 0 where it may occur, a large negative where not.

    Rows are the first tag, columns the second; an extra last row and column stand for the text's
    edge.
    """
    n = 1 + len(_PARTS) * n_types
    opens = np.zeros(n + 1, dtype=np.int64)  # the type left open after the tag, 0 for none
    continues = np.zeros(n + 1, dtype=np.int64)  # the type that has to be open before the tag
    for i in range(n_types):
        begin, inside, end = (1 + len(_PARTS) * i + k for k in range(3))
        opens[[begin, inside]] = i + 1
        continues[[inside, end]] = i + 1
    allowed = opens[:, None] == continues[None, :]
    return np.where(allowed, 0.0, _FORBIDDEN)


def log_softmax(scores: NDArray[np.floating]) -> NDArray[np.float64]:
    """Normalise scores over the last axis to natural logarithms of probabilities."""
    shifted = scores.astype(np.float64) - scores.max(axis=-1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True)))


def viterbi(
    log_probabilities: NDArray[np.float64], moves: NDArray[np.float64]
) -> NDArray[np.int64]:
    """Return the best legal sequence of tags: one tag index for each word.

    Viterbi, "Error bounds for convolutional codes" (1967). Ties go to the lower tag index.
    """
    n_words, n_tags = log_probabilities.shape
    path = np.zeros(n_words, dtype=np.int64)
    if n_words == 0:
        return path
    inner = np.ascontiguousarray(moves[:n_tags, :n_tags].T)
    back = np.zeros((n_words, n_tags), dtype=np.int64)
    best = log_probabilities[0] + moves[n_tags, :n_tags]
    rows = np.arange(n_tags)
    for i in range(1, n_words):
        candidates = inner + best
        back[i] = candidates.argmax(axis=1)
        best = candidates[rows, back[i]] + log_probabilities[i]
    path[-1] = int((best + moves[:n_tags, n_tags]).argmax())
    for i in range(n_words - 1, 0, -1):
        path[i - 1] = back[i, path[i]]
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
