"""Where sentences begin and end in a paper's text."""

from __future__ import annotations

import re
from itertools import pairwise

__all__ = ["sentence_bounds"]

# A pattern that begins with a set of characters is searched several times faster than one that
# begins with a choice: the line break is in the set, and told apart behind it.
_END = re.compile(r"[.!?\n](?:(?<=\n)|[\"'”’)\]]*(?=\s+[\"'“‘(\[]*[A-Z0-9\u0391-\u03a9]))")
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


def _ends_sentence(match: re.Match[str]) -> bool:
    text, start = match.string, match.start()
    # Only a full stop can be an abbreviation's.
    return text[start] != "." or not _NO_END.search(text, max(0, start - 12), start + 1)
