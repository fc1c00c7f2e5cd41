"""Hostile inputs for the readers: damage of every kind, the same for the same seed."""

from __future__ import annotations

import gzip
import html
import json
import random
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from paperlattice.sources import SourceRecords, read_records
from paperlattice.sources.reader import flaw

FIXTURES = Path(__file__).parent / "data" / "sources"
PIECES: tuple[bytes, ...] = (
    *(b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\xc3", b"\xed\xa0\x80", b"\r", b"\r\n", b"\n\n"),
    *(b'"', b"'", b"{", b"}", b"[", b"]", b"<", b">", b"&", b"&#0;", b"&nbsp;", b"]]>", b"<!--"),
    *(b",", b"\t", b";", b":", b"\\", b"\\u0000", b"\\ud800", b"$", b"%", b"@article{", b"=1+1"),
    *(b"null", b"true", b"-1", b"1e999", b"NaN", b"9" * 5000, b"[" * 3000, b'{"a":' * 3000),
    *(b"{" * 2000, b"<a>" * 200, b"\\begin{x}" * 50, b"\nER  - \n", b"\nTY  - JOUR\n"),
    *("\u200b", "\u202e", "e\u0301" * 20, "\U0001d53d", "\ufeff", "\u2028", "ﷺ", "\U000e0001"),
    *(b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"<![CDATA[", b"<entry>", b"</record>", b"PAR1"),
)  # type: ignore[assignment]
PIECES = tuple(piece.encode() if isinstance(piece, str) else piece for piece in PIECES)


def damaged(data: bytes, seed: int) -> bytes:
    """Return a file with one to four faults."""
    chance = random.Random(seed)  # noqa: S311 - not for secrets
    for _ in range(chance.randint(1, 4)):
        data = chance.choice(_FAULTS)(data, chance)
    return data


def _cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _remove(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + data[at + chance.randint(1, 200) :]


def _repeat(data: bytes, chance: random.Random) -> bytes:
    at, length = chance.randrange(len(data) + 1), chance.randint(1, 300)
    return data[:at] + data[at : at + length] * chance.randint(2, 5) + data[at:]


def _insert(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.choice(PIECES) + data[at:]


def _flip(data: bytes, chance: random.Random) -> bytes:
    if not data:
        return data
    at = chance.randrange(len(data))
    return data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]


def _swap(data: bytes, chance: random.Random) -> bytes:
    one, two = chance.choice(PIECES), chance.choice([b'"', b":", b",", b"\n", b"{", b"<", b" "])
    return data.replace(two, one[:20], chance.randint(1, 3))


def _whole(data: bytes, chance: random.Random) -> bytes:
    text = data.decode("utf-8", "replace")
    return chance.choice(
        [
            lambda: data.replace(b"\n", b"\r\n"),
            lambda: b"\xef\xbb\xbf" + data,
            lambda: text.encode("utf-16"),
            lambda: text.encode("latin-1", "replace"),
            lambda: text.encode("utf-8-sig"),
            lambda: gzip.compress(data),
            lambda: gzip.compress(data)[: chance.randint(3, 200)],
            lambda: data + data,
            lambda: b"\n" * 50 + data,
        ]
    )()


_FAULTS: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    *(_cut, _remove, _remove, _repeat, _insert, _insert, _insert, _flip, _flip, _swap, _whole),
)


class HangError(Exception):
    """An input that a reader did not finish with in time."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Raise HangError if the block takes longer, in time of the processor, not of the clock."""

    def stop(*_: object) -> None:
        raise HangError(f"not done after {seconds} seconds")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def read_bytes(data: bytes, folder: Path, *, seconds: float = 30) -> SourceRecords:
    """Return what the sources stage makes of a file, all that must hold of it checked."""
    path = folder / "input"
    path.write_bytes(data)
    with within(seconds):
        result = read_records([path])
    for paper in result.papers:
        for text in (paper.text, *paper.authors, *paper.topics, paper.venue, paper.organisation):
            text.encode("utf-8")
        assert paper.title.strip()
        assert not flaw(paper.text)
        assert paper.paper_id
        assert paper.url.startswith(("http://", "https://", "")) and " " not in paper.url
        assert paper.sources == ("input",)
    for row in result.refused:
        row.excerpt.encode("utf-8")
        assert row.source == "input"
        assert row.line >= 1
        assert row.reason
        assert row.remedy
        assert len(row.excerpt) <= 120
        assert "makes the reader" not in row.reason, row
    assert len(result.papers) + len(result.refused) > 0
    return result


@dataclass(frozen=True)
class Format:
    """How to write a file of some records: what stands before, between and after them."""

    head: str
    record: Callable[[int], str]
    between: str = ""
    tail: str = ""

    def records(self, count: int) -> list[str]:
        """Return the text of each record; its title is `Paper number N of all`."""
        return [self.record(number) for number in range(count)]

    def file(self, records: list[str]) -> bytes:
        """Return a file of records."""
        return (self.head + self.between.join(records) + self.tail).encode("utf-8", "surrogatepass")


def title(number: int) -> str:
    """Return the title of a record."""
    return f"Paper number {number} of all"


def _daily(number: int) -> dict[str, object]:
    summary = f"We study the seal, number {number}."
    authors = [{"name": f"Ada {number}"}, {"name": "B. Two"}]
    return {
        "paper": {
            "id": f"2501.{number:05d}",
            "title": title(number),
            "summary": summary,
            "authors": authors,
        },
        "numComments": 1,
    }


_BODY = "We study the seal and its many habits."
FORMATS: dict[str, Format] = {
    "jsonlines": Format(
        "",
        lambda n: json.dumps({"id": f"p{n}", "title": title(n), "abstract": _BODY}) + "\n",
    ),
    "arxiv-snapshot": Format(
        "",
        lambda n: (
            json.dumps(
                {
                    "id": f"2501.{n:05d}",
                    "title": title(n),
                    "abstract": _BODY,
                    "categories": "q-bio.NC",
                    "versions": [{"created": "Tue, 21 Jan 2025 18:59:59 GMT"}],
                }
            )
            + "\n"
        ),
    ),
    "daily-papers": Format("[", lambda n: json.dumps(_daily(n)), ",", "]"),
    "openalex": Format(
        '{"meta": {"count": 9},\n"results": [\n',
        lambda n: json.dumps(
            {
                "id": f"https://openalex.org/W{n}",
                "display_name": title(n),
                "authorships": [{"author": {"display_name": "Ada"}}],
                "abstract_inverted_index": {"We": [0], "study.": [1]},
            },
            indent=1,
        ),
        ",\n",
        "\n]}",
    ),
    "csl-json": Format(
        "[\n",
        lambda n: json.dumps(
            {
                "id": f"key{n}",
                "type": "article",
                "title": title(n),
                "author": [{"family": "Love", "given": "Ada"}],
                "issued": {"date-parts": [[2025]]},
            }
        ),
        ",\n",
        "\n]\n",
    ),
    "arxiv-atom": Format(
        '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n',
        lambda n: (
            f"<entry><id>http://arxiv.org/abs/2501.{n:05d}v1</id><title>{title(n)}</title>"
            f"<summary>{_BODY}</summary><author><name>Ada</name></author></entry>\n"
        ),
        "",
        "</feed>\n",
    ),
    "bibtex": Format(
        "",
        lambda n: (
            f"@article{{key{n},\n  title = {{{title(n)}}},\n  author = {{Love, Ada}},\n"
            f"  abstract = {{{_BODY}}},\n  year = {{2025}},\n}}\n\n"
        ),
    ),
    "ris": Format(
        "",
        lambda n: (
            f"TY  - JOUR\nTI  - {title(n)}\nAU  - Love, Ada\nAB  - {_BODY}\nPY  - 2025\nER  - \n\n"
        ),
    ),
    "delimited": Format(
        "Title,Abstract,Author,Year\n",
        lambda n: f'"{title(n)}","{_BODY}","Love, Ada",2025\n',
    ),
    "daily-papers-html": Format(
        '<!doctype html>\n<html><body><div data-target="DailyPapers" data-props="'
        "{&quot;dailyPapers&quot;:[",
        lambda n: html.escape(json.dumps(_daily(n))),
        ",",
        ']}"></div></body></html>\n',
    ),
}


def one_damaged(form: Format, seed: int, *, count: int = 6) -> tuple[bytes, set[str]]:
    """Return a file one record of which is damaged within, and the titles of all others."""
    chance = random.Random(seed)  # noqa: S311 - not for secrets
    records = form.records(count)
    hit = chance.randrange(count)
    record = records[hit].encode()
    # Quotation marks would end the attribute that holds a page's data, and with it the page.
    pieces = [p for p in PIECES if form is not FORMATS["daily-papers-html"] or b'"' not in p]
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(1, max(len(record) - 1, 2))
        if chance.random() < 0.5:
            record = record[:at] + chance.choice(pieces) + record[at:]
        else:
            record = record[:at] + record[at + chance.randint(1, 40) :]
    parts = [text.encode() for text in records]
    # What ends a line, or parts two records, is no part of the record.
    parts[hit] = record.rstrip(b"\n") + b"\n" if records[hit].endswith("\n") else record
    data = form.head.encode() + form.between.encode().join(parts) + form.tail.encode()
    return data, {title(number) for number in range(count) if number != hit}


@dataclass(slots=True)
class Tally:
    """What a run over many inputs gave."""

    inputs: int = 0
    papers: int = 0
    refused: int = 0
    slowest: float = 0.0

    def add(self, data: bytes, folder: Path) -> SourceRecords:
        """Read an input and count what came of it."""
        begun = time.process_time()
        result = read_bytes(data, folder)
        self.slowest = max(self.slowest, time.process_time() - begun)
        self.inputs += 1
        self.papers += len(result.papers)
        self.refused += len(result.refused)
        return result
