"""What a reader is, what it gives back, and what every reader needs to say no politely."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Protocol

from paperlattice.records import Paper, Refused

__all__ = [
    "Found",
    "Reader",
    "ReaderResult",
    "RecordError",
    "excerpt",
    "flaw",
    "is_structured",
    "lines",
    "refuse",
]

LONGEST_EXCERPT = 120

_LINE_END = re.compile(r"\r\n|\r|\n")
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A paper as one source has it, and the line where its record starts.

    `original_id` is the id that the source itself gives, in its own type; None where the paper is
    known by its title alone.
    """

    paper: Paper
    line: int
    original_id: str | int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderResult:
    """What a reader took from a file, and what it refused."""

    papers: tuple[Found, ...] = ()
    refused: tuple[Refused, ...] = ()


class RecordError(ValueError):
    """A record that gives no paper: the reason, and what would mend it."""

    def __init__(self, reason: str, remedy: str) -> None:
        self.reason = reason
        self.remedy = remedy
        super().__init__(reason)


class Reader(Protocol):
    """A format: a module or an object with these two functions.

    It may also have `TAKES`, a line that says what it reads, for `paperlattice sources`;
    `GENERAL = True` if it is to be asked after all that know their format better; and
    `with_columns(columns) -> Reader`, if it reads tables whose columns a user can name.

    `content` is the whole file as text, without a byte order mark. A byte that is not UTF-8 stands
    in it as a lone surrogate (PEP 383), so that one broken record does not cost the whole file.
    """

    def recognises(self, content: str) -> bool:
        """Return whether the content is of this format."""
        ...

    def read(self, content: str, *, name: str) -> ReaderResult:
        """Return the papers and the refused records of a file called `name`."""
        ...


def lines(content: str) -> list[str]:
    """Return the lines of a file, however it ends them.

    Unlike `str.splitlines`, leave the separators alone that JSON allows within a string.
    """
    return _LINE_END.split(content)


def is_structured(content: str) -> bool:
    """Return whether a file starts as JSON or XML does, whatever else stands in it."""
    return content[:1000].lstrip("\ufeff \t\r\n").startswith(("{", "[", "<"))


def flaw(text: str) -> str:
    """Return why a text cannot be stored, or the empty string if it can."""
    if _SURROGATE.search(text):
        return "the text holds a lone surrogate or a byte that is not UTF-8"
    if "\0" in text:
        return "the text holds a NUL character"
    return ""


def refuse(error: RecordError, *, name: str, line: int, text: str) -> Refused:
    """Return the row that refuses a record of the file `name`; `text` is how it starts."""
    return Refused(
        source=name, line=line, excerpt=excerpt(text), reason=error.reason, remedy=error.remedy
    )


def excerpt(text: str) -> str:
    """Return the start of a text in one printable line of at most 120 characters."""
    line = " ".join(text[: 4 * LONGEST_EXCERPT].split())
    printable = "".join(
        "\ufffd" if unicodedata.category(character) in {"Cc", "Cs"} else character
        for character in line
    )
    if len(printable) <= LONGEST_EXCERPT:
        return printable
    return f"{printable[: LONGEST_EXCERPT - 1].rstrip()}…"
