"""The tables as Parquet, and as CSV for those who open a spreadsheet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from paperlattice.errors import ArtefactError
from paperlattice.run import Run
from paperlattice.tables import RECORDS, Tables, from_arrow, pieces, schema, to_arrow

__all__ = ["as_csv", "read", "write"]

_ROW_GROUP = 100_000
"""How many rows of a table are in a second form in memory at a time, and in a row group."""

_REBUILD = "build the folder again with this version"
# A spreadsheet takes a cell that begins so for a formula, whoever wrote it.
_FORMULA = re.compile(r"^[=+\-@\t\n＝＋－＠]")
_LINE_END = re.compile(r"\r\n?")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")


def write(tables: Tables, run: Run, directory: Path) -> None:  # noqa: ARG001
    """Write `tables/NAME.parquet` and `tables/NAME.csv` for every table."""
    folder = directory / "tables"
    folder.mkdir()
    for name, table in tables.items():
        with pq.ParquetWriter(
            folder / f"{name}.parquet", schema(name), compression="zstd"
        ) as writer:
            for piece in pieces(table, rows=_ROW_GROUP):
                writer.write_table(to_arrow(name, piece))
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as out:
            out.writelines(_csv(table))


def read(directory: Path) -> Tables:
    """Return the tables that a build wrote into a folder.

    Raises ArtefactError where a table is missing or is not what a build writes.
    """
    return Tables(**{name: _read_table(directory / "tables", name) for name in RECORDS})


def _read_table(folder: Path, name: str) -> pd.DataFrame:
    path = folder / f"{name}.parquet"
    try:
        arrow = pq.read_table(path)
    except FileNotFoundError as error:
        raise ArtefactError(
            "no such table", remedy="give a folder that `paperlattice build` wrote", place=str(path)
        ) from error
    except pa.ArrowException as error:
        raise ArtefactError("not a Parquet file", remedy=_REBUILD, place=str(path)) from error
    if arrow.schema.remove_metadata() != schema(name):
        raise ArtefactError("has other columns", remedy=_REBUILD, place=str(path))
    return from_arrow(name, arrow)


def as_csv(table: pd.DataFrame) -> str:
    """Return a table as CSV that a spreadsheet opens safely: no cell is taken for a formula."""
    return "".join(_csv(table))


def _csv(table: pd.DataFrame) -> Iterator[str]:
    for number, piece in enumerate(pieces(table, rows=_ROW_GROUP)):
        # Of objects: a missing integer must not make floats of the others.
        cells = pd.DataFrame({name: _cells(piece[name]) for name in piece.columns}, dtype="object")
        yield str(cells.to_csv(index=False, header=number == 0, lineterminator="\n"))


def _cells(column: pd.Series[Any]) -> list[object]:
    values: list[object] = column.tolist()
    return values if column.dtype.kind in "if" else [_cell(value) for value in values]


def _cell(value: object) -> object:
    if isinstance(value, tuple):
        value = " | ".join(map(str, value))
    if isinstance(value, str):
        value = _CONTROL.sub("\ufffd", _LINE_END.sub("\n", value))
        return f"'{value}" if _FORMULA.match(value) else value
    return value
