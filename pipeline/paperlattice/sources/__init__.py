"""Sources: the papers of listing pages and JSON lines, read, checked and merged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from paperlattice.records import Refused, Source
from paperlattice.sources.files import SourceFile, list_files, load, refuse_file
from paperlattice.sources.merging import merge
from paperlattice.sources.reader import Found, Reader, ReaderResult, flaw
from paperlattice.sources.registry import reader_for, readers

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Found", "Reader", "ReaderResult", "SourcesResult", "read_sources", "readers"]

_REMEDY = "save the listing page as UTF-8 text, or write JSON lines with id, title and abstract"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcesResult:
    """What the sources hold: the tables `papers`, `refused` and `sources`.

    `integer_ids` are the ids of papers whose source wrote the id as an integer.
    """

    papers: pd.DataFrame
    refused: pd.DataFrame
    sources: pd.DataFrame
    integer_ids: frozenset[str]

    def original_id(self, paper_id: str) -> str | int:
        """Return a paper's id in the type in which its source wrote it."""
        return int(paper_id) if paper_id in self.integer_ids else paper_id


def read_sources(paths: Sequence[Path]) -> SourcesResult:
    """Return the papers of files and folders, each paper once, and what had to be refused.

    The order of the paths does not matter; a file that is named twice is read once. A file that
    cannot be read at all is one row of `refused`, at line 1. `n_records` of `sources` counts the
    papers that stand in a file, before merging.

    Raises SourceError for a path that does not exist.
    """
    from paperlattice import tables  # takes pandas along, which listing the files does not need

    found: list[Found] = []
    refused: list[Refused] = []
    sources: dict[tuple[str, str], Source] = {}
    for path in list_files(paths):
        file = load(path)
        if isinstance(file, Refused):
            refused.append(file)
            continue
        if (file.name, file.sha256) in sources:
            continue
        named = reader_for(file.content)
        if named is None:
            refused.append(_unrecognised(file))
            continue
        reader_name, reader = named
        result = reader.read(file.content, name=file.name)
        if not result.papers and not result.refused:
            refused.append(refuse_file(file.name, "holds no papers", _REMEDY))
        sources[file.name, file.sha256] = Source(
            name=file.name,
            sha256=file.sha256,
            reader=reader_name,
            n_records=len(result.papers),
        )
        found += result.papers
        refused += result.refused
    merged = merge(found)
    return SourcesResult(
        papers=tables.frame("papers", merged.papers),
        refused=tables.frame("refused", [*refused, *merged.refused]),
        sources=tables.frame("sources", sources.values()),
        integer_ids=merged.integer_ids,
    )


def _unrecognised(file: SourceFile) -> Refused:
    if "\0" in file.content:
        return refuse_file(file.name, "is binary", _REMEDY)
    if flaw(file.content):
        return refuse_file(file.name, "is not UTF-8", _REMEDY)
    return refuse_file(file.name, "is neither a listing page nor JSON lines", _REMEDY)
