"""The assertions stage: linked mentions in, one assertion for each paper and entity out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

import pandas as pd

from paperlattice.assertions.roles import load_roles
from paperlattice.extraction.introductions import is_coined
from paperlattice.records import Assertion, Entity, Mention, Paper
from paperlattice.tables import frame, records

__all__ = ["Assessor", "assess"]


class Assessor:
    """Tells what a paper does with each entity that it names, given what the entities are."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        self._roles = load_roles()
        self.known = {e.entity_id: e.label for e in entities if e.status == "lexicon"}
        self.common = {entity for entity, label in self.known.items() if not is_coined(label)}

    def assess(self, paper: Paper, mentions: Sequence[Mention]) -> list[Assertion]:
        """Return a paper's assertions, given all of its mentions, in order of first mention."""
        groups: dict[str, list[Mention]] = defaultdict(list)
        for mention in mentions:
            groups[mention.entity_id].append(mention)
        text = paper.text
        assertions = []
        for entity_id, group in groups.items():
            role = self._roles.decide(
                text, group, common=entity_id in self.common, known=entity_id in self.known
            )
            assertions.append(
                Assertion(
                    paper_id=paper.paper_id,
                    predicate=str(role.predicate),
                    entity_id=entity_id,
                    support=len(group),
                    score=round(role.score, 4),
                    rule=role.rule,
                    evidence=tuple(m.mention_id for m in group),
                )
            )
        return assertions


Assess = Callable[[Assessor, Paper, Sequence[Mention]], list[Assertion]]


def assess(
    papers: pd.DataFrame,
    mentions: pd.DataFrame,
    entities: pd.DataFrame,
    *,
    each: Assess = Assessor.assess,
) -> pd.DataFrame:
    """Return the assertions: for each paper and entity the strongest role that its text gives.

    `support` counts the entity's mentions in the paper and `evidence` lists them all. `each` does
    the work for one paper, if not the assessor itself.
    """
    of_paper: dict[str, list[Mention]] = defaultdict(list)
    for mention in records(mentions, Mention):
        of_paper[mention.paper_id].append(mention)
    assessor = Assessor(records(entities, Entity))
    assertions: list[Assertion] = []
    for paper in records(papers, Paper):
        assertions += each(assessor, paper, of_paper[paper.paper_id])
    return frame("assertions", assertions)
