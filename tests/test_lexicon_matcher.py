"""The matcher finds forms as whole words: leftmost, longest, and in the right case."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core_data import entry, tokenised
from paperlattice.lexicon import Match, Matcher
from paperlattice.lexicon.forms import token_key

ENTRIES = [
    entry("method/model", "Method", "diffusion model"),
    entry("method/latent", "Method", "latent diffusion model", alt_labels=("LDM",)),
    entry("method/sam", "Method", "Segment Anything Model", alt_labels=("SAM",)),
    entry("metric/sam", "Metric", "Self-Assessment Manikin", alt_labels=("SAM",)),
    entry("dataset/things", "Dataset", "THINGS", exact_forms=frozenset({"THINGS"})),
    entry("modality/fmri", "Modality", "fMRI", hidden_labels=("functional MRI",)),
    entry("task/coding", "Task", "auto-regressive coding"),
    entry("concept/cafe", "Concept", "café effect"),
]
MATCHER = Matcher(ENTRIES)


def matches(text: str, matcher: Matcher = MATCHER) -> list[Match]:
    words, starts = tokenised(text)
    return matcher.find(words, list(map(token_key, words)), starts, text)


def find(text: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(text[match.start : match.end], match.entity_ids) for match in matches(text)]


def test_the_longest_form_wins():
    assert find("A latent diffusion model.") == [("latent diffusion model", ("method/latent",))]
    assert find("A diffusion model.") == [("diffusion model", ("method/model",))]


def test_a_form_that_breaks_off_gives_way_to_the_shorter_one_inside():
    assert find("latent diffusion, diffusion models") == [("diffusion models", ("method/model",))]
    assert find("latent latent diffusion model") == [("latent diffusion model", ("method/latent",))]


@pytest.mark.parametrize(
    "text",
    [
        "Latent-Diffusion Models",
        "latent diffusion-models",
        "latent – diffusion model",
        "LATENT DIFFUSION MODEL",
        "latent  diffusion model",
    ],
)
def test_hyphens_plurals_and_capitals_do_not_hide_a_form(text):
    assert find(f"Our {text}, here") == [(text, ("method/latent",))]


def test_a_hyphen_before_or_after_is_not_part_of_the_match():
    assert find("fMRI-based and non-fMRI -fMRI-") == [("fMRI", ("modality/fmri",))] * 3


def test_short_forms_match_only_in_their_case():
    assert find("SAM and SAMs") == [
        ("SAM", ("method/sam", "metric/sam")),
        ("SAMs", ("method/sam", "metric/sam")),
    ]
    assert find("Sam met sam, the sams; fmri") == []


def test_an_exact_form_matches_in_just_its_case():
    assert find("THINGS shows things and Things") == [("THINGS", ("dataset/things",))]


def test_forms_are_whole_words():
    assert find("SAMPLE unSAM diffusion modelling xfMRIx") == []


def test_a_form_never_reaches_over_a_line_or_a_full_stop():
    assert find("latent diffusion\nmodel") == []
    assert find("On diffusion. Model") == []


def test_hidden_labels_and_accents_match():
    assert find("functional MRI; the café effect") == [
        ("functional MRI", ("modality/fmri",)),
        ("café effect", ("concept/cafe",)),
    ]


def test_what_is_added_to_the_lexicon_is_found():
    text = "We record with the Brainotron."
    assert matches(text) == []
    more = Matcher([*ENTRIES, entry("modality/brainotron", "Modality", "Brainotron")])
    assert [m.entity_ids for m in matches(text, more)] == [("modality/brainotron",)]


@given(
    st.lists(
        st.sampled_from(
            ["latent", "diffusion", "models", "SAM", "-", ".", "\n", "fMRI", "auto", "é"]
        )
        | st.text(max_size=4),
        max_size=25,
    ).map(" ".join)
)
def test_matches_never_overlap_and_stand_in_order(text):
    end = 0
    for match in matches(text):
        assert end <= match.start < match.end <= len(text)
        assert match.entity_ids == tuple(sorted(set(match.entity_ids)))
        end = match.end


@pytest.mark.parametrize(
    ("listed", "written"),
    [
        ("sparse autoencoder", "Sparse Auto-Encoders"),
        ("auto-encoder", "autoencoders"),
        ("spatiotemporal dynamics", "spatio-temporal dynamics"),
        ("CIFAR-10", "CIFAR10"),
        ("mind-reading", "mind reading"),
    ],
)
def test_compounds_match_however_they_are_joined(listed, written):
    matcher = Matcher([entry("method/listed", "Method", listed)])
    text = f"We like {written} here."
    assert [text[m.start : m.end] for m in matches(text, matcher)] == [written]
