"""The exporters by name, imported only when they are used."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import cast

from paperlattice.run import Run
from paperlattice.tables import Tables

__all__ = ["EXPORTERS", "Exporter", "export"]

Exporter = Callable[[Tables, Run, Path], object]
"""Writes its files of the tables and the run into a folder."""

EXPORTERS: dict[str, str] = {
    "tables": "paperlattice.exporters.tabular:write",
    "rdf": "paperlattice.exporters.rdf:write_rdf",
    "graphml": "paperlattice.exporters.graphml:write",
    "explorer": "paperlattice.exporters.explorer:write",
    "suggestions": "paperlattice.exporters.suggestions:write",
    "report": "paperlattice.exporters.report:write",
}


def export(tables: Tables, run: Run, directory: Path, *, names: Sequence[str] = ()) -> None:
    """Write the files of the named exporters, or of all, into a folder that exists."""
    for name in names or EXPORTERS:
        module, _, function = EXPORTERS[name].partition(":")
        cast(Exporter, getattr(import_module(module), function))(tables, run, directory)
