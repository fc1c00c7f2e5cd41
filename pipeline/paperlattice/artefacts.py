"""Write files and folders whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from paperlattice.errors import ArtefactError

try:
    import fcntl
except ImportError:  # pragma: no cover - Windows
    fcntl = None  # type: ignore[assignment]

__all__ = ["replaced_directory", "write_text"]

_MARK = "report.json"


def write_text(path: Path, content: str) -> None:
    """Write a UTF-8 file so that a reader sees the old content or the new, never a part."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


@contextmanager
def replaced_directory(target: Path) -> Iterator[Path]:
    """Give a fresh folder that takes the target's place when the block ends without an error.

    The old folder stays as it was until then, and is put back should the exchange fail. Of several
    processes that write the same target, the last one's folder stays, whole. Raises ArtefactError
    where the target is something that no earlier build wrote.
    """
    target = target.resolve()  # a link stays a link: what it points to is replaced
    with _one_at_a_time(target.parent):
        _recover(target)
    if target.exists() and not target.is_dir():
        raise ArtefactError("is not a folder", remedy="give another --out", place=str(target))
    if target.is_dir() and any(target.iterdir()) and not (target / _MARK).is_file():
        raise ArtefactError(
            f"the folder is not empty and holds no {_MARK}, so no build wrote it",
            remedy="give an empty folder, or one that an earlier build wrote, as --out",
            place=str(target),
        )
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name}."))
    except OSError as error:
        raise ArtefactError(
            f"cannot write there: {error.strerror}",
            remedy="give an --out in a folder that you may write to",
            place=str(target),
        ) from error
    fresh.chmod(0o755)
    try:
        yield fresh
        with _one_at_a_time(target.parent):
            _exchange(fresh, target)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


@contextmanager
def _one_at_a_time(parent: Path) -> Iterator[None]:
    """Hold a lock on a folder; it goes with the process, however that ends.

    Where folders cannot be locked (on Windows, on some file servers) there is none.
    """
    handle = -1
    with suppress(OSError):
        handle = os.open(parent, os.O_RDONLY)
        if fcntl is not None:
            fcntl.flock(handle, fcntl.LOCK_EX)
    try:
        yield
    finally:
        if handle >= 0:
            os.close(handle)


def _exchange(fresh: Path, target: Path) -> None:
    aside = _aside(target)
    if target.exists():
        target.rename(aside)
    try:
        fresh.rename(target)
    except BaseException:
        if aside.exists():
            aside.rename(target)
        raise
    shutil.rmtree(aside, ignore_errors=True)


def _recover(target: Path) -> None:
    """Put the old folder back if an earlier build was killed between its two renames."""
    aside = _aside(target)
    if aside.exists():
        if target.exists():
            shutil.rmtree(aside)
        else:
            aside.rename(target)


def _aside(target: Path) -> Path:
    return target.with_name(f".{target.name}.old")
