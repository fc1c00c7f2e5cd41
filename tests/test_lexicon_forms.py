"""Forms that name one thing share a key; forms that name two do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperlattice.lexicon.forms import (
    closed_key,
    compound_keys,
    form_key,
    is_case_sensitive,
    is_joiner,
    matches_case,
    token_key,
    tokens,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("sparse autoencoder", "Sparse Autoencoders"),
        ("sparse auto-encoder", "sparse auto encoders"),
        ("brain–computer interface", "brain-computer interfaces"),
        ("fMRI/EEG", "fMRI-EEG"),
        ("visual cortex", "Visual  Cortex"),
        ("generalisation", "generalization"),
        ("optimised", "optimized"),
        ("behaviour", "behavior"),
        ("modelling", "modeling"),
        ("colour vision", "color vision"),
        ("grey matter", "gray matter"),
        ("theory", "theories"),
        ("search", "searches"),
        ("loss", "losses"),
        ("VAE", "VAEs"),
        ("GP", "GPs"),
        ("fibre tract", "fiber tracts"),
        ("inductive bias", "inductive biases"),
        ("representational similarity analysis", "representational similarity analyses"),
        ("visual cortex", "visual cortices"),
        ("confusion matrix", "confusion matrices"),
        ("cuneate nucleus", "cuneate nuclei"),
        ("natural stimulus", "natural stimuli"),
    ],
)
def test_forms_of_one_thing_share_a_key(one, other):
    assert form_key(one) == form_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("GPT-2", "GPT-4"),
        ("GPT-2", "GPT"),
        ("V1", "V2"),
        ("SAM", "SAM 2"),
        ("C", "C++"),
        ("loss", "los"),
        ("BERT", "RoBERTa"),
        ("recall", "recall@10"),
    ],
)
def test_forms_of_different_things_differ(one, other):
    assert form_key(one) != form_key(other)


@given(st.lists(st.text(alphabet="abcdefghzäßλ", min_size=1, max_size=9), min_size=1, max_size=4))
def test_hyphens_slashes_and_white_space_between_words_do_not_matter(words):
    key = form_key(" ".join(words))
    for joiner in ("-", "/", "–", "  ", "\n", " - "):
        assert form_key(joiner.join(words)) == key
    assert form_key(" ".join(words).upper().lower()) == form_key(" ".join(words).upper().lower())


@given(st.text())
def test_tokens_lose_nothing_but_white_space(text):
    assert "".join(tokens(text)) == "".join(text.split())
    assert all(token.strip() for token in tokens(text))


@given(st.text(min_size=1, max_size=12))
def test_a_key_is_never_empty(token):
    assert token_key(token) != "" or token.lower() == ""


def test_only_signs_that_join_words_are_joiners():
    assert all(map(is_joiner, "-–—/"))
    assert not any(map(is_joiner, [".", "+", ",", "_", "\n", "a", "--"]))


@pytest.mark.parametrize("form", ["SAM", "fMRI", "V1", "MEG", "ViT", "GPT-2"])
def test_short_names_with_capitals_are_case_sensitive(form):
    assert is_case_sensitive(form)


@pytest.mark.parametrize("form", ["attention", "Transformer", "sparse coding", "CLIP model", "k"])
def test_words_phrases_and_long_names_are_not(form):
    assert not is_case_sensitive(form)


def test_case_must_agree_but_for_a_plural_and_joiners():
    assert matches_case("SAE", "SAE")
    assert matches_case("SAE", "SAEs")
    assert matches_case("GPT-2", "GPT 2")
    assert not matches_case("SAE", "sae")
    assert not matches_case("SAE", "Sae")
    assert not matches_case("SEED", "seeds")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("super-resolution", "superresolution"),
        ("CIFAR-10", "CIFAR10"),
        ("multi-head attention", "Multihead Attention"),
    ],
)
def test_compounds_share_a_closed_key(one, other):
    assert closed_key(form_key(one)) == closed_key(form_key(other))


def test_two_numbers_are_not_closed_up():
    assert closed_key(form_key("1-2")) != closed_key(form_key("12"))
    assert compound_keys("1-2") == [("1", "2")]


def test_a_letter_after_a_hyphen_is_no_plural():
    assert compound_keys("CLIP-S") == [("clip", "s"), ("clips",)]
    assert compound_keys("GPT-3.5-turbo") == [
        ("gpt", "3", ".", "5", "turbo"),
        ("gpt3", ".", "5turbo"),
    ]


@given(st.text(max_size=30))
def test_a_forms_own_key_comes_first_and_no_key_twice(form):
    keys = compound_keys(form)
    assert keys[0] == form_key(form)
    assert len(set(keys)) == len(keys)
