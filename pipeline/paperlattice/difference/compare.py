"""Compare the tables of two builds by their papers, entities and assertions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any, Generic, TypeVar

from paperlattice.records import Assertion, Entity, Paper
from paperlattice.tables import Tables, records

__all__ = ["Change", "Difference", "Part", "compare"]

Record = TypeVar("Record", Paper, Entity, Assertion)

_EVIDENCE = "evidence"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change(Generic[Record]):
    """One thing as it was and as it is, and the names of the fields that differ."""

    old: Record
    new: Record
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part(Generic[Record]):
    """What of one table came, went and changed, each ordered by id."""

    added: tuple[Record, ...]
    gone: tuple[Record, ...]
    changed: tuple[Change[Record], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What differs between two outputs, and the papers and entities of both, by id.

    Where both have a paper or an entity, these are the new ones.
    """

    papers: Part[Paper]
    entities: Part[Entity]
    assertions: Part[Assertion]
    paper_by_id: Mapping[str, Paper]
    entity_by_id: Mapping[str, Entity]


def compare(old: Tables, new: Tables) -> Difference:
    """Return what differs between two builds' tables.

    An assertion is the same if its paper and its entity are: a role that is another now is a
    change. Where its mentions stand is no part of it.
    """
    old_papers, new_papers = records(old.papers, Paper), records(new.papers, Paper)
    old_entities, new_entities = records(old.entities, Entity), records(new.entities, Entity)
    return Difference(
        papers=_part(_by(old_papers, _paper), _by(new_papers, _paper)),
        entities=_part(_by(old_entities, _entity), _by(new_entities, _entity)),
        assertions=_part(
            _by(records(old.assertions, Assertion), _assertion),
            _by(records(new.assertions, Assertion), _assertion),
        ),
        paper_by_id={p.paper_id: p for p in (*old_papers, *new_papers)},
        entity_by_id={e.entity_id: e for e in (*old_entities, *new_entities)},
    )


Key = tuple[str, ...]


def _paper(paper: Paper) -> Key:
    return (paper.paper_id,)


def _entity(entity: Entity) -> Key:
    return (entity.entity_id,)


def _assertion(assertion: Assertion) -> Key:
    return (assertion.paper_id, assertion.entity_id)


def _by(rows: Iterable[Record], key: Callable[[Record], Key]) -> dict[tuple[Key, int], Record]:
    """Return rows by key; of several with one key, the tables' order tells them apart."""
    seen: Counter[Key] = Counter()
    found = {}
    for row in rows:
        own = key(row)
        found[own, seen[own]] = row
        seen[own] += 1
    return found


def _part(
    old: Mapping[tuple[Key, int], Record], new: Mapping[tuple[Key, int], Record]
) -> Part[Record]:
    changes = (
        Change(old=old[key], new=new[key], fields=_differing(old[key], new[key]))
        for key in sorted(old.keys() & new.keys())
    )
    return Part(
        added=tuple(new[key] for key in sorted(new.keys() - old.keys())),
        gone=tuple(old[key] for key in sorted(old.keys() - new.keys())),
        changed=tuple(change for change in changes if change.fields),
    )


def _differing(old: Any, new: Any) -> tuple[str, ...]:  # noqa: ANN401 - two of one record
    names = (field.name for field in fields(old) if field.name != _EVIDENCE)
    return tuple(name for name in names if getattr(old, name) != getattr(new, name))
