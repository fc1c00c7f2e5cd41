"""Propose entities that may be one: for people to decide, never merged by themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

import pandas as pd
from rapidfuzz import fuzz

from paperlattice.extraction.abbreviations import is_acronym
from paperlattice.lexicon.forms import closed_key, form_key
from paperlattice.linking.likeness import MINOR, initials, may_be_one, may_be_variants
from paperlattice.linking.merges import Merges
from paperlattice.linking.surface import GENERIC, link_key
from paperlattice.records import Entity, MergeSuggestion
from paperlattice.tables import frame, records

__all__ = ["EDIT_DISTANCE", "suggest"]

SPELLING = "same letters"
WORD_ORDER = "same words in another order"
GENERIC_WORD = "same name with a generic word more"
ACRONYM = "acronym with one fitting long form"
EDIT_DISTANCE = "nearly the same letters"

# How often such a pair was one when the corpus' suggestions were read (docs/extraction.md).
_CONFIDENCE = {SPELLING: 0.9, WORD_ORDER: 0.6, GENERIC_WORD: 0.5, ACRONYM: 0.6, EDIT_DISTANCE: 0.5}
_OTHER_TYPE = 0.7
_LEAST_RATIO = 85.0
_LEAST_LETTERS = 6
_SAME_LETTERS = 3
_LEAST_ACRONYM = 3
_NEIGHBOURS = 4
_GENERIC = frozenset(key for word in GENERIC for key in form_key(word))

Key = tuple[str, ...]
Named = tuple[str, Entity]
Pair = tuple[str, Entity, str, Entity]


def suggest(entities: pd.DataFrame, merges: Merges) -> pd.DataFrame:
    """Return the table `suggestions`: pairs of named entities that may be one, with the reason.

    Entities are compared only with those that share a key with them, so that the work grows with
    their number, not its square; pairs of the lexicon's own entries, and pairs that people keep
    apart, are left out.
    """
    named = [
        (name, entity)
        for entity in records(entities, Entity)
        if entity.n_papers > 0
        for name in (entity.label, *entity.alt_labels)
    ]
    named.sort(key=lambda item: (item[1].entity_id, item[0]))
    found: dict[tuple[str, str], MergeSuggestion] = {}
    for reason, pairs in (
        (SPELLING, _same(named, _letters)),
        (WORD_ORDER, _same(named, _in_any_order)),
        (GENERIC_WORD, _with_generic_word(named)),
        (ACRONYM, _acronyms(named)),
        (EDIT_DISTANCE, _nearly_the_same(named)),
    ):
        for pair in pairs:
            if _is_worth_asking(pair, merges):
                suggestion = _suggestion(pair[1], pair[3], reason)
                key = suggestion.subject_id, suggestion.object_id
                if key not in found or found[key].confidence < suggestion.confidence:
                    found[key] = suggestion
    return frame("suggestions", found.values())


def _same(named: Sequence[Named], key_of: Callable[[str], Key | None]) -> Iterator[Pair]:
    """Yield the names that share a key, each with the first of them."""
    groups: dict[Key, list[Named]] = defaultdict(list)
    for name, entity in named:
        key = key_of(name)
        if key is not None:
            groups[key].append((name, entity))
    for group in groups.values():
        # A star, not all pairs: a key that thousands share must not cost millions.
        (name, entity), *others = sorted(group, key=lambda item: _rank(item[1]))
        for other_name, other in others:
            yield other_name, other, name, entity


def _letters(name: str) -> Key | None:
    return (closed_key(form_key(name)),)


def _in_any_order(name: str) -> Key | None:
    words = sorted(key for key in form_key(name) if key not in MINOR)
    return tuple(words) if len(words) > 1 else None


def _with_generic_word(named: Sequence[Named]) -> Iterator[Pair]:
    """Yield "sparse autoencoder model" and "sparse autoencoder"."""
    owners: dict[Key, Named] = {}
    for name, entity in sorted(named, key=lambda item: _rank(item[1])):
        owners.setdefault(link_key(name), (name, entity))
    for name, entity in named:
        key = link_key(name)
        owner = owners.get(key[:-1])
        if (
            owner is not None
            and owner[1].type == entity.type
            and key[-1] in _GENERIC
            and _is_telling(owner[0])
        ):
            yield name, entity, *owner


def _is_telling(name: str) -> bool:
    """Tell whether a name says enough without its last word: not "neural" or "brain"."""
    return len(link_key(name)) > 1 or any(character.isupper() for character in name[1:])


def _acronyms(named: Sequence[Named]) -> Iterator[Pair]:
    """Yield acronyms with the one entity that has a name of these initials."""
    fitting: dict[str, dict[str, Named]] = defaultdict(dict)
    for name, entity in named:
        for letters in initials(name):
            fitting[letters].setdefault(entity.entity_id, (name, entity))
    for name, entity in named:
        if name == entity.label and is_acronym(name) and len(name) >= _LEAST_ACRONYM:
            letters = "".join(c for c in name.removesuffix("s").lower() if c.isalnum())
            others = [n for i, n in fitting.get(letters, {}).items() if i != entity.entity_id]
            same_type = [n for n in others if n[1].type == entity.type]
            for long_name, long in same_type if len(same_type) == 1 else others:
                if len(same_type) == 1 or len(others) == 1:
                    yield name, entity, long_name, long


def _nearly_the_same(named: Sequence[Named]) -> Iterator[Pair]:
    """Yield names of which one word differs, and that by few letters.

    Names that are equal but for one word lie in one block, ordered by this word, and each is
    compared with its neighbours (M. A. Hernandez and S. J. Stolfo, "The merge/purge problem for
    large databases", SIGMOD 1995).
    """
    blocks: dict[Key, list[tuple[str, str, Entity]]] = defaultdict(list)
    for name, entity in named:
        words = form_key(name)
        for place, word in enumerate(words):
            if len(word) >= _LEAST_LETTERS:
                rest = (*words[:place], word[:_SAME_LETTERS], "", *words[place + 1 :])
                blocks[rest].append((word, name, entity))
    for block in blocks.values():
        block.sort(key=lambda item: (item[0], item[2].entity_id, item[1]))
        for place, (word, name, entity) in enumerate(block):
            for other_word, other_name, other in block[place + 1 : place + 1 + _NEIGHBOURS]:
                if (
                    word != other_word
                    and fuzz.ratio(word, other_word) >= _LEAST_RATIO
                    and may_be_variants(word, other_word)
                ):
                    yield name, entity, other_name, other


def _is_worth_asking(pair: Pair, merges: Merges) -> bool:
    name, one, other_name, other = pair
    return (
        one.entity_id != other.entity_id
        and "discovered" in (one.status, other.status)
        and may_be_one(name, other_name)
        and not merges.are_apart(one.entity_id, other.entity_id)
    )


def _suggestion(one: Entity, other: Entity, reason: str) -> MergeSuggestion:
    target, subject = sorted((one, other), key=_rank)
    confidence = _CONFIDENCE[reason] * (1.0 if one.type == other.type else _OTHER_TYPE)
    return MergeSuggestion(
        subject_id=subject.entity_id,
        object_id=target.entity_id,
        reason=reason,
        confidence=round(confidence, 2),
    )


def _rank(entity: Entity) -> tuple[bool, int, int, str]:
    """Return what orders entities by how fit they are to stand for the others."""
    known = entity.status == "lexicon"
    return not known, -entity.n_papers, -len(form_key(entity.label)), entity.entity_id
