"""Find the lexicon's forms in a tokenised text: a trie over token keys, the longest form first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from paperlattice.lexicon.entries import LexiconEntry
from paperlattice.lexicon.forms import (
    compound_keys,
    is_case_sensitive,
    is_joiner,
    matches_case,
)

__all__ = ["Match", "Matcher"]


@dataclass(frozen=True, slots=True)
class Match:
    """The span from `start` to `end` (code points) is a form of each of these entries."""

    start: int
    end: int
    entity_ids: tuple[str, ...]


@dataclass(slots=True)
class _Step:
    """A place in the trie: where each key leads, and what entries a form that ends here names.

    `any_case` are the entries whose form matches however it is written, `exact` the forms that
    match in just their case, with their entries.
    """

    steps: dict[str, _Step] = field(default_factory=dict)
    any_case: set[str] = field(default_factory=set)
    exact: list[tuple[str, str]] = field(default_factory=list)


class Matcher:
    """A trie of every entry's forms; joiners between words are passed over on both sides."""

    def __init__(self, entries: Iterable[LexiconEntry]) -> None:
        self._root = _Step()
        for entry in entries:
            for form in entry.forms:
                self._add(form, entry)

    def find(
        self, tokens: Sequence[str], keys: Sequence[str], starts: Sequence[int], text: str
    ) -> list[Match]:
        """Return the matches in a text: leftmost, then longest, never overlapping.

        `keys` holds each token's key, `starts` where it begins in the text, in code points.
        """
        matches: list[Match] = []
        known = self._root.steps
        after = 0
        for position, key in enumerate(keys):
            # Most words begin no form: what is cheap to see is seen first.
            if key not in known or position < after:
                continue
            for last, step in reversed(_path(known[key], tokens, keys, position)):
                end = starts[last] + len(tokens[last])
                entities = _named(step, text[starts[position] : end])
                if entities:
                    matches.append(Match(starts[position], end, entities))
                    after = last + 1
                    break
        return matches

    def _add(self, form: str, entry: LexiconEntry) -> None:
        exact = form in entry.exact_forms or is_case_sensitive(form)
        for key in compound_keys(form):
            step = self._root
            for part in key:
                step = step.steps.setdefault(part, _Step())
            if exact:
                step.exact.append((form, entry.entity_id))
            else:
                step.any_case.add(entry.entity_id)


def _path(
    first: _Step, tokens: Sequence[str], keys: Sequence[str], position: int
) -> list[tuple[int, _Step]]:
    """Return the steps from a token on at which a form ends, each with its last token."""
    path = []
    step: _Step | None = first
    index = position
    while step is not None:
        if step.any_case or step.exact:
            path.append((index, step))
        if not step.steps:
            break
        index += 1
        while index < len(keys) and is_joiner(tokens[index]):
            index += 1
        step = step.steps.get(keys[index]) if index < len(keys) else None
    return path


def _named(step: _Step, written: str) -> tuple[str, ...]:
    """Return the entries that a form means, given how it is written in the text."""
    if not step.exact:
        return tuple(sorted(step.any_case))
    cased = {entity for form, entity in step.exact if matches_case(form, written)}
    return tuple(sorted(step.any_case | cased))
