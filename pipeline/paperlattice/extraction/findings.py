"""What the pipeline's components have found in a text, handed on within its spaCy document."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, field

from spacy.tokens import Doc

from paperlattice.extraction.abbreviations import Definition
from paperlattice.extraction.introductions import Introduction
from paperlattice.lexicon import Match
from paperlattice.recogniser.reading import Reading

__all__ = ["Findings", "attach", "findings"]

_KEY = "paperlattice"


@dataclass(slots=True, kw_only=True)
class Findings:
    """A text, its tokens' words and their keys, and what each component adds to them.

    `starts` holds where each token begins, `sentences` each sentence's start and end, both in
    code points; `vocabulary` is the set of the keys.
    """

    text: str
    words: Sequence[str]
    keys: Sequence[str]
    starts: Sequence[int]
    vocabulary: Set[str]
    sentences: Sequence[tuple[int, int]] = ()
    definitions: Sequence[Definition] = ()
    introductions: Sequence[Introduction] = ()
    matches: Sequence[Match] = ()
    reading: Reading = field(default_factory=Reading)


def attach(doc: Doc, found: Findings) -> None:
    """Put the findings into a document."""
    # A look-up here takes a fiftieth of what one of spaCy's extension attributes takes.
    doc.user_data[_KEY] = found


def findings(doc: Doc) -> Findings:
    """Return the findings of a document that `PaperTokenizer` made."""
    found: Findings = doc.user_data[_KEY]
    return found
