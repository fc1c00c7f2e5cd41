"""Make the spans of one text agree with each other."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from paperlattice.recogniser.decoding import WordSpan
from paperlattice.recogniser.encoding import Encoded

__all__ = ["agree", "form_of"]

_SPACE = re.compile(r"[\s\-\u2010-\u2015]+")


def form_of(text: str) -> str:
    """Give the form by which occurrences are compared.

    Runs of space and hyphens become one space; a form that is no acronym loses its case.
    """
    form = _SPACE.sub(" ", text).strip()
    return form if sum(c.isupper() for c in form) > 1 and " " not in form else form.lower()


def agree(
    text: str, encoded: Encoded, spans: Sequence[WordSpan], *, spread_from: float
) -> list[WordSpan]:
    """Give each form one type, and find it everywhere in the text.

    A form's type is the one with the greatest sum of scores. A form with a span that scores at
    least `spread_from` is found at all its other occurrences, at whole words, unless they touch
    another span. The guidelines of the annotated papers ask for both. Returns the spans by place.
    """
    votes: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    best: dict[str, float] = defaultdict(float)
    lengths: set[int] = set()
    for span in spans:
        form = form_of(text[encoded.starts[span.start] : encoded.ends[span.end - 1]])
        votes[form][span.type] += span.score
        best[form] = max(best[form], span.score)
        lengths.add(span.end - span.start)
    types = {form: max(sorted(v), key=v.__getitem__) for form, v in votes.items()}
    made: list[WordSpan] = []
    taken = [False] * len(encoded.starts)
    for span in spans:
        form = form_of(text[encoded.starts[span.start] : encoded.ends[span.end - 1]])
        made.append(WordSpan(span.start, span.end, types[form], span.score))
        taken[span.start : span.end] = [True] * (span.end - span.start)
    spreading = {form for form, score in best.items() if score >= spread_from and len(form) > 1}
    for length in sorted(lengths, reverse=True):
        for start in range(len(taken) - length + 1):
            if any(taken[start : start + length]):
                continue
            begin, end = encoded.starts[start], encoded.ends[start + length - 1]
            form = form_of(text[begin:end])
            if form in spreading and _whole(text, begin, end):
                made.append(WordSpan(start, start + length, types[form], best[form]))
                taken[start : start + length] = [True] * length
    return sorted(made, key=lambda span: span.start)


def _whole(text: str, begin: int, end: int) -> bool:
    """Tell whether a span begins and ends at a word's edge, and is not part of an address."""
    before, after = text[begin - 1 : begin] if begin else "", text[end : end + 1]
    return not (before.isalnum() or before in ("_", "/") or after.isalnum() or after == "_")
