"""Write files and folders whole or not at all, whatever kills the process or the machine."""

from __future__ import annotations

import ctypes
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
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
            Path(name).chmod(0o644)
            os.fsync(stream.fileno())
        Path(name).replace(path)
        _settle(path.parent)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


@contextmanager
def replaced_directory(target: Path) -> Iterator[Path]:
    """Give a fresh folder that takes the target's place when the block ends without an error.

    The old folder stays as it was until then, and stays for good should the exchange fail. What
    the fresh one holds is on the disk before it takes the place. Of several processes that write
    the same target, the last one's folder stays, whole; what a killed one left is cleared away.
    Raises ArtefactError where the target may not be written, or is something that no earlier
    build wrote.
    """
    target = target.resolve()  # a link stays a link: what it points to is replaced
    if target.exists() and not target.is_dir():
        raise ArtefactError("is not a folder", remedy="give another --out", place=str(target))
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with _locked(target.parent):
            _recover(target)
            _refuse_foreign(target)
            fresh = Path(tempfile.mkdtemp(dir=target.parent, prefix=_prefix(target)))
            claim = _claim(fresh)
    except OSError as error:
        raise ArtefactError(
            f"cannot write there: {error.strerror}",
            remedy="give an --out in a folder that you may write to",
            place=str(target),
        ) from error
    try:
        fresh.chmod(0o755)
        yield fresh
        _settle_all(fresh)
        with _locked(target.parent):
            _exchange(fresh, target)
    finally:
        _clear(fresh)  # by now the old folder, where the exchange went well
        if claim is not None:
            os.close(claim)


def _refuse_foreign(target: Path) -> None:
    if not target.is_dir():
        return
    if not os.access(target, os.R_OK | os.W_OK | os.X_OK):
        raise ArtefactError(
            "the folder is read-only",
            remedy="make it writable, or give another --out",
            place=str(target),
        )
    if any(target.iterdir()) and not (target / _MARK).is_file():
        raise ArtefactError(
            f"the folder is not empty and holds no {_MARK}, so no build wrote it",
            remedy="give an empty folder, or one that an earlier build wrote, as --out",
            place=str(target),
        )


def _exchange(fresh: Path, target: Path) -> None:
    """Put the fresh folder in the target's place; the old one then has the fresh one's name."""
    if not target.exists():
        fresh.rename(target)
    elif not _swapped(fresh, target):
        aside = _aside(target)
        target.rename(aside)
        try:
            fresh.rename(target)
        except BaseException:
            aside.rename(target)
            raise
        _clear(aside)
    _settle(target.parent)


def _swapped(first: Path, second: Path) -> bool:
    """Swap two folders in one step; return whether this system and its file system can."""
    here, exchange = -100, 2  # AT_FDCWD and RENAME_EXCHANGE of Linux
    try:
        rename = ctypes.CDLL(None).renameat2
    except (AttributeError, OSError, TypeError):
        return False  # no such call: not Linux
    return bool(rename(here, os.fsencode(first), here, os.fsencode(second), exchange) == 0)


def _recover(target: Path) -> None:
    """Mend what killed builds left: put the old folder back, clear the unfinished ones away."""
    aside = _aside(target)
    if aside.exists():
        if target.exists():
            _clear(aside)
        else:
            aside.rename(target)
    for path in target.parent.iterdir():
        if path.name.startswith(_prefix(target)) and path.is_dir():
            claim = _claim(path)
            if claim is not None:  # nobody lives who writes it
                _clear(path)
                os.close(claim)


def _claim(folder: Path) -> int | None:
    """Lock a folder as one's own while this process lives; None where it is another's."""
    handle = -1
    try:
        handle = os.open(folder, os.O_RDONLY)
        if fcntl is not None:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return handle
    except OSError:
        pass  # another's, or it cannot be locked there
    if handle >= 0:
        os.close(handle)
    return None


@contextmanager
def _locked(parent: Path) -> Iterator[None]:
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


def _settle_all(folder: Path) -> None:
    """Have every file and folder below a folder written to the disk, not only to its cache."""
    for place, _, names in os.walk(folder, topdown=False):
        for name in names:
            _settle(Path(place) / name)
        _settle(Path(place))


def _settle(path: Path) -> None:
    # Windows and some file servers cannot do this for a folder, and order its changes themselves.
    with suppress(OSError) if path.is_dir() else nullcontext():
        handle = os.open(path, os.O_RDWR if os.name == "nt" else os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _clear(folder: Path) -> None:
    """Remove a folder as far as that goes, read-only folders inside it too."""
    for place, _, _ in os.walk(folder):
        with suppress(OSError):
            Path(place).chmod(0o755)
    shutil.rmtree(folder, ignore_errors=True)


def _aside(target: Path) -> Path:
    return target.with_name(f".{target.name}.old")


def _prefix(target: Path) -> str:
    return f".{target.name}.building-"
