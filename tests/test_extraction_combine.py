"""Candidates of all finders become mentions: the best that do not overlap, repeated throughout."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core_data import SMALL, entry, lexicon_of, paper
from paperlattice.extraction import Extractor
from paperlattice.extraction.candidates import Candidate, best_without_overlaps
from paperlattice.records import Mention

EXTRACTOR = Extractor.load(SMALL)


def candidate(start: int, end: int, score: float, type_: str = "Method") -> Candidate:
    return Candidate(start=start, end=end, type=type_, rule="lexicon", score=score)


CANDIDATES = st.lists(
    st.builds(
        lambda start, length, score: candidate(start, start + length, score),
        st.integers(0, 12),
        st.integers(1, 5),
        st.integers(-3, 8).map(float),
    ),
    max_size=8,
)


def apart(chosen) -> bool:
    return all(a.end <= b.start or b.end <= a.start for a, b in combinations(chosen, 2))


@given(CANDIDATES)
def test_no_other_choice_without_overlaps_scores_more(candidates):
    kept = best_without_overlaps(candidates)
    assert apart(kept)
    assert [c.start for c in kept] == sorted(c.start for c in kept)
    best = max(
        sum(c.score for c in chosen)
        for size in range(len(candidates) + 1)
        for chosen in combinations(candidates, size)
        if apart(chosen)
    )
    assert sum(c.score for c in kept) == pytest.approx(best)


@given(CANDIDATES, st.randoms(use_true_random=False))
def test_the_order_of_the_candidates_does_not_matter(candidates, random):
    shuffled = list(candidates)
    random.shuffle(shuffled)
    assert best_without_overlaps(shuffled) == best_without_overlaps(candidates)


def test_what_is_unlikely_is_dropped():
    assert best_without_overlaps([candidate(0, 3, -0.1), candidate(4, 6, 0.0)]) == []


def read(abstract: str, title: str = "A study of things") -> list[Mention]:
    return EXTRACTOR.read(paper("p", abstract, title))[0]


def named(abstract: str, title: str = "A study of things") -> list[tuple[str, str]]:
    return [(m.text, m.entity_id) for m in read(abstract, title)]


def test_forms_of_the_lexicon_are_found_in_every_spelling():
    assert named("A sparse autoencoder, Sparse Autoencoders and SAEs of GPT-2.") == [
        ("sparse autoencoder", "method/sparse-autoencoder"),
        ("Sparse Autoencoders", "method/sparse-autoencoder"),
        ("SAEs", "method/sparse-autoencoder"),
        ("GPT-2", "method/gpt-2"),
    ]


def test_a_version_that_the_lexicon_lacks_is_not_the_version_that_it_has():
    assert not {e for _, e in named("We probe GPT-2.5 and GPT-4o-mini.")} & {"method/gpt-2"}


def test_an_abbreviation_means_its_long_form_throughout_the_paper():
    found = named("A sparse autoencoder (SPAE) is fast. The SPAE is good.")
    assert found == [
        ("sparse autoencoder", "method/sparse-autoencoder"),
        ("SPAE", "method/sparse-autoencoder"),
        ("SPAE", "method/sparse-autoencoder"),
    ]


def test_an_abbreviation_of_something_else_is_not_the_lexicons():
    found = named("We sing of a small alpine elk (SAE). The SAE is brown.")
    assert ("SAE", "method/sparse-autoencoder") not in found


def test_an_introduced_name_is_found_wherever_it_stands():
    found = read("We propose MindFormer, a transformer. MindFormer is fast.")
    assert [(m.text, m.type) for m in found] == [("MindFormer", "Method")] * 2
    assert found[0].cue


def test_an_introduced_name_that_is_a_plain_word_too_is_found_in_its_own_spelling():
    found = read("This paper introduces FIND, a benchmark. FIND is large; we find it so.")
    assert [m.text for m in found] == ["FIND", "FIND"]


def test_introduced_names_within_each_other_do_not_overlap_where_they_come_again():
    found = read("We propose NetX. We also propose NetX Pro. Then NetX Pro beats NetX; NetX Pro.")
    assert all(a.end <= b.start for a, b in pairwise(found))


def test_a_thing_that_is_only_used_has_no_cue():
    assert not any(m.cue for m in read("We use a diffusion model on NSD with fMRI."))


@pytest.mark.parametrize(
    ("abstract", "name"),
    [
        ("Here we introduce Centaur, a computational model of the mind.", "Centaur"),
        ("It is what we call the Semantic Hub Hypothesis.", "Semantic Hub Hypothesis"),
    ],
)
def test_what_the_lexicon_knows_is_still_introduced_by_the_paper_that_names_it(abstract, name):
    known = Extractor.load(
        lexicon_of(
            entry("method/centaur", "Method", "Centaur"),
            entry("concept/semantic-hub-hypothesis", "Concept", "semantic hub hypothesis"),
        )
    )
    cues = {m.text: m.cue for m in known.read(paper("p", abstract))[0]}
    assert cues[name]


def test_an_acronym_that_a_paper_coins_is_not_the_lexicons():
    known = Extractor.load(
        lexicon_of(
            entry(
                "method/audio-language-model",
                "Method",
                "audio language model",
                alt_labels=("LALM",),
            )
        )
    )
    title = "LALM: Action Anticipation"
    coined = known.read(paper("p", "LALM looks ahead.", title))[0]
    assert [(m.text, m.entity_id) for m in coined] == [("LALM", "")] * 2
    meant = known.read(paper("p", "LALM is an audio language model for sounds.", title))[0]
    assert meant[0].entity_id == "method/audio-language-model"


def test_a_known_kind_of_thing_is_not_introduced_by_being_presented():
    found = read("We present a diffusion model for images.")
    assert [(m.text, m.cue) for m in found] == [("diffusion model", "")]


def test_adding_a_term_to_the_lexicon_is_enough_to_find_it():
    text = "We record with the brainotron at night."
    assert named(text) == []
    brainotron = entry("modality/brainotron", "Modality", "brainotron")
    more = Extractor.load(lexicon_of(*SMALL.entries.values(), brainotron))
    found = more.read(paper("p", text))[0]
    assert [(m.text, m.type, m.entity_id) for m in found] == [
        ("brainotron", "Modality", "modality/brainotron")
    ]
