"""TDMSci (Y. Hou et al., EACL 2021): tasks, datasets and metrics in sentences of papers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from paperlattice.errors import SourceError
from paperlattice.evaluation.public.sentences import Sentence, labelled_spans, score_spans
from paperlattice.evaluation.scores import Score
from paperlattice.records import EntityType, Mention, Paper

__all__ = ["MAPPING", "read_tdmsci", "score_extractor"]

MAPPING = {
    EntityType.TASK: "TASK",
    EntityType.DATASET: "DATASET",
    EntityType.METRIC: "METRIC",
}
"""Our types that the set has; mentions of other types are left out."""


def read_tdmsci(path: Path) -> list[Sentence]:
    """Return the sentences of a CoNLL file of the set: token, offset and label a line.

    Raises SourceError, with the line, where a line is not of this format.
    """
    sentences: list[Sentence] = []
    rows: list[tuple[str, int, str]] = []
    lines = path.read_text(encoding="utf-8").split("\n")
    for number, line in enumerate([*lines, ""], start=1):
        if line.strip():
            try:
                token, offset, label = line.split("\t")
                rows.append((token, int(offset), label.strip()))
            except ValueError as error:
                raise SourceError(
                    path,
                    f"no line of TDMSci: {error}",
                    remedy="give token, offset and label between tabs",
                    line=number,
                ) from error
        elif rows:
            sentences.append(_sentence(str(len(sentences) + 1), rows))
            rows = []
    return sentences


def score_extractor(
    sentences: Sequence[Sentence], read: Callable[[Paper], Sequence[Mention]]
) -> Mapping[str, Score]:
    """Return the strict scores by type of what an extractor reads in each sentence by itself."""
    given = [frozenset(_found(sentence, read)) for sentence in sentences]
    return score_spans([sentence.spans for sentence in sentences], given)


def _found(
    sentence: Sentence, read: Callable[[Paper], Sequence[Mention]]
) -> Iterator[tuple[int, int, str]]:
    for mention in read(Paper(paper_id=sentence.id, title=sentence.text, abstract="")):
        name = MAPPING.get(EntityType(mention.type))
        if name:
            yield mention.start, mention.end, name


def _sentence(name: str, rows: Sequence[tuple[str, int, str]]) -> Sentence:
    begin = rows[0][1]
    text = ""
    places = []
    for token, offset, _ in rows:
        text = text.ljust(offset - begin)
        places.append((len(text), len(text) + len(token)))
        text += token
    spans = labelled_spans([label for _, _, label in rows])
    return Sentence(
        id=name,
        text=text,
        spans=frozenset((places[a][0], places[b - 1][1], kind) for a, b, kind in spans),
        tokens=tuple(places),
    )
