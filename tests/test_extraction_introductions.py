"""What a paper presents as its own is found by the words that authors use for it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperlattice.extraction.abbreviations import find_definitions
from paperlattice.extraction.introductions import Introduction, find_introductions, is_coined
from paperlattice.extraction.sentences import sentence_bounds


def introduced(abstract: str, title: str = "A study of things") -> dict[str, str]:
    text = f"{title}\n{abstract}"
    return {text[i.start : i.end]: i.type for i in found_in(text)}


def found_in(text: str) -> list[Introduction]:
    return find_introductions(text, find_definitions(text), sentence_bounds(text))


@pytest.mark.parametrize(
    ("abstract", "name", "kind"),
    [
        ("We propose MindFormer, a transformer for brain signals.", "MindFormer", "Method"),
        ("Here we introduce BrainBench, a benchmark of recordings.", "BrainBench", "Dataset"),
        ("In this paper, we present NeuroSet, a dataset of 40 people.", "NeuroSet", "Dataset"),
        ("We train a model dubbed NeuroLM on text.", "NeuroLM", "Method"),
        ("A new framework, called BrainFlow, is fast.", "BrainFlow", "Method"),
        ("Our method, BrainGPT, decodes signals.", "BrainGPT", "Method"),
        ("We develop the RecallScore, a metric of memory.", "RecallScore", "Metric"),
        (
            "We introduce Scaled Mirror Descent (SMD), an optimiser.",
            "Scaled Mirror Descent",
            "Method",
        ),
    ],
)
def test_a_cue_introduces_the_name_after_it(abstract, name, kind):
    assert introduced(abstract).get(name) == kind


def test_a_name_before_a_colon_in_the_title_is_introduced():
    assert "CEBRA" in introduced("CEBRA is fast.", title="CEBRA: Learnable embeddings of behaviour")


def test_the_short_form_is_introduced_with_its_long_form():
    found = introduced("We propose Scaled Mirror Descent (SMD), an optimiser.")
    assert {"Scaled Mirror Descent", "SMD"} <= set(found)


@pytest.mark.parametrize(
    "abstract",
    [
        "We evaluate GPT-4 and compare it to LLaMA.",
        "We present results on ImageNet.",
        "Our model uses CLIP.",
        "Learning is reviewed here.",
        "Models based on BERT are propsed by others.",
        "",
    ],
)
def test_what_others_made_is_not_introduced(abstract):
    assert introduced(abstract) == {}


def test_a_plain_word_before_a_colon_is_not_introduced():
    assert introduced("We review it.", title="Learning: a review") == {}


@given(
    st.lists(
        st.sampled_from(
            [
                "We propose ",
                "called ",
                "Our ",
                "dubbed ",
                "CLIP",
                "GPT-2",
                "X",
                ": ",
                ", a ",
                "\n",
                "(",
                ")",
                '"',
                "é",
            ]
        )
        | st.text(max_size=3),
        max_size=20,
    ).map("".join)
)
def test_spans_lie_in_the_text_whatever_the_text(text):
    for introduction in found_in(text):
        assert 0 <= introduction.start < introduction.end <= len(text)
        assert text[introduction.start : introduction.end].strip()
        assert introduction.cue


def test_coined_names_have_inner_capitals_or_digits():
    assert all(map(is_coined, ["MindEye", "GPT-4", "3DShape2VecSet", "fMRI-PTE"]))
    assert not any(map(is_coined, ["Learning", "brain", "Towards"]))
