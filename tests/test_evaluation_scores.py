"""Precision, recall and F1 follow their definitions, and their interval lies round them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paperlattice.evaluation.scores import Counts, Share, macro_f1, score, share, total

COUNTS = st.lists(
    st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9)).map(
        lambda c: Counts(min(c), c[1], c[2])
    ),
    min_size=1,
    max_size=12,
)


def test_the_score_of_known_counts():
    result = score([Counts(2, 4, 2), Counts(1, 2, 4)])
    assert result.precision == pytest.approx(3 / 6)
    assert result.recall == pytest.approx(3 / 6)
    assert result.f1 == pytest.approx(0.5)
    assert result.wanted == 6


def test_counts_are_added_over_papers_not_averaged():
    assert total([Counts(1, 1, 1), Counts(0, 9, 9)]) == Counts(1, 10, 10)
    assert score([Counts(1, 1, 1), Counts(0, 9, 9)]).f1 == pytest.approx(0.1)


@pytest.mark.parametrize("counts", [[], [Counts()], [Counts(0, 3, 0)], [Counts(0, 0, 3)]])
def test_nothing_found_or_wanted_scores_nothing(counts):
    result = score(counts)
    assert (result.precision, result.recall, result.f1) == (0, 0, 0)
    assert (result.low, result.high) == (0, 0)


def test_all_right_is_one_with_a_closed_interval():
    result = score([Counts(3, 3, 3)] * 4)
    assert (result.precision, result.recall, result.f1) == (1, 1, 1)
    assert (result.low, result.high) == (1, 1)


@settings(max_examples=25)
@given(COUNTS)
def test_all_numbers_lie_between_zero_and_one_and_come_out_alike(counts):
    result = score(counts)
    for value in (result.precision, result.recall, result.f1, result.low, result.high):
        assert 0 <= value <= 1
    assert result.low <= result.high
    assert score(counts) == result


def test_the_interval_narrows_as_papers_are_added():
    few = score([Counts(1, 2, 2), Counts(2, 2, 2)] * 3)
    many = score([Counts(1, 2, 2), Counts(2, 2, 2)] * 100)
    assert few.low <= many.low <= many.f1 <= many.high <= few.high
    assert many.high - many.low < few.high - few.low


def test_a_share_has_its_interval():
    result = share([(1, 2), (3, 3), (0, 1)])
    assert result.value == pytest.approx(4 / 6)
    assert 0 <= result.low < result.value < result.high <= 1
    assert share([]) == share([(0, 0)]) == Share(value=0, low=0, high=0)


def test_macro_f1_is_the_mean_over_what_is_wanted():
    papers = [{"uses": Counts(1, 1, 1)}, {"studies": Counts(0, 1, 1), "reports": Counts(0, 5, 0)}]
    result = macro_f1(papers)
    assert result.value == pytest.approx(0.5)
    assert 0 <= result.low <= result.value <= result.high <= 1
    assert macro_f1([{}, {"reports": Counts(0, 5, 0)}]) == Share(value=0, low=0, high=0)
