"""Small tables for the tests of the graph: a few topics, each with papers and entities."""

from __future__ import annotations

import random
from collections.abc import Iterable

import pandas as pd

from paperlattice import tables
from paperlattice.graph.incidence import Incidence, build_incidence
from paperlattice.naming import entity_id
from paperlattice.records import Assertion, Entity, Paper


def paper(paper_id: str, **fields: object) -> Paper:
    return Paper(**{"paper_id": paper_id, "title": paper_id, "abstract": "A.", **fields})


def entity(label: str, kind: str = "Method", **fields: object) -> Entity:
    given = {"entity_id": entity_id(kind, label), "type": kind, "label": label, **fields}
    return Entity(**given)


def assertion(paper_id: str, entity: str, predicate: str = "uses") -> Assertion:
    return Assertion(
        paper_id=paper_id,
        predicate=predicate,
        entity_id=entity,
        support=1,
        score=0.9,
        rule="test",
        evidence=(f"{paper_id}/0-1",),
    )


def assertions(links: Iterable[tuple[str, str]]) -> pd.DataFrame:
    return tables.frame("assertions", [assertion(*link) for link in links])


def incidence_of(links: Iterable[tuple[str, str]]) -> Incidence:
    links = list(links)
    return build_incidence(
        assertions(links),
        paper_ids=[paper_id for paper_id, _ in links],
        entity_ids=[entity for _, entity in links],
    )


def topics(
    n_topics: int = 4, n_papers: int = 12, *, seed: int = 0
) -> tuple[list[Paper], list[Entity], list[Assertion]]:
    """Return papers of several topics: each names entities of its topic, one hub, and its own."""
    draw = random.Random(seed)  # noqa: S311 - no secret
    hub = entity("hub")
    entities, papers, facts = [hub], [], []
    for topic in range(n_topics):
        own = [entity(f"topic{topic} thing{number}") for number in range(8)]
        entities += own
        for number in range(n_papers):
            name = f"t{topic}-p{number:02}"
            papers.append(paper(name))
            single = entity(f"only {name}")
            entities.append(single)
            named = [*draw.sample(own, 4), hub, single]
            if draw.random() < 0.2:
                named.append(entities[1])
            facts += [assertion(name, thing.entity_id) for thing in dict.fromkeys(named)]
    return papers, entities, facts
