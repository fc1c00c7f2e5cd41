"""SciERC (Y. Luan et al., EMNLP 2018): six types of scientific terms in abstracts."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from paperlattice.errors import SourceError
from paperlattice.evaluation.public.sentences import Sentence, Span, join_tokens, score_spans
from paperlattice.evaluation.scores import Score
from paperlattice.recogniser import Recogniser

__all__ = ["as_gold", "read_scierc", "score_recogniser"]


def read_scierc(path: Path) -> list[Sentence]:
    """Return the sentences of a file of the set (`train.json`, `dev.json`, `test.json`).

    Raises SourceError, with the line, where a line is no abstract of the set.
    """
    sentences: list[Sentence] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            sentences.extend(_sentences(json.loads(line)))
        except (ValueError, KeyError, TypeError, IndexError) as error:
            raise SourceError(
                path,
                f"no abstract of SciERC: {error!r}",
                remedy="give the raw JSON lines with doc_key, sentences and ner",
                line=number,
            ) from error
    return sentences


def score_recogniser(sentences: Sequence[Sentence], recogniser: Recogniser) -> Mapping[str, Score]:
    """Return the strict scores by type of a recogniser that was trained on the set's types.

    A span counts by the set's tokens, as in published figures: what the recogniser finds inside a
    token is the whole token.
    """
    given = [frozenset(_found(sentence, recogniser)) for sentence in sentences]
    return score_spans([sentence.spans for sentence in sentences], given)


def as_gold(sentences: Sequence[Sentence]) -> str:
    """Return sentences as annotated papers (JSON lines), each the title of one, to train on."""
    return "".join(f"{json.dumps(_gold(s), ensure_ascii=False)}\n" for s in sentences)


def _sentences(record: dict[str, Any]) -> Iterator[Sentence]:
    before = 0
    for number, (tokens, spans) in enumerate(
        zip(record["sentences"], record["ner"], strict=True), start=1
    ):
        text, places = join_tokens(tokens)
        yield Sentence(
            id=f"{record['doc_key']}-{number}",
            text=text,
            spans=frozenset(
                (places[first - before][0], places[last - before][1], kind)
                for first, last, kind in spans
            ),
            tokens=places,
        )
        before += len(tokens)


def _found(sentence: Sentence, recogniser: Recogniser) -> Iterator[Span]:
    for span in recogniser.recognise(sentence.text):
        touched = [p for p in sentence.tokens if p[0] < span.end and p[1] > span.start]
        yield touched[0][0], touched[-1][1], span.type


def _gold(sentence: Sentence) -> dict[str, Any]:
    spans = sorted(sentence.spans)
    return {
        "id": sentence.id,
        "title": sentence.text,
        "abstract": "",
        "entities": [
            {"label": sentence.text[start:end], "type": kind, "introduced": False}
            for start, end, kind in spans
        ],
        "mentions": [
            {"start": start, "end": end, "entity": index}
            for index, (start, end, _) in enumerate(spans)
        ],
    }
