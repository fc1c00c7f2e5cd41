"""The services that papers are fetched from: which pages to ask for, and what stands on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Protocol
from urllib.parse import urlencode, urlsplit

from paperlattice.errors import FetchError, PaperLatticeError
from paperlattice.fetch.client import Manners, TransientError
from paperlattice.records import Paper
from paperlattice.sources import atom, dailypapers
from paperlattice.sources.reader import ReaderResult

__all__ = ["ARXIV", "HUGGING_FACE", "Arxiv", "HuggingFace", "Page", "Service"]

ARXIV = "https://export.arxiv.org"
HUGGING_FACE = "https://huggingface.co"

_PAGE = 100
_MOST_ARXIV_GIVES = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The papers of one answer, and whether another page follows."""

    papers: tuple[Paper, ...]
    more: bool


class Service(Protocol):
    """A query to a service, as pages that are numbered from 0."""

    @property
    def manners(self) -> Manners:
        """Return how the service wants to be asked."""
        ...

    def url(self, page: int) -> str:
        """Return the address of a page."""
        ...

    def read(self, content: str, page: int) -> Page:
        """Return what stands on a page; raises TransientError where it is damaged."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Arxiv:
    """A query to arXiv's API, by words, by the day of submission, or both.

    Ordered by that day, the oldest first, so that pages stay as they are while papers come in.
    arXiv asks for three seconds between requests.
    """

    query: str = ""
    first: date | None = None
    last: date | None = None
    base: str = ARXIV
    manners: Manners = field(default_factory=lambda: Manners(interval=3.0))

    def __post_init__(self) -> None:
        """Check the query."""
        _check(self.query, self.first, self.last, self.base)

    def url(self, page: int) -> str:
        """Return the address of a page of results.

        Raises FetchError for a page beyond what arXiv gives for one query.
        """
        if page * _PAGE >= _MOST_ARXIV_GIVES:
            raise FetchError(
                f"there are more than the {_MOST_ARXIV_GIVES:,} papers that arXiv gives",
                remedy="ask for shorter spans with --from and --to, or for fewer with --limit",
            )
        parts = [f"({self.query})"] if self.query else []
        if self.first and self.last:
            parts.append(f"submittedDate:[{self.first:%Y%m%d}0000 TO {self.last:%Y%m%d}2359]")
        parameters = {
            "search_query": " AND ".join(parts),
            "start": page * _PAGE,
            "max_results": _PAGE,
            "sortBy": "submittedDate",
            "sortOrder": "ascending",
        }
        return f"{self.base.rstrip('/')}/api/query?{urlencode(parameters)}"

    def read(self, content: str, page: int) -> Page:
        """Return the papers of an answer; an empty page before the last is a fault of arXiv's."""
        if not atom.recognises(content):
            raise TransientError("the answer is no Atom feed")
        total = atom.n_results(content)
        result = _sound(atom.read(content, name=""))
        papers = tuple(found.paper for found in result.papers)
        if "/api/errors" in content:
            raise FetchError("arXiv does not understand the query", remedy="mend --query")
        reached = (page + 1) * _PAGE
        if total is None or (not papers and page * _PAGE < total):
            raise TransientError("the page is empty, though more papers were announced")
        return Page(papers=papers, more=reached < total)


@dataclass(frozen=True, slots=True, kw_only=True)
class HuggingFace:
    """Hugging Face's Daily Papers of some days, a page a day; or its papers by words, one page."""

    query: str = ""
    first: date | None = None
    last: date | None = None
    base: str = HUGGING_FACE
    manners: Manners = field(default_factory=lambda: Manners(interval=1.0))

    def __post_init__(self) -> None:
        """Check the query."""
        _check(self.query, self.first, self.last, self.base)
        if self.query and self.first:
            raise PaperLatticeError(
                "Hugging Face searches by words or by days, not by both",
                remedy="give --query, or --from and --to",
            )

    def url(self, page: int) -> str:
        """Return the address of a day's listing, or of the search."""
        base = self.base.rstrip("/")
        if self.query:
            return f"{base}/api/papers/search?{urlencode({'q': self.query, 'limit': 120})}"
        return f"{base}/api/daily_papers?{urlencode({'date': self._days()[page], 'limit': 100})}"

    def read(self, content: str, page: int) -> Page:
        """Return the papers of an answer; a day without papers is an empty page."""
        if not content.strip().startswith("["):
            raise TransientError("the answer is no JSON array")
        result = _sound(dailypapers.read(content, name=""))
        return Page(
            papers=tuple(found.paper for found in result.papers),
            more=not self.query and page + 1 < len(self._days()),
        )

    def _days(self) -> Sequence[str]:
        if not (self.first and self.last):
            return []
        number = (self.last - self.first).days + 1
        return [(self.first + timedelta(days=day)).isoformat() for day in range(number)]


def _check(query: str, first: date | None, last: date | None, base: str) -> None:
    if not query.strip() and not first:
        raise PaperLatticeError("nothing is asked for", remedy="give --query, or --from and --to")
    if (first is None) != (last is None) or (first and last and last < first):
        raise PaperLatticeError(
            "the days are no range", remedy="give --from and --to, the earlier day first"
        )
    if urlsplit(base).scheme not in {"http", "https"}:
        raise PaperLatticeError(
            f"{base!r} is no address of a service", remedy="give an http or https address"
        )


def _sound(result: ReaderResult) -> ReaderResult:
    """Return a result if nothing was refused: services give whole records."""
    if result.refused:
        raise TransientError(f"the answer is damaged: {result.refused[0].reason}")
    return result
