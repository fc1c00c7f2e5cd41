"""What the tables of a build say, asked independently of the page."""

from __future__ import annotations

from collections import defaultdict

from paperlattice.records import Assertion, Entity, Mention, Paper
from paperlattice.tables import Tables, records


class Facts:
    """The tables as records, with the questions that tests put to the page."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.papers = {paper.paper_id: paper for paper in records(tables.papers, Paper)}
        self.entities = {entity.entity_id: entity for entity in records(tables.entities, Entity)}
        self.mentions = {m.mention_id: m for m in records(tables.mentions, Mention)}
        self.assertions = records(tables.assertions, Assertion)
        self.links: dict[str, set[str]] = defaultdict(set)
        for fact in self.assertions:
            self.links[fact.entity_id].add(f"paper/{fact.paper_id}")
            self.links[f"paper/{fact.paper_id}"].add(fact.entity_id)

    def of(self, key: str) -> list[Assertion]:
        """Return the assertions of an entity's id or of `paper/ID`."""
        paper = key.removeprefix("paper/") if key.startswith("paper/") else None
        return [
            fact
            for fact in self.assertions
            if (fact.paper_id == paper if paper else fact.entity_id == key)
        ]

    def sentences(self, fact: Assertion) -> list[str]:
        """Return the sentences behind an assertion, in the order of the text."""
        spans = {
            (self.mentions[m].sentence_start, self.mentions[m].sentence_end) for m in fact.evidence
        }
        text = self.papers[fact.paper_id].text
        return [text[start:end] for start, end in sorted(spans)]

    def marks(self, fact: Assertion) -> set[str]:
        """Return the texts of the mentions behind an assertion."""
        return {self.mentions[m].text for m in fact.evidence}

    def together(self, entity: str) -> dict[str, int]:
        """Return how many papers name another entity too."""
        counts: dict[str, int] = defaultdict(int)
        for paper in self.links[entity]:
            for other in self.links[paper] - {entity}:
                counts[other] += 1
        return counts

    def year(self, paper: str) -> int:
        """Return the year of a paper's date, 0 where it has none."""
        return int(self.papers[paper].published[:4] or 0)

    def paper_like(self, title: str) -> str:
        """Return the id of the paper whose title starts so."""
        (found,) = [p.paper_id for p in self.papers.values() if p.title.startswith(title)]
        return found

    def most_named(self, kind: str) -> str:
        """Return the entity of a type that most papers name."""
        ids = [entity for entity in self.entities if self.entities[entity].type == kind]
        return min(ids, key=lambda entity: (-len(self.links[entity]), entity))
