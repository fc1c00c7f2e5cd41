"""The files that paths name, and their content as text."""

from __future__ import annotations

import codecs
import gzip
import hashlib
import io
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from paperlattice.errors import SourceError
from paperlattice.records import Refused

__all__ = ["SourceFile", "list_files", "load", "refuse_file"]

_GZIP = b"\x1f\x8b"
_ZIP = b"PK\x03\x04"
_LARGEST = 2**31
"""Bytes that a file may have, unpacked; what is larger can be split into a folder of files."""

_FREE = 2**26
_MOST_RATIO = 200
"""How much larger than packed a file may be beyond the first 64 MiB; text packs 3 to 10 times."""

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
            text = _unpacked(data)
        except (OSError, EOFError, zlib.error):
            return refuse_file(name, "is a damaged gzip file", "pack the file again")
        except OverflowError:
            return refuse_file(name, "unpacks to far more than a text does", "split the file")
    if len(text) > _LARGEST:
        return refuse_file(name, "is larger than 2 GiB", "split it: a folder of files is read")
    if text.startswith(_ZIP):
        return refuse_file(name, "is a zip archive", "unpack it, and give the folder")
    if text.startswith(_OTHER_ENCODINGS):
        return refuse_file(name, "is not UTF-8", "save the file as UTF-8 text")
    if not text.strip():
        return refuse_file(name, "is empty", "save the listing page again, or leave the file out")
    content = text.removeprefix(codecs.BOM_UTF8).decode("utf-8", "surrogateescape")
    return SourceFile(name=name, sha256=hashlib.sha256(data).hexdigest(), content=content)


def _unpacked(data: bytes) -> bytes:
    """Return what gzipped bytes hold.

    Raises OverflowError as soon as they prove to hold far more than they weigh.
    """
    most = min(max(_FREE, _MOST_RATIO * len(data)), _LARGEST)
    with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
        text = stream.read(most + 1)
    if len(text) > most:
        raise OverflowError
    return text


def refuse_file(name: str, problem: str, remedy: str) -> Refused:
    """Return the row that refuses a whole file."""
    return Refused(source=name, line=1, excerpt="", reason=f"the file {problem}", remedy=remedy)


def _name(path: Path) -> str:
    """Return a path's last part as text that can be stored, whatever bytes the file is named by."""
    return path.name.encode("utf-8", "replace").decode("utf-8")
