"""The explorer: the whole graph as one HTML file that works offline."""

from pathlib import Path

from paperlattice.exporters.explorer.page import render, write_explorer
from paperlattice.run import Run
from paperlattice.tables import Tables

__all__ = ["render", "write", "write_explorer"]


def write(tables: Tables, run: Run, directory: Path) -> None:  # noqa: ARG001
    """Write `explorer.html` into a folder that exists."""
    write_explorer(tables, directory / "explorer.html")
