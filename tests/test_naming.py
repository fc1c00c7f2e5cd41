"""Identifiers are readable, stable, and safe to put into an IRI."""

from __future__ import annotations

import re

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperlattice import naming

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sparse Autoencoder", "sparse-autoencoder"),
        ("β-VAE", "beta-vae"),
        ("Gödel, Escher", "godel-escher"),
        ("C++", "c-plus-plus"),
        ("F#", "f-sharp"),
        ("precision@10", "precision-at-10"),
        ("  k‑means  ", "k-means"),
        ("ＣＬＩＰ", "clip"),
    ],
)
def test_a_slug_reads_like_its_text(text, expected):
    assert naming.slug(text) == expected


@given(st.text())
def test_any_text_has_a_slug_of_plain_letters_digits_and_hyphens(text):
    assert SLUG.fullmatch(naming.slug(text))


@given(st.text(alphabet="abcdefgh ", min_size=120), st.text(alphabet="xyz", min_size=1))
def test_long_texts_that_differ_only_late_keep_different_slugs(text, tail):
    assert naming.slug(text) != naming.slug(f"{text}{tail}")
    assert len(naming.slug(text)) < 120


def test_texts_without_latin_letters_keep_different_slugs():
    assert naming.slug("深度学习") != naming.slug("机器学习")
    assert naming.slug("") and naming.slug("!?") != naming.slug("")


def test_version_suffixes_stay_in_ids():
    assert naming.entity_id("Method", "GPT-2") == "method/gpt-2"
    assert naming.entity_id("Method", "GPT-4") == "method/gpt-4"
    assert naming.entity_id("BrainRegion", "V1") == "brain-region/v1"


def test_an_unknown_type_is_no_name():
    with pytest.raises(ValueError, match="Gadget"):
        naming.type_slug("Gadget")


@given(st.text(min_size=1), st.integers(0, 10**6), st.integers(0, 10**6))
def test_every_iri_is_valid_whatever_the_ids(text, start, end):
    for iri in (
        naming.paper_iri(text),
        naming.entity_iri(text),
        naming.mention_iri(naming.mention_id(text, start, end)),
        naming.assertion_iri(text, "uses", text),
        naming.sentence_iri(text, start, end),
        naming.similarity_iri(text, text),
        naming.software_iri(text),
    ):
        assert iri.startswith(naming.BASE)
        assert iri.isascii()
        # The Turtle parser is the strict judge of what an IRI is.
        assert next(iter(ox.parse(f"<{iri}> a <{iri}> .", format=ox.RdfFormat.TURTLE)))


@given(st.text(min_size=1), st.text(min_size=1))
def test_different_papers_have_different_iris(one, other):
    assert (naming.paper_iri(one) == naming.paper_iri(other)) == (one == other)


def test_a_slash_in_a_paper_id_stays_inside_its_part_of_the_iri():
    mention = naming.mention_id("hep-th/9901001", 3, 9)
    assert naming.mention_iri(mention) == f"{naming.BASE}mention/hep-th%2F9901001/3-9"
    assert naming.paper_iri("../entity") == f"{naming.BASE}paper/..%2Fentity"


def test_fingerprints_are_shortened_in_iris():
    assert naming.source_iri("a" * 64) == f"{naming.BASE}source/{'a' * 16}"
    assert naming.run_iri("b" * 64) == f"{naming.BASE}run/{'b' * 16}"
    assert naming.artefact_iri("lexicon", "c" * 64) == f"{naming.BASE}lexicon/{'c' * 16}"
