"""A difference as a text to read, and as data."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import Any

from paperlattice.difference.compare import Difference, Part
from paperlattice.records import Assertion, Entity, Paper, Predicate
from paperlattice.sources.reader import excerpt

__all__ = ["as_data", "as_text"]

_RANK = {str(predicate): rank for rank, predicate in enumerate(Predicate)}
_COUNT = "n_papers"
_ROLE = "predicate"


def as_data(difference: Difference) -> dict[str, Any]:
    """Return a difference as JSON can hold it: whole records, and old and new where they differ."""
    return {
        name: {
            "added": [asdict(row) for row in part.added],
            "gone": [asdict(row) for row in part.gone],
            "changed": [
                {
                    **_identity(change.new),
                    "fields": {
                        field: [getattr(change.old, field), getattr(change.new, field)]
                        for field in change.fields
                    },
                }
                for change in part.changed
            ],
        }
        for name, part in _parts(difference)
    }


def as_text(difference: Difference, *, most: int = 20) -> str:
    """Return a difference as a digest: new papers with what they do, then entities, then roles.

    Each section has at most `most` items and says how many more there are.
    """
    lines = [_counts(name, part) for name, part in _parts(difference)]
    for heading, items in _sections(difference):
        if items:
            lines += ["", heading, *items[:most]]
            if len(items) > most:
                lines.append(f"  ... and {len(items) - most} more")
    return "\n".join(lines)


def _sections(difference: Difference) -> Iterator[tuple[str, list[str]]]:
    papers, entities = difference.papers, difference.entities
    yield "New papers", [_paper(paper, difference) for paper in _latest_first(papers.added)]
    yield "Papers gone", [f"  {_titled(paper)}" for paper in _latest_first(papers.gone)]
    yield (
        "Papers changed",
        [f"  {_titled(c.new)}: {', '.join(c.fields)}" for c in papers.changed],
    )
    yield "New entities", [_entity(entity) for entity in _most_named_first(entities.added)]
    yield "Entities gone", [_entity(entity) for entity in _most_named_first(entities.gone)]
    yield "Entities in more papers or fewer", _shifts(entities)
    yield (
        "Entities changed",
        [
            f"  {excerpt(c.new.label)} ({c.new.entity_id}): {', '.join(own)}"
            for c in entities.changed
            if (own := [name for name in c.fields if name != _COUNT])
        ],
    )
    yield "Changed in papers that were there before", list(_revised(difference))


def _counts(name: str, part: Part[Any]) -> str:
    return f"{name}: {len(part.added)} added, {len(part.gone)} gone, {len(part.changed)} changed"


def _paper(paper: Paper, difference: Difference) -> str:
    lines = [f"  {_titled(paper)}"]
    own = [a for a in difference.assertions.added if a.paper_id == paper.paper_id]
    lines += [f"    {role}" for role in _roles(own, difference)]
    return "\n".join(lines)


def _roles(assertions: Iterable[Assertion], difference: Difference) -> Iterator[str]:
    by_role: dict[str, list[str]] = defaultdict(list)
    for assertion in assertions:
        label = difference.entity_by_id[assertion.entity_id].label
        by_role[assertion.predicate].append(excerpt(label))
    for role in sorted(by_role, key=lambda name: (_RANK.get(name, len(_RANK)), name)):
        yield f"{role}: {', '.join(sorted(by_role[role], key=str.casefold))}"


def _entity(entity: Entity) -> str:
    papers = "1 paper" if entity.n_papers == 1 else f"{entity.n_papers} papers"
    return f"  {entity.type}: {excerpt(entity.label)} ({papers})"


def _shifts(entities: Part[Entity]) -> list[str]:
    shifted = [c for c in entities.changed if _COUNT in c.fields]
    shifted.sort(key=lambda c: (-abs(c.new.n_papers - c.old.n_papers), c.new.entity_id))
    return [
        f"  {c.new.type}: {excerpt(c.new.label)}, {c.old.n_papers} -> {c.new.n_papers}"
        for c in shifted
    ]


def _revised(difference: Difference) -> Iterator[str]:
    """Yield, for each paper of both outputs, the facts that came, went, or have another role."""
    fresh = {paper.paper_id for paper in (*difference.papers.added, *difference.papers.gone)}
    notes: dict[str, list[str]] = defaultdict(list)
    part = difference.assertions
    for sign, assertions in (("+", part.added), ("-", part.gone)):
        for a in assertions:
            if a.paper_id not in fresh:
                notes[a.paper_id].append(f"{sign} {a.predicate} {_label(a, difference)}")
    for change in part.changed:
        if _ROLE in change.fields:
            was, now = change.old.predicate, change.new.predicate
            label = _label(change.new, difference)
            notes[change.new.paper_id].append(f"{label}: {was} -> {now}")
    for paper_id in sorted(notes):
        lines = [f"  {_titled(difference.paper_by_id[paper_id])}"]
        yield "\n".join([*lines, *(f"    {note}" for note in notes[paper_id])])


def _label(assertion: Assertion, difference: Difference) -> str:
    return excerpt(difference.entity_by_id[assertion.entity_id].label)


def _titled(paper: Paper) -> str:
    return f"{paper.published or 'no date   '}  {excerpt(paper.title)}"


def _latest_first(papers: Sequence[Paper]) -> list[Paper]:
    by_title = sorted(papers, key=lambda paper: (paper.title, paper.paper_id))
    return sorted(by_title, key=lambda paper: paper.published, reverse=True)


def _most_named_first(entities: Sequence[Entity]) -> list[Entity]:
    return sorted(entities, key=lambda entity: (-entity.n_papers, entity.entity_id))


def _parts(difference: Difference) -> Iterator[tuple[str, Part[Any]]]:
    yield "papers", difference.papers
    yield "entities", difference.entities
    yield "assertions", difference.assertions


def _identity(row: Paper | Entity | Assertion) -> dict[str, str]:
    if isinstance(row, Paper):
        return {"paper_id": row.paper_id, "title": row.title}
    if isinstance(row, Entity):
        return {"entity_id": row.entity_id, "label": row.label}
    return {"paper_id": row.paper_id, "entity_id": row.entity_id}
