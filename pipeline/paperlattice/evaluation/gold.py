"""Annotated papers: read them, and tell the held-out ones from the rest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from paperlattice.errors import SourceError
from paperlattice.records import EntityType

__all__ = ["GoldEntity", "GoldMention", "GoldPaper", "is_held_out", "percent_of", "read_gold"]

HELD_OUT_PERCENT = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldEntity:
    """An entity as annotated; `role` is empty where roles are not annotated."""

    label: str
    type: str
    introduced: bool
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldMention:
    """A span of the paper's text, in code points, and the index of its entity."""

    start: int
    end: int
    entity: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldPaper:
    """An annotated paper; `stratum` is the field it is of, empty for the corpus."""

    id: str
    title: str
    abstract: str
    stratum: str
    entities: tuple[GoldEntity, ...]
    mentions: tuple[GoldMention, ...]

    @property
    def text(self) -> str:
        """Return the text that mentions point into."""
        return f"{self.title}\n{self.abstract}"


def percent_of(paper_id: str) -> int:
    """Return a paper's place in the fixed division of the annotated papers, 0 to 99.

    It depends on the hash of the id alone, so that it never moves.
    """
    return int(hashlib.sha256(paper_id.encode("utf-8")).hexdigest(), 16) % 100


def is_held_out(paper_id: str) -> bool:
    """Tell whether a paper is one of the fixed 15 % that quoted figures are measured on."""
    return percent_of(paper_id) < HELD_OUT_PERCENT


def read_gold(paths: Iterable[Path]) -> list[GoldPaper]:
    """Return the annotated papers of JSON-lines files.

    Raises SourceError, with the line, where a record is no annotated paper or a mention does not
    lie in its text.
    """
    papers = []
    for path in paths:
        for number, line in enumerate(_text(path).split("\n"), start=1):
            if line.strip():
                papers.append(_read_line(line, path, number))
    return papers


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise SourceError(
            path, f"not UTF-8 text: {error.reason}", remedy="save it as UTF-8 JSON lines"
        ) from error


def _read_line(line: str, path: Path, number: int) -> GoldPaper:
    try:
        record = json.loads(line)
        paper = GoldPaper(
            id=str(record["id"]),
            title=record["title"],
            abstract=record["abstract"],
            stratum=record.get("stratum", ""),
            entities=tuple(
                GoldEntity(
                    label=entity["label"],
                    type=str(EntityType(entity["type"])),
                    introduced=bool(entity["introduced"]),
                    role=entity.get("role") or "",
                )
                for entity in record["entities"]
            ),
            mentions=tuple(
                GoldMention(start=m["start"], end=m["end"], entity=m["entity"])
                for m in record["mentions"]
            ),
        )
        for mention in paper.mentions:
            if not 0 <= mention.start < mention.end <= len(paper.text):
                raise ValueError(f"mention {mention.start}-{mention.end} lies outside the text")
            paper.entities[mention.entity]
    except (KeyError, TypeError, ValueError, IndexError) as error:
        raise SourceError(
            path,
            f"not an annotated paper: {error!r}",
            remedy="give id, title, abstract, entities and mentions as docs/tables.md says",
            line=number,
        ) from error
    return paper
