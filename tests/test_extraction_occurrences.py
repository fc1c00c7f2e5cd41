"""A form is found wherever it stands as whole words, and nowhere else."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperlattice.extraction.occurrences import occurrences


@pytest.mark.parametrize(
    ("form", "text", "expected"),
    [
        ("SAE", "SAE, SAEs and (SAE)", ["SAE", "SAEs", "SAE"]),
        ("SAE", "SAEss xSAE SAE_ SAE2 _SAE", []),
        ("C++", "C++ and C++s, C+++", ["C++", "C++s", "C++"]),
        ("a a", "a a a a", ["a a", "a a"]),
        ("β", "β, ββ", ["β"]),
        ("x", "", []),
    ],
)
def test_a_form_stands_as_whole_words(form, text, expected):
    assert [text[start:end] for start, end in occurrences(form, text, plural=True)] == expected


@given(
    st.text(alphabet="aS- s_é2", min_size=1, max_size=3), st.text(alphabet="aS- s_é2", max_size=30)
)
def test_it_finds_what_a_pattern_finds(form, text):
    word = rf"(?<!\w){re.escape(form)}"
    once = [match.span() for match in re.finditer(rf"{word}(?!\w)", text)]
    assert list(occurrences(form, text)) == once
    plural = [match.span() for match in re.finditer(rf"{word}(?:s(?!\w)|(?!\w))", text)]
    assert list(occurrences(form, text, plural=True)) == plural
