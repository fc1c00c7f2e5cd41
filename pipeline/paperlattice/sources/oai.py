"""OAI-PMH: harvested records in arXiv's own format, or in Dublin Core as any archive gives them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from paperlattice.sources.dates import loose_date
from paperlattice.sources.fields import first, given_first, make, word
from paperlattice.sources.reader import Found, ReaderResult, RecordError
from paperlattice.sources.xmlrecords import Element, read_records

__all__ = ["TAKES", "read", "recognises"]

TAKES = "OAI-PMH records in the formats arXiv, arXivRaw and oai_dc"

_HEAD = 4096
_ROOT = re.compile(r"<(?:\w+:)?OAI-PMH\b|http://www\.openarchives\.org/OAI/2\.0/")


def recognises(content: str) -> bool:
    """Return whether a text is an answer of an archive, or records taken from one."""
    head = content[:_HEAD]
    return head.lstrip("\ufeff \t\r\n").startswith("<") and bool(_ROOT.search(head))


def read(content: str, *, name: str) -> ReaderResult:
    """Return the papers of an answer; a deleted record is none."""
    return read_records(
        content, tag="record", name=name, convert=lambda record: _paper(record, name=name)
    )


def _paper(record: Element, *, name: str) -> Found | None:
    header = next(record.all("header"), None)
    if header and header.attributes.get("status") == "deleted":
        return None
    for metadata in record.all("metadata"):
        for body in metadata.children:
            if body.name in {"arXiv", "arXivRaw"}:
                return _arxiv(body, line=record.line, name=name)
            if body.name == "dc":
                return _dublin_core(body, line=record.line, name=name)
    raise RecordError(
        "the record has no metadata in a format that is read", "harvest as arXiv or oai_dc"
    )


def _arxiv(body: Element, *, line: int, name: str) -> Found:
    arxiv = body.get("id").strip()
    versions = (version.get("date") for version in body.all("version"))
    return make(
        name=name,
        line=line,
        title=body.get("title"),
        abstract=body.get("abstract"),
        published=loose_date(body.get("created") or first(versions)),
        authors=list(_authors(body)),
        venue=body.get("journal-ref"),
        ids=[arxiv, *body.get("doi").split()],
        url=f"https://arxiv.org/abs/{arxiv}",
        topics=body.get("categories").split(),
    )


def _authors(body: Element) -> Iterator[str]:
    """Yield the names: elements with parts, or in the raw format one text with commas."""
    for authors in body.all("authors"):
        for author in authors.all("author"):
            yield " ".join(author.get(part) for part in ("forenames", "keyname", "suffix"))
        for name in authors.text.replace(" and ", ", ").split(","):
            if name.strip():
                yield name


def _dublin_core(body: Element, *, line: int, name: str) -> Found:
    """Return a paper in Dublin Core: the longest description is the abstract."""
    identifiers = [word(text) for text in (*body.texts("identifier"), *body.texts("relation"))]
    dates = [loose_date(text) for text in body.texts("date")]
    known = sorted((date for date in dates if date.date), key=lambda date: date.date)
    sources = body.texts("source")
    return make(
        name=name,
        line=line,
        title=body.get("title"),
        abstract=max(body.texts("description"), key=len, default=""),
        published=known[0] if known else None,
        authors=[given_first(author) for author in body.texts("creator")],
        venue=sources[0] if sources else "",
        ids=identifiers,
        url=first(text for text in identifiers if text.startswith(("http://", "https://"))),
        topics=body.texts("subject"),
    )
