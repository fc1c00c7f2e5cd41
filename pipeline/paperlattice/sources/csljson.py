"""CSL-JSON: what Zotero and other reference managers export, and what DOIs resolve to."""

from __future__ import annotations

from typing import Any

from paperlattice.sources.dates import Published, loose_date, of_parts
from paperlattice.sources.fields import first, make, plain, word
from paperlattice.sources.jsonitems import as_dict, as_list, first_object, read_items
from paperlattice.sources.reader import Found, ReaderResult

__all__ = ["TAKES", "read", "recognises"]

TAKES = "CSL-JSON, as Zotero exports it and as DOIs resolve to it"

_KEYS = {"container-title", "issued", "DOI", "citation-key", "page", "volume"}


def recognises(content: str) -> bool:
    """Return whether the first record has a type and fields of a bibliography."""
    record = first_object(content)
    if "title" not in record or "summary" in record:
        return False
    authors = record.get("author")
    named = isinstance(authors, list) and any(
        {"family", "literal"} & as_dict(author).keys() for author in authors
    )
    return "type" in record and (named or bool(_KEYS & record.keys()))


def read(content: str, *, name: str) -> ReaderResult:
    """Return the papers; keys of the library are no ids, since every library has its own."""
    return read_items(
        content, name=name, convert=lambda record, line: _paper(record, line=line, name=name)
    )


def _paper(record: dict[str, Any], *, line: int, name: str) -> Found:
    authors = record.get("author")
    return make(
        name=name,
        line=line,
        title=plain(_one(record.get("title"))),
        abstract=plain(record.get("abstract")),
        published=_published(as_dict(record.get("issued"))),
        authors=[_name(as_dict(author)) for author in as_list(authors)],
        venue=plain(_one(record.get("container-title")) or record.get("event-title")),
        ids=[record.get("DOI"), record.get("number"), *_noted(record)],
        url=record.get("URL"),
        n_citations=record.get("is-referenced-by-count"),
    )


def _one(value: object) -> object:
    """Return a value, or the first of a list: what DOIs resolve to has lists of titles."""
    return value[0] if isinstance(value, list) and value else value


def _noted(record: dict[str, Any]) -> list[str]:
    """Return what follows a label on each line of the note, where Zotero keeps further ids."""
    note = record.get("note")
    rows = note.splitlines() if isinstance(note, str) else []
    return [row.strip() for row in rows] + [row.partition(":")[2].strip() for row in rows]


def _name(author: dict[str, Any]) -> str:
    parts = ("given", "non-dropping-particle", "dropping-particle", "family", "suffix")
    whole = " ".join(word(author.get(part)) for part in parts)
    return word(whole) or first(word(author.get(key)) for key in ("literal", "name"))


def _published(issued: dict[str, Any]) -> Published:
    parts = issued.get("date-parts")
    if isinstance(parts, list) and parts and isinstance(parts[0], list):
        return of_parts(parts[0])
    return loose_date(first(word(issued.get(key)) for key in ("raw", "literal")))
