"""Merges decided by people: which entities are one, and which must be kept apart."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from paperlattice.errors import MergesError
from paperlattice.linking.sssom import COLUMNS, EXACT, NOT, entity_of
from paperlattice.linking.surface import group_key

__all__ = ["Merges", "read_merges"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Merges:
    """What people decided about entities that look alike.

    `into` leads from a merged entity's id to the one that it is a part of from now on, `labels`
    gives the latter's names; `apart` are pairs of ids, `names_apart` of names' keys, that are
    different things. `fingerprint` is the hash of the files.
    """

    into: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    apart: frozenset[frozenset[str]] = frozenset()
    names_apart: frozenset[frozenset[str]] = frozenset()
    fingerprint: str = ""

    def are_apart(self, one: str, other: str) -> bool:
        """Tell whether two ids are known to be different things."""
        return frozenset((one, other)) in self.apart

    def names_are_apart(self, one: str, other: str) -> bool:
        """Tell whether two names' keys are known to name different things."""
        return frozenset((one, other)) in self.names_apart


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    subject: str
    subject_label: str
    target: str
    target_label: str
    apart: bool
    place: str


def read_merges(paths: Iterable[Path]) -> Merges:
    """Return the merges of SSSOM files, read one after the other as if they were one.

    A row with `skos:exactMatch` merges its subject into its object; with the modifier `Not` it
    keeps the two apart. Raises MergesError, with the line, where a row is none, or contradicts
    another.
    """
    digest = hashlib.sha256()
    rows: list[_Row] = []
    for path in paths:
        content = path.read_bytes()
        digest.update(content)
        rows.extend(_rows(content, path))
    steps: dict[str, _Row] = {}
    for row in rows:
        first = steps.get(row.subject)
        if not row.apart and first is not None and first.target != row.target:
            raise MergesError(
                f"{row.subject} is merged into {row.target}, and into {first.target} in "
                f"{first.place}",
                remedy="keep one of the two rows",
                place=row.place,
            )
        if not row.apart:
            steps[row.subject] = row
    into = {subject: _end(steps, subject) for subject in sorted(steps)}
    for row in rows:
        ends = (into.get(row.subject, row.subject), into.get(row.target, row.target))
        if row.apart and ends[0] == ends[1]:
            raise MergesError(
                f"{row.subject} and {row.target} are kept apart, and other rows merge both into "
                f"{ends[0]}",
                remedy="drop this row, or the merge",
                place=row.place,
            )
    apart = [row for row in rows if row.apart]
    return Merges(
        into=into,
        labels={row.target: row.target_label for row in rows if not row.apart},
        apart=frozenset(frozenset((row.subject, row.target)) for row in apart),
        names_apart=frozenset(
            frozenset((group_key(row.subject_label), group_key(row.target_label))) for row in apart
        ),
        fingerprint=digest.hexdigest() if rows else "",
    )


def _end(steps: Mapping[str, _Row], subject: str) -> str:
    """Follow merges from one entity to the last; raise where they go in a circle."""
    row = steps[subject]
    seen = {subject}
    while row.target in steps:
        if row.target in seen:
            raise MergesError(
                f"the merges of {row.target} lead back to it",
                remedy="drop one row of the circle",
                place=row.place,
            )
        seen.add(row.target)
        row = steps[row.target]
    return row.target


def _rows(content: bytes, path: Path) -> Iterator[_Row]:
    try:
        lines = content.decode("utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise MergesError(
            f"not UTF-8 text: {error.reason}", remedy="save it as UTF-8", place=str(path)
        ) from error
    n_comments = next((i for i, line in enumerate(lines) if not line.startswith("#")), len(lines))
    reader = csv.reader(lines[n_comments:], delimiter="\t", quoting=csv.QUOTE_NONE)
    header = tuple(next(reader, ()))
    if missing := [name for name in COLUMNS[:6] if name not in header]:
        raise MergesError(
            f"the table has no column {missing[0]}",
            remedy=f"head it with {', '.join(COLUMNS)}, between tabs",
            place=f"{path}:{n_comments + 1}",
        )
    for number, cells in enumerate(reader, start=n_comments + 2):
        if any(cell.strip() for cell in cells):
            yield _row(dict(zip(header, cells, strict=False)), f"{path}:{number}")


def _row(cells: Mapping[str, str], place: str) -> _Row:
    values = {name: cells.get(name, "").strip() for name in COLUMNS}
    subject, target = entity_of(values["subject_id"]), entity_of(values["object_id"])
    if subject is None or target is None:
        wrong = values["subject_id"] if subject is None else values["object_id"]
        raise MergesError(
            f"{wrong!r} is no entity's id",
            remedy="write an id of the table of entities with a colon, as method:sparse-coding",
            place=place,
        )
    if subject == target:
        raise MergesError(f"{subject} stands on both sides", remedy="drop the row", place=place)
    if values["predicate_id"] != EXACT or values["predicate_modifier"] not in {"", NOT}:
        raise MergesError(
            f"{values['predicate_modifier']} {values['predicate_id']} is no decision".lstrip(),
            remedy=f"write {EXACT}, with the modifier {NOT} to keep the two apart",
            place=place,
        )
    if not values["subject_label"] or not values["object_label"]:
        raise MergesError("a label is missing", remedy="give both labels", place=place)
    return _Row(
        subject=subject,
        subject_label=values["subject_label"],
        target=target,
        target_label=values["object_label"],
        apart=values["predicate_modifier"] == NOT,
        place=place,
    )
