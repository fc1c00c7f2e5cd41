"""The tables as Parquet, and as CSV for those who open a spreadsheet."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq

from paperlattice.run import Run
from paperlattice.tables import RECORDS, Tables, from_arrow, to_arrow

__all__ = ["read", "write"]

# A spreadsheet takes a cell that begins so for a formula, whoever wrote it.
_FORMULA = re.compile(r"^[=+\-@\t\r]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")


def write(tables: Tables, run: Run, directory: Path) -> None:  # noqa: ARG001
    """Write `tables/NAME.parquet` and `tables/NAME.csv` for every table."""
    folder = directory / "tables"
    folder.mkdir()
    for name, table in tables.items():
        pq.write_table(to_arrow(name, table), folder / f"{name}.parquet", compression="zstd")
        _write_csv(table, folder / f"{name}.csv")


def read(directory: Path) -> Tables:
    """Return the tables that a build wrote into a folder."""
    folder = directory / "tables"
    return Tables(
        **{name: from_arrow(name, pq.read_table(folder / f"{name}.parquet")) for name in RECORDS}
    )


def _write_csv(table: pd.DataFrame, path: Path) -> None:
    cells = pd.DataFrame({name: [_cell(value) for value in table[name]] for name in table.columns})
    cells.to_csv(path, index=False, lineterminator="\n", encoding="utf-8")


def _cell(value: object) -> object:
    if isinstance(value, tuple):
        value = " | ".join(value)
    if isinstance(value, str):
        value = _CONTROL.sub("\ufffd", value)
        return f"'{value}" if _FORMULA.match(value) else value
    return value
