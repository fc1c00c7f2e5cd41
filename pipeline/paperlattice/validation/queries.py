"""The check of the catalogue: every query runs on the output with its examples."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from paperlattice.errors import PaperLatticeError
from paperlattice.query.answers import ask
from paperlattice.query.catalogue import CATALOGUE, catalogue
from paperlattice.query.store import load_store
from paperlattice.validation.findings import Finding

__all__ = ["query_findings"]


def query_findings(directory: Path, folder: Path = CATALOGUE) -> Iterator[Finding]:
    """Yield a finding for each query of a folder that does not run on an output."""
    try:
        store = load_store(directory)
        queries = catalogue(folder)
    except PaperLatticeError as error:
        yield Finding(check="queries", file="graph.nq", problem=str(error))
        return
    for query in queries.values():
        try:
            ask(store, query.text)
        except PaperLatticeError as error:
            yield Finding(check="queries", file=f"{query.name}.rq", problem=str(error))
