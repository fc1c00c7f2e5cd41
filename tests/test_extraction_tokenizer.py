"""Tokens are words, single signs and white space, and lose nothing of the text."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from paperlattice.extraction.findings import findings
from paperlattice.extraction.tokenizer import PaperTokenizer

TOKENIZER = PaperTokenizer(spacy.blank("en"))


@given(
    st.text() | st.lists(st.sampled_from([" ", "  ", "\n", "a", "-", "_", "é", "𝔽"])).map("".join)
)
def test_the_document_is_the_text_and_offsets_point_into_it(text):
    doc = TOKENIZER(text)
    assert doc.text == text
    assert findings(doc).text == text
    for token in doc:
        assert text[token.idx : token.idx + len(token.text)] == token.text


@given(st.text())
def test_a_token_with_a_sign_is_that_sign_alone(text):
    for token in TOKENIZER(text):
        words = token.text.isalnum() or token.text.isspace()
        assert words or len(token.text) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("GPT-2-based", ["GPT", "-", "2", "-", "based"]),
        ("fMRI/EEG (n=7).", ["fMRI", "/", "EEG", "(", "n", "=", "7", ")", "."]),
        ("C++ a_b", ["C", "+", "+", "a", "_", "b"]),
        ("naïve β", ["naïve", "β"]),
        ("", []),
    ],
)
def test_terms_are_cut_at_every_sign(text, expected):
    assert [token.text for token in TOKENIZER(text)] == expected


def test_a_line_break_is_a_token_of_its_own():
    assert [token.text for token in TOKENIZER("A title\nAn abstract")] == [
        "A",
        "title",
        "\n",
        "An",
        "abstract",
    ]
