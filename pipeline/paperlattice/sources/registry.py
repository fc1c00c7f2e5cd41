"""The readers: the built-in ones, and those that other packages bring through entry points."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from typing import cast

from paperlattice.errors import PaperLatticeError
from paperlattice.sources.reader import Reader

__all__ = ["ENTRY_POINT_GROUP", "reader_for", "readers"]

ENTRY_POINT_GROUP = "paperlattice.readers"

_BUILT_IN = {
    "jsonlines": "paperlattice.sources.jsonlines",
    "listing": "paperlattice.sources.listing",
}


@cache
def readers() -> dict[str, Reader]:
    """Return every reader by its name, in the order of the names; the built-in names are kept.

    An entry point of the group `paperlattice.readers` names a module or an object that is a
    `Reader`. Raises PaperLatticeError for one that cannot be imported or is no reader.
    """
    found = {name: cast("Reader", import_module(path)) for name, path in _BUILT_IN.items()}
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


def reader_for(content: str) -> tuple[str, Reader] | None:
    """Return the name and the reader of a file's content, None if no reader recognises it."""
    for name, reader in readers().items():
        if reader.recognises(content):
            return name, reader
    return None


def _broken(name: str, value: str, problem: str) -> PaperLatticeError:
    return PaperLatticeError(
        f"the reader {problem}",
        remedy="mend or uninstall the package that brings it",
        place=f"entry point {name} = {value}",
    )
