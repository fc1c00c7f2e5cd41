"""Where a form stands in a text as whole words."""

from __future__ import annotations

from collections.abc import Iterator

__all__ = ["occurrences"]


def occurrences(form: str, text: str, *, plural: bool = False) -> Iterator[tuple[int, int]]:
    """Yield the start and end of a form wherever no letter, digit or underscore adjoins it.

    With `plural` an s may follow, which is then within the span. Spans do not overlap. A search
    by hand: a pattern would have to be compiled for every form of every paper.
    """
    start = text.find(form)
    while start >= 0:
        end = start + len(form)
        if plural and text[end : end + 1] == "s" and not _in_word(text[end + 1 : end + 2]):
            end += 1
        if _in_word(text[end : end + 1]) or (start and _in_word(text[start - 1])):
            end = start + 1
        else:
            yield start, end
        start = text.find(form, end)


def _in_word(character: str) -> bool:
    return character.isalnum() or character == "_"
