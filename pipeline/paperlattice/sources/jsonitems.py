"""The records of a JSON file: an object a line, an array, or an answer that holds an array."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from paperlattice.records import Refused
from paperlattice.sources.reader import Found, ReaderResult, RecordError, lines, refuse

__all__ = ["Item", "as_dict", "as_list", "first_object", "items", "parse_line", "read_items"]

_LISTS = ("results", "data", "items", "papers", "dailyPapers")
"""The keys under which the services' answers hold their records."""

_ENOUGH_TRIES = 20
_MOST_RESCANS = 20
_SPACE = re.compile(r"[\s,\ufeff]*")
_FILLED_LINE = re.compile(r"[^\s\ufeff][^\r\n]*")
_KEY = re.compile(r"[\s,]*\"(?P<key>[^\"\\]{0,200})\"\s*:\s*")
_FIRST_KEY = re.compile(r"\{\s*(\"[^\"\\]{0,200}\")\s*:")
_DECODER = json.JSONDecoder()


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A record and the line where it starts, or why there is none; `text` is how it starts."""

    line: int
    text: str
    value: dict[str, Any] | None = None
    error: RecordError | None = None


def as_dict(value: object) -> dict[str, Any]:
    """Return a value if it is a JSON object, else an empty one."""
    return value if isinstance(value, dict) else {}


def as_list(value: object) -> list[Any]:
    """Return a value if it is a JSON array, else an empty one."""
    return value if isinstance(value, list) else []


def first_object(content: str) -> dict[str, Any]:
    """Return the first object that a file holds within its first records, else an empty one."""
    if not (content.lstrip("\ufeff \t\r\n").startswith(("{", "[")) or _is_by_line(content)):
        return {}
    for number, item in enumerate(items(content)):
        if item.value is not None:
            return item.value
        if number == _ENOUGH_TRIES:
            break
    return {}


def items(content: str, *, lists: Sequence[str] = _LISTS) -> Iterator[Item]:
    """Yield the records of a JSON file in order, and each place where one should be.

    A damaged line, or a damaged element of an array, costs that record alone; after a damaged
    element reading goes on where the next one starts with the same key as the first. `lists` are
    the keys under which an answer may hold its records.
    """
    if _is_by_line(content):
        yield from _line_items(content, lists)
    else:
        start = _SPACE.match(content)
        yield from _document_items(content, start.end() if start else 0, lists)


def parse_line(row: str) -> dict[str, Any]:
    """Return the object that a line of JSON holds; raises RecordError where it holds none."""
    if re.search("[\ud800-\udfff]", row):
        raise RecordError("the line holds bytes that are not UTF-8", "save the file as UTF-8")
    try:
        value = json.loads(row)
    except RecursionError:
        raise RecordError("the JSON is nested too deeply", "leave out that field") from None
    except json.JSONDecodeError as error:
        reason = f"the line is not valid JSON: {error.msg} at column {error.colno}"
        raise RecordError(reason, "mend the line") from None
    except ValueError:  # an integer of thousands of digits
        raise RecordError("a number is too long", "write the number as text") from None
    if not isinstance(value, dict):
        raise RecordError(
            "the line is not a JSON object", 'write {"id": ..., "title": ..., "abstract": ...}'
        )
    return value


def read_items(
    content: str, *, name: str, convert: Callable[[dict[str, Any], int], Found | None]
) -> ReaderResult:
    """Return what `convert` makes of each record and its line: a paper, or None for no paper."""
    papers: list[Found] = []
    refused: list[Refused] = []
    for item in items(content):
        try:
            if item.error:
                raise item.error
            found = convert(item.value or {}, item.line)
        except RecordError as error:
            text = item.text or str(item.value)[:500]
            refused.append(refuse(error, name=name, line=item.line, text=text))
        else:
            papers += [found] if found else []
    return ReaderResult(papers=tuple(papers), refused=tuple(refused))


def _line_items(content: str, lists: Sequence[str]) -> Iterator[Item]:
    for number, row in enumerate(lines(content), start=1):
        if not row.strip(" \t\ufeff"):
            continue
        try:
            value = parse_line(row)
        except RecordError as error:
            yield Item(line=number, text=row[:500], error=error)
            continue
        listed = _listed(value, lists)
        if listed is None:
            yield Item(line=number, text=row[:500], value=value)
            continue
        for element in listed:
            yield _element(element, line=number)


def _listed(value: dict[str, Any], lists: Sequence[str]) -> list[Any] | None:
    """Return the records of an answer that holds them in an array, None for a record itself."""
    if "title" in value:
        return None
    return next((value[key] for key in lists if isinstance(value.get(key), list)), None)


def _element(value: object, *, line: int) -> Item:
    if isinstance(value, dict):
        return Item(line=line, text="", value=value)
    error = RecordError("the element is not a JSON object", "leave it out")
    return Item(line=line, text=str(value)[:500], error=error)


def _document_items(content: str, begin: int, lists: Sequence[str]) -> Iterator[Item]:
    """Yield the elements of one array or of an answer's array, each decoded for itself."""
    line_ends = [match.start() for match in re.finditer("\n", content)]

    def line_at(position: int) -> int:
        return bisect_right(line_ends, position - 1) + 1

    if content.startswith("{", begin):
        inner = _inner_array(content, begin, lists)
        if inner is None:
            yield _one(content, begin, line=line_at(begin))
            return
        begin = inner
    yield from _array_items(content, begin + 1, line_at)


def _one(content: str, begin: int, *, line: int) -> Item:
    text = content[begin : begin + 500]
    try:
        value, _ = _DECODER.raw_decode(content, begin)
    except (ValueError, RecursionError) as error:
        return Item(line=line, text=text, error=_broken(error))
    return _element(value, line=line)


def _inner_array(content: str, begin: int, lists: Sequence[str]) -> int | None:
    """Return where the array of an answer starts, None for an object without one."""
    at = begin + 1
    while key := _KEY.match(content, at):
        if key["key"] in lists and content.startswith("[", key.end()):
            return key.end()
        try:
            _, at = _DECODER.raw_decode(content, key.end())
        except (ValueError, RecursionError):
            return None
    return None


def _array_items(content: str, at: int, line_at: Callable[[int], int]) -> Iterator[Item]:
    next_start: re.Pattern[str] | None = None
    budget = (_MOST_RESCANS + 1) * len(content)  # hostile nesting must not take quadratic time
    while True:
        space = _SPACE.match(content, at)
        at = space.end() if space else at
        if at >= len(content):
            error = RecordError("the JSON ends within an array", "save the whole file again")
            yield Item(line=line_at(len(content)), text="", error=error)
            return
        if content[at] == "]":
            # A bracket too many, or another array behind this one: the records go on.
            again = next_start.search(content, at) if next_start else None
            if again is None:
                return
            at = again.start()
        if next_start is None and (key := _FIRST_KEY.match(content, at)):
            next_start = re.compile(r"\{\s*" + re.escape(key[1]) + r"\s*:")
        text = content[at : at + 500]
        try:
            value, end = _DECODER.raw_decode(content, at)
        except (ValueError, RecursionError) as error:
            yield Item(line=line_at(at), text=text, error=_broken(error))
            budget -= getattr(error, "pos", at + len(content) // 10) - at
            following = next_start.search(content, at + 1) if next_start else None
            if following is None:
                return
            if budget < 0:
                end_of_it = RecordError("the JSON is too damaged to go on", "mend the file")
                yield Item(line=line_at(following.start()), text="", error=end_of_it)
                return
            at = following.start()
            continue
        item = _element(value, line=line_at(at))
        yield Item(line=item.line, text=text, value=item.value, error=item.error)
        at = end


def _broken(error: Exception) -> RecordError:
    if isinstance(error, RecursionError):
        return RecordError("the JSON is nested too deeply", "leave out that field")
    if isinstance(error, json.JSONDecodeError):
        return RecordError(f"the JSON is damaged: {error.msg}", "save the file again, or mend it")
    return RecordError("a number is too long", "write the number as text")


def _is_by_line(content: str) -> bool:
    """Return whether one of the first lines is an object by itself, and no array was begun."""
    filled = (match[0] for match in _FILLED_LINE.finditer(content))
    for row in islice(filled, _ENOUGH_TRIES):
        if row.startswith("["):
            return False
        if row.startswith("{"):
            try:
                if isinstance(json.loads(row), dict):
                    return True
            except (ValueError, RecursionError):
                pass
    return False
