"""RIS: reference lists, as Zotero, EndNote and publishers export them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

import rispy

from paperlattice.records import Refused
from paperlattice.sources.dates import loose_date
from paperlattice.sources.fields import first, given_first, make, texts, word
from paperlattice.sources.reader import (
    Found,
    ReaderResult,
    RecordError,
    is_structured,
    lines,
    refuse,
)

__all__ = ["TAKES", "read", "recognises"]

TAKES = "RIS, as Zotero, EndNote and publishers export it"

_HEAD = 65_536
_FIRST_LINES = 30
_TAG = re.compile(r"\ufeff?\s*([A-Z][A-Z0-9])\s{1,2}- ?(.*)", re.DOTALL)
_START = re.compile(r"^\ufeff?[ \t]*TY  ?- ?\S", re.MULTILINE)


def recognises(content: str) -> bool:
    """Return whether a reference starts in the head, a third of whose first lines have tags."""
    head = content[:_HEAD]
    if is_structured(content) or not _START.search(head):
        return False
    first = list(islice(filter(str.strip, lines(head)), _FIRST_LINES))
    return 3 * sum(1 for line in first if _TAG.match(line)) >= len(first)


def read(content: str, *, name: str) -> ReaderResult:
    """Return the papers of the references; one that is not ended costs nothing after it."""
    papers: list[Found] = []
    refused: list[Refused] = []
    for line, rows in _references(content):
        try:
            papers.append(_paper(_fields(rows), line=line, name=name))
        except RecordError as error:
            refused.append(refuse(error, name=name, line=line, text=" ".join(rows[:10])))
    return ReaderResult(papers=tuple(papers), refused=tuple(refused))


def _references(content: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each reference's first line and its rows as the library wants them.

    A reference starts at `TY`, and ends at `ER` or where the next one starts. Lines without a tag
    continue the one before.
    """
    start, rows = 0, list[str]()
    for number, row in enumerate(lines(content), start=1):
        match = _TAG.fullmatch(row)
        tag = match[1] if match else ""
        if tag in {"TY", "ER"}:
            if rows:
                yield start, rows
            rows = []
        if tag == "TY":
            start = number
            rows = [f"TY  - {' '.join(match[2].split())}" if match else ""]
        elif tag != "ER" and rows:
            if match:
                rows.append(f"{tag}  - {' '.join(match[2].split())}")
            elif row.strip():
                rows[-1] += f" {' '.join(row.split())}"
    if rows:
        yield start, rows


def _fields(rows: list[str]) -> dict[str, Any]:
    try:
        found = rispy.loads("\n".join([*rows, "ER  - ", ""]), skip_unknown_tags=True)
    except Exception as error:
        raise RecordError(f"the reference is not RIS: {error}", "mend the reference") from None
    return found[0] if found else {}


def _paper(fields: dict[str, Any], *, line: int, name: str) -> Found:
    def one(*keys: str) -> str:
        values = (fields.get(key) for key in keys)
        return first(
            " ".join(texts(value)) if isinstance(value, list) else _kept(value) for value in values
        )

    authors = fields.get("authors") or fields.get("first_authors") or []
    urls = fields.get("urls") or fields.get("url") or []
    keywords = fields.get("keywords")
    return make(
        name=name,
        line=line,
        title=one("title", "primary_title", "translated_title"),
        abstract=one("abstract", "notes_abstract"),
        published=loose_date(one("date", "year", "publication_year")),
        authors=[given_first(word(author)) for author in authors if isinstance(author, str)],
        venue=one(
            "journal_name", "secondary_title", "alternate_title1", "alternate_title3", "publisher"
        ),
        ids=[one("doi"), one("number"), *(urls if isinstance(urls, list) else [urls])],
        url=first(word(url) for url in (urls if isinstance(urls, list) else [urls])),
        topics=keywords if isinstance(keywords, list) else (),
    )


def _kept(value: object) -> str:
    """Return a text as it is: what is wrong with it is for the paper's maker to say."""
    return value if isinstance(value, str) else ""
