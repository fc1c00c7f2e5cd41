"""BibTeX: reference lists, as Zotero, arXiv, Google Scholar and publishers export them."""

from __future__ import annotations

import logging
import re

from bibtexparser.entrypoint import parse_string
from bibtexparser.model import (
    Block,
    DuplicateBlockKeyBlock,
    DuplicateFieldKeyBlock,
    Entry,
    ParsingFailedBlock,
)
from pylatexenc.latex2text import LatexNodes2Text

from paperlattice.records import Refused
from paperlattice.sources.dates import Published, loose_date, of_parts
from paperlattice.sources.fields import first, given_first, make
from paperlattice.sources.reader import Found, ReaderResult, RecordError, is_structured, refuse

__all__ = ["TAKES", "read", "recognises"]

TAKES = "BibTeX, as Zotero and publishers export it"

# What the library logs stands in `refused`, with its line.
logging.getLogger("bibtexparser").addHandler(logging.NullHandler())

_HEAD = 65_536
_ENTRY = re.compile(
    r"^[ \t]*@[A-Za-z]{2,30}[ \t]*[{(]\s{0,20}[^\s{}(),=\"]{0,300}[ \t]*,", re.MULTILINE
)
_AND = re.compile(" and ", re.IGNORECASE)
_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}
_VENUES = ("journal", "journaltitle", "booktitle", "series", "publisher", "school", "institution")
_OTHERS = ("others", "et al.")
_LONGEST_LATEX = 100_000


def recognises(content: str) -> bool:
    """Return whether an entry starts within the first lines of a text."""
    return not is_structured(content) and bool(_ENTRY.search(content[:_HEAD]))


def read(content: str, *, name: str) -> ReaderResult:
    """Return the papers of the entries; their keys are no ids, since every library has its own.

    LaTeX is turned into text, formulas are kept. An entry that is not closed costs only itself.
    """
    text = re.sub(r"\r\n?", "\n", content)
    try:
        library = parse_string(text)
    except RecursionError:
        error = RecordError("the BibTeX is nested too deeply", "mend the file")
        return ReaderResult(refused=(refuse(error, name=name, line=1, text=content),))
    papers: list[Found] = []
    refused: list[Refused] = []
    for block in library.blocks:
        try:
            entry = _entry(block)
            if entry is not None:
                papers.append(_paper(entry, line=_line(block), name=name))
        except RecordError as error:
            refused.append(refuse(error, name=name, line=_line(block), text=block.raw or ""))
    return ReaderResult(papers=tuple(papers), refused=tuple(refused))


def _line(block: Block) -> int:
    return (block.start_line or 0) + 1


def _entry(block: Block) -> Entry | None:
    """Return the entry of a block, None for comments and abbreviations."""
    if isinstance(block, DuplicateBlockKeyBlock | DuplicateFieldKeyBlock):
        entry = block.ignore_error_block
        return entry if isinstance(entry, Entry) else None
    if isinstance(block, ParsingFailedBlock):
        raise RecordError("the entry is not closed, or not BibTeX", "mend the entry")
    return block if isinstance(block, Entry) else None


def _paper(entry: Entry, *, line: int, name: str) -> Found:
    fields: dict[str, str] = {}
    for field in entry.fields:
        if isinstance(field.value, str):
            fields.setdefault(field.key.lower(), field.value)
    return make(
        name=name,
        line=line,
        title=_text(fields.get("title", "")),
        abstract=_text(fields.get("abstract", "")),
        published=_published(fields),
        authors=_names(fields.get("author", "")),
        venue=_text(first(fields.get(key, "") for key in _VENUES)),
        ids=[_bare(fields.get(key, "")) for key in ("doi", "eprint", "arxivid", "number")],
        url=_bare(fields.get("url", "")),
        topics=re.split(r"[;,]", _text(fields.get("keywords", ""))),
    )


def _bare(value: str) -> str:
    r"""Return an identifier or an address without the escapes of LaTeX: `10.1/a\_b`."""
    return re.sub(r"\\([_%&#{}~$])", r"\1", value).strip("{} \n\t")


def _text(value: str) -> str:
    """Return text without LaTeX; where that cannot be read, without its braces alone."""
    if not re.search(r"[\\{}~$]|--|``|''", value) or len(value) > _LONGEST_LATEX:
        return value
    converter = LatexNodes2Text(math_mode="verbatim", strict_latex_spaces=False)
    try:
        return str(converter.latex_to_text(value))
    except Exception:  # the converter's errors share no base class; braces are the common case
        return re.sub(r"[{}]", "", value)


def _names(value: str) -> list[str]:
    """Return the authors' names; one in braces is an organisation's and stays as it is."""
    names = []
    for written in _AND.split(" ".join(value.split())):
        name = written.strip()
        if not name or name.casefold() in _OTHERS:
            continue
        whole = name.startswith("{") and name.endswith("}")
        names.append(_text(name) if whole else given_first(_text(name)))
    return names


def _published(fields: dict[str, str]) -> Published:
    dated = loose_date(_bare(fields.get("date", "")))
    if dated.date:
        return dated
    month = _bare(fields.get("month", "")).casefold()
    return of_parts(
        [
            _bare(fields.get("year", "")),
            _MONTHS.get(month[:3], month),
            _bare(fields.get("day", "")),
        ]
    )
