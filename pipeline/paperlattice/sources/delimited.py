"""Comma- and tab-separated values: a header that names the columns, and a row a paper."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from paperlattice.records import Refused
from paperlattice.sources.columns import assign, paper_of_row
from paperlattice.sources.reader import Found, ReaderResult, RecordError, lines, refuse

__all__ = ["READER", "DelimitedReader"]

_HEAD = 65_536
_DELIMITERS = ",\t;|"
_MOST_LINES = 1000
"""Lines that one row may stretch over; a quotation mark that is never closed stops there."""

_LONGEST_CELL = 2**31 - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class DelimitedReader:
    """Reads delimited text; `columns` are those that a user names, by field."""

    columns: Mapping[str, str] = field(default_factory=dict)

    TAKES = "CSV and TSV with a header, as Zotero, Scopus and spreadsheets export them (--columns)"
    GENERAL = True

    def with_columns(self, columns: Mapping[str, str]) -> DelimitedReader:
        """Return a reader that takes the columns that a user names."""
        return DelimitedReader(columns=columns)

    def recognises(self, content: str) -> bool:
        """Return whether the first line is a header with a title and one more known column."""
        header = _header(content[:_HEAD])
        places = assign(header[2], self.columns) if header else {}
        return "title" in places and len(places) > 1

    def read(self, content: str, *, name: str) -> ReaderResult:
        """Return the papers of the rows; a row that cannot be read costs only itself."""
        header = _header(content)
        if header is None:
            return ReaderResult()
        first, delimiter, names = header
        places = assign(names, self.columns)
        papers: list[Found] = []
        refused: list[Refused] = []
        rows = lines(content)
        for line, cells in _rows(rows, start=first + 1, delimiter=delimiter, width=len(names)):
            try:
                if isinstance(cells, RecordError):
                    raise cells
                row = {field: cells[at] for field, at in places.items() if at < len(cells)}
                papers.append(paper_of_row(row, line=line, name=name))
            except RecordError as error:
                refused.append(refuse(error, name=name, line=line, text=rows[line - 1]))
        return ReaderResult(papers=tuple(papers), refused=tuple(refused))


READER = DelimitedReader()


def _header(content: str) -> tuple[int, str, list[str]] | None:
    """Return the index of the first line that is filled, its delimiter, and its cells."""
    for index, row in enumerate(lines(content)):
        if row.strip():
            delimiter = max(_DELIMITERS, key=row.count)
            try:
                cells = next(csv.reader([row], delimiter=delimiter, strict=True))
            except (csv.Error, StopIteration):
                return None
            return index, delimiter, cells
    return None


def _rows(
    rows: Sequence[str], *, start: int, delimiter: str, width: int
) -> Iterator[tuple[int, list[str] | RecordError]]:
    """Yield each row's line and cells, or why it cannot be read; empty lines are passed over.

    After a row whose quotation marks do not pair, reading goes on in the line after its first.
    Where values are parted by tabs such a row is taken without quotation, if it has all cells.
    """
    csv.field_size_limit(_LONGEST_CELL)
    at = start
    while at < len(rows):
        if not rows[at].strip():
            at += 1
            continue
        taken: list[str] = []
        try:
            cells = next(csv.reader(_taking(rows, at, taken), delimiter=delimiter, strict=True))
        except (csv.Error, StopIteration, _TooLongError):
            bare = rows[at].split(delimiter)
            error = RecordError("the quotation marks do not pair", "mend the row")
            yield at + 1, bare if delimiter == "\t" and len(bare) == width else error
            at += 1
            continue
        yield at + 1, cells
        at += len(taken)


class _TooLongError(Exception):
    """A row that stretches over more lines than any row does."""


def _taking(rows: Sequence[str], at: int, taken: list[str]) -> Iterator[str]:
    """Yield lines from a place on, and keep what has been asked for in `taken`."""
    for index in range(at, min(at + _MOST_LINES, len(rows))):
        taken.append(rows[index])
        yield f"{rows[index]}\n"
    raise _TooLongError
