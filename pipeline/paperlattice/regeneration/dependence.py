"""Which entries of the lexicon a text can have anything to do with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from paperlattice.lexicon import Lexicon, LexiconEntry
from paperlattice.lexicon.forms import compound_keys, is_joiner, token_key, tokens
from paperlattice.regeneration.fingerprints import digest

__all__ = ["LexiconIndex", "changed_entries"]

_DIGITS = 16


class LexiconIndex:
    """The lexicon by its forms.

    What extraction finds in a text depends on the lexicon only through the entries of which a form
    stands in the text, letter case, inflection and hyphens set aside. All others might as well not
    be there: so a paper has to be read again only when one of its own entries changes, comes or
    goes.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._entries = lexicon.entries
        self._digests: dict[str, str] = {}
        self._entities: dict[str, list[str]] = {}
        """The entries that have a form, for each beginning of a form: none for a mere beginning."""
        for entity_id, entry in lexicon.entries.items():
            for key in (key for form in entry.forms for key in compound_keys(form)):
                for length in range(1, len(key)):
                    self._entities.setdefault(_run(key[:length]), [])
                if key:
                    self._entities.setdefault(_run(key), []).append(entity_id)

    def touching(self, text: str) -> dict[str, str]:
        """Return the entries of which a form stands in the text, with a hash of each, by id.

        The hash is of what extraction reads of an entry; its definition, say, is not.
        """
        keys = [token_key(token) for token in tokens(text) if not is_joiner(token)]
        found: set[str] = set()
        for start, run in enumerate(keys):
            end = start + 1
            while (entities := self._entities.get(run)) is not None:
                found.update(entities)
                if end == len(keys):
                    break
                run = _run((run, keys[end]))
                end += 1
        return {entity: self._digest(entity) for entity in sorted(found)}

    def _digest(self, entity_id: str) -> str:
        known = self._digests.get(entity_id)
        if known is None:
            known = self._digests[entity_id] = _entry_digest(self._entries[entity_id])
        return known


def changed_entries(old: Mapping[str, str], new: Mapping[str, str]) -> list[str]:
    """Return the ids of entries that are not the same in two results of `touching`, sorted."""
    return sorted(
        entity for entity in old.keys() | new.keys() if old.get(entity) != new.get(entity)
    )


def _run(keys: Sequence[str]) -> str:
    return "\0".join(keys)


def _entry_digest(entry: LexiconEntry) -> str:
    parts = [entry.entity_id, entry.type, entry.label]
    for group in (
        entry.alt_labels,
        entry.hidden_labels,
        tuple(sorted(entry.exact_forms)),
        entry.context,
    ):
        parts += [str(len(group)), *group]
    return digest(*parts)[:_DIGITS]
