"""The same paper from several sources made one, whatever the order in which they come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from paperlattice.naming import slug
from paperlattice.records import Paper, Refused
from paperlattice.sources.matching import Cluster, cluster, rank
from paperlattice.sources.reader import Found, excerpt

__all__ = ["Merged", "merge"]

_PRECISIONS = ("day", "month", "inferred-year", "year", "")
"""How well a date is known, the best first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """Papers of different ids, the records that contradict them, and which ids are integers."""

    papers: tuple[Paper, ...]
    refused: tuple[Refused, ...]
    integer_ids: frozenset[str]


def merge(found: Iterable[Found]) -> Merged:
    """Return each paper once, with every source that has it.

    `matching.cluster` says which records are of one paper. Its text is that of the record with an
    id of its own, else the one with the longest abstract; of two texts under one given id, the
    first by source and line is taken and the other refused, unless both bear the same arXiv id or
    DOI. The id is the one given, else the arXiv id, else the DOI, else the slug of the title.
    """
    groups = cluster(found)
    papers: dict[str, Paper] = {}
    heads: dict[str, Found] = {}
    refused: list[Refused] = []
    integers: set[str] = set()
    for paper_id, group in _named(groups):
        head = group.records[0]
        if paper_id in heads:
            refused += [_refusal(record, heads[paper_id], paper_id) for record in group.records]
            continue
        heads[paper_id] = head
        same = [record for record in group.records if _same(head, record)]
        refused += [_refusal(r, head, paper_id) for r in group.records if not _same(head, r)]
        papers[paper_id] = _united([record.paper for record in same], paper_id=paper_id)
        if isinstance(head.original_id, int):
            integers.add(paper_id)
    return Merged(
        papers=tuple(papers[paper_id] for paper_id in sorted(papers)),
        refused=tuple(refused),
        integer_ids=frozenset(integers),
    )


def _named(groups: Iterable[Cluster]) -> list[tuple[str, Cluster]]:
    """Return the groups with their ids, those with given ids first.

    Where several papers bear a title and have no better id, the first author is added to the slug.
    """
    ordered = sorted(groups, key=lambda group: rank(group.records[0]))
    titles = [slug(group.records[0].paper.title) for group in ordered]
    untold = Counter(
        title
        for group, title in zip(ordered, titles, strict=True)
        if not (group.given or group.arxiv_id or group.doi)
    )
    named = []
    for group, title in zip(ordered, titles, strict=True):
        if untold[title] > 1 and group.author:
            title = slug(f"{group.records[0].paper.title} {group.author}")
        named.append((group.given or group.arxiv_id or group.doi or title, group))
    return named


def _same(head: Found, other: Found) -> bool:
    """Return whether a record of a group says nothing against the text of its first."""
    if head.original_id is None or other.original_id is None:
        return True
    one, two = head.paper, other.paper
    if one.arxiv_id and one.arxiv_id == two.arxiv_id:
        return True
    if one.doi and one.doi == two.doi:
        return True
    same_abstract = one.abstract == two.abstract or not (one.abstract and two.abstract)
    return one.title == two.title and same_abstract


def _refusal(record: Found, head: Found, paper_id: str) -> Refused:
    return Refused(
        source=record.paper.sources[0],
        line=record.line,
        excerpt=excerpt(record.paper.title),
        reason=f"another text has the id {excerpt(paper_id)!r}: "
        f"{head.paper.sources[0]}:{head.line}",
        remedy="give each paper an id of its own",
    )


def _united(papers: Sequence[Paper], *, paper_id: str) -> Paper:
    """Return the first paper with the best that any of them knows, field by field."""
    head = papers[0]
    published, precision = _best_date(papers)
    authors = max((paper.authors for paper in papers), key=_fullest, default=())
    counts = [len(authors), *(paper.n_authors or 0 for paper in papers)]
    return replace(
        head,
        paper_id=paper_id,
        abstract=head.abstract
        or max((paper.abstract for paper in papers), key=lambda text: (len(text), text)),
        published=published,
        published_precision=precision,
        authors=authors,
        n_authors=max(counts) or None,
        organisation=_first_filled(paper.organisation for paper in papers),
        venue=_best_venue(paper.venue for paper in papers),
        doi=_first_filled(paper.doi for paper in papers),
        arxiv_id=_first_filled(paper.arxiv_id for paper in papers),
        url=_first_filled(paper.url for paper in papers),
        topics=tuple(sorted({topic for paper in papers for topic in paper.topics})),
        n_citations=_greatest(paper.n_citations for paper in papers),
        n_upvotes=_greatest(paper.n_upvotes for paper in papers),
        n_comments=_greatest(paper.n_comments for paper in papers),
        sources=tuple(sorted({source for paper in papers for source in paper.sources})),
    )


def _fullest(authors: tuple[str, ...]) -> tuple[object, ...]:
    return len(authors), sum(map(len, authors)), authors


def _best_date(papers: Sequence[Paper]) -> tuple[str, str]:
    """Return the earliest of the most precise dates; with an inferred year, the latest.

    A page bounds its current year from below only, so that the page which writes later years
    knows better.
    """
    for precision in _PRECISIONS:
        dates = [
            paper.published
            for paper in papers
            if paper.published and paper.published_precision == precision
        ]
        if dates:
            return (max(dates) if precision == "inferred-year" else min(dates)), precision
    return "", ""


def _best_venue(venues: Iterable[str]) -> str:
    """Return the longest name of a venue; a preprint server only where there is no other."""

    def preference(venue: str) -> tuple[bool, int, str]:
        return not venue.casefold().startswith("arxiv"), len(venue), venue

    return max(venues, key=preference, default="")


def _first_filled(values: Iterable[str]) -> str:
    return min((value for value in values if value), default="")


def _greatest(values: Iterable[int | None]) -> int | None:
    return max((value for value in values if value is not None), default=None)
