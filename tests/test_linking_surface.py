"""Surfaces of one entity share a key, generic words are told apart, labels read well."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperlattice.linking.surface import best_label, group_key, is_generic, link_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("MindFormer", "the MindFormer"),
        ("MindFormer", "MindFormer-based"),
        ("MindFormer", "our novel MindFormers"),
        ("MindFormer", "MindFormer’s"),
        ("brain flow", "Brain-Flow"),
        ("memory trace", "memory traces"),
    ],
)
def test_articles_inflection_and_endings_are_set_aside(one, other):
    # A second head or tail is left alone only where the first took all that there was.
    assert link_key(one)[-1] == link_key(other)[-1]


@pytest.mark.parametrize(
    ("one", "other"),
    [("GPT-2", "GPT-4"), ("Llama 2", "Llama 3"), ("V1", "V2"), ("MindEye", "MindEye2")],
)
def test_versions_stay_apart(one, other):
    assert link_key(one) != link_key(other)


@given(st.text(min_size=1))
def test_any_surface_with_a_letter_or_digit_has_a_key(surface):
    if any(character.isalnum() for character in surface):
        assert link_key(surface)


@pytest.mark.parametrize(
    "surface",
    ["model", "Models", "data", "the method", "Brain", "7", "--", "a", "", "our approach"],
)
def test_single_common_words_and_signs_are_generic(surface):
    assert is_generic(surface)


@pytest.mark.parametrize(
    "surface", ["CEBRA", "brain network", "SCORE", "world model", "GPT-4", "hippocampus", "V1"]
)
def test_names_and_phrases_are_not(surface):
    assert not is_generic(surface)


@pytest.mark.parametrize(
    ("surfaces", "label"),
    [
        ({"brain flows": 3, "Brain flow": 1}, "brain flow"),
        ({"MindFormer": 1, "MindFormer-based": 4}, "MindFormer"),
        ({"Memory Traces": 1, "memory trace": 1}, "memory trace"),
        ({"The CEBRA": 2, "CEBRA": 1}, "CEBRA"),
        ({"memories": 1}, "memory"),
        ({"SAEs": 2}, "SAE"),
        ({"loss": 1}, "loss"),
        ({"Brain Treebank": 2}, "Brain Treebank"),
    ],
)
def test_a_label_is_singular_and_in_its_own_case(surfaces, label):
    assert best_label(surfaces) == label


@given(st.dictionaries(st.text(min_size=1, max_size=8), st.integers(1, 5), min_size=1, max_size=5))
def test_the_label_does_not_depend_on_the_order_of_the_surfaces(surfaces):
    backwards = dict(reversed(list(surfaces.items())))
    assert best_label(surfaces) == best_label(backwards)


@pytest.mark.parametrize(
    "label",
    ["Fourier series", "low-frequency bias", "scaling dynamics", "computational linguistics"],
)
def test_what_is_singular_in_s_keeps_it(label):
    assert best_label({label: 2}) == label


def test_a_plural_in_ies_of_a_word_in_ie_is_its_own():
    assert best_label({"naturalistic movies": 1}) == "naturalistic movie"
    assert group_key("movies") == group_key("movie")


def test_the_state_of_the_art_is_no_entity():
    assert is_generic("SOTA")
    assert is_generic("SOTAs")
