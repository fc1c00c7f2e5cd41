"""From the loose values of a record to a paper: what is malformed is left out, or refused."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from typing import Any

from paperlattice import identifiers
from paperlattice.naming import slug
from paperlattice.records import Paper
from paperlattice.sources.dates import Published
from paperlattice.sources.reader import Found, RecordError, flaw

__all__ = ["amount", "first", "given_first", "make", "plain", "split_names", "texts", "word"]

_URL = re.compile(r"https?://[^\s<>\"{}|\\^`\x00-\x20\x7f-\x9f]+")
_INLINE = re.compile(
    r"</?(?:b|bold|em|i|italic|p|sc|scp|span|strong|sub|sup|title|jats:[a-z-]{1,20})"
    r"(?:\s[^<>]{0,200})?/?>",
    re.IGNORECASE,
)
_MOST_AUTHORS = 100_000
_MOST_TOPICS = 1000
_GREATEST = 2**53


def make(
    *,
    name: str,
    line: int,
    title: object,
    abstract: object = "",
    original_id: str | int | None = None,
    published: Published | None = None,
    authors: Iterable[object] = (),
    n_authors: object = None,
    organisation: object = "",
    venue: object = "",
    ids: Iterable[object] = (),
    url: object = "",
    topics: Iterable[object] = (),
    n_citations: object = None,
    n_upvotes: object = None,
    n_comments: object = None,
) -> Found:
    """Return a paper of the file `name` whose record starts in a line.

    `ids` are whatever may be a DOI or an arXiv id, in any written form; so may `url`. A paper
    without an abstract is known by its title alone. Whitespace is normalised; a field that is
    malformed is left out, but for title and abstract, without which nothing would be right.

    Raises RecordError where the title is missing, or title or abstract hold what no text holds.
    """
    known = published or Published()
    names = texts(authors)[:_MOST_AUTHORS]
    number = amount(n_authors)
    told = [word(value) for value in (*ids, url)]
    arxiv = first(identifiers.arxiv_id(value) for value in told)
    doi = first(
        found
        for found in (identifiers.doi(value) for value in told)
        if not identifiers.arxiv_id(found)
    )
    own_title = _text(title, field="title")
    if not own_title:
        raise RecordError("the record has no title", "add the title")
    paper = Paper(
        paper_id=arxiv or doi or slug(own_title) if original_id is None else str(original_id),
        title=own_title,
        abstract=_text(abstract, field="abstract"),
        published=known.date,
        published_precision=known.precision,
        authors=names,
        n_authors=number if number and number <= _MOST_AUTHORS else len(names) or None,
        organisation=word(organisation),
        venue=word(venue),
        doi=doi,
        arxiv_id=arxiv,
        url=_url(url),
        topics=tuple(sorted(set(texts(topics)[:_MOST_TOPICS]))),
        n_citations=amount(n_citations),
        n_upvotes=amount(n_upvotes),
        n_comments=amount(n_comments),
        sources=(name,),
    )
    return Found(paper=paper, line=line, original_id=original_id)


def word(value: object) -> str:
    """Return a value as one line of text; empty where it is no text, or none that can be stored."""
    return " ".join(value.split()) if isinstance(value, str) and not flaw(value) else ""


def texts(values: object) -> tuple[str, ...]:
    """Return the texts among the values of a list, each as one line, without the empty ones."""
    if not isinstance(values, Iterable) or isinstance(values, str | bytes | dict):
        return ()
    return tuple(text for text in map(word, values) if text)


def amount(value: object) -> int | None:
    """Return a count, also one that is written as text; None where it is none.

    >>> amount("1204"), amount(-1), amount("many"), amount(True)
    (1204, None, None, None)
    """
    if isinstance(value, str) and re.fullmatch(r"\s*[0-9]{1,16}\s*", value, re.ASCII):
        value = int(value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    return value if 0 <= value <= _GREATEST else None


def first(values: Iterable[str]) -> str:
    """Return the first text that is not empty."""
    return next((value for value in values if value), "")


def plain(value: object) -> object:
    """Return a text without the inline markup that libraries keep: `<i>`, `<jats:p>`, `&amp;`.

    >>> plain("<jats:p>A <i>C. elegans</i> &amp; p &lt; 0.05</jats:p>")
    ' A C. elegans & p < 0.05 '
    """
    if not isinstance(value, str):
        return value
    parted = re.sub(r"</?(?:jats:)?(?:p|title|sec)\b[^<>]{0,200}>", " ", value, flags=re.IGNORECASE)
    return html.unescape(_INLINE.sub("", parted))


def given_first(name: str) -> str:
    """Return a name with the given name before the family name.

    >>> given_first("King, Jr., Martin"), given_first("Lovelace, Ada"), given_first("OpenAI")
    ('Martin King Jr.', 'Ada Lovelace', 'OpenAI')
    """
    parts = [part.strip() for part in name.split(",")]
    return " ".join(part for part in (parts[-1], *parts[:-1]) if part)


def split_names(text: str, separator: str) -> list[str]:
    """Return the names of a list in one text, each with the given name first."""
    return [given_first(name) for name in text.split(separator) if name.strip()]


def _text(value: Any, *, field: str) -> str:  # noqa: ANN401 - whatever a record holds
    if value is None:
        return ""
    if not isinstance(value, str):
        raise RecordError(f"the {field} is not text", f"write the {field} as one string")
    if problem := flaw(value):
        raise RecordError(problem.replace("text", field, 1), "save the file as UTF-8 text")
    return " ".join(value.split())


def _url(value: object) -> str:
    text = value.strip() if isinstance(value, str) and not flaw(value) else ""
    return text if _URL.fullmatch(text) else ""
