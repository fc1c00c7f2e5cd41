"""The records of an XML file, each read as soon as it ends, with nothing expanded or fetched."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from paperlattice.records import Refused
from paperlattice.sources.reader import Found, ReaderResult, RecordError, refuse

__all__ = ["Element", "read_records"]

_DEEPEST = 100
_CHUNK = 1 << 20
_LONGEST_HEAD = 1 << 16
_MOST_RESCANS = 20


@dataclass(slots=True)
class Element:
    """An element of a record: its name without namespace, its text, and its children."""

    name: str
    line: int = 0
    namespace: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    pieces: list[str] = field(default_factory=list)
    children: list[Element] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Return the element's own text, that of its children in their places left out."""
        return "".join(self.pieces)

    def all(self, name: str) -> Iterator[Element]:
        """Yield the children of a name."""
        return (child for child in self.children if child.name == name)

    def get(self, *path: str) -> str:
        """Return the text of the first descendant on a path of names, empty if there is none."""
        found: Element | None = self
        for name in path:
            found = next(found.all(name), None) if found else None
        return found.text if found else ""

    def texts(self, name: str) -> list[str]:
        """Return the texts of the children of a name."""
        return [child.text for child in self.all(name)]


def read_records(
    content: str, *, tag: str, name: str, convert: Callable[[Element], Found | None]
) -> ReaderResult:
    """Return what `convert` makes of each element `tag`: a paper, or None for no paper.

    A document type declaration is refused, so that no entity is ever expanded or fetched. A broken
    place costs the record it stands in: reading goes on with the next one, as if it came first.
    Content in another encoding that its XML declaration names is read in that encoding.
    """
    reading = _Reading(tag=tag, name=name, convert=convert)
    data = content.encode("utf-8", "surrogateescape")
    start = re.compile(rb"<(?:[\w.-]{1,50}:)?" + tag.encode() + rb"[\s>]")
    first = start.search(data)
    head = data[: first.start()] if first else b""
    at: int | None = 0
    budget = _MOST_RESCANS * len(data)  # hostile damage must not take quadratic time
    while at is not None:
        stop = reading.parse(data, head=head if at else b"", begin=at)
        if stop is None or len(head) > _LONGEST_HEAD:
            break
        following = start.search(data, stop.resume)
        at = following.start() if following else None
        budget -= max(stop.at - stop.resume, 0) + len(head)
        if at is not None and budget < 0:
            error = RecordError("the XML is too damaged to go on", "mend the file")
            reading.refuse(error, line=data.count(b"\n", 0, at) + 1)
            break
    return ReaderResult(papers=tuple(reading.papers), refused=tuple(reading.refused))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stop:
    """The byte at which XML is broken, and the one from which to look for the next record."""

    at: int
    resume: int


class _Reading:
    """A parser of one file, and what it has found so far."""

    def __init__(self, *, tag: str, name: str, convert: Callable[[Element], Found | None]) -> None:
        self._tag, self._name, self._convert = tag, name, convert
        self._open: list[Element] = []
        self._depth = 0
        self._lines_before, self._record_at = 0, 0
        self.papers: list[Found] = []
        self.refused: list[Refused] = []

    def parse(self, data: bytes, *, head: bytes, begin: int) -> _Stop | None:
        """Read from a byte on, as if `head` stood before it; return where that stopped.

        None where reading is over. What a broken record swallowed is looked through again.
        """
        self._open, self._depth, self._record_at = [], 0, 0
        self._lines_before = data.count(b"\n", 0, begin) - head.count(b"\n")
        self._parser = self._fresh()
        try:
            self._parser.Parse(head, False)
            for start in range(begin, len(data), _CHUNK):
                self._parser.Parse(data[start : start + _CHUNK], False)
            self._parser.Parse(b"", True)
        except expat.ExpatError as error:
            reason = RecordError(
                f"the XML is broken: {expat.ErrorString(error.code)} at column {error.offset + 1}",
                "save the whole file again, or mend it there",
            )
            self.refuse(reason, line=error.lineno + self._lines_before)
            shift = begin - len(head)
            at = max(shift + self._parser.ErrorByteIndex, begin)
            return _Stop(at=at, resume=(shift + self._record_at if self._open else at) + 1)
        except RecordError as error:
            self.refuse(error, line=self._line())
        except (LookupError, ValueError):  # an encoding that Python does not know
            reason = RecordError("the XML is in an unknown encoding", "save the file as UTF-8")
            self.refuse(reason, line=1)
        return None

    def _fresh(self) -> expat.XMLParserType:
        parser = expat.ParserCreate(namespace_separator="\n")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = self._doctype
        return parser

    def _line(self) -> int:
        return self._parser.CurrentLineNumber + self._lines_before

    def refuse(self, error: RecordError, *, line: int, text: str = "") -> None:
        """Keep a refusal, and with it the record that was being read."""
        text = text or (_text_of(self._open[0]) if self._open else "")
        self.refused.append(refuse(error, name=self._name, line=line, text=text))

    def _doctype(self, *_: object) -> None:
        raise RecordError(
            "the XML declares a document type, which can hide entities",
            "remove the <!DOCTYPE ...> line; what follows was not read",
        )

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise RecordError("the XML is nested too deeply", "what follows was not read")
        namespace, _, local = tag.rpartition("\n")
        if self._open and local == self._tag:
            error = RecordError("the record is not closed", "save the whole file again, or mend it")
            self.refuse(error, line=self._open[0].line)
            self._open = []
        if not self._open and local != self._tag:
            return
        if not self._open:
            self._record_at = self._parser.CurrentByteIndex
        element = Element(
            local,
            line=self._line(),
            namespace=namespace,
            attributes={key.rpartition("\n")[2]: value for key, value in attributes.items()},
        )
        if self._open:
            self._open[-1].children.append(element)
        self._open.append(element)

    def _text(self, text: str) -> None:
        if self._open:
            self._open[-1].pieces.append(text)

    def _end(self, _: str) -> None:
        self._depth -= 1
        if not self._open:
            return
        element = self._open.pop()
        if self._open:
            return
        try:
            found = self._convert(element)
        except RecordError as error:
            self.refuse(error, line=element.line, text=_text_of(element))
        else:
            self.papers += [found] if found else []


def _text_of(element: Element) -> str:
    """Return the start of all text in an element."""
    waiting, gathered = [element], ""
    while waiting and len(gathered) < 500:
        nearest = waiting.pop()
        gathered += " " + nearest.text[:500]
        waiting += reversed(nearest.children)
    return gathered
