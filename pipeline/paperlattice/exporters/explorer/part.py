"""The part of a large graph that the explorer shows: the papers that share most entities."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace

import pandas as pd

from paperlattice.tables import Tables

__all__ = ["MOST_PAPERS", "best_supported", "n_shown"]

MOST_PAPERS = 5000
"""How many papers the page holds at most: beyond, it would be slow to open."""


def n_shown(n_papers: int) -> int:
    """Return how many of so many papers the explorer shows."""
    return min(n_papers, MOST_PAPERS)


def best_supported(tables: Tables, *, most: int = MOST_PAPERS) -> Tables:
    """Return the tables of the part that the explorer shows, or all where it shows everything.

    Every community brings as many papers as its share of all allows: those that name most
    entities which other papers name too, ties by the number of mentions behind them, then by id.
    Entities are those that these papers name, and what is broader.
    """
    if len(tables.papers) <= most:
        return tables
    papers = _papers(tables, most)
    assertions = _within(tables.assertions, "paper_id", papers)
    entities = _with_broader(tables.entities, set(assertions["entity_id"]))
    similarities = _within(tables.similarities, "source", papers)
    shown = {("paper", paper) for paper in papers} | {("entity", entity) for entity in entities}
    places = zip(tables.placements["kind"], tables.placements["item_id"], strict=True)
    return replace(
        tables,
        papers=_within(tables.papers, "paper_id", papers),
        mentions=_within(tables.mentions, "paper_id", papers),
        abbreviations=_within(tables.abbreviations, "paper_id", papers),
        entities=_within(tables.entities, "entity_id", entities),
        assertions=assertions,
        similarities=_within(similarities, "target", papers),
        placements=tables.placements[[place in shown for place in places]],
    )


def _papers(tables: Tables, most: int) -> set[str]:
    joins = dict(zip(tables.entities["entity_id"], tables.entities["n_papers"] > 1, strict=True))
    joined: Counter[str] = Counter()
    support: Counter[str] = Counter()
    assertions = tables.assertions
    for paper, entity, mentions in zip(
        assertions["paper_id"], assertions["entity_id"], assertions["support"], strict=True
    ):
        if joins[entity]:
            joined[paper] += 1
            support[paper] += mentions
    placed = tables.placements[tables.placements["kind"] == "paper"]
    communities: dict[int, list[str]] = defaultdict(list)
    for paper, community in zip(placed["item_id"], placed["community"], strict=True):
        communities[community].append(paper)
    return {
        paper
        for members in communities.values()
        for paper in sorted(members, key=lambda one: (-joined[one], -support[one], one))[
            : len(members) * most // len(placed)
        ]
    }


def _with_broader(entities: pd.DataFrame, named: set[str]) -> set[str]:
    broader = dict(zip(entities["entity_id"], entities["broader"], strict=True))
    found: set[str] = set()
    waiting = sorted(named)
    while waiting:
        entity = waiting.pop()
        if entity not in found:
            found.add(entity)
            waiting.extend(parent for parent in broader[entity] if parent in broader)
    return found


def _within(table: pd.DataFrame, column: str, kept: set[str]) -> pd.DataFrame:
    return table[table[column].isin(kept)]
