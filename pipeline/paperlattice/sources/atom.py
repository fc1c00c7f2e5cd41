"""arXiv: Atom answers of its API."""

from __future__ import annotations

import re

from paperlattice.sources.dates import loose_date
from paperlattice.sources.fields import make
from paperlattice.sources.reader import Found, ReaderResult
from paperlattice.sources.xmlrecords import Element, read_records

__all__ = ["TAKES", "n_results", "read", "recognises"]

TAKES = "Atom answers of arXiv's API"

_HEAD = 4096
_FEED = re.compile(r"<(?:\w+:)?feed\b[^>]*http://www\.w3\.org/2005/Atom")
_TOTAL = re.compile(r"<opensearch:totalResults[^>]*>\s*([0-9]{1,9})\s*<")
_MISTAKE = "api/errors"


def recognises(content: str) -> bool:
    """Return whether a text is an Atom feed."""
    head = content[:_HEAD]
    return head.lstrip("\ufeff \t\r\n").startswith("<") and bool(_FEED.search(head))


def read(content: str, *, name: str) -> ReaderResult:
    """Return the papers of an answer; the entry that stands for an error is none."""
    return read_records(
        content, tag="entry", name=name, convert=lambda entry: _paper(entry, name=name)
    )


def n_results(content: str) -> int | None:
    """Return how many papers the query of an answer has in all, None where it does not say."""
    match = _TOTAL.search(content)
    return int(match[1]) if match else None


def _paper(entry: Element, *, name: str) -> Found | None:
    if _MISTAKE in entry.get("id"):
        return None
    return make(
        name=name,
        line=entry.line,
        title=entry.get("title"),
        abstract=entry.get("summary"),
        published=loose_date(entry.get("published")),
        authors=[author.get("name") for author in entry.all("author")],
        venue=entry.get("journal_ref"),
        ids=[entry.get("id"), entry.get("doi")],
        url=entry.get("id").strip(),
        topics=[category.attributes.get("term", "") for category in entry.all("category")],
    )
