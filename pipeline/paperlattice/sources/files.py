"""The files that paths name, and their content as text."""

from __future__ import annotations

import codecs
import gzip
import hashlib
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from paperlattice.errors import SourceError
from paperlattice.records import Refused

__all__ = ["SourceFile", "list_files", "load", "refuse_file"]

_GZIP = b"\x1f\x8b"
_OTHER_ENCODINGS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """A file's name, the hash of its bytes, and its content; bytes not UTF-8 are surrogates."""

    name: str
    sha256: str
    content: str


def list_files(paths: Sequence[Path]) -> list[Path]:
    """Return the files that paths name, each once and sorted; a folder stands for its files.

    Hidden files of a folder are left out.

    Raises SourceError for a path that does not exist.
    """
    files: list[Path] = []
    for path in paths:
        if not path.exists():
            raise SourceError(path, "no such file or folder", remedy="check the path")
        if path.is_dir():
            files += sorted(
                entry
                for entry in path.iterdir()
                if entry.is_file() and not entry.name.startswith(".")
            )
        else:
            files.append(path)
    return sorted({file.resolve(): file for file in sorted(files, reverse=True)}.values())


def load(path: Path) -> SourceFile | Refused:
    """Return a file's content, unpacked if it is gzipped, or why it cannot be read."""
    name = _name(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        return refuse_file(name, f"cannot be read: {error.strerror}", "make the file readable")
    text = data
    if data.startswith(_GZIP):
        try:
            text = gzip.decompress(data)
        except (OSError, EOFError, zlib.error):
            return refuse_file(name, "is a damaged gzip file", "pack the file again")
    if text.startswith(_OTHER_ENCODINGS):
        return refuse_file(name, "is not UTF-8", "save the file as UTF-8 text")
    if not text.strip():
        return refuse_file(name, "is empty", "save the listing page again, or leave the file out")
    content = text.removeprefix(codecs.BOM_UTF8).decode("utf-8", "surrogateescape")
    return SourceFile(name=name, sha256=hashlib.sha256(data).hexdigest(), content=content)


def refuse_file(name: str, problem: str, remedy: str) -> Refused:
    """Return the row that refuses a whole file."""
    return Refused(source=name, line=1, excerpt="", reason=f"the file {problem}", remedy=remedy)


def _name(path: Path) -> str:
    """Return a path's last part as text that can be stored, whatever bytes the file is named by."""
    return path.name.encode("utf-8", "replace").decode("utf-8")
