"""The same paper from several sources made one, whatever the order in which they come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from paperlattice.naming import slug
from paperlattice.records import Paper, Refused
from paperlattice.sources.reader import Found, excerpt

__all__ = ["Merged", "merge"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """Papers of different ids, the records that contradict them, and which ids are integers."""

    papers: tuple[Paper, ...]
    refused: tuple[Refused, ...]
    integer_ids: frozenset[str]


def merge(found: Iterable[Found]) -> Merged:
    """Return each paper once, with every source that has it.

    Papers known by their titles are the same if their titles have the same slug; the longest
    abstract wins. Papers with ids of their own are the same only if id, title and abstract agree:
    of two texts under one id, the first by source and line is taken and the other refused.
    """
    groups: defaultdict[str, list[Found]] = defaultdict(list)
    for record in found:
        groups[record.paper.paper_id].append(record)
    papers: list[Paper] = []
    refused: list[Refused] = []
    integers: set[str] = set()
    for paper_id, group in sorted(groups.items()):
        head, *others = sorted(group, key=_rank)
        same = [record for record in others if _same(head, record)]
        refused += [_refusal(record, head) for record in others if not _same(head, record)]
        papers.append(_united(head.paper, [head.paper, *(record.paper for record in same)]))
        if isinstance(head.original_id, int):
            integers.add(paper_id)
    return Merged(papers=tuple(papers), refused=tuple(refused), integer_ids=frozenset(integers))


def _rank(record: Found) -> tuple[object, ...]:
    """Order the records of one id: given ids by their place, the others by their text."""
    paper = record.paper
    by_text = (-len(paper.abstract), paper.abstract, paper.title)
    if record.original_id is None:
        return (1, *by_text, paper.sources, record.line)
    return (0, paper.sources, record.line, *by_text)


def _same(head: Found, other: Found) -> bool:
    if other.original_id is None:
        return slug(head.paper.title) == other.paper.paper_id
    return (head.paper.title, head.paper.abstract) == (other.paper.title, other.paper.abstract)


def _refusal(record: Found, head: Found) -> Refused:
    source, taken = record.paper.sources[0], head.paper.sources[0]
    return Refused(
        source=source,
        line=record.line,
        excerpt=excerpt(record.paper.title),
        reason=f"another text has the id {excerpt(record.paper.paper_id)!r}: {taken}:{head.line}",
        remedy="give each paper an id of its own",
    )


def _united(head: Paper, papers: Sequence[Paper]) -> Paper:
    """Return the first paper with the best that any of them knows."""
    published, precision = _best_date(papers)
    counts = [paper.n_authors for paper in papers if paper.n_authors is not None]
    return replace(
        head,
        published=published,
        published_precision=precision,
        n_authors=max(counts, default=None),
        organisation=_first_filled(paper.organisation for paper in papers),
        url=_first_filled(paper.url for paper in papers),
        sources=tuple(sorted({source for paper in papers for source in paper.sources})),
    )


def _best_date(papers: Sequence[Paper]) -> tuple[str, str]:
    """Return the earliest full date; else the latest with an inferred year.

    A page bounds its current year from below only, so that the page which writes later years
    knows better.
    """
    full = [paper.published for paper in papers if paper.published_precision == "day"]
    if full:
        return min(full), "day"
    inferred = [paper.published for paper in papers if paper.published]
    return (max(inferred), "inferred-year") if inferred else ("", "")


def _first_filled(values: Iterable[str]) -> str:
    return min((value for value in values if value), default="")
