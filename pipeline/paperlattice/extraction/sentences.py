"""Where sentences begin and end in a paper's text."""

from __future__ import annotations

import re
from itertools import pairwise

import numpy as np
from spacy.tokens import Doc

__all__ = ["mark_sentences", "sentence_bounds"]

_END = re.compile(r"[.!?][\"'”’)\]]*(?=\s+[\"'“‘(\[]*[A-Z0-9\u0391-\u03a9])|\n")
_NO_END = re.compile(
    r"(?:\b(?:e\.g|i\.e|et al|cf|vs|viz|resp|approx|w\.r\.t|a\.k\.a|[Ff]igs?|[Ee]qs?|[Ss]ec|[Tt]ab"
    r"|[Rr]efs?|[Nn]os?|Dr|Prof|St|Mr|Mrs|Ms|vol|pp|ca|incl|U\.S)|\b[A-Z])\.$"
)


def sentence_bounds(text: str) -> list[tuple[int, int]]:
    """Return the start and end of every sentence, in code points, white space left outside.

    The title, which ends at the line break, is never one sentence with the abstract.
    """
    ends = [match.end() for match in _END.finditer(text) if _ends_sentence(match)]
    bounds = []
    for start, end in pairwise([0, *ends, len(text)]):
        sentence = text[start:end]
        stripped = sentence.strip()
        if stripped:
            first = start + len(sentence) - len(sentence.lstrip())
            bounds.append((first, first + len(stripped)))
    return bounds


def mark_sentences(doc: Doc) -> Doc:
    """Set where sentences start in a spaCy document."""
    starts = {start for start, _ in sentence_bounds(doc._.source_text)}
    offsets = doc.to_array("IDX").tolist()
    marks = [1 if offset in starts or offset == 0 else -1 for offset in offsets]
    column = np.array(marks, dtype="int32").astype("uint64")[:, None]
    return doc.from_array(["SENT_START"], column)  # type: ignore[arg-type]


def _ends_sentence(match: re.Match[str]) -> bool:
    before = max(0, match.start() - 12)
    return match[0] == "\n" or not _NO_END.search(match.string, before, match.start() + 1)
