"""The assertions stage: linked mentions in, one assertion for each paper and entity out."""

from __future__ import annotations

from collections import defaultdict

import pandas as pd

from paperlattice.assertions.roles import load_roles
from paperlattice.extraction.introductions import is_coined
from paperlattice.records import Assertion, Entity, Mention, Paper
from paperlattice.tables import frame, records

__all__ = ["assess"]


def assess(papers: pd.DataFrame, mentions: pd.DataFrame, entities: pd.DataFrame) -> pd.DataFrame:
    """Return the assertions: for each paper and entity the strongest role that its text gives.

    `support` counts the entity's mentions in the paper and `evidence` lists them all.
    """
    texts = {paper.paper_id: paper.text for paper in records(papers, Paper)}
    groups: dict[tuple[str, str], list[Mention]] = defaultdict(list)
    for mention in records(mentions, Mention):
        groups[mention.paper_id, mention.entity_id].append(mention)
    model = load_roles()
    known = {e.entity_id: e.label for e in records(entities, Entity) if e.status == "lexicon"}
    common = {entity_id for entity_id, label in known.items() if not is_coined(label)}
    assertions = []
    for (paper_id, entity_id), group in groups.items():
        role = model.decide(
            texts[paper_id], group, common=entity_id in common, known=entity_id in known
        )
        assertions.append(
            Assertion(
                paper_id=paper_id,
                predicate=str(role.predicate),
                entity_id=entity_id,
                support=len(group),
                score=round(role.score, 4),
                rule=role.rule,
                evidence=tuple(m.mention_id for m in group),
            )
        )
    return frame("assertions", assertions)
