"""Results of single papers come back from bytes as they were, to the last bit."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from core_data import HOSTILE, SMALL, paper
from paperlattice.extraction import Extractor
from paperlattice.recogniser import DeferredRecogniser
from paperlattice.recogniser.reading import Reading
from paperlattice.records import Abbreviation, Assertion, Mention
from paperlattice.regeneration.codecs import (
    Extracted,
    assertions_from,
    assertions_to,
    reading_from,
    reading_to,
)

TEXT = st.text(max_size=12)
NUMBER = st.integers(0, 10**6)
SHARE = st.floats(0, 1)
MENTIONS = st.lists(
    st.builds(
        Mention,
        mention_id=TEXT,
        paper_id=TEXT,
        start=NUMBER,
        end=NUMBER,
        text=TEXT,
        type=TEXT,
        rule=TEXT,
        score=SHARE,
        sentence_start=NUMBER,
        sentence_end=NUMBER,
        entity_id=TEXT,
        cue=TEXT,
        introduced=SHARE,
        roles=st.lists(SHARE, max_size=8).map(tuple),
    ),
    max_size=3,
)
ABBREVIATIONS = st.lists(
    st.builds(
        Abbreviation,
        paper_id=TEXT,
        short=TEXT,
        short_start=NUMBER,
        short_end=NUMBER,
        long=TEXT,
        long_start=NUMBER,
        long_end=NUMBER,
    ),
    max_size=3,
)


def same(one: Reading, other: Reading) -> bool:
    arrays = ("types", "opens", "closes", "introduced", "roles")
    return (one.spans, one.names, one.starts) == (other.spans, other.names, other.starts) and all(
        np.array_equal(getattr(one, name), getattr(other, name))
        and getattr(one, name).dtype == getattr(other, name).dtype
        for name in arrays
    )


@given(mentions=MENTIONS, abbreviations=ABBREVIATIONS)
def test_what_a_text_names_comes_back_for_a_paper_of_any_id(mentions, abbreviations):
    kept = Extracted.of(mentions, abbreviations, lexicon="f", touching={"method/x": "1"})
    again = Extracted.from_bytes(kept.to_bytes())
    assert again.to_bytes() == kept.to_bytes()
    subject = paper("other", HOSTILE)
    for was, found in zip(mentions, again.mentions_of(subject), strict=True):
        assert found.paper_id == "other"
        assert found.text == subject.text[was.start : was.end]
        assert (found.score, found.introduced, found.roles, found.entity_id, found.cue) == (
            was.score,
            was.introduced,
            was.roles,
            was.entity_id,
            was.cue,
        )
    for was, found in zip(abbreviations, again.abbreviations_of(subject), strict=True):
        assert (found.short, found.long_end, found.paper_id) == (was.short, was.long_end, "other")


def test_a_real_reading_comes_back_to_the_last_bit():
    reading = DeferredRecogniser().read("On fMRI\nWe decode the Natural Scenes Dataset (NSD).")
    assert reading.spans
    assert same(reading, reading_from(reading_to(reading)))


def test_the_reading_of_an_empty_text_comes_back():
    assert same(Reading(), reading_from(reading_to(Reading())))


def test_assertions_come_back_with_the_mentions_of_their_paper():
    subject = paper("p", "We use GPT-2. GPT-2 reads NSD.")
    mentions = Extractor.load(SMALL).read(subject).mentions
    assertions = [
        Assertion(
            paper_id="p",
            predicate="uses",
            entity_id=mentions[0].entity_id,
            support=2,
            score=0.1234,
            rule=HOSTILE,
            evidence=(mentions[0].mention_id, mentions[1].mention_id),
        )
    ]
    assert assertions_from(assertions_to(assertions, mentions), "p", mentions) == assertions
