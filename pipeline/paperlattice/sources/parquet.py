"""Parquet: a table whose columns are named as in delimited text."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from paperlattice.records import Refused
from paperlattice.sources.columns import assign, paper_of_row
from paperlattice.sources.reader import Found, ReaderResult, RecordError, refuse

__all__ = ["READER", "ParquetReader"]

_MAGIC = "PAR1"
_MOST_CELLS = 200_000_000
_LARGEST = 2**31
_ROWS = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ParquetReader:
    """Reads Parquet files; `columns` are those that a user names, by field."""

    columns: Mapping[str, str] = field(default_factory=dict)

    TAKES = "Parquet with columns named as in CSV (--columns)"

    def with_columns(self, columns: Mapping[str, str]) -> ParquetReader:
        """Return a reader that takes the columns that a user names."""
        return ParquetReader(columns=columns)

    def recognises(self, content: str) -> bool:
        """Return whether a file begins as Parquet does."""
        return content.startswith(_MAGIC)

    def read(self, content: str, *, name: str) -> ReaderResult:
        """Return the papers of the rows; the line of a row is its number, from 1."""
        papers: list[Found] = []
        refused: list[Refused] = []
        try:
            for number, row in enumerate(self._rows(content), start=1):
                try:
                    papers.append(paper_of_row(row, line=number, name=name))
                except RecordError as error:
                    text = str(row.get("title"))
                    refused.append(refuse(error, name=name, line=number, text=text))
        except RecordError as error:
            refused.append(refuse(error, name=name, line=len(papers) + len(refused) + 1, text=""))
        except (pa.ArrowException, OSError, ValueError) as problem:
            damage = RecordError(f"the Parquet is damaged: {problem}", "write the file again")
            refused.append(refuse(damage, name=name, line=len(papers) + len(refused) + 1, text=""))
        return ReaderResult(papers=tuple(papers), refused=tuple(refused))

    def _rows(self, content: str) -> Iterator[dict[str, Any]]:
        """Yield the rows by field, only the columns that are taken.

        Raises RecordError for a table without titles, and for one that would unpack beyond bounds.
        """
        file = pq.ParquetFile(io.BytesIO(content.encode("utf-8", "surrogateescape")))
        names = file.schema_arrow.names
        places = assign(names, self.columns)
        if "title" not in places:
            raise RecordError("the table has no column of titles", "name it: --columns title=NAME")
        taken = {field: names[at] for field, at in places.items()}
        groups = (file.metadata.row_group(at) for at in range(file.metadata.num_row_groups))
        size = sum(group.total_byte_size for group in groups)
        if file.metadata.num_rows * len(names) > _MOST_CELLS or size > _LARGEST:
            raise RecordError("the table is too large", "write it as several files")
        for batch in file.iter_batches(batch_size=_ROWS, columns=sorted(set(taken.values()))):
            for row in batch.to_pylist():
                yield {field: row[column] for field, column in taken.items()}


READER = ParquetReader()
