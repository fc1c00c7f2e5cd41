"""The acronym identification set of SDU at AAAI-21: short forms and long forms in sentences."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from paperlattice.errors import SourceError
from paperlattice.evaluation.public.sentences import (
    Sentence,
    Span,
    join_tokens,
    labelled_spans,
    score_spans,
    token_span,
)
from paperlattice.evaluation.scores import Score
from paperlattice.extraction.abbreviations import find_definitions, is_acronym

__all__ = ["AcronymScore", "read_acronyms", "score_acronyms"]

_WORD = re.compile(r"[^\W_]+(?:[-/][^\W_]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class AcronymScore:
    """The official scores, which average short and long forms, and the two apart."""

    precision: float
    recall: float
    f1: float
    short: Score
    long: Score


def read_acronyms(path: Path) -> list[Sentence]:
    """Return the sentences of a file of the set (`dev.json`, `truth.json`).

    Raises SourceError where the file is not in the set's format.
    """
    try:
        return [_sentence(record) for record in json.loads(path.read_text(encoding="utf-8"))]
    except (ValueError, KeyError, TypeError) as error:
        raise SourceError(
            path, f"no acronym set: {error!r}", remedy="give a JSON list of tokens and labels"
        ) from error


def score_acronyms(sentences: Sequence[Sentence]) -> AcronymScore:
    """Score the abbreviations' definitions, and as further short forms what looks like one.

    Precision and recall are the means over short and long forms, F1 is of these means (A. P. Ben
    Veyseh et al., "Acronym identification and disambiguation shared tasks", SDU at AAAI-21).
    """
    found = [frozenset(_find(sentence)) for sentence in sentences]
    scores = score_spans([sentence.spans for sentence in sentences], found)
    short, long = scores["short"], scores["long"]
    precision = (short.precision + long.precision) / 2
    recall = (short.recall + long.recall) / 2
    both = precision + recall
    f1 = 2 * precision * recall / both if both else 0.0
    return AcronymScore(precision=precision, recall=recall, f1=f1, short=short, long=long)


def _sentence(record: dict[str, list[str]]) -> Sentence:
    text, places = join_tokens(record["tokens"])
    return Sentence(
        id=str(record["id"]),
        text=text,
        spans=frozenset(labelled_spans(record["labels"])),
        tokens=places,
    )


def _find(sentence: Sentence) -> Iterator[Span]:
    """Yield the short and long forms of a sentence, as spans of its tokens."""
    for definition in find_definitions(sentence.text):
        short = definition.short_start, definition.short_end
        yield *token_span(sentence.tokens, *short), "short"
        yield *token_span(sentence.tokens, definition.long_start, definition.long_end), "long"
    for start, end in _short_forms(sentence.text):
        yield *token_span(sentence.tokens, start, end), "short"


def _short_forms(text: str) -> Iterator[tuple[int, int]]:
    """Yield the words that look like acronyms; a compound of such words is one."""
    for match in _WORD.finditer(text):
        parts = list(re.finditer(r"[^-/]+", match[0]))
        if all(is_acronym(part[0]) or (len(part[0]) == 1 and part[0].isupper()) for part in parts):
            yield from [match.span()] if len(match[0]) > 1 else []
        else:
            for part in parts:
                if is_acronym(part[0]):
                    yield match.start() + part.start(), match.start() + part.end()
