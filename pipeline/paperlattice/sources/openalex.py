"""OpenAlex: works as JSON lines, and the pages of its API."""

from __future__ import annotations

from typing import Any

from paperlattice.sources.dates import Published, loose_date, of_parts
from paperlattice.sources.fields import first, make, plain, word
from paperlattice.sources.jsonitems import as_dict, as_list, first_object, read_items
from paperlattice.sources.reader import Found, ReaderResult, RecordError

__all__ = ["TAKES", "abstract_of", "read", "recognises"]

TAKES = "OpenAlex works: JSON lines of the snapshot, and pages of the API"

_MOST_WORDS = 100_000


def recognises(content: str) -> bool:
    """Return whether the first record is a work of OpenAlex."""
    record = first_object(content)
    if "abstract_inverted_index" in record or "authorships" in record:
        return True
    return word(record.get("id")).startswith("https://openalex.org/W")


def read(content: str, *, name: str) -> ReaderResult:
    """Return the papers of works; their abstracts are put together from the index of words."""
    return read_items(
        content, name=name, convert=lambda record, line: _paper(record, line=line, name=name)
    )


def abstract_of(index: object) -> str:
    """Return the abstract that an index of words and their positions was made from.

    Raises RecordError where the index places more words than an abstract has.

    >>> abstract_of({"of": [1, 3], "mice": [2], "Brains": [0], "men.": [4]})
    'Brains of mice of men.'
    """
    placed: list[tuple[int, str]] = []
    for term, positions in as_dict(index).items():
        for position in as_list(positions):
            if isinstance(position, int):
                placed.append((position, term))  # noqa: PERF401 - two loops read better
        if len(placed) > _MOST_WORDS:
            raise RecordError("the abstract has too many words", "leave the abstract out")
    return " ".join(term for _, term in sorted(placed))


def _paper(record: dict[str, Any], *, line: int, name: str) -> Found:
    location = as_dict(record.get("primary_location"))
    authorships = record.get("authorships")
    ids = as_dict(record.get("ids"))
    locations = record.get("locations")
    pages = [as_dict(place).get("landing_page_url") for place in as_list(locations)]
    topics = [record.get("primary_topic"), *as_list(record.get("topics"))]
    return make(
        name=name,
        line=line,
        title=plain(record.get("title") or record.get("display_name")),
        abstract=plain(abstract_of(record.get("abstract_inverted_index"))),
        published=_published(record),
        authors=[
            as_dict(as_dict(authorship).get("author")).get("display_name")
            or as_dict(authorship).get("raw_author_name")
            for authorship in as_list(authorships)
        ],
        venue=as_dict(location.get("source")).get("display_name"),
        ids=[record.get("doi"), ids.get("doi"), *pages],
        url=first(word(value) for value in (location.get("landing_page_url"), record.get("id"))),
        topics=[
            as_dict(topic).get("display_name")
            for topic in (*topics, *as_list(record.get("keywords")))
        ],
        n_citations=record.get("cited_by_count"),
    )


def _published(record: dict[str, Any]) -> Published:
    """Return the date; the first of January stands for a year of which no more is known."""
    written = word(record.get("publication_date"))
    if written.endswith("-01-01"):
        return of_parts([written[:4]])
    return loose_date(written) if written else of_parts([record.get("publication_year")])
