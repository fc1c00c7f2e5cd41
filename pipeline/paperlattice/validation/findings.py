"""What a check finds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

__all__ = ["Finding", "first"]

_SHOWN = 10


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Finding:
    """A fault in an output: the check that found it, the file, and the problem in a sentence."""

    check: str
    file: str
    problem: str

    def __str__(self) -> str:
        """Return the finding in a line."""
        return f"{self.file}: {self.problem} [{self.check}]"


def first(check: str, file: str, problems: Iterable[str]) -> Iterator[Finding]:
    """Yield a finding for each of the first few problems, in order, and one for the rest."""
    listed = sorted(set(problems))
    for problem in listed[:_SHOWN]:
        yield Finding(check=check, file=file, problem=problem)
    if len(listed) > _SHOWN:
        rest = f"and {len(listed) - _SHOWN} more of the kind"
        yield Finding(check=check, file=file, problem=rest)
