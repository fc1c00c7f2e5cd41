"""Read public corpora of related annotations, each learnt by a head of its own.

The heads share the encoder with the main one and are not part of the written model: what counts
as an entity differs from corpus to corpus, but much of what the encoder has to know does not.
"""

from __future__ import annotations

import ast
import csv
import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from tokenizers import Tokenizer

from paperlattice.recogniser.training.data import Example, example_of

__all__ = ["AUXILIARY", "auxiliary_examples", "read_heddes", "read_scierc", "read_tdmsci"]

Spans = list[tuple[int, int, str]]
_SENTENCES_A_TEXT = 8
_TDMSCI_COLUMNS = 3


def auxiliary_examples(tokenizer: Tokenizer, name: str, path: Path) -> list[Example]:
    """Read the file of a corpus named in `AUXILIARY` as examples for the head of that name."""
    types, read = AUXILIARY[name]
    return [example_of(tokenizer, text, spans, types, name) for text, spans in read(path)]


def read_scierc(path: Path) -> Iterator[tuple[str, Spans]]:
    """Yield SciERC's abstracts (Luan et al., EMNLP 2018) from JSON lines."""
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        words = [word for sentence in record["sentences"] for word in sentence]
        text, starts = _join(words)
        spans = [
            (starts[a], starts[b] + len(words[b]), name)
            for sentence in record["ner"]
            for a, b, name in sentence
        ]
        yield text, _apart(spans)


def read_tdmsci(path: Path) -> Iterator[tuple[str, Spans]]:
    """Yield TDMSci's sentences (Hou et al., EACL 2021) from a CoNLL file, several to a text."""
    yield from _merge(_tdmsci_sentences(path))


def read_heddes(path: Path) -> Iterator[tuple[str, Spans]]:
    """Yield the dataset-name sentences of Heddes et al. (Data 2021) from CSV, several to a text."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    yield from _merge(
        (
            row["text"],
            _apart(
                [
                    (a, b, "Dataset")
                    for a, b, c in ast.literal_eval(row["labels"])
                    if c in ("Dataset", "Datatset")
                ]
            ),
        )
        for row in rows
    )


def _tdmsci_sentences(path: Path) -> Iterator[tuple[str, Spans]]:
    words: list[str] = []
    tags: list[str] = []
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        columns = line.split("\t")
        if len(columns) == _TDMSCI_COLUMNS:
            words.append(columns[0])
            tags.append(columns[2])
        elif words:
            text, starts = _join(words)
            spans: Spans = []
            for start, word, tag in zip(starts, words, tags, strict=True):
                if tag.startswith("B-"):
                    spans.append((start, start + len(word), tag[2:]))
                elif tag.startswith("I-") and spans and spans[-1][1] == start - 1:
                    spans[-1] = (spans[-1][0], start + len(word), spans[-1][2])
            yield text, spans
            words, tags = [], []


def _join(words: Iterable[str]) -> tuple[str, list[int]]:
    """Join words with spaces; return the text and the words' starts."""
    text, starts = "", []
    for word in words:
        starts.append(len(text))
        text += word + " "
    return text, starts


def _apart(spans: Spans) -> Spans:
    """Keep the longest of spans that overlap."""
    kept: Spans = []
    for span in sorted(spans, key=lambda s: (s[0] - s[1], s)):
        if all(span[1] <= a or b <= span[0] for a, b, _ in kept):
            kept.append(span)
    return sorted(kept)


def _merge(sentences: Iterable[tuple[str, Spans]]) -> Iterator[tuple[str, Spans]]:
    text, spans, count = "", Spans(), 0
    for sentence, found in sentences:
        spans += [(a + len(text), b + len(text), name) for a, b, name in found]
        text += " ".join(sentence.split("\n")) + " "
        count += 1
        if count == _SENTENCES_A_TEXT:
            yield text, spans
            text, spans, count = "", [], 0
    if text:
        yield text, spans


AUXILIARY: dict[str, tuple[tuple[str, ...], Callable[[Path], Iterator[tuple[str, Spans]]]]] = {
    "scierc": (
        ("Generic", "Material", "Method", "Metric", "OtherScientificTerm", "Task"),
        read_scierc,
    ),
    "tdmsci": (("DATASET", "METRIC", "TASK"), read_tdmsci),
    "heddes": (("Dataset",), read_heddes),
}
