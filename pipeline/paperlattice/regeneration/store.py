"""What earlier builds worked out, kept in one file: damage is found, and nothing depends on it."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Self

from platformdirs import user_cache_path

__all__ = ["FILE", "MOST_BYTES", "Store", "default_folder"]

FILE = "results.sqlite"
"""The name of the store's file in its folder."""

MOST_BYTES = 4 * 2**30
"""How large the file may grow before the store lets go of what was not used for longest."""

_LAYOUT = 1
_AT_ONCE = 64
_PATIENCE = 10.0
_DAY = 86_400
_TABLE = """
create table if not exists results (
    kind text not null, key text not null, content blob not null, checksum blob not null,
    used integer not null, primary key (kind, key)
)
"""
_PUT = "insert or replace into results values (?, ?, ?, ?, ?)"
_OLDEST = """
delete from results where rowid in (
    select rowid from (
        select rowid, sum(length(content)) over (order by used desc, kind, key) as held
        from results
    ) where held > ?
)
"""


def default_folder() -> Path:
    """Return the folder of this user's cache: PAPERLATTICE_CACHE, or where the system has it."""
    named = os.environ.get("PAPERLATTICE_CACHE", "")
    return Path(named) if named else user_cache_path("paperlattice", appauthor=False)


class Store:
    """Results by kind and key, in one SQLite file that any number of builds may share.

    A result is written whole or not at all, whatever kills the process, and carries a checksum of
    its kind, key and content: what does not match it is `damaged`, never a result. What goes wrong
    with the file itself (damage, no room, no permission, a lock held too long) costs time alone:
    the store then gives nothing or takes nothing, and `problem` says why.
    """

    def __init__(self, folder: Path | None, *, most_bytes: int = MOST_BYTES) -> None:
        self.problem = ""
        self.damaged: set[tuple[str, str]] = set()
        self._path = None if folder is None else folder / FILE
        self._most_bytes = most_bytes
        self._waiting: dict[tuple[str, str], bytes] = {}
        self._connection: sqlite3.Connection | None = None
        self._may_write = True
        self._day = int(time.time()) // _DAY
        self._open()

    @classmethod
    def nowhere(cls) -> Self:
        """Return a store that holds nothing and keeps nothing."""
        return cls(None)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def get(self, kind: str, key: str) -> bytes | None:
        """Return a result, or None where there is none or only a damaged one."""
        if (kind, key) in self._waiting or self._connection is None:
            return self._waiting.get((kind, key))
        row = None
        with self._care():
            row = self._connection.execute(
                "select content, checksum, used from results where kind = ? and key = ?",
                (kind, key),
            ).fetchone()
        if row is None:
            return None
        content, checksum, used = row
        if not isinstance(content, bytes) or _checksum(kind, key, content) != checksum:
            self.damaged.add((kind, key))
            return None
        if used != self._day:
            self.put(kind, key, content)
        return content

    def put(self, kind: str, key: str, content: bytes) -> None:
        """Keep a result in place of an earlier one; it is written with others, or at the end."""
        if self._connection is None or not self._may_write:
            return
        self._waiting[kind, key] = content
        if len(self._waiting) >= _AT_ONCE:
            self._write()

    def close(self) -> None:
        """Write what waits, keep within the bounds, and let go of the file."""
        if self._waiting:
            self._write()
            self._keep_within_bounds()
        self._let_go()

    def _open(self) -> None:
        if self._path is None:
            return
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = _connect(self._path)
        except sqlite3.OperationalError as error:
            self.problem = f"{self._path}: {error}"
        except sqlite3.DatabaseError as error:
            self._start_over(error)
        except OSError as error:
            self.problem = f"{self._path.parent}: {error.strerror}"

    def _start_over(self, error: sqlite3.DatabaseError) -> None:
        """Begin a new file: the old one is damaged or of another layout, and is not trusted."""
        self._let_go()
        if self._path is None:
            return
        self.problem = f"{self._path}: {error}: begun anew"
        try:
            self._path.unlink(missing_ok=True)
            self._path.with_name(f"{FILE}-journal").unlink(missing_ok=True)
            self._connection = _connect(self._path)
        except (OSError, sqlite3.Error) as again:
            self.problem = f"{self._path}: {again}"

    def _write(self) -> None:
        rows = [
            (kind, key, content, _checksum(kind, key, content), self._day)
            for (kind, key), content in self._waiting.items()
        ]
        self._waiting.clear()
        if self._connection is not None:
            with self._care(writing=True), self._connection as connection:
                connection.execute("begin immediate")
                connection.executemany(_PUT, rows)

    def _keep_within_bounds(self) -> None:
        """Let go of what was not used for longest; the file gives its room back by itself."""
        if self._connection is None or self._path is None:
            return
        with self._care(writing=True):
            if self._path.stat().st_size > self._most_bytes:
                self._connection.execute(_OLDEST, (self._most_bytes * 9 // 10,))

    def _let_go(self) -> None:
        if self._connection is not None:
            with suppress(sqlite3.Error):
                self._connection.close()
        self._connection = None

    @contextmanager
    def _care(self, *, writing: bool = False) -> Iterator[None]:
        """Let no trouble of the file become trouble of the build."""
        try:
            yield
        except sqlite3.OperationalError as error:
            self.problem = f"{self._path}: {error}"
            self._may_write = self._may_write and not writing
        except sqlite3.DatabaseError as error:
            self._start_over(error)


def _connect(path: Path) -> sqlite3.Connection:
    """Open the file and make its table; raise DatabaseError where it is not of this layout."""
    connection = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
    try:
        (layout,) = connection.execute("pragma user_version").fetchone()
        if layout not in (0, _LAYOUT):
            raise sqlite3.DatabaseError(f"written by another version (layout {layout})")
        connection.execute("pragma synchronous = normal")
        if layout == 0:
            connection.execute("pragma auto_vacuum = full")
            connection.execute(_TABLE)
            connection.execute(f"pragma user_version = {_LAYOUT}")
        try:
            connection.execute("select kind, key, content, checksum, used from results limit 0")
        except sqlite3.OperationalError as error:
            if "no such" in str(error):
                raise sqlite3.DatabaseError(str(error)) from error
            raise
    except BaseException:
        connection.close()
        raise
    return connection


def _checksum(kind: str, key: str, content: bytes) -> bytes:
    return hashlib.sha256(b"\0".join((kind.encode(), key.encode(), content))).digest()
