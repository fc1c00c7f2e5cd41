"""Extraction sees of the lexicon only the entries of which a form stands in the text."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core_data import SMALL, entry, lexicon_of, paper
from paperlattice.extraction import Extractor
from paperlattice.lexicon import Lexicon
from paperlattice.records import Paper
from paperlattice.regeneration.dependence import LexiconIndex, changed_entries
from paperlattice.resources import corpus_dir
from paperlattice.sources import read_sources
from paperlattice.tables import records

ENTRIES = [
    *SMALL.entries.values(),
    entry("method/sam", "Method", "Segment Anything", alt_labels=("SAM",), context=("image",)),
    entry("method/sharp", "Method", "sharpness-aware minimization", alt_labels=("SAM",)),
    entry("concept/image", "Concept", "image", exact_forms=frozenset({"image"})),
    entry("concept/odd", "Concept", "-/-", alt_labels=("(SAM)", "V1/V2")),
]
WORDS = ["SAM", "segment", "anything", "image", "images", "GPT", "-2", "4", "NSD", "fMRI", "V1"]
PIECES = [*WORDS, "V2", "Sharpness-aware", "minimisation", "diffusion\nmodel", "(", ")", "/", "-"]
TEXTS = st.lists(
    st.sampled_from([*PIECES, "", "\n", "\u00a0", "sparse  auto-encoders"]), max_size=14
)


@settings(max_examples=20)
@given(words=TEXTS, chosen=st.sets(st.sampled_from(range(len(ENTRIES)))))
def test_without_the_other_entries_the_same_is_found_in_any_text(words, chosen):
    lexicon = lexicon_of(*(ENTRIES[number] for number in sorted(chosen)))
    subject = paper("p", " ".join(words), "A model")
    touching = LexiconIndex(lexicon).touching(subject.text)
    fewer = Lexicon({name: lexicon.entries[name] for name in touching})
    assert Extractor.load(fewer).read(subject) == Extractor.load(lexicon).read(subject)


def test_without_the_other_entries_the_same_is_found_in_the_corpus(
    lexicon: Lexicon, extractor: Extractor
) -> None:
    index = LexiconIndex(lexicon)
    papers = records(read_sources([corpus_dir() / "listings"]).papers, Paper)
    for subject in papers[::70]:
        touching = index.touching(subject.text)
        fewer = Lexicon({name: lexicon.entries[name] for name in touching})
        assert Extractor.load(fewer).read(subject) == extractor.read(subject)
        assert len(touching) < 100


@pytest.mark.parametrize(
    ("text", "touched"),
    [
        ("We use diffusion models.", ["method/diffusion-model"]),
        ("DIFFUSION-MODEL", ["method/diffusion-model"]),
        ("models of diffusion", []),
        ("GPT-2 or GPT 4", ["method/gpt-2", "method/gpt-4"]),
        ("", []),
    ],
)
def test_a_form_touches_a_text_in_any_case_inflection_and_hyphenation(text, touched):
    assert sorted(LexiconIndex(SMALL).touching(text)) == touched


@pytest.mark.parametrize(
    ("change", "matters"),
    [
        ({"definition": "denoises"}, False),
        ({"exact_match": ("https://example.org/x",)}, False),
        ({"broader": ()}, False),
        ({"context": ("image",)}, True),
        ({"type": "Concept"}, True),
        ({"alt_labels": ("DM",)}, True),
        ({"hidden_labels": ("DM",)}, True),
        ({"exact_forms": frozenset({"diffusion model"})}, True),
    ],
)
def test_only_what_extraction_reads_of_an_entry_counts_as_a_change(change, matters):
    name = "method/diffusion-model"
    other = Lexicon({**SMALL.entries, name: replace(SMALL.entries[name], **change)})
    text = "diffusion models and GPT-2"
    old, new = LexiconIndex(SMALL).touching(text), LexiconIndex(other).touching(text)
    assert changed_entries(old, new) == ([name] if matters else [])
