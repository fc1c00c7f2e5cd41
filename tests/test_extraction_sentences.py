"""Sentences cover the text, never overlap, and end where a reader would end them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperlattice.extraction.sentences import sentence_bounds


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_bounds(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
        ("A title\nThe abstract. More.", ["A title", "The abstract.", "More."]),
        (
            "We follow Smith et al. (2020) here. Next.",
            ["We follow Smith et al. (2020) here.", "Next."],
        ),
        ("Many, e.g. EEG, i.e. MEG, vs. ECoG.", ["Many, e.g. EEG, i.e. MEG, vs. ECoG."]),
        ("See Fig. 2 and Eq. 3. Then Sec. 4.", ["See Fig. 2 and Eq. 3.", "Then Sec. 4."]),
        ("It rose by 0.5 to 3.2. Good.", ["It rose by 0.5 to 3.2.", "Good."]),
        (
            "We use spaCy v3. It works (really). So.",
            ["We use spaCy v3.", "It works (really).", "So."],
        ),
        ("He said “stop.” Then left.", ["He said “stop.”", "Then left."]),
        ("By J. R. Smith. Next one.", ["By J. R. Smith.", "Next one."]),
        ("It ends. β waves rise.", ["It ends. β waves rise."]),
        ("It ends. Δ waves rise.", ["It ends.", "Δ waves rise."]),
        ("", []),
        (" \n ", []),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text, expected):
    assert sentences(text) == expected


@given(
    st.text()
    | st.lists(st.sampled_from(["A", "b", ". ", "\n", "! ", "e.g. ", "(", ")"])).map("".join)
)
def test_sentences_cover_all_but_white_space_and_never_overlap(text):
    last = 0
    for start, end in sentence_bounds(text):
        assert text[last:start].strip() == ""
        assert start < end
        assert text[start:end] == text[start:end].strip()
        last = end
    assert text[last:].strip() == ""


@given(st.text(min_size=1), st.text(min_size=1))
def test_no_sentence_reaches_from_the_title_into_the_abstract(title, abstract):
    text = f"{title}\n{abstract}"
    assert all("\n" not in text[start:end] for start, end in sentence_bounds(text))


def test_the_pipeline_marks_the_same_sentences(extractor):
    text = "A title\nWe record EEG. Then, e.g. at night, MEG. Done."
    doc = extractor.nlp(text)
    assert [sentence.text.strip() for sentence in doc.sents] == sentences(text)
