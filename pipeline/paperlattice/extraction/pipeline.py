"""The spaCy pipeline that reads a paper's text: thin components around pure functions."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from paperlattice.extraction.abbreviations import find_definitions
from paperlattice.extraction.findings import findings
from paperlattice.extraction.introductions import Introduction, find_introductions
from paperlattice.extraction.sentences import sentence_bounds
from paperlattice.extraction.tokenizer import PaperTokenizer
from paperlattice.lexicon import Lexicon, Matcher
from paperlattice.recogniser.reading import Reading, TextReader
from paperlattice.records import EntityType

__all__ = ["READING", "build_pipeline"]

READING = "recogniser's reading"
"""Where a document's `user_data` holds what the recogniser makes of its text, once it is known."""


class LexiconComponent:
    """Notes the lexicon's forms in a text."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.matcher = Matcher(lexicon.entries.values())

    def __call__(self, doc: Doc) -> Doc:
        """Return the document with its matches."""
        found = findings(doc)
        found.matches = self.matcher.find(found.words, found.keys, found.starts, found.text)
        return doc


class RecogniserComponent:
    """Notes what the trained recogniser makes of the text, or made of it before.

    A reading that the document brings along under READING is taken; else it is put there.
    """

    def __init__(self, recogniser: TextReader) -> None:
        self.recogniser = recogniser

    def __call__(self, doc: Doc) -> Doc:
        """Return the document with its reading."""
        found = findings(doc)
        reading = doc.user_data.get(READING)
        if reading is None:
            reading = doc.user_data[READING] = self.recogniser.read(found.text)
        found.reading = _with_told_types(reading, found.introductions, found.text)
        return doc


def _with_told_types(reading: Reading, introductions: Sequence[Introduction], text: str) -> Reading:
    """Give an introduced name the type that the words around it tell, wherever it stands.

    "X: a benchmark for ..." says better what X is than a recogniser can guess from the name.
    Where no word tells, an introduction's type is Method, which says nothing.
    """
    told = {text[i.start : i.end]: i.type for i in introductions if i.type != EntityType.METHOD}
    spans = (
        replace(span, type=told.get(text[span.start : span.end], span.type))
        for span in reading.spans
    )
    return replace(reading, spans=tuple(spans))


def mark_sentences(doc: Doc) -> Doc:
    """Note a document's sentences, and mark where they start in spaCy's way."""
    found = findings(doc)
    found.sentences = sentence_bounds(found.text)
    if found.words:
        marks = np.full((len(found.words), 1), -1, dtype="int64")
        firsts = [bisect_left(found.starts, start) for start, _ in found.sentences]
        marks[[0, *firsts]] = 1
        doc.from_array(["SENT_START"], marks.view("uint64"))  # type: ignore[arg-type]
    return doc


def mark_abbreviations(doc: Doc) -> Doc:
    """Note the abbreviations that the text defines."""
    found = findings(doc)
    found.definitions = find_definitions(found.text)
    return doc


def mark_introductions(doc: Doc) -> Doc:
    """Note what the text presents as its own."""
    found = findings(doc)
    found.introductions = find_introductions(found.text, found.definitions, found.sentences)
    return doc


def build_pipeline(lexicon: Lexicon, *, recogniser: TextReader | None = None) -> Language:
    """Return the pipeline: sentences, abbreviations, introductions, lexicon and recogniser."""
    nlp = spacy.blank("en")
    nlp.tokenizer = PaperTokenizer(nlp)
    components: dict[str, Callable[[Doc], Doc]] = {
        "paperlattice_sentences": mark_sentences,
        "paperlattice_abbreviations": mark_abbreviations,
        "paperlattice_introductions": mark_introductions,
        "paperlattice_lexicon": LexiconComponent(lexicon),
    }
    if recogniser is not None:
        components["paperlattice_recogniser"] = RecogniserComponent(recogniser)
    for name, component in components.items():
        Language.component(name, func=component)
        nlp.add_pipe(name)
    return nlp
