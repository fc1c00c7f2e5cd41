"""Lexicon entries, and the lexicon as a whole: look-up by id, roll-up to broader entries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["Lexicon", "LexiconEntry"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LexiconEntry:
    """A SKOS concept of the lexicon, and how its forms match.

    `exact_forms` are those labels that match only in just this case; `context` holds words that
    are typical of a text where an ambiguous form means this entry. The matches are IRIs in other
    vocabularies, from the files of links.
    """

    entity_id: str
    type: str
    label: str
    alt_labels: tuple[str, ...] = ()
    hidden_labels: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    definition: str = ""
    exact_forms: frozenset[str] = frozenset()
    context: tuple[str, ...] = ()
    exact_match: tuple[str, ...] = ()
    close_match: tuple[str, ...] = ()
    broad_match: tuple[str, ...] = ()

    @property
    def forms(self) -> tuple[str, ...]:
        """Return every form that names the entry, the preferred label first."""
        return (self.label, *self.alt_labels, *self.hidden_labels)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All entries by id; `fingerprint` is the hash of the files that they were read from."""

    entries: Mapping[str, LexiconEntry]
    fingerprint: str = ""

    def ancestors(self, entity_id: str) -> tuple[str, ...]:
        """Return the ids of all broader entries of an entry, nearest first, itself left out."""
        found: dict[str, None] = {}
        queue = list(self.entries[entity_id].broader)
        while queue:
            broader = queue.pop(0)
            if broader not in found and broader != entity_id and broader in self.entries:
                found[broader] = None
                queue.extend(self.entries[broader].broader)
        return tuple(found)
