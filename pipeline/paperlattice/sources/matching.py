"""Which records are of the same paper, whatever the order in which they come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, fields
from typing import TypeVar

from paperlattice import identifiers
from paperlattice.naming import slug
from paperlattice.records import Paper
from paperlattice.sources.reader import Found

__all__ = ["Cluster", "cluster", "first_author", "rank"]

Item = TypeVar("Item")

_FIELDS = tuple(field.name for field in fields(Paper))
_SUFFIXES = {"jr", "sr", "ii", "iii", "iv", "phd", "md"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """Records of one paper in the order of `rank`, and what tells the paper from others.

    Each field but the records is empty where no record says it.
    """

    records: tuple[Found, ...]
    given: str
    arxiv_id: str
    doi: str
    author: str

    @classmethod
    def of(cls, records: Iterable[Found]) -> Cluster:
        """Return the cluster of some records."""
        ordered = tuple(sorted(records, key=rank))
        papers = [record.paper for record in ordered]
        named = max((paper.authors for paper in papers), key=lambda a: (len(a), a), default=())
        return cls(
            records=ordered,
            given=_least(r.paper.paper_id for r in ordered if r.original_id is not None),
            arxiv_id=_least(paper.arxiv_id for paper in papers),
            doi=_least(paper.doi for paper in papers),
            author=first_author(named),
        )


def cluster(found: Iterable[Found]) -> list[Cluster]:
    """Return the records grouped by paper.

    Records are of the same paper if they share an id that their sources give, an arXiv id or a
    DOI. Papers of the same title and first author are the same unless their ids or DOIs differ;
    one whose authors are not known joins the only other paper of its title. Papers with different
    ids of their own are never the same.
    """
    records = sorted(found, key=rank)
    clusters: list[Cluster] = []
    for component in _connected(records, _identities):
        clusters += _split_by_given(component)
    clusters.sort(key=lambda group: rank(group.records[0]))
    parents = list(range(len(clusters)))
    by_title: defaultdict[str, list[int]] = defaultdict(list)
    for number, group in enumerate(clusters):
        for title in {slug(record.paper.title) for record in group.records}:
            by_title[title].append(number)
    merged = dict(enumerate(clusters))
    for _, numbers in sorted(by_title.items()):
        roots = sorted({_root(parents, number) for number in numbers})
        for first, *others in _same_title({root: merged[root] for root in roots}):
            if others:
                joined = [first, *others]
                merged[first] = Cluster.of(r for root in joined for r in merged[root].records)
                for other in others:
                    parents[other] = first
                    del merged[other]
    return list(merged.values())


def rank(record: Found) -> tuple[object, ...]:
    """Order the records of one paper: given ids by their place, the others by their text."""
    paper = record.paper
    by_text = (-len(paper.abstract), paper.abstract, paper.title)
    rest = (paper.sources, record.line, *(_sortable(getattr(paper, name)) for name in _FIELDS))
    if record.original_id is None:
        return (1, *by_text, *rest)
    return (0, paper.paper_id, paper.sources, record.line, *by_text, *rest)


def _sortable(value: object) -> tuple[bool, object]:
    """Return a value so that None is sorted before any other."""
    return value is not None, value


def first_author(authors: Sequence[str]) -> str:
    """Return the slug of the first author's family name, however the name is written.

    >>> first_author(["van der Berg, Jan"]), first_author(["J. van der Berg Jr."])
    ('berg', 'berg')
    """
    if not authors or not authors[0].strip():
        return ""
    words = slug(authors[0].partition(",")[0].strip() or authors[0]).split("-")
    family = [word for word in words if word not in _SUFFIXES] or words
    return family[-1]


def _identities(record: Found) -> Iterable[Hashable]:
    """Yield what makes a record the same as others that have it too.

    An id of the user's own that is written as an arXiv id or a DOI is taken for that.
    """
    paper = record.paper
    title = slug(paper.title)
    arxiv, doi = paper.arxiv_id, paper.doi
    if record.original_id is not None:
        yield "given", paper.paper_id
        arxiv = arxiv or identifiers.arxiv_id(paper.paper_id)
        doi = doi or identifiers.doi(paper.paper_id)
        if paper.paper_id == title:
            yield "title", title
    if arxiv:
        yield "arxiv", arxiv
    if doi:
        yield "doi", doi
    if record.original_id is None and not arxiv and not doi:
        author = first_author(paper.authors)
        yield ("title", title, author) if author else ("title", title)


def _connected(
    items: Sequence[Item], keys: Callable[[Item], Iterable[Hashable]]
) -> Iterable[list[Item]]:
    """Return the items in groups that shared keys connect, each in the order of the items."""
    parents = list(range(len(items)))
    holders: dict[Hashable, int] = {}
    for number, item in enumerate(items):
        for key in keys(item):
            holder = _root(parents, holders.setdefault(key, number))
            own = _root(parents, number)
            parents[max(holder, own)] = min(holder, own)
    groups: defaultdict[int, list[Item]] = defaultdict(list)
    for number, item in enumerate(items):
        groups[_root(parents, number)].append(item)
    return groups.values()


def _root(parents: list[int], number: int) -> int:
    while parents[number] != number:
        parents[number] = parents[parents[number]]
        number = parents[number]
    return number


def _split_by_given(records: Sequence[Found]) -> list[Cluster]:
    """Return one cluster for each given id; what has none goes to the first."""
    by_id: defaultdict[str, list[Found]] = defaultdict(list)
    for record in records:
        by_id[record.paper.paper_id if record.original_id is not None else ""].append(record)
    others = by_id.pop("", [])
    if not by_id:
        return [Cluster.of(others)]
    first = min(by_id)
    by_id[first] += others
    return [Cluster.of(group) for _, group in sorted(by_id.items())]


def _same_title(clusters: dict[int, Cluster]) -> list[list[int]]:
    """Return which clusters of one title are one paper."""
    by_author: defaultdict[str, list[int]] = defaultdict(list)
    for number, group in clusters.items():
        by_author[group.author].append(number)
    unknown = by_author.pop("", [])
    groups = [part for numbers in by_author.values() for part in _together(numbers, clusters)]
    if len(groups) == 1:
        joined = _together([*groups[0], *unknown], clusters)
        return joined if len(joined) == 1 else [*groups, *_together(unknown, clusters)]
    return [*groups, *_together(unknown, clusters)]


def _together(numbers: Sequence[int], clusters: dict[int, Cluster]) -> list[list[int]]:
    """Return all clusters as one group if no two contradict each other; else each for itself."""
    members = [clusters[number] for number in numbers]
    agreed = all(
        len({getattr(member, field) for member in members} - {""}) <= 1
        for field in ("given", "arxiv_id", "doi")
    )
    if agreed and members:
        return [sorted(numbers)]
    return [[number] for number in numbers]


def _least(values: Iterable[str]) -> str:
    return min((value for value in values if value), default="")
