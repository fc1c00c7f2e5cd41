"""Sources: the papers of files in any known format, read, checked and merged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from paperlattice.records import Paper, Refused, Source
from paperlattice.sources.files import SourceFile, list_files, load, refuse_file
from paperlattice.sources.merging import merge
from paperlattice.sources.reader import (
    Found,
    Reader,
    ReaderResult,
    RecordError,
    excerpt,
    flaw,
    refuse,
)
from paperlattice.sources.registry import reader_for, readers

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "LONGEST_TEXT",
    "Found",
    "Reader",
    "ReaderResult",
    "SourceRecords",
    "SourcesResult",
    "read_records",
    "read_sources",
    "readers",
]

_REMEDY = "see `paperlattice sources` for what is read"
LONGEST_TEXT = 200_000
"""Characters of a title and an abstract together; no paper's are a tenth of it."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRecords:
    """What the sources hold, as records: papers each once, what was refused, and the files."""

    papers: tuple[Paper, ...]
    refused: tuple[Refused, ...]
    sources: tuple[Source, ...]
    integer_ids: frozenset[str]


def read_sources(
    paths: Sequence[Path], *, columns: Mapping[str, str] | None = None
) -> SourcesResult:
    """Return the papers of files and folders, each paper once, and what had to be refused.

    The order of the paths does not matter; a file that is named twice is read once. A file that
    cannot be read at all is one row of `refused`, at line 1. `n_records` of `sources` counts the
    papers that stand in a file, before merging. `columns` are the columns of tables that a user
    names, by field.

    Raises SourceError for a path that does not exist.
    """
    from paperlattice import tables  # takes pandas along, which listing the files does not need

    read = read_records(paths, columns=columns)
    return SourcesResult(
        papers=tables.frame("papers", read.papers),
        refused=tables.frame("refused", read.refused),
        sources=tables.frame("sources", read.sources),
        integer_ids=read.integer_ids,
    )


def read_records(
    paths: Sequence[Path], *, columns: Mapping[str, str] | None = None
) -> SourceRecords:
    """Return what `read_sources` returns, as records in place of tables."""
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
        named = reader_for(file.content, columns=columns)
        if named is None:
            refused.append(_unrecognised(file))
            continue
        reader_name, reader = named
        result = _checked(_read(reader_name, reader, file))
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
    return SourceRecords(
        papers=merged.papers,
        refused=(*refused, *merged.refused),
        sources=tuple(sources.values()),
        integer_ids=merged.integer_ids,
    )


def _read(name: str, reader: Reader, file: SourceFile) -> ReaderResult:
    """Return what a reader takes from a file; one that fails costs the file, not the build."""
    try:
        return reader.read(file.content, name=file.name)
    except Exception as error:
        problem = f"makes the reader {name} fail: {type(error).__name__}: {excerpt(str(error))}"
        return ReaderResult(refused=(refuse_file(file.name, problem, "mend file or reader"),))


def _checked(result: ReaderResult) -> ReaderResult:
    """Return a result without the papers whose text no table holds, or no paper has."""
    papers: list[Found] = []
    refused = list(result.refused)
    for found in result.papers:
        problem = flaw(found.paper.text)
        if not problem and len(found.paper.text) > LONGEST_TEXT:
            problem = f"title and abstract have more than {LONGEST_TEXT:,} characters"
        if problem:
            error = RecordError(problem, "mend the record, or leave it out")
            name = found.paper.sources[0]
            refused.append(refuse(error, name=name, line=found.line, text=found.paper.title))
        else:
            papers.append(found)
    return ReaderResult(papers=tuple(papers), refused=tuple(refused))


def _unrecognised(file: SourceFile) -> Refused:
    if "\0" in file.content:
        return refuse_file(file.name, "is binary", _REMEDY)
    if flaw(file.content):
        return refuse_file(file.name, "is not UTF-8", _REMEDY)
    return refuse_file(file.name, "is in no format that is known", _REMEDY)
