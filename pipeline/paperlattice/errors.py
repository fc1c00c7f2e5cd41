"""The errors that a user can mend, each saying what, where and how."""

from __future__ import annotations

from pathlib import Path

__all__ = [
    "ArtefactError",
    "FetchError",
    "LexiconError",
    "MergesError",
    "PaperLatticeError",
    "SourceError",
]


class PaperLatticeError(ValueError):
    """Say what is wrong and what mends it; the parent of every error of this package."""

    def __init__(self, problem: str, *, remedy: str, place: str = "") -> None:
        self.problem = problem
        self.remedy = remedy
        self.place = place
        super().__init__(f"{place}: {problem} ({remedy})" if place else f"{problem} ({remedy})")


class SourceError(PaperLatticeError):
    """A source that no reader can read at all."""

    def __init__(self, path: Path, problem: str, *, remedy: str, line: int | None = None) -> None:
        self.path = path
        self.line = line
        place = str(path) if line is None else f"{path}:{line}"
        super().__init__(problem, remedy=remedy, place=place)


class LexiconError(PaperLatticeError):
    """A lexicon file that is not valid Turtle, or an entry that contradicts itself."""


class MergesError(PaperLatticeError):
    """A file of merges with a row that is none, or that contradicts another."""


class ArtefactError(PaperLatticeError):
    """An output folder or file that cannot be written, or is not what it should be."""


class FetchError(PaperLatticeError):
    """A service that cannot be reached, does not answer, or answers with something else."""
