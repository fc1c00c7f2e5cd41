"""The quick way to the clues finds just what a search with every pattern finds."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from paperlattice.assertions import clues

VOCABULARY = (
    "we use using Using based built on upon relies from evaluated on across outperforms than "
    "the a an of to in compared vs. versus baselines investigate role how address for tackle "
    "towards achieve improves terms such as e.g., i.e. including for example, instance novel "
    "new our first proposed and , This paper work has been have Recent however percent % 95% "
    "state-of-the-art fine-tuned pre-trained fine-tuning trained with via BERT EEG signals "
    "model models task studies (2020) Here future results show reusing overuse propose "
)
WORDS = st.sampled_from(VOCABULARY.split())
TEXTS = st.lists(WORDS, max_size=14).map(" ".join)


def searched(patterns: dict[str, str], text: str, flags: int = 0) -> set[str]:
    return {name for name, pattern in patterns.items() if re.search(pattern, text, flags)}


@given(TEXTS, st.sampled_from(["", " ", "-", " ("]), st.integers(0, 6))
def test_what_stands_before_a_mention(text, end, cut):
    before = (text + end)[cut:]
    assert set(clues.clues_before(before)) == searched(clues._BEFORE, before, re.IGNORECASE)


@given(TEXTS)
def test_what_kind_of_sentence_it_is(sentence):
    assert clues.sentence_clues(sentence) == searched(clues._SENTENCE, sentence)
