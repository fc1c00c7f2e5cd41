"""What is kept of a paper comes back exactly as it was."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from core_data import mention, paper
from paperlattice.recogniser.reading import ROLES, Reading, RecognisedSpan
from paperlattice.regeneration.codecs import Extracted, reading_from, reading_to

SHARE = st.floats(0, 1)


def matrix(words: int, columns: int) -> st.SearchStrategy:
    return arrays.arrays(np.float64, (words, columns), elements=SHARE)


@st.composite
def readings(draw) -> Reading:
    words = draw(st.integers(0, 4))
    row = arrays.arrays(np.float64, words, elements=SHARE)
    return Reading(
        spans=tuple(RecognisedSpan(i, i + 1, "Method", draw(SHARE)) for i in range(0, words, 2)),
        names=("Dataset", "Method"),
        starts=tuple(range(words)),
        types=draw(matrix(words, 2)),
        opens=draw(row),
        closes=draw(row),
        introduced=draw(row),
        roles=draw(matrix(words, len(ROLES))),
    )


@given(readings())
def test_a_reading_comes_back_bit_by_bit(reading):
    back = reading_from(reading_to(reading))
    for field in fields(Reading):
        was, is_ = getattr(reading, field.name), getattr(back, field.name)
        assert np.array_equal(was, is_) if isinstance(was, np.ndarray) else was == is_


def test_mentions_come_back_for_any_paper_with_the_same_text():
    first, second = paper("a", "We use GPT-2."), paper("b", "We use GPT-2.")
    start = first.text.index("GPT-2")
    found = mention("a", "GPT-2", start=start, introduced=0.25, roles=(0.5, 0.5))
    kept = Extracted.of([found], [], lexicon="0", touching={})
    again = Extracted.from_bytes(kept.to_bytes())
    assert again.mentions_of(first) == [found]
    (other,) = again.mentions_of(second)
    assert (other.paper_id, other.text, other.roles) == ("b", "GPT-2", (0.5, 0.5))
