"""Turn a paper's text into wordpieces, letter-case features and words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

__all__ = ["N_FEATURES", "N_SHAPES", "Encoded", "Window", "encode", "shape_of", "windows"]

N_SHAPES = 8
"""Number of letter-case classes that `shape_of` tells apart."""

N_FEATURES = N_SHAPES * N_SHAPES * 2
"""Number of values of a wordpiece's feature: its shape, its word's shape, title or not."""

_SURROGATE = re.compile("[\ud800-\udfff]")

_SPECIAL, _LOWER, _TITLE, _UPPER, _LETTER, _MIXED, _DIGIT, _OTHER = range(N_SHAPES)


@dataclass(frozen=True, slots=True)
class Encoded:
    """Hold one text as the network sees it, without the special pieces at its two ends.

    `ids` and `features` have an entry for each wordpiece; `first` holds the index of each word's
    first wordpiece, `starts` and `ends` the words' code point offsets in the text (end exclusive).
    """

    ids: NDArray[np.int64]
    features: NDArray[np.int64]
    first: NDArray[np.int64]
    starts: tuple[int, ...]
    ends: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Window:
    """Name a run of words that fits the network, and the part of it whose output is kept.

    All four are word indices; `start:end` is read, `keep_start:keep_end` is kept.
    """

    start: int
    end: int
    keep_start: int
    keep_end: int


@lru_cache(maxsize=100_000)
def shape_of(text: str) -> int:
    """Class a string by its letters' case and whether it holds digits.

    Takes any string; returns a number below `N_SHAPES` (the empty string: 0).
    """
    if not text:
        return _SPECIAL
    if any(c.isdigit() for c in text):
        return _DIGIT
    letters = [c for c in text if c.isalpha()]
    if not letters:
        return _OTHER
    uppers = sum(c.isupper() for c in letters)
    if uppers == 0:
        return _LOWER
    if len(letters) == 1:
        return _LETTER
    if uppers == len(letters):
        return _UPPER
    if uppers == 1 and letters[0].isupper():
        return _TITLE
    return _MIXED


def encode(tokenizer: Tokenizer, text: str) -> Encoded:
    """Encode a text; its first line is taken for the title if it has more than one.

    The tokenizer must not truncate. Wordpieces that stand for no character are left out.
    """
    # A lone surrogate is no character; the tokenizer would refuse the whole text for it.
    encoding = tokenizer.encode(_SURROGATE.sub("\ufffd", text), add_special_tokens=False)
    title_end = text.find("\n")
    ids: list[int] = []
    pieces: list[tuple[int, int]] = []
    first: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    previous = None
    for piece_id, word_id, (start, end) in zip(
        encoding.ids, encoding.word_ids, encoding.offsets, strict=True
    ):
        if end <= start:
            continue
        # A character that normalises to several words would give words that share offsets.
        if word_id != previous and (not ends or start >= ends[-1]):
            first.append(len(ids))
            starts.append(start)
            ends.append(end)
        else:
            ends[-1] = max(ends[-1], end)
        previous = word_id
        ids.append(piece_id)
        pieces.append((start, end))
    features: list[int] = []
    bounds = [*first, len(ids)]
    for word, (begin, finish) in enumerate(pairwise(bounds)):
        word_shape = shape_of(text[starts[word] : ends[word]])
        in_title = int(starts[word] < title_end)
        for start, end in pieces[begin:finish]:
            features.append(
                (in_title * N_SHAPES + word_shape) * N_SHAPES + shape_of(text[start:end])
            )
    return Encoded(
        ids=np.asarray(ids, dtype=np.int64),
        features=np.asarray(features, dtype=np.int64),
        first=np.asarray(first, dtype=np.int64),
        starts=tuple(starts),
        ends=tuple(ends),
    )


def windows(encoded: Encoded, size: int) -> list[Window]:
    """Cut an encoded text into overlapping windows of at most `size` wordpieces.

    Windows begin and end at words and overlap by about half. The kept parts follow each other
    without gap; a border between two lies in the middle of their overlap. One word that is longer
    than `size` makes a window of its own, which the caller has to cut.
    """
    n_words = len(encoded.first)
    bounds = np.append(encoded.first, len(encoded.ids))
    if n_words == 0:
        return []
    if bounds[-1] <= size:
        return [Window(0, n_words, 0, n_words)]
    spans: list[tuple[int, int]] = []
    start = 0
    while True:
        end = max(int(np.searchsorted(bounds, bounds[start] + size, side="right")) - 1, start + 1)
        spans.append((start, end))
        if end >= n_words:
            break
        half = int(np.searchsorted(bounds, bounds[start] + size // 2, side="right")) - 1
        start = min(max(half, start + 1), end)
    cuts = [0, *((a[1] + b[0]) // 2 for a, b in pairwise(spans)), n_words]
    return [Window(start, end, cuts[i], cuts[i + 1]) for i, (start, end) in enumerate(spans)]
