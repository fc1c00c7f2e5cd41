"""JSON lines: an object a line with `id`, `title` and `abstract`, and further fields if known."""

from __future__ import annotations

import json
import re
from typing import Any

from paperlattice.records import Paper, Refused
from paperlattice.sources.dates import Published, iso_day
from paperlattice.sources.reader import Found, ReaderResult, excerpt, flaw, lines

__all__ = ["read", "recognises"]

_STARTS = re.compile(r"\s*(\{|\[\s*[\]{\[])")
_URL = re.compile(r"https?://[^\s<>\"{}|\\^`\x00-\x20\x7f-\x9f]+")
_MOST_AUTHORS = 100_000


class _RefusedLineError(ValueError):
    """A line that gives no paper: the reason, and what would mend it."""

    def __init__(self, reason: str, remedy: str) -> None:
        self.reason = reason
        self.remedy = remedy
        super().__init__(reason)


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
        refused = Refused(
            source=name,
            line=1,
            excerpt=excerpt(content),
            reason="one JSON document over several lines or one array, not JSON lines",
            remedy="write each paper's object on a line of its own",
        )
        return ReaderResult(refused=(refused,))
    papers: list[Found] = []
    refusals: list[Refused] = []
    for number, row in enumerate(rows, start=1):
        if not row.strip():
            continue
        try:
            papers.append(_found(_object(row), line=number, name=name))
        except _RefusedLineError as error:
            refusals.append(
                Refused(
                    source=name,
                    line=number,
                    excerpt=excerpt(row),
                    reason=error.reason,
                    remedy=error.remedy,
                )
            )
    return ReaderResult(papers=tuple(papers), refused=tuple(refusals))


def _is_one_document(rows: list[str], content: str) -> bool:
    """Return whether a whole file is one JSON value that is no single object on one line."""
    first = next(row for row in rows if row.strip())
    if first.lstrip().startswith("{") and isinstance(_parsed(first), dict):
        return False
    return isinstance(_parsed(content), dict | list)


def _parsed(text: str) -> Any:  # noqa: ANN401 - any JSON value
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _object(row: str) -> dict[str, Any]:
    if re.search("[\ud800-\udfff]", row):
        raise _RefusedLineError("the line holds bytes that are not UTF-8", "save the file as UTF-8")
    try:
        value = json.loads(row)
    except RecursionError:
        raise _RefusedLineError("the JSON is nested too deeply", "leave out that field") from None
    except json.JSONDecodeError as error:
        reason = f"the line is not valid JSON: {error.msg} at column {error.colno}"
        raise _RefusedLineError(reason, "mend the line") from None
    except ValueError:  # an integer of thousands of digits
        raise _RefusedLineError("a number is too long", "write the number as text") from None
    if not isinstance(value, dict):
        raise _RefusedLineError(
            "the line is not a JSON object", 'write {"id": ..., "title": ..., "abstract": ...}'
        )
    return value


def _found(record: dict[str, Any], *, line: int, name: str) -> Found:
    original_id = _original_id(record)
    published = _published(record)
    paper = Paper(
        paper_id=str(original_id),
        title=_text(record, "title"),
        abstract=_text(record, "abstract"),
        published=published.date,
        published_precision=published.precision,
        n_authors=_n_authors(record),
        organisation=_organisation(record),
        url=_url(record),
        sources=(name,),
    )
    return Found(paper=paper, line=line, original_id=original_id)


def _original_id(record: dict[str, Any]) -> str | int:
    value = record.get("id")
    if value is None:
        raise _RefusedLineError("the object has no id", "give the paper an id")
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if not isinstance(value, str):
        raise _RefusedLineError("the id is neither text nor an integer", "write the id as text")
    if not value.strip():
        raise _RefusedLineError("the id is empty", "give the paper an id")
    if problem := flaw(value):
        raise _RefusedLineError(problem.replace("text", "id", 1), "remove that character")
    return value


def _text(record: dict[str, Any], field: str) -> str:
    value = record.get(field)
    if value is None:
        raise _RefusedLineError(f"the object has no {field}", f"add the {field}")
    if not isinstance(value, str):
        raise _RefusedLineError(f"the {field} is not text", f"write the {field} as one string")
    if not value.strip():
        raise _RefusedLineError(f"the {field} is empty", f"add the {field}")
    if problem := flaw(value):
        raise _RefusedLineError(problem.replace("text", field, 1), "remove that character")
    return value


def _published(record: dict[str, Any]) -> Published:
    for field in ("published", "date"):
        value = record.get(field)
        published = iso_day(value) if isinstance(value, str) else Published()
        if published.date:
            return published
    return Published()


def _n_authors(record: dict[str, Any]) -> int | None:
    number, authors = record.get("n_authors"), record.get("authors")
    if isinstance(number, bool) or not isinstance(number, int):
        number = len(authors) if isinstance(authors, list) else None
    return number if number is not None and 1 <= number <= _MOST_AUTHORS else None


def _organisation(record: dict[str, Any]) -> str:
    value = record.get("organisation")
    return " ".join(value.split()) if isinstance(value, str) and not flaw(value) else ""


def _url(record: dict[str, Any]) -> str:
    value = record.get("url")
    if not isinstance(value, str) or flaw(value):
        return ""
    return value if _URL.fullmatch(value) else ""
