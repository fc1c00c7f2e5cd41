"""Which column of a table holds what of a paper: by the names that exports use, or as told."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from paperlattice.errors import PaperLatticeError
from paperlattice.sources.dates import loose_date
from paperlattice.sources.fields import make, split_names, word
from paperlattice.sources.reader import Found, RecordError, flaw

__all__ = ["FIELDS", "assign", "paper_of_row", "parse_columns"]

FIELDS: dict[str, tuple[str, ...]] = {
    "id": ("id", "paper_id"),
    "title": ("title", "article title", "document title", "paper title", "name"),
    "abstract": ("abstract", "abstract note", "summary", "description"),
    "authors": ("authors", "author", "author full names", "author names", "creators"),
    "published": ("published", "date", "publication date", "publication year", "year"),
    "venue": (
        *("venue", "publication title", "journal", "source title", "container title"),
        *("conference name", "booktitle", "publisher"),
    ),
    "doi": ("doi",),
    "arxiv_id": ("arxiv_id", "arxiv", "arxiv id", "eprint", "archive location", "extra"),
    "url": ("url", "link"),
    "topics": ("topics", "keywords", "author keywords", "manual tags", "categories"),
    "organisation": ("organisation", "organization"),
    "n_authors": ("n_authors",),
    "n_citations": ("n_citations", "citations", "cited by", "citation count", "times cited"),
    "n_upvotes": ("n_upvotes", "upvotes"),
    "n_comments": ("n_comments",),
}
"""The fields of a paper, and the headers that they are known by, the best first."""

_LISTS = re.compile("[;|]")


def parse_columns(text: str) -> dict[str, str]:
    """Return the columns that a user names, by field: `title=Name,abstract=Summary`.

    Raises PaperLatticeError where that is not the form, or a field is not one of FIELDS.

    >>> parse_columns("title=Name, abstract=The summary")
    {'title': 'Name', 'abstract': 'The summary'}
    """
    columns: dict[str, str] = {}
    for part in text.split(","):
        field, equals, column = (piece.strip() for piece in part.partition("="))
        if not (field and equals and column):
            raise PaperLatticeError(
                f"{part.strip()!r} does not say which column holds what",
                remedy="write --columns title=Name,abstract=Summary",
            )
        if field not in FIELDS:
            raise PaperLatticeError(
                f"a paper has no {field!r}", remedy=f"use one of {', '.join(FIELDS)}"
            )
        columns[field] = column
    return columns


def assign(headers: Iterable[str], columns: Mapping[str, str]) -> dict[str, int]:
    """Return the position of the column of each field that a table has.

    A column that the user names is taken in place of what the header would say; without a title
    among the fields, a table is none of papers.
    """
    places: dict[str, int] = {}
    exact = {header.strip(): at for at, header in reversed(list(enumerate(headers)))}
    known = {_folded(header): at for header, at in reversed(exact.items())}
    for field, names in FIELDS.items():
        if field in columns:
            if columns[field] in exact:
                places[field] = exact[columns[field]]
            continue
        found = (known[_folded(name)] for name in names if _folded(name) in known)
        if (place := next(found, None)) is not None:
            places[field] = place
    return places


def paper_of_row(row: Mapping[str, Any], *, line: int, name: str) -> Found:
    """Return the paper of a row by field, values as texts or as the table has them.

    Raises RecordError where the row gives no paper.
    """
    authors, topics = row.get("authors"), row.get("topics")
    given = row.get("id")
    return make(
        name=name,
        line=line,
        title=row.get("title"),
        abstract=row.get("abstract"),
        original_id=_given(given),
        published=loose_date(word(str(row.get("published") or ""))),
        authors=_names(authors) if isinstance(authors, str) else authors or (),
        n_authors=row.get("n_authors"),
        organisation=row.get("organisation"),
        venue=row.get("venue"),
        ids=[row.get("doi"), *_labelled(row.get("arxiv_id"))],
        url=row.get("url"),
        topics=_LISTS.split(topics) if isinstance(topics, str) else topics or (),
        n_citations=row.get("n_citations"),
        n_upvotes=row.get("n_upvotes"),
        n_comments=row.get("n_comments"),
    )


def _folded(header: str) -> str:
    return " ".join(re.split(r"[\s_-]+", header.strip().casefold()))


def _given(value: object) -> str | int | None:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if not isinstance(value, str) or not value.strip():
        return None
    if problem := flaw(value):
        raise RecordError(problem.replace("text", "id", 1), "remove that character")
    return value.strip()


def _names(text: str) -> list[str]:
    """Return the names in a cell, parted by semicolons or bars; by commas where no name has one."""
    if re.search(r"[;|]", text):
        return split_names(text.replace("|", ";"), ";")
    names = text.split(",")
    alone = all(len(name.split()) > 1 for name in names)
    return [name.strip() for name in names] if alone else split_names(text, ";")


def _labelled(value: object) -> list[str]:
    """Return a cell, and what follows a label on each of its lines, as Zotero's `Extra` has it."""
    if not isinstance(value, str):
        return []
    rows = [row.strip() for row in value.splitlines()]
    labelled = [row.partition(":")[2].strip() for row in rows if ":" in row]
    return [*rows, *(part.split()[0] for part in labelled if part)]
