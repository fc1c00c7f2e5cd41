"""JSON lines: an object a line with `id`, `title` and `abstract`, and further fields if known."""

from __future__ import annotations

import json
import re
from typing import Any

from paperlattice import identifiers
from paperlattice.records import Paper, Refused
from paperlattice.sources.dates import Published, iso_day, loose_date
from paperlattice.sources.fields import amount, texts, word
from paperlattice.sources.jsonitems import parse_line
from paperlattice.sources.reader import Found, ReaderResult, RecordError, flaw, lines, refuse

__all__ = ["GENERAL", "TAKES", "read", "recognises"]

TAKES = "JSON lines of {id, title, abstract}, and what `paperlattice fetch` writes"
GENERAL = True

_STARTS = re.compile(r"\s*(\{|\[\s*[\]{\[])")
_URL = re.compile(r"https?://[^\s<>\"{}|\\^`\x00-\x20\x7f-\x9f]+")
_PART_OF_DATE = re.compile(r"[0-9]{4}(-[0-9]{2})?")
_MOST_AUTHORS = 100_000


def recognises(content: str) -> bool:
    """Return whether a text starts as JSON, or more than half of its lines start as objects."""
    if _STARTS.match(content):
        return True
    filled = [line for line in lines(content) if line.strip()]
    return 2 * sum(line.lstrip().startswith("{") for line in filled) > len(filled)


def read(content: str, *, name: str) -> ReaderResult:
    """Return the papers of JSON lines, and the lines that give none.

    `content` is the whole file, `name` its name. Id, title and abstract are kept exactly as they
    are given (an integer id as its digits), so that offsets point into the user's own text; of the
    further fields those that are well-formed are taken.
    """
    rows = lines(content)
    if _is_one_document(rows, content):
        error = RecordError(
            "one JSON document over several lines or one array, not JSON lines",
            "write each paper's object on a line of its own",
        )
        return ReaderResult(refused=(refuse(error, name=name, line=1, text=content),))
    papers: list[Found] = []
    refusals: list[Refused] = []
    for number, row in enumerate(rows, start=1):
        if not row.strip():
            continue
        try:
            papers.append(_found(parse_line(row), line=number, name=name))
        except RecordError as error:
            refusals.append(refuse(error, name=name, line=number, text=row))
    return ReaderResult(papers=tuple(papers), refused=tuple(refusals))


def _is_one_document(rows: list[str], content: str) -> bool:
    """Return whether a whole file is one JSON value that is no single object on one line."""
    first = next((row for row in rows if row.strip()), "")
    if first.lstrip().startswith("{") and isinstance(_parsed(first), dict):
        return False
    return isinstance(_parsed(content), dict | list)


def _parsed(text: str) -> Any:  # noqa: ANN401 - any JSON value
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _found(record: dict[str, Any], *, line: int, name: str) -> Found:
    original_id = _original_id(record)
    published = _published(record)
    paper = Paper(
        paper_id=str(original_id),
        title=_text(record, "title"),
        abstract=_text(record, "abstract"),
        published=published.date,
        published_precision=published.precision,
        authors=_authors(record),
        n_authors=_n_authors(record),
        organisation=word(record.get("organisation")),
        venue=word(record.get("venue")),
        doi=identifiers.doi(word(record.get("doi"))),
        arxiv_id=identifiers.arxiv_id(word(record.get("arxiv_id"))),
        url=_url(record),
        topics=texts(record.get("topics")),
        n_citations=amount(record.get("n_citations")),
        n_upvotes=amount(record.get("n_upvotes")),
        n_comments=amount(record.get("n_comments")),
        sources=(name,),
    )
    return Found(paper=paper, line=line, original_id=original_id)


def _original_id(record: dict[str, Any]) -> str | int:
    value = record.get("id")
    if value is None:
        raise RecordError("the object has no id", "give the paper an id")
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if not isinstance(value, str):
        raise RecordError("the id is neither text nor an integer", "write the id as text")
    if not value.strip():
        raise RecordError("the id is empty", "give the paper an id")
    if problem := flaw(value):
        raise RecordError(problem.replace("text", "id", 1), "remove that character")
    return value


def _text(record: dict[str, Any], field: str) -> str:
    value = record.get(field)
    if value is None:
        raise RecordError(f"the object has no {field}", f"add the {field}")
    if not isinstance(value, str):
        raise RecordError(f"the {field} is not text", f"write the {field} as one string")
    if not value.strip():
        raise RecordError(f"the {field} is empty", f"add the {field}")
    if problem := flaw(value):
        raise RecordError(problem.replace("text", field, 1), "remove that character")
    return value


def _published(record: dict[str, Any]) -> Published:
    for field in ("published", "date"):
        value = record.get(field)
        published = iso_day(value) if isinstance(value, str) else Published()
        if not published.date and isinstance(value, str) and _PART_OF_DATE.fullmatch(value):
            published = loose_date(value)
        if published.date:
            return published
    return Published()


def _authors(record: dict[str, Any]) -> tuple[str, ...]:
    authors = record.get("authors")
    if not isinstance(authors, list):
        return ()
    return texts(author.get("name") if isinstance(author, dict) else author for author in authors)


def _n_authors(record: dict[str, Any]) -> int | None:
    number, authors = record.get("n_authors"), record.get("authors")
    if isinstance(number, bool) or not isinstance(number, int):
        number = len(authors) if isinstance(authors, list) else None
    return number if number is not None and 1 <= number <= _MOST_AUTHORS else None


def _url(record: dict[str, Any]) -> str:
    value = record.get("url")
    if not isinstance(value, str) or flaw(value):
        return ""
    return value if _URL.fullmatch(value) else ""
