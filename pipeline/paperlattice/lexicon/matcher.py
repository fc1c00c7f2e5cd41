"""Find the lexicon's forms in a tokenised text: a trie over token keys, the longest form first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from paperlattice.lexicon.entries import LexiconEntry
from paperlattice.lexicon.forms import (
    form_key,
    is_case_sensitive,
    is_joiner,
    matches_case,
    token_key,
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
    steps: dict[str, _Step] = field(default_factory=dict)
    forms: list[tuple[str, bool, str]] = field(default_factory=list)


class Matcher:
    """A trie of every entry's forms; joiners between words are passed over on both sides."""

    def __init__(self, entries: Iterable[LexiconEntry]) -> None:
        self._root = _Step()
        for entry in entries:
            for form in entry.forms:
                self._add(form, entry)

    def find(self, tokens: Sequence[str], starts: Sequence[int], text: str) -> list[Match]:
        """Return the matches in a text: leftmost, then longest, never overlapping.

        `starts` holds where each token begins in the text, in code points.
        """
        keys = [token_key(token) for token in tokens]
        matches: list[Match] = []
        position = 0
        while position < len(keys):
            last, match = self._longest(keys, tokens, starts, text, position)
            if match is not None:
                matches.append(match)
            position = last
        return matches

    def _add(self, form: str, entry: LexiconEntry) -> None:
        step = self._root
        for key in form_key(form):
            step = step.steps.setdefault(key, _Step())
        exact = form in entry.exact_forms or is_case_sensitive(form)
        step.forms.append((form, exact, entry.entity_id))

    def _longest(
        self,
        keys: Sequence[str],
        tokens: Sequence[str],
        starts: Sequence[int],
        text: str,
        position: int,
    ) -> tuple[int, Match | None]:
        """Return the longest match that begins at a token, and the token to go on from."""
        best: Match | None = None
        last = position + 1
        step: _Step | None = self._root
        index = position
        while index < len(keys):
            if is_joiner(tokens[index]):
                if index == position:
                    break
                index += 1
                continue
            step = step.steps.get(keys[index]) if step else None
            if step is None:
                break
            index += 1
            if step.forms:
                end = starts[index - 1] + len(tokens[index - 1])
                written = text[starts[position] : end]
                entities = sorted(
                    {
                        entity
                        for form, exact, entity in step.forms
                        if not exact or matches_case(form, written)
                    }
                )
                if entities:
                    best, last = Match(starts[position], end, tuple(entities)), index
        return last, best
