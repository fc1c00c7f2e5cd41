"""Papers and entities under one numbering, and the links between them."""

from __future__ import annotations

from dataclasses import dataclass

from paperlattice.records import Assertion, Community, Entity, Mention, Paper, Placement, Similarity
from paperlattice.tables import Tables, records

__all__ = ["Items", "read_items"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Items:
    """The tables' rows as records, and an item number for each paper and entity.

    Items 0 to `len(papers) - 1` are the papers, those after them the entities, both by id.
    `links` holds each pair (paper item, entity item) that an assertion joins, once, in order.
    """

    papers: list[Paper]
    entities: list[Entity]
    mentions: list[Mention]
    assertions: list[Assertion]
    similarities: list[Similarity]
    communities: list[Community]
    paper_item: dict[str, int]
    entity_item: dict[str, int]
    placement: list[Placement | None]
    links: list[tuple[int, int]]

    def __len__(self) -> int:
        """Return how many items there are."""
        return len(self.papers) + len(self.entities)

    def community(self, item: int) -> int:
        """Return the community of an item, -1 where it has none."""
        placed = self.placement[item]
        return -1 if placed is None else placed.community

    def links_of(self) -> list[list[int]]:
        """Return, for each item, the items that it is linked to."""
        linked: list[list[int]] = [[] for _ in range(len(self))]
        for paper, entity in self.links:
            linked[paper].append(entity)
            linked[entity].append(paper)
        return linked


def read_items(tables: Tables) -> Items:
    """Return the papers and entities of a build, numbered.

    Mentions and assertions of unknown papers or entities are left out: nothing could show them.
    """
    papers = sorted(records(tables.papers, Paper), key=lambda paper: paper.paper_id)
    entities = sorted(records(tables.entities, Entity), key=lambda entity: entity.entity_id)
    paper_item = {paper.paper_id: item for item, paper in enumerate(papers)}
    entity_item = {entity.entity_id: len(papers) + row for row, entity in enumerate(entities)}
    assertions = [
        assertion
        for assertion in records(tables.assertions, Assertion)
        if assertion.paper_id in paper_item and assertion.entity_id in entity_item
    ]
    placement: list[Placement | None] = [None] * (len(papers) + len(entities))
    for placed in records(tables.placements, Placement):
        item = (paper_item if placed.kind == "paper" else entity_item).get(placed.item_id)
        if item is not None:
            placement[item] = placed
    return Items(
        papers=papers,
        entities=entities,
        mentions=sorted(
            (m for m in records(tables.mentions, Mention) if m.paper_id in paper_item),
            key=lambda m: (paper_item[m.paper_id], m.start, m.end),
        ),
        assertions=sorted(
            assertions,
            key=lambda a: (paper_item[a.paper_id], entity_item[a.entity_id], a.predicate),
        ),
        similarities=records(tables.similarities, Similarity),
        communities=sorted(records(tables.communities, Community), key=lambda c: c.community),
        paper_item=paper_item,
        entity_item=entity_item,
        placement=placement,
        links=sorted({(paper_item[a.paper_id], entity_item[a.entity_id]) for a in assertions}),
    )
