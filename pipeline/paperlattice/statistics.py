"""A summary of a graph for people to read."""

from __future__ import annotations

from paperlattice.records import EntityType
from paperlattice.tables import Tables

__all__ = ["summary"]


def summary(tables: Tables, *, top: int = 10) -> str:
    """Return counts, and for each type the entities that join most papers."""
    named = tables.entities[tables.entities["n_papers"] > 0]
    lines = [
        f"{len(tables.papers)} papers from {len(tables.sources)} sources,"
        f" {len(tables.refused)} records refused",
        f"{len(named)} entities, {int((named['n_papers'] > 1).sum())} of them in several papers",
        f"{len(tables.mentions)} mentions, {len(tables.assertions)} assertions,"
        f" {len(tables.similarities)} similarities, {len(tables.communities)} communities",
    ]
    for kind in EntityType:
        of_kind = named[named["type"] == kind].sort_values(
            ["n_papers", "entity_id"], ascending=[False, True]
        )
        names = (
            f"{label} {n}" for label, n in zip(of_kind["label"], of_kind["n_papers"], strict=True)
        )
        lines.append(f"{kind} ({len(of_kind)}): " + ", ".join(list(names)[:top]))
    return "\n".join(lines)
