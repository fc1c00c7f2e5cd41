"""The readers: the built-in ones, and those that other packages bring through entry points."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from typing import cast

from paperlattice.errors import PaperLatticeError
from paperlattice.sources.reader import Reader

__all__ = ["ENTRY_POINT_GROUP", "reader_for", "readers"]

ENTRY_POINT_GROUP = "paperlattice.readers"

_PACKAGE = "paperlattice.sources"
_BUILT_IN = {
    "arxiv-atom": f"{_PACKAGE}.atom",
    "arxiv-snapshot": f"{_PACKAGE}.arxivsnapshot",
    "bibtex": f"{_PACKAGE}.bibtex",
    "csl-json": f"{_PACKAGE}.csljson",
    "daily-papers": f"{_PACKAGE}.dailypapers",
    "daily-papers-html": f"{_PACKAGE}.dailypage",
    "delimited": f"{_PACKAGE}.delimited:READER",
    "jsonlines": f"{_PACKAGE}.jsonlines",
    "listing": f"{_PACKAGE}.listing",
    "oai-pmh": f"{_PACKAGE}.oai",
    "openalex": f"{_PACKAGE}.openalex",
    "parquet": f"{_PACKAGE}.parquet:READER",
    "ris": f"{_PACKAGE}.ris",
    "semantic-scholar": f"{_PACKAGE}.semanticscholar",
}


@cache
def readers() -> dict[str, Reader]:
    """Return every reader by its name, in the order of the names; the built-in names are kept.

    An entry point of the group `paperlattice.readers` names a module or an object that is a
    `Reader`. Raises PaperLatticeError for one that cannot be imported or is no reader.
    """
    found = {name: _built_in(path) for name, path in _BUILT_IN.items()}
    for point in entry_points(group=ENTRY_POINT_GROUP):
        if point.name in _BUILT_IN:
            continue
        try:
            reader = point.load()
        except Exception as error:
            raise _broken(point.name, point.value, f"cannot be imported: {error}") from error
        if not (callable(getattr(reader, "recognises", None)) and hasattr(reader, "read")):
            raise _broken(point.name, point.value, "has no functions `recognises` and `read`")
        found[point.name] = reader
    return dict(sorted(found.items()))


def reader_for(
    content: str, *, columns: Mapping[str, str] | None = None
) -> tuple[str, Reader] | None:
    """Return the name and the reader of a file's content, None if no reader recognises it.

    Readers of one format are asked before the general ones, which would take what is not theirs.
    `columns` are those that a user names, by field, for readers of tables.
    """
    by_speciality = sorted(
        readers().items(), key=lambda named: (getattr(named[1], "GENERAL", False), named[0])
    )
    for name, known in by_speciality:
        reader = known
        if columns and hasattr(known, "with_columns"):
            reader = known.with_columns(columns)
        if reader.recognises(content):
            return name, reader
    return None


def _built_in(path: str) -> Reader:
    module, _, attribute = path.partition(":")
    found = import_module(module)
    return cast("Reader", getattr(found, attribute) if attribute else found)


def _broken(name: str, value: str, problem: str) -> PaperLatticeError:
    return PaperLatticeError(
        f"the reader {problem}",
        remedy="mend or uninstall the package that brings it",
        place=f"entry point {name} = {value}",
    )
