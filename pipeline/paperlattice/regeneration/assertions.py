"""Assertions that are taken from an earlier build where all that decides them is the same."""

from __future__ import annotations

import json
from collections.abc import Sequence

from paperlattice.assertions.assess import Assess, Assessor
from paperlattice.records import Assertion, Mention, Paper
from paperlattice.regeneration.codecs import assertions_from, assertions_to, mentions_to
from paperlattice.regeneration.memory import Memory

__all__ = ["remembering"]

_STAGE = "assertions"
_CHANGED = "its text, its mentions or what they name have changed"


def remembering(memory: Memory) -> Assess:
    """Return a way to assess a paper that recalls what an earlier build made of the same.

    A paper's assertions are decided by its text, its linked mentions, and what is known of the
    entities that these name.
    """

    def assess(assessor: Assessor, paper: Paper, mentions: Sequence[Mention]) -> list[Assertion]:
        named = sorted({mention.entity_id for mention in mentions})
        known = [(name, name in assessor.known, name in assessor.common) for name in named]
        key = memory.key("assertions", paper.text, mentions_to(mentions), json.dumps(known))
        content = memory.get(_STAGE, key)
        if content is not None:
            memory.ledger.reused(_STAGE)
            return assertions_from(content, paper.paper_id, mentions)
        reason = memory.why_missing(_STAGE, key, _CHANGED)
        memory.ledger.computed(_STAGE, paper.paper_id, reason)
        assertions = assessor.assess(paper, mentions)
        memory.put(_STAGE, key, assertions_to(assertions, mentions))
        return assertions

    return assess
