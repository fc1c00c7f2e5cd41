"""All that determines an output, as hashes: what to compare to know whether it still stands."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from paperlattice.regeneration.fingerprints import (
    code_fingerprint,
    files_fingerprint,
    library_versions,
)
from paperlattice.resources import model_dir, ontology_dir
from paperlattice.sources.files import list_files

__all__ = ["Inputs", "differences", "gather"]

_EPOCH = "SOURCE_DATE_EPOCH"


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """What determined an output; `sources` holds the name and the hash of each file, sorted."""

    code: str
    libraries: dict[str, str]
    lexicon: str
    ontology: str
    recogniser: str
    settings: dict[str, str]
    sources: list[list[str]]

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Inputs:
        """Return what `as_data` gave. Raises KeyError or TypeError where it is something else."""
        return cls(**{field.name: data[field.name] for field in fields(cls)})

    def as_data(self) -> dict[str, Any]:
        """Return this as JSON can hold it."""
        return asdict(self)


def gather(
    paths: Sequence[Path],
    *,
    columns: Mapping[str, str] | None = None,
    lexicon_dir: Path | None = None,
    with_recogniser: bool = True,
) -> Inputs:
    """Return what would determine the output of a build of these sources now.

    Raises SourceError for a path that does not exist.
    """
    files = {(path.name, _content(path)) for path in list_files(paths)}
    return Inputs(
        code=code_fingerprint(),
        libraries=library_versions(),
        lexicon=_folder(lexicon_dir or ontology_dir() / "lexicon"),
        ontology=_folder(ontology_dir()),
        recogniser=_folder(model_dir()) if with_recogniser else "",
        settings={
            _EPOCH: os.environ.get(_EPOCH, "").strip(),
            "columns": ",".join(f"{k}={v}" for k, v in sorted((columns or {}).items())),
        },
        sources=[list(file) for file in sorted(files)],
    )


def differences(old: Inputs, new: Inputs) -> Iterator[str]:
    """Yield a line for each thing that is not the same, as a reader understands it."""
    if old.code != new.code:
        yield "the code has changed"
    for name in sorted(old.libraries.keys() | new.libraries.keys()):
        before, after = old.libraries.get(name, "none"), new.libraries.get(name, "none")
        if before != after:
            yield f"{name} was {before} and is {after}"
    if old.lexicon != new.lexicon:
        yield "the lexicon has changed"
    if old.ontology != new.ontology:
        yield "the ontology, its links or its merges have changed"
    if old.recogniser != new.recogniser:
        yield "the recogniser has changed, or is used in only one of the builds"
    for name in sorted(old.settings.keys() | new.settings.keys()):
        if old.settings.get(name) != new.settings.get(name):
            yield f"{name} has changed"
    before_files, after_files = _by_name(old), _by_name(new)
    for name in sorted(before_files.keys() | after_files.keys()):
        if name not in after_files:
            yield f"the source {name} is gone"
        elif name not in before_files:
            yield f"the source {name} is new"
        elif before_files[name] != after_files[name]:
            yield f"the source {name} has changed"


def _by_name(inputs: Inputs) -> dict[str, list[str]]:
    files: dict[str, list[str]] = {}
    for name, content in inputs.sources:
        files.setdefault(name, []).append(content)
    return files


def _folder(directory: Path) -> str:
    """Return the hash of all files of a folder: an output may draw on any of them."""
    files = sorted(path for path in directory.glob("*") if path.is_file())
    return files_fingerprint((path.name, path) for path in files)


def _content(path: Path) -> str:
    try:
        return files_fingerprint([("", path)])
    except OSError as error:
        return f"cannot be read: {error.strerror}"
