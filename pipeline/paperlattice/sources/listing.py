"""Saved listing pages in their two layouts: a line each, and blocks parted by blank lines.

- Lines: a header of two lines, `Subscribe` glued to the first title, then titles and abstracts in
  turn, a line each.
- Blocks: a page header (`new`, `Daily Papers`, a page date), then title, abstract and, on some
  pages, a metadata block: `• 4 authors` or an organisation, `·`, and a date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from paperlattice.naming import slug
from paperlattice.records import Paper, Refused
from paperlattice.sources.dates import (
    Published,
    WrittenDate,
    current_year,
    parse_date,
    resolve,
)
from paperlattice.sources.pairing import Lone, Pair, Passage, pair
from paperlattice.sources.reader import Found, ReaderResult, excerpt, flaw, lines

__all__ = ["GENERAL", "TAKES", "read", "recognises"]

TAKES = "text saved from a Hugging Face Daily or Trending Papers page, in two layouts"
GENERAL = True

_HEADER_LINES = 12
_GLUED_HEADER_LINES = 4
_GLUED = re.compile(r"Subscribe(?=\S)")
_HEADER = re.compile(
    r"new|Subscribe|(?:Daily|Trending) Papers|Daily|Weekly|Monthly"
    r"|by\s?\S+ and the research community"
    r"|Get trending papers in your email inbox\b.*"
)
_AUTHORS = re.compile(r"•?\s*([0-9]{1,5}) authors?")
_SEPARATOR = "·"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Metadata:
    """A metadata block: what it says of the paper above it."""

    n_authors: int | None = None
    organisation: str = ""
    written: WrittenDate | None = None


_Block = Passage | _Metadata


def recognises(content: str) -> bool:
    """Return whether a text is a listing page, by its header or else by its metadata blocks."""
    rows = lines(content)
    if _glued_line(rows) is not None or _header_end(rows) is not None:
        return True
    return any(isinstance(block, _Metadata) and block.written for block in _blocks(rows, start=0))


def read(content: str, *, name: str) -> ReaderResult:
    """Return the papers of a listing page, and what stands on it without its other half.

    `content` is the whole page, `name` the name of its file. Whitespace within titles and
    abstracts is normalised; a paper's id is the slug of its title.
    """
    rows = lines(content)
    glued = _glued_line(rows)
    if glued is not None:
        rows[glued] = _GLUED.sub("", rows[glued].lstrip(), count=1)
        blocks: list[_Block] = [*_passages(rows, start=glued)]
        current = None
    else:
        start = _header_end(rows) or 0
        blocks = list(_blocks(rows, start=start))
        current = current_year(_dates(rows[:start], blocks))
    papers: list[Found] = []
    refused: list[Refused] = []
    for passages, metadata in _groups(blocks):
        items = pair(passages)
        for item in items:
            about = metadata if item is items[-1] else _Metadata()
            record = _record(item, about, current=current, name=name)
            if isinstance(record, Found):
                papers.append(record)
            else:
                refused.append(record)
    return ReaderResult(papers=tuple(papers), refused=tuple(refused))


def _glued_line(rows: Sequence[str]) -> int | None:
    """Return the index of the line where `Subscribe` is glued to the first title, or None."""
    for index in _first_filled(rows)[:_GLUED_HEADER_LINES]:
        row = rows[index].strip()
        if row.startswith("Subscribe"):
            return index if _GLUED.match(row) else None
    return None


def _header_end(rows: Sequence[str]) -> int | None:
    """Return the index of the first line after the header of a page of blocks, or None."""
    end = None
    for index in _first_filled(rows):
        row = rows[index].strip()
        named = _HEADER.fullmatch(row)
        page_date = end is not None and end == _previous_filled(rows, index) + 1 and parse_date(row)
        if named or page_date:
            end = index + 1
    return end


def _first_filled(rows: Sequence[str]) -> list[int]:
    return [index for index, row in enumerate(rows) if row.strip()][:_HEADER_LINES]


def _previous_filled(rows: Sequence[str], index: int) -> int:
    return next((at for at in range(index - 1, -1, -1) if rows[at].strip()), -1)


def _passages(rows: Sequence[str], *, start: int) -> Iterator[Passage]:
    for index in range(start, len(rows)):
        text = " ".join(rows[index].split())
        if text:
            yield Passage(line=index + 1, text=text)


def _blocks(rows: Sequence[str], *, start: int) -> Iterator[_Block]:
    """Yield the blocks that blank lines part, the metadata read."""
    held: list[Passage] = []
    for index in range(start, len(rows) + 1):
        text = " ".join(rows[index].split()) if index < len(rows) else ""
        if text:
            held.append(Passage(line=index + 1, text=text))
        elif held:
            metadata = _metadata([passage.text for passage in held])
            joined = " ".join(passage.text for passage in held)
            yield metadata or Passage(line=held[0].line, text=joined)
            held = []


def _metadata(block: Sequence[str]) -> _Metadata | None:
    """Return what a block says if it is a metadata block: it ends in a date, or counts authors."""
    parts = [part.strip() for row in block for part in row.split(_SEPARATOR)]
    parts = [part for part in parts if part]
    counts = [match for match in map(_AUTHORS.fullmatch, parts) if match]
    written = parse_date(parts[-1]) if parts else None
    parted = any(_SEPARATOR in row for row in block)
    if not counts and parts and not (written and (parted or len(parts) == 1)):
        return None
    others = [part for part in parts if not _AUTHORS.fullmatch(part) and not parse_date(part)]
    return _Metadata(
        n_authors=int(counts[0][1]) if counts else None,
        organisation=" ".join(others),
        written=written,
    )


def _groups(blocks: Sequence[_Block]) -> Iterator[tuple[list[Passage], _Metadata]]:
    """Yield the passages up to each metadata block, with what that block says."""
    passages: list[Passage] = []
    metadata: _Metadata | None = None
    for block in blocks:
        if isinstance(block, _Metadata):
            metadata = _joined(metadata, block)
            continue
        if metadata is not None:
            yield passages, metadata
            passages, metadata = [], None
        passages.append(block)
    yield passages, metadata or _Metadata()


def _joined(first: _Metadata | None, second: _Metadata) -> _Metadata:
    """Return two metadata blocks in a row, one block that a blank line parts, as one."""
    if first is None:
        return second
    return _Metadata(
        n_authors=second.n_authors if first.n_authors is None else first.n_authors,
        organisation=first.organisation or second.organisation,
        written=first.written or second.written,
    )


def _dates(header: Sequence[str], blocks: Sequence[_Block]) -> Iterator[WrittenDate]:
    """Yield the dates of a page: of its header, and of the metadata of its papers."""
    in_header = (parse_date(row) for row in header)
    in_blocks = (block.written for block in blocks if isinstance(block, _Metadata))
    yield from (written for written in (*in_header, *in_blocks) if written)


def _record(
    item: Pair | Lone, about: _Metadata, *, current: int | None, name: str
) -> Found | Refused:
    if isinstance(item, Lone):
        present, missing = ("title", "abstract") if item.is_title else ("abstract", "title")
        return Refused(
            source=name,
            line=item.passage.line,
            excerpt=excerpt(item.passage.text),
            reason=f"{present} without {missing}",
            remedy=f"add the {missing} or remove the line",
        )
    title, abstract = item.title.text, item.abstract.text
    problem = flaw(title + abstract)
    if problem:
        return Refused(
            source=name,
            line=item.title.line,
            excerpt=excerpt(title),
            reason=problem,
            remedy="save the page as UTF-8 text",
        )
    published = resolve(about.written, current=current) if about.written else Published()
    paper = Paper(
        paper_id=slug(title),
        title=title,
        abstract=abstract,
        published=published.date,
        published_precision=published.precision,
        n_authors=about.n_authors,
        organisation="" if flaw(about.organisation) else about.organisation,
        sources=(name,),
    )
    return Found(paper=paper, line=item.title.line)
