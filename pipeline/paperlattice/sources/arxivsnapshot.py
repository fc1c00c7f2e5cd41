"""arXiv's metadata snapshot: JSON lines with the fields of its submissions."""

from __future__ import annotations

from typing import Any

from paperlattice.sources.dates import Published, loose_date
from paperlattice.sources.fields import make, texts, word
from paperlattice.sources.jsonitems import as_dict, first_object, read_items
from paperlattice.sources.reader import Found, ReaderResult

__all__ = ["TAKES", "read", "recognises"]

TAKES = "JSON lines of arXiv's metadata snapshot"


def recognises(content: str) -> bool:
    """Return whether the first record has fields that only the snapshot has."""
    record = first_object(content)
    return {"id", "title", "abstract", "categories"} <= record.keys() and bool(
        {"authors_parsed", "update_date", "versions"} & record.keys()
    )


def read(content: str, *, name: str) -> ReaderResult:
    """Return the papers of the snapshot; the DOI is that of the journal version."""
    return read_items(
        content, name=name, convert=lambda record, line: _paper(record, line=line, name=name)
    )


def _paper(record: dict[str, Any], *, line: int, name: str) -> Found:
    arxiv = word(record.get("id"))
    return make(
        name=name,
        line=line,
        title=record.get("title"),
        abstract=record.get("abstract"),
        published=_published(record),
        authors=_authors(record),
        venue=record.get("journal-ref"),
        ids=[arxiv, record.get("doi")],
        url=f"https://arxiv.org/abs/{arxiv}",
        topics=word(record.get("categories")).split(),
    )


def _published(record: dict[str, Any]) -> Published:
    """Return the day of the first version."""
    versions = record.get("versions")
    if isinstance(versions, list) and versions:
        first = loose_date(word(as_dict(versions[0]).get("created")))
        if first.date:
            return first
    return loose_date(word(record.get("update_date")))


def _authors(record: dict[str, Any]) -> tuple[str, ...]:
    """Return the names, the given name first; parsed ones are [family, given, suffix, ...]."""
    parsed = record.get("authors_parsed")
    if isinstance(parsed, list):
        lists = [texts(author[:3]) for author in parsed if isinstance(author, list)]
        return tuple(" ".join((*parts[1:2], parts[0], *parts[2:])) for parts in lists if parts)
    authors = word(record.get("authors")).replace(" and ", ", ")
    return tuple(name.strip() for name in authors.split(",") if name.strip())
