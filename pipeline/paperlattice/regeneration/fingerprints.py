"""What results depend on besides their input: code, libraries, and files of data, as hashes."""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, entry_points, requires, version
from pathlib import Path

__all__ = ["code_fingerprint", "digest", "files_fingerprint", "library_versions"]

_PACKAGE = Path(__file__).resolve().parents[1]
_NAMED = re.compile(rb"\bpaperlattice\.(\w+)|\bfrom paperlattice import ([\w, ]+)")
_LEFT_OUT = {"__pycache__", "data"}
_READERS = "paperlattice.readers"


def digest(*parts: str | bytes) -> str:
    """Return the hash of some parts, in hexadecimal digits; ("ab", "c") is not ("a", "bc")."""
    whole = hashlib.sha256()
    for part in parts:
        content = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        whole.update(len(content).to_bytes(8, "big"))
        whole.update(content)
    return whole.hexdigest()


@cache
def code_fingerprint(*parts: str) -> str:
    """Return the hash of parts of this package, and of all the parts that they name in turn.

    A part is a module or a package right below `paperlattice`, with the files of data in it; it
    counts as named wherever its name stands, so that a late import counts, too. Without any part
    given, the hash is of the whole package.
    """
    reached: set[str] = set()
    waiting = list(parts) or sorted(_parts())
    while waiting:
        part = waiting.pop()
        if part not in reached and part in _parts():
            reached.add(part)
            waiting += _part(part)[1]
    return digest(*(f"{part} {_part(part)[0]}" for part in sorted(reached)))


def files_fingerprint(files: Iterable[tuple[str, Path]]) -> str:
    """Return the hash of files' contents and of the names that are given with them."""
    return digest(*(piece for name, path in files for piece in (name, _file_hash(path))))


@cache
def library_versions() -> dict[str, str]:
    """Return the version of Python (as 3.11), of what this package requires, and of its readers.

    The patch level of Python is left out: it changes no result.
    """
    required = (
        re.match(r"[\w.-]+", line) for line in requires("paperlattice") or () if _plain(line)
    )
    names = {match[0] for match in required if match}
    names |= {point.dist.name for point in entry_points(group=_READERS) if point.dist}
    found = {"python": ".".join(map(str, sys.version_info[:2]))}
    for name in sorted(names, key=str.lower):
        try:
            found[name.lower()] = version(name)
        except PackageNotFoundError:
            continue
    return found


def _plain(requirement: str) -> bool:
    return "extra ==" not in requirement


@cache
def _parts() -> frozenset[str]:
    """Return the names of the modules and packages right below this package."""
    return frozenset(
        entry.stem
        for entry in _PACKAGE.iterdir()
        if entry.name not in _LEFT_OUT and (entry.suffix == ".py" or entry.is_dir())
    )


@cache
def _part(name: str) -> tuple[str, tuple[str, ...]]:
    """Return the hash of a part's files, and the parts that its code names."""
    named: set[str] = set()
    files = list(_files(name))
    for path in files:
        if path.suffix == ".py":
            for part, several in _NAMED.findall(path.read_bytes()):
                named.update((part or several).decode().replace(",", " ").split())
    content = files_fingerprint((str(path.relative_to(_PACKAGE)), path) for path in files)
    return content, tuple(sorted(named))


def _files(name: str) -> Iterator[Path]:
    module = _PACKAGE / f"{name}.py"
    if module.is_file():
        yield module
    for path in sorted((_PACKAGE / name).rglob("*")):
        if path.is_file() and not _LEFT_OUT.intersection(path.relative_to(_PACKAGE).parts):
            yield path


def _file_hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
