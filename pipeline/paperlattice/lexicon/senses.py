"""Which entry an ambiguous form means in a text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from functools import lru_cache

from paperlattice.lexicon.entries import Lexicon, LexiconEntry
from paperlattice.lexicon.forms import form_key, is_case_sensitive

__all__ = ["choose_sense", "fits_context", "is_hinted"]


def choose_sense(
    entity_ids: Sequence[str],
    surface: str,
    *,
    lexicon: Lexicon,
    text_keys: Set[str],
    expansions: Mapping[str, str],
    expected_type: str = "",
) -> str | None:
    """Return the entry that a form means in its text, or None where it means none of them.

    The paper's own expansion of the form decides first; then how many of an entry's context
    words, and of its other labels' words, the text holds; then the type that a recogniser gave
    the span; then whether the form is the entry's preferred label. `text_keys` are the keys of
    the text's tokens, `expansions` maps short forms to the long forms that the text defines.
    """
    entries = [lexicon.entries[entity] for entity in entity_ids]
    expansion = expansions.get(surface) or expansions.get(surface.removesuffix("s"))
    if expansion:
        # "SAM" that the paper spells out as something else is none of the lexicon's SAMs.
        key = form_key(expansion)
        named = [entry for entry in entries if any(form_key(form) == key for form in entry.forms)]
        if not named:
            named = [entry for entry in entries if _overlap(entry, key)]
        if not named:
            return None
        entries = named
    elif _needs_context(surface, entries):
        entries = [
            entry
            for entry in entries
            if not entry.context
            or _support(entry, surface, text_keys)
            or entry.type == expected_type
        ]
        if not entries:
            return None
    if len(entries) == 1:
        return entries[0].entity_id
    best = max(
        entries,
        key=lambda entry: (
            _support(entry, surface, text_keys),
            entry.type == expected_type,
            form_key(entry.label) == form_key(surface),
            form_key(surface) in {form_key(label) for label in entry.alt_labels},
            [-ord(character) for character in entry.entity_id],
        ),
    )
    return best.entity_id


def fits_context(entry: LexiconEntry, surface: str, text_keys: Set[str]) -> bool:
    """Tell whether a text holds words that are typical of an entry whose form is ambiguous."""
    return bool(entry.context) and _support(entry, surface, text_keys) > 0


def is_hinted(entry: LexiconEntry, surface: str, text_keys: Set[str]) -> bool:
    """Tell whether a text holds anything but the form itself that speaks for an entry."""
    return _support(entry, surface, text_keys) > 0


def _needs_context(surface: str, entries: Sequence[LexiconEntry]) -> bool:
    return len(entries) > 1 or is_case_sensitive(surface) or len(form_key(surface)) == 1


def _support(entry: LexiconEntry, surface: str, text_keys: Set[str]) -> int:
    """Return how many words that are typical of the entry the text holds."""
    own = frozenset(form_key(surface))
    return len((_words(entry.context) - own) & text_keys) + 2 * any(
        phrase <= text_keys and not phrase <= own for phrase in _phrases(entry.forms)
    )


@lru_cache(maxsize=10_000)
def _words(context: tuple[str, ...]) -> frozenset[str]:
    return frozenset(key for word in context for key in form_key(word))


@lru_cache(maxsize=10_000)
def _phrases(forms: tuple[str, ...]) -> tuple[frozenset[str], ...]:
    """Return the keys of those forms that are of several words."""
    return tuple(frozenset(key) for key in map(form_key, forms) if len(key) > 1)


def _overlap(entry: LexiconEntry, key: tuple[str, ...]) -> bool:
    words = set(key)
    return any(
        len(form) > 1 and 2 * len(words & set(form)) >= max(len(words), len(form)) + 1
        for form in map(form_key, entry.forms)
    )
