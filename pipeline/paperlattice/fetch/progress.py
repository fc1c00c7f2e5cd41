"""What has been fetched so far: a file of whole pages, and beside it how far they reach."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path

from paperlattice.artefacts import write_text
from paperlattice.errors import FetchError

__all__ = ["Part"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """An unfinished file for `out`: `request` tells which query it belongs to.

    Pages are appended to `OUT.part`, and after each `OUT.part.state` says how many pages that is,
    and how many bytes. What lies beyond those bytes is a page that was cut off.
    """

    out: Path
    request: str

    @property
    def path(self) -> Path:
        """Return the file of whole pages."""
        return self.out.with_name(f"{self.out.name}.part")

    @property
    def state(self) -> Path:
        """Return the file that says how far the pages reach."""
        return self.out.with_name(f"{self.out.name}.part.state")

    def resume(self) -> tuple[int, list[str]]:
        """Return the number of pages that lie there and their lines, cutting off what is no page.

        Raises FetchError where what lies there belongs to another query.
        """
        self.out.parent.mkdir(parents=True, exist_ok=True)
        if not (self.state.exists() and self.path.exists()):
            self.path.write_bytes(b"")
            return 0, []
        try:
            known = json.loads(self.state.read_text(encoding="utf-8"))
            request, pages, size = known["request"], int(known["pages"]), int(known["bytes"])
        except (ValueError, KeyError, TypeError):
            request, pages, size = None, 0, 0
        if request != self.request or self.path.stat().st_size < size:
            raise FetchError(
                "holds part of another query, or is damaged",
                remedy=f"give another --out, or remove it and {self.state.name}",
                place=str(self.path),
            )
        with self.path.open("r+b") as stream:
            stream.truncate(size)
        return pages, self.path.read_text(encoding="utf-8").splitlines()

    def append(self, lines: list[str], *, pages: int) -> None:
        """Add a page's lines, then say that so many pages are there."""
        with self.path.open("ab") as stream:
            stream.write("".join(lines).encode("utf-8"))
            stream.flush()
            os.fsync(stream.fileno())
            size = stream.tell()
        state = {"request": self.request, "pages": pages, "bytes": size}
        write_text(self.state, f"{json.dumps(state)}\n")

    def finish(self) -> None:
        """Make the part the whole."""
        self.path.replace(self.out)
        self.state.unlink(missing_ok=True)
