"""The spaCy pipeline that reads a paper's text: thin components around pure functions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from paperlattice.extraction.abbreviations import find_definitions
from paperlattice.extraction.introductions import Introduction, find_introductions
from paperlattice.extraction.sentences import mark_sentences
from paperlattice.extraction.tokenizer import PaperTokenizer
from paperlattice.lexicon import Lexicon, Matcher
from paperlattice.lexicon.forms import token_key
from paperlattice.recogniser.reading import Reading, TextReader
from paperlattice.records import EntityType

__all__ = ["READING", "build_pipeline"]

READING = "recogniser's reading"
"""Where a document's `user_data` holds what the recogniser makes of its text, once it is known."""

for _name in ("definitions", "introductions", "keys", "matches"):
    Doc.set_extension(_name, default=(), force=True)
Doc.set_extension("reading", default=Reading(), force=True)


class LexiconComponent:
    """Sets `doc._.matches` to the lexicon's forms in a text, `doc._.keys` to its tokens' keys."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.matcher = Matcher(lexicon.entries.values())

    def __call__(self, doc: Doc) -> Doc:
        """Return the document with its matches."""
        text = doc._.source_text
        starts = doc.to_array("IDX").tolist()
        ends = [*starts[1:], len(text)]
        words = [text[start:end].rstrip(" ") for start, end in zip(starts, ends, strict=True)]
        doc._.matches = tuple(self.matcher.find(words, starts, text))
        doc._.keys = frozenset(map(token_key, words))
        return doc


class RecogniserComponent:
    """Sets `doc._.reading` to what the trained recogniser makes of the text, or made of it before.

    A reading that the document brings along under READING is taken; else it is put there.
    """

    def __init__(self, recogniser: TextReader) -> None:
        self.recogniser = recogniser

    def __call__(self, doc: Doc) -> Doc:
        """Return the document with its reading."""
        reading = doc.user_data.get(READING)
        if reading is None:
            reading = doc.user_data[READING] = self.recogniser.read(doc._.source_text)
        doc._.reading = _with_told_types(reading, doc._.introductions, doc._.source_text)
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


def mark_abbreviations(doc: Doc) -> Doc:
    """Set `doc._.definitions` to the abbreviations that the text defines."""
    doc._.definitions = tuple(find_definitions(doc._.source_text))
    return doc


def mark_introductions(doc: Doc) -> Doc:
    """Set `doc._.introductions` to what the text presents as its own."""
    doc._.introductions = tuple(find_introductions(doc._.source_text, doc._.definitions))
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
