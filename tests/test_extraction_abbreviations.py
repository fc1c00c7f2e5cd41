"""Abbreviations are found where a text defines them, on either side of the bracket."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperlattice.extraction.abbreviations import find_definitions, find_long_form, is_acronym


def defined(text: str) -> list[tuple[str, str]]:
    return [(d.short, d.long) for d in find_definitions(text)]


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        ("We use principal component analysis (PCA) here.", "PCA", "principal component analysis"),
        ("SAM (Segment Anything Model) is used.", "SAM", "Segment Anything Model"),
        ("The heat shock factor 1 (HSF-1) binds.", "HSF-1", "heat shock factor 1"),
        ("the sparse autoencoders (SAEs) are", "SAEs", "sparse autoencoders"),
        ("Non-human primates [NHPs] saw", "NHPs", "Non-human primates"),
        ("brain-computer interfaces (BCIs; also BMIs)", "BCIs", "brain-computer interfaces"),
        ("large language models (LLMs, e.g. GPT)", "LLMs", "large language models"),
        ("Area under the curve (“AUC”) rose", "AUC", "Area under the curve"),
        ('a "mixture of experts" (MoE) layer', "MoE", "mixture of experts"),
        ("by functional MRI (fMRI)", "fMRI", "functional MRI"),
        ("a vision–language model (VLM)", "VLM", "vision–language model"),
        ("chain-of-thought (CoT) prompts", "CoT", "chain-of-thought"),
        ("The dog ran. Dogs and cats (DC) win", "DC", "Dogs and cats"),
        ("using Proximal Policy Optimization (PPO)", "PPO", "Proximal Policy Optimization"),
        ("a Fast Fourier Transformation (FFT)", "FFT", "Fast Fourier Transformation"),
        (
            "Cross-Document Coreference Resolution (CCR)",
            "CCR",
            "Cross-Document Coreference Resolution",
        ),
        ("Markov chain Monte Carlo methods (MCMC)", "MCMC", "Markov chain Monte Carlo"),
        ("an inference learning algorithm (IL)", "IL", "inference learning"),
        ("peer-to-peer (P2P) nets", "P2P", "peer-to-peer"),
        ("FC stands for functional connectivity.", "FC", "functional connectivity"),
        ("Here RL refers to reinforcement learning, and", "RL", "reinforcement learning"),
        ("AUC: area under the curve; x", "AUC", "area under the curve"),
        ("a VLM, short for vision-language model", "VLM", "vision-language model"),
    ],
)
def test_a_definition_gives_the_short_and_the_long_form(text, short, long):
    assert defined(text) == [(short, long)]


@pytest.mark.parametrize(
    "text",
    [
        "It works well (see Fig. 2) in 2020 (2020).",
        "We ran it (in 3 labs).",
        "as shown before (Vaswani et al.)",
        "deep residual learning (ResNet)",
        "x (X)",
        "we won (W)",
        "It reached the end (MRI)",
        "a graph neural network (GNN",
        "EEG: an easy game",
        "RL: reinforcement learning agents",
        "AI refers to any machine",
        "magnetic ) resonance ( imaging",
        "() [] ( ) (\n)",
        "",
    ],
)
def test_a_bracket_that_defines_nothing_gives_nothing(text):
    assert defined(text) == []


def test_several_definitions_stand_in_the_order_of_the_text():
    text = "Deep learning (DL) of electroencephalography (EEG) and a support vector machine (SVM)."
    assert [short for short, _ in defined(text)] == ["DL", "EEG", "SVM"]


def test_a_long_form_does_not_reach_over_the_end_of_a_sentence():
    assert defined("Masked things. Autoencoders are old. An estimate (MAE)") == []


@given(
    st.text()
    | st.lists(
        st.sampled_from(
            [
                "Deep ",
                "learning ",
                "(DL)",
                "(",
                ")",
                "[",
                "]",
                "“",
                "”",
                '"',
                " ",
                "\n",
                "SAE",
                ", ",
                "é",
                "A",
            ]
        )
    ).map("".join)
)
def test_offsets_always_give_the_forms_back(text):
    found = find_definitions(text)
    for d in found:
        assert text[d.short_start : d.short_end] == d.short
        assert text[d.long_start : d.long_end] == d.long
        assert d.short_end <= d.long_start or d.long_end <= d.short_start
        assert len(d.long) > len(d.short)
    assert [d.short_start for d in found] == sorted({d.short_start for d in found})


@given(st.lists(st.from_regex("[bcdfghjk][aeiou]{1,7}", fullmatch=True), min_size=2, max_size=5))
def test_initials_in_brackets_are_always_understood(words):
    short = "".join(word[0] for word in words).upper()
    long = " ".join(words)
    found = find_definitions(f"9 {long} ({short}) works")
    assert [d.short for d in found] == [short]
    assert found[0].long == long


def test_the_first_letter_must_begin_a_word():
    assert find_long_form("PCA", "principal component analysis") == 0
    assert find_long_form("PCA", "the principal component analysis") == 4
    assert find_long_form("EG", "the regular") is None
    assert find_long_form("XYZ", "principal component analysis") is None
    assert find_long_form("--", "principal") is None


@pytest.mark.parametrize(
    ("word", "wanted"),
    [
        ("SAEs", True),
        ("fMRI", True),
        ("GPT2", True),
        ("Nets", False),
        ("MindEye", False),
        ("A", False),
    ],
)
def test_an_acronym_is_mostly_capitals(word, wanted):
    assert is_acronym(word) is wanted
