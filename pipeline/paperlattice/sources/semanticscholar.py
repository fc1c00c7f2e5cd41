"""Semantic Scholar: papers as JSON lines of its bulk files, and the answers of its API."""

from __future__ import annotations

from typing import Any

from paperlattice.sources.dates import loose_date, of_parts
from paperlattice.sources.fields import first, make, word
from paperlattice.sources.jsonitems import as_dict, as_list, first_object, read_items
from paperlattice.sources.reader import Found, ReaderResult

__all__ = ["TAKES", "read", "recognises"]

TAKES = "Semantic Scholar papers: JSON lines of the bulk files, and answers of the API"

_KEYS = {"paperId", "corpusId", "corpusid", "externalIds", "externalids"}


def recognises(content: str) -> bool:
    """Return whether the first record has an id of Semantic Scholar."""
    return bool(_KEYS & _paper_of(first_object(content)).keys())


def read(content: str, *, name: str) -> ReaderResult:
    """Return the papers; a title alone where the file leaves abstracts out, as bulk files do."""
    return read_items(
        content,
        name=name,
        convert=lambda record, line: _paper(_paper_of(record), line=line, name=name),
    )


def _paper_of(record: dict[str, Any]) -> dict[str, Any]:
    """Return the paper of a record, which a citation or a recommendation wraps."""
    wrapped = (as_dict(record.get(key)) for key in ("citedPaper", "citingPaper"))
    return next((paper for paper in wrapped if paper), record)


def _paper(record: dict[str, Any], *, line: int, name: str) -> Found:
    ids = as_dict(record.get("externalIds") or record.get("externalids"))
    known = {str(key).casefold(): value for key, value in sorted(ids.items())}
    authors = record.get("authors")
    fields = record.get("s2FieldsOfStudy") or record.get("s2fieldsofstudy")
    journal = as_dict(record.get("journal")).get("name")
    published = loose_date(word(record.get("publicationDate") or record.get("publicationdate")))
    return make(
        name=name,
        line=line,
        title=record.get("title"),
        abstract=record.get("abstract"),
        published=published if published.date else of_parts([record.get("year")]),
        authors=[as_dict(author).get("name") for author in as_list(authors)],
        venue=first(word(value) for value in (record.get("venue"), journal)),
        ids=[known.get("arxiv"), known.get("doi")],
        url=record.get("url"),
        topics=[as_dict(field).get("category") for field in as_list(fields)],
        n_citations=record.get("citationCount", record.get("citationcount")),
    )
