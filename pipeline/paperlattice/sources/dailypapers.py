"""Hugging Face Daily Papers: the answers of its JSON API."""

from __future__ import annotations

from typing import Any

from paperlattice.sources.dates import loose_date
from paperlattice.sources.fields import amount, first, make, word
from paperlattice.sources.jsonitems import as_dict, as_list, first_object, read_items
from paperlattice.sources.reader import Found, ReaderResult

__all__ = ["TAKES", "entry", "read", "recognises"]

TAKES = "JSON of Hugging Face's daily-papers and paper-search API"


def recognises(content: str) -> bool:
    """Return whether the first record is an entry that holds a paper with a summary."""
    record = first_object(content)
    return "summary" in as_dict(record.get("paper")) or (
        "summary" in record and "upvotes" in record and "title" in record
    )


def read(content: str, *, name: str) -> ReaderResult:
    """Return the papers of an API answer, or of several in one file."""
    return read_items(
        content, name=name, convert=lambda record, line: entry(record, line=line, name=name)
    )


def entry(record: dict[str, Any], *, line: int, name: str) -> Found:
    """Return the paper of an entry of the listing, or of one paper's own answer.

    Raises RecordError where it gives no paper.
    """
    paper = as_dict(record.get("paper")) or record
    authors = paper.get("authors")
    arxiv = word(paper.get("id"))
    return make(
        name=name,
        line=line,
        title=paper.get("title") or record.get("title"),
        abstract=paper.get("summary") or record.get("summary"),
        published=loose_date(first(word(source.get("publishedAt")) for source in (paper, record))),
        authors=[
            as_dict(author).get("name")
            for author in as_list(authors)
            if not as_dict(author).get("hidden")
        ],
        organisation=_organisation(paper) or _organisation(record),
        ids=[arxiv],
        url=f"https://huggingface.co/papers/{arxiv}",
        topics=paper.get("ai_keywords") or (),
        n_upvotes=paper.get("upvotes"),
        n_comments=amount(record.get("numComments")),
    )


def _organisation(source: dict[str, Any]) -> str:
    """Return an organisation's handle and full name, as the listing's text has them."""
    organisation = as_dict(source.get("organization"))
    handle, full = word(organisation.get("name")), word(organisation.get("fullname"))
    return f"{handle} {full}".strip()
