"""What each paper names, as JSON lines: the form of `paperlattice extract`."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator

from paperlattice.records import Assertion, Entity, Mention, Paper
from paperlattice.tables import Tables, records

__all__ = ["paper_lines"]


def paper_lines(tables: Tables, original_id: Callable[[str], str | int]) -> Iterator[str]:
    """Yield a line of JSON for each paper; `original_id` gives its id as its source wrote it."""
    entities = {e.entity_id: e for e in records(tables.entities, Entity)}
    mentions: dict[str, list[Mention]] = defaultdict(list)
    for mention in records(tables.mentions, Mention):
        mentions[mention.paper_id].append(mention)
    assertions: dict[str, list[Assertion]] = defaultdict(list)
    for assertion in records(tables.assertions, Assertion):
        assertions[assertion.paper_id].append(assertion)
    for paper in records(tables.papers, Paper):
        line = {
            "id": original_id(paper.paper_id),
            "title": paper.title,
            "mentions": [
                {
                    "start": m.start,
                    "end": m.end,
                    "text": m.text,
                    "type": m.type,
                    "entity": m.entity_id,
                    "label": entities[m.entity_id].label,
                    "rule": m.rule,
                    "score": m.score,
                }
                for m in mentions[paper.paper_id]
            ],
            "assertions": [
                {
                    "predicate": a.predicate,
                    "entity": a.entity_id,
                    "label": entities[a.entity_id].label,
                    "type": entities[a.entity_id].type,
                    "support": a.support,
                }
                for a in assertions[paper.paper_id]
            ],
        }
        yield f"{json.dumps(line, ensure_ascii=False)}\n"
