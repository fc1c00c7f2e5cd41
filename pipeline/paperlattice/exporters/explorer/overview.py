"""What the map shows first: the entities that join most papers, their papers, the telling links."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass

from paperlattice.exporters.explorer.items import Items

__all__ = ["Overview", "overview"]

MOST_ENTITIES = 110
MOST_PAPERS = 400
MOST_CROSSING = 120
MOST_LINKS = 1200
FOR_EACH_COMMUNITY = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """The items of the first map, and its links as (paper item, entity item)."""

    items: list[int]
    links: list[tuple[int, int]]


def overview(items: Items) -> Overview:
    """Choose what the map shows before anyone has asked for anything.

    Every community brings the entities that join most of its papers, the rest of the room goes to
    the entities that join most papers overall; an entity of one paper joins nothing and is left
    out. Links inside a community are shown, of those between communities the rarest entities'.
    """
    linked = items.links_of()
    first_entity = len(items.papers)
    joining = sorted(
        (item for item in range(first_entity, len(items)) if len(linked[item]) > 1),
        key=lambda item: (-len(linked[item]), item),
    )
    by_community: dict[int, list[int]] = defaultdict(list)
    for item in joining:
        by_community[items.community(item)].append(item)
    leading = [item for members in by_community.values() for item in members[:FOR_EACH_COMMUNITY]]
    leading.sort(key=lambda item: (-len(linked[item]), item))
    chosen = dict.fromkeys([*leading, *joining])
    entities = set(list(chosen)[:MOST_ENTITIES])

    bonds = Counter(paper for paper, entity in items.links if entity in entities)
    papers = _spread(sorted(bonds, key=lambda paper: (-bonds[paper], paper)), items)
    shown = [link for link in items.links if link[0] in papers and link[1] in entities]

    def rare(link: tuple[int, int]) -> tuple[float, tuple[int, int]]:
        return math.log(len(linked[link[1]])), link

    inside = [link for link in shown if items.community(link[0]) == items.community(link[1])]
    between = sorted(set(shown) - set(inside), key=rare)[:MOST_CROSSING]
    links = sorted(inside, key=rare)[: MOST_LINKS - len(between)] + between
    return Overview(items=sorted(papers | entities), links=sorted(links))


def _spread(ranked: list[int], items: Items) -> set[int]:
    """Return the first papers of each community, as many as its share of all allows."""
    room = min(1.0, MOST_PAPERS / len(ranked)) if ranked else 0.0
    by_community: dict[int, list[int]] = defaultdict(list)
    for paper in ranked:
        by_community[items.community(paper)].append(paper)
    return {
        paper
        for members in by_community.values()
        for paper in members[: math.floor(room * len(members))]
    }
