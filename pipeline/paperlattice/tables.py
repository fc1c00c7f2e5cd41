"""The tables between the stages: schemas, and the way from records to frames and back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from itertools import pairwise
from typing import Any, TypeVar

import pandas as pd
import pyarrow as pa

from paperlattice.records import (
    Abbreviation,
    Assertion,
    Community,
    Entity,
    Mention,
    MergeSuggestion,
    Paper,
    Placement,
    Refused,
    Similarity,
    Source,
)

__all__ = [
    "KEYS",
    "RECORDS",
    "Tables",
    "each",
    "empty",
    "frame",
    "from_arrow",
    "from_columns",
    "ordered",
    "pieces",
    "records",
    "schema",
    "to_arrow",
]

Record = TypeVar("Record")

RECORDS: dict[str, type[Any]] = {
    "sources": Source,
    "papers": Paper,
    "refused": Refused,
    "mentions": Mention,
    "abbreviations": Abbreviation,
    "entities": Entity,
    "suggestions": MergeSuggestion,
    "assertions": Assertion,
    "similarities": Similarity,
    "placements": Placement,
    "communities": Community,
}

KEYS: dict[str, list[str]] = {
    "sources": ["name", "sha256"],
    "papers": ["paper_id"],
    "refused": ["source", "line", "excerpt"],
    "mentions": ["paper_id", "start", "end"],
    "abbreviations": ["paper_id", "short_start"],
    "entities": ["entity_id"],
    "suggestions": ["subject_id", "object_id"],
    "assertions": ["paper_id", "entity_id", "predicate"],
    "similarities": ["source", "target"],
    "placements": ["kind", "item_id"],
    "communities": ["community"],
}
"""The columns that order each table: no table depends on the order of its input."""

_ROWS_AT_ONCE = 10_000

_ARROW_TYPES = {
    "str": pa.string(),
    "int": pa.int64(),
    "int | None": pa.int64(),
    "float": pa.float64(),
    "tuple[str, ...]": pa.list_(pa.string()),
    "tuple[float, ...]": pa.list_(pa.float64()),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """Every table of one build, the one spine that exporters and queries project from."""

    sources: pd.DataFrame
    papers: pd.DataFrame
    refused: pd.DataFrame
    mentions: pd.DataFrame
    abbreviations: pd.DataFrame
    entities: pd.DataFrame
    suggestions: pd.DataFrame
    assertions: pd.DataFrame
    similarities: pd.DataFrame
    placements: pd.DataFrame
    communities: pd.DataFrame

    def items(self) -> Iterator[tuple[str, pd.DataFrame]]:
        """Yield each table's name and frame, in the order of the stages."""
        for field in fields(self):
            yield field.name, getattr(self, field.name)


def schema(name: str) -> pa.Schema:
    """Return the Arrow schema of a table, derived from its record."""
    return pa.schema(
        [pa.field(field.name, _ARROW_TYPES[str(field.type)]) for field in fields(RECORDS[name])]
    )


def frame(name: str, rows: Iterable[Any]) -> pd.DataFrame:
    """Return the frame of a table from its records, ordered by the table's key.

    A tuple column holds tuples and a missing integer is None (the column is of objects), so that
    `records(frame(name, rows), type)` gives the rows back.
    """
    in_order = sorted(rows, key=lambda row: tuple(getattr(row, key) for key in KEYS[name]))
    return from_columns(
        name,
        {
            field.name: [getattr(row, field.name) for row in in_order]
            for field in fields(RECORDS[name])
        },
    )


def from_columns(name: str, columns: Mapping[str, Sequence[Any]]) -> pd.DataFrame:
    """Return the frame of a table from its columns, whose rows stand in the order of its key."""
    return pd.DataFrame(
        {
            field.name: pd.Series(columns[field.name], dtype=_dtype(str(field.type)))
            for field in fields(RECORDS[name])
        }
    )


def empty(name: str) -> pd.DataFrame:
    """Return a table without rows."""
    return frame(name, [])


def ordered(name: str, table: pd.DataFrame) -> pd.DataFrame:
    """Return a frame with its rows in the order of the table's key; itself where they are."""
    keys = [table[key] for key in KEYS[name]]
    if all(one <= other for one, other in pairwise(zip(*keys, strict=True))):
        return table
    rows = list(zip(*keys, strict=True))
    return table.iloc[sorted(range(len(rows)), key=rows.__getitem__)]


def pieces(table: pd.DataFrame, *, rows: int = _ROWS_AT_ONCE) -> Iterator[pd.DataFrame]:
    """Yield a frame in pieces of at most so many rows; a frame without rows is one piece."""
    for start in range(0, max(len(table), 1), rows):
        yield table.iloc[start : start + rows]


def each(table: pd.DataFrame, record: type[Record]) -> Iterator[Record]:
    """Yield a frame's rows as records, of which only some are in memory at a time."""
    for piece in pieces(table):
        yield from records(piece, record)


def records(table: pd.DataFrame, record: type[Record]) -> list[Record]:
    """Return a frame's rows as records."""
    names = [field.name for field in fields(record)]  # type: ignore[arg-type]
    tuples = [field.name for field in fields(record) if "tuple" in str(field.type)]  # type: ignore[arg-type]
    columns = {name: table[name].tolist() for name in names}
    for name in tuples:
        columns[name] = [tuple(value) for value in columns[name]]
    return [
        record(**dict(zip(names, values, strict=True)))
        for values in zip(*columns.values(), strict=True)
    ]


def to_arrow(name: str, table: pd.DataFrame) -> pa.Table:
    """Return a frame as an Arrow table of the table's schema, without pandas' metadata."""
    arrow = pa.Table.from_pandas(table, schema=schema(name), preserve_index=False)
    return arrow.replace_schema_metadata(None)


def from_arrow(name: str, arrow: pa.Table) -> pd.DataFrame:
    """Return an Arrow table as a frame; the inverse of `to_arrow`."""
    columns = {column: arrow[column].to_pylist() for column in arrow.column_names}
    for field in arrow.schema:
        if pa.types.is_list(field.type):
            columns[field.name] = [tuple(value) for value in columns[field.name]]
    return ordered(name, from_columns(name, columns)).reset_index(drop=True)


def _dtype(annotation: str) -> str:
    return {"int": "int64", "float": "float64"}.get(annotation, "object")
