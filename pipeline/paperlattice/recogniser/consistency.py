"""Make the spans of one text agree with each other."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from paperlattice.recogniser.decoding import WordSpan
from paperlattice.recogniser.encoding import Encoded

__all__ = ["agree", "form_of"]

_GAP = re.compile(r"[\s\-\u2010-\u2015]+")


def form_of(text: str) -> str:
    """Give the form by which occurrences are compared.

    Runs of space and hyphens become one space; a form that is no acronym loses its case.
    """
    form = _GAP.sub(" ", text).strip()
    return form if sum(c.isupper() for c in form) > 1 and " " not in form else form.lower()


def agree(text: str, encoded: Encoded, spans: Sequence[WordSpan]) -> list[WordSpan]:
    """Give each form one type, and find it everywhere in the text.

    A form's type is the one with the greatest sum of scores; a name and the abbreviation in
    brackets behind it count as one form. A form found once is found at all its other occurrences
    at whole words that touch no other span, with its best score. The annotation guidelines ask
    for both. Takes spans that do not overlap; returns such spans, sorted by place.
    """
    forms = [_form(text, encoded, span) for span in spans]
    same = dict(_abbreviations(text, encoded, spans, forms))
    votes: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    best: dict[str, float] = defaultdict(float)
    for form, span in zip(forms, spans, strict=True):
        votes[same.get(form, form)][span.type] += span.score
        best[form] = max(best[form], span.score)
    types = {form: _winner(votes[same.get(form, form)]) for form in forms}
    made = [
        WordSpan(span.start, span.end, types[form], span.score)
        for form, span in zip(forms, spans, strict=True)
    ]
    taken = [False] * len(encoded.starts)
    words = [text[a:b].lower() for a, b in zip(encoded.starts, encoded.ends, strict=True)]
    first_words: dict[int, set[str]] = defaultdict(set)
    for span in spans:
        taken[span.start : span.end] = [True] * (span.end - span.start)
        first_words[span.end - span.start].add(words[span.start])
    for length in sorted(first_words, reverse=True):
        for start in range(len(taken) - length + 1):
            # To look at the first word spares making a form at nearly every place.
            if words[start] not in first_words[length] or any(taken[start : start + length]):
                continue
            begin, end = encoded.starts[start], encoded.ends[start + length - 1]
            form = form_of(text[begin:end])
            # One letter alone, a variable or a label, means too many things.
            if form in types and len(form) > 1 and _whole(text, begin, end):
                made.append(WordSpan(start, start + length, types[form], best[form]))
                taken[start : start + length] = [True] * length
    return sorted(made, key=lambda span: span.start)


def _form(text: str, encoded: Encoded, span: WordSpan) -> str:
    return form_of(text[encoded.starts[span.start] : encoded.ends[span.end - 1]])


def _winner(votes: Mapping[str, float]) -> str:
    return max(sorted(votes), key=votes.__getitem__)


def _abbreviations(
    text: str, encoded: Encoded, spans: Sequence[WordSpan], forms: Sequence[str]
) -> Iterator[tuple[str, str]]:
    """Yield an abbreviation's form and its name's, where "name (abbreviation)" stands."""
    for i in range(len(spans) - 1):
        between = text[encoded.ends[spans[i].end - 1] : encoded.starts[spans[i + 1].start]]
        after = encoded.ends[spans[i + 1].end - 1]
        bracketed = between.strip() == "(" and text[after : after + 1] in (")", ",", ";")
        if bracketed and _abbreviates(forms[i + 1], forms[i]):
            yield forms[i + 1], forms[i]


def _abbreviates(short: str, name: str) -> bool:
    """Tell whether a name's words begin with an abbreviation's capitals, in their order."""
    capitals = [c.lower() for c in short if c.isupper()]
    initials = iter(word[0].lower() for word in name.split())
    return len(capitals) > 1 and " " in name and all(c in initials for c in capitals)


def _whole(text: str, begin: int, end: int) -> bool:
    """Tell whether a span begins and ends at a word's edge, and is not part of an address."""
    before, after = text[begin - 1 : begin] if begin else "", text[end : end + 1]
    return not (before.isalnum() or before in ("_", "/") or after.isalnum() or after == "_")
