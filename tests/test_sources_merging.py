"""Merging: every source kept, the best of each field, the same whatever the order."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from paperlattice.naming import slug
from paperlattice.records import Paper
from paperlattice.sources.merging import merge
from paperlattice.sources.reader import Found


def listed(title: str, abstract: str, source: str, line: int = 1, **fields: object) -> Found:
    paper = Paper(paper_id=slug(title), title=title, abstract=abstract, sources=(source,))
    return Found(paper=replace(paper, **fields), line=line)


def given_id(
    original_id: str | int, title: str, abstract: str, source: str = "a.jsonl", line: int = 1
) -> Found:
    paper = Paper(paper_id=str(original_id), title=title, abstract=abstract, sources=(source,))
    return Found(paper=paper, line=line, original_id=original_id)


def test_the_same_title_on_two_pages_is_one_paper_with_both_sources() -> None:
    merged = merge(
        [
            listed("Key-value memory", "Short.", "2.txt", n_authors=3),
            listed("Key-Value Memory", "Longer abstract.", "1.txt", organisation="x X"),
        ]
    )
    (paper,) = merged.papers
    assert (paper.title, paper.abstract) == ("Key-Value Memory", "Longer abstract.")
    assert paper.sources == ("1.txt", "2.txt")
    assert (paper.n_authors, paper.organisation) == (3, "x X")
    assert merged.refused == ()


def test_a_full_date_beats_an_inferred_one_and_that_beats_none() -> None:
    none = listed("T", "A.", "1.txt")
    inferred = listed(
        "T", "A.", "2.txt", published="2025-10-15", published_precision="inferred-year"
    )
    full = listed("T", "A.", "3.txt", published="2024-10-15", published_precision="day")
    (paper,) = merge([none, inferred]).papers
    assert (paper.published, paper.published_precision) == ("2025-10-15", "inferred-year")
    (paper,) = merge([none, inferred, full]).papers
    assert (paper.published, paper.published_precision) == ("2024-10-15", "day")


def test_of_two_inferred_years_the_later_is_taken_because_a_page_only_bounds_its_year() -> None:
    dates = ["2024-10-15", "2025-10-15"]
    pages = [
        listed("T", "A.", f"{date}.txt", published=date, published_precision="inferred-year")
        for date in dates
    ]
    assert merge(pages).papers[0].published == "2025-10-15"


def test_the_same_title_under_two_ids_is_two_papers() -> None:
    merged = merge([given_id("a", "T", "One."), given_id("b", "T", "Two.", line=2)])
    assert [(paper.paper_id, paper.abstract) for paper in merged.papers] == [
        ("a", "One."),
        ("b", "Two."),
    ]


def test_the_same_id_with_the_same_text_is_one_paper() -> None:
    merged = merge([given_id("a", "T", "One."), given_id("a", "T", "One.", source="b.jsonl")])
    assert [paper.sources for paper in merged.papers] == [("a.jsonl", "b.jsonl")]
    assert merged.refused == ()


def test_the_same_id_with_another_text_is_refused_and_points_to_the_first() -> None:
    merged = merge([given_id("a", "T", "One.", line=3), given_id("a", "U", "Two.", line=7)])
    assert [paper.title for paper in merged.papers] == ["T"]
    (refused,) = merged.refused
    assert (refused.line, refused.excerpt) == (7, "U")
    assert "a.jsonl:3" in refused.reason


def test_a_listed_paper_joins_the_paper_whose_id_is_the_slug_of_the_same_title() -> None:
    merged = merge(
        [
            listed("Key memory", "A longer abstract.", "1.txt"),
            given_id("key-memory", "Key memory", "A."),
        ]
    )
    (paper,) = merged.papers
    assert paper.abstract == "A."
    assert paper.sources == ("1.txt", "a.jsonl")


def test_a_listed_paper_whose_id_another_paper_took_is_refused() -> None:
    merged = merge([listed("Key memory", "A.", "1.txt"), given_id("key-memory", "Other", "B.")])
    assert [paper.title for paper in merged.papers] == ["Other"]
    assert [refused.source for refused in merged.refused] == ["1.txt"]


def test_integer_ids_are_remembered() -> None:
    merged = merge([given_id(5, "T", "A."), given_id("x", "U", "B.")])
    assert merged.integer_ids == {"5"}


def test_an_integer_and_its_digits_are_one_id() -> None:
    merged = merge([given_id(5, "T", "A."), given_id("5", "U", "B.", line=2)])
    assert [paper.title for paper in merged.papers] == ["T"]
    assert len(merged.refused) == 1


def test_the_order_of_three_pages_makes_no_difference() -> None:
    pages = [
        listed("A: b", "Same length 1.", "3.txt", n_authors=1, organisation="z"),
        listed("A b", "Same length 2.", "1.txt", n_authors=4, organisation="y"),
        listed("A b", "Same length 2.", "2.txt", url="https://example.org/"),
    ]
    outcomes = {merge(order).papers for order in permutations(pages)}
    assert len(outcomes) == 1


records = st.builds(
    lambda kind, key, title, abstract, source, line: (
        listed(title, abstract, source, line)
        if kind
        else given_id(key, title, abstract, source, line)
    ),
    st.booleans(),
    st.sampled_from(["t", "u", "1", 1]),
    st.sampled_from(["T", "t", "U", "V w", "V-w"]),
    st.sampled_from(["a", "b", "aa"]),
    st.sampled_from(["1.txt", "2.txt"]),
    st.integers(1, 3),
)


@given(st.lists(records, max_size=8), st.randoms(use_true_random=False))
def test_any_order_gives_the_same_and_no_record_is_lost(found: list[Found], random) -> None:
    shuffled = list(found)
    random.shuffle(shuffled)
    one, other = merge(found), merge(shuffled)
    assert one.papers == other.papers
    assert sorted(map(str, one.refused)) == sorted(map(str, other.refused))
    assert {paper.paper_id for paper in one.papers} == {record.paper.paper_id for record in found}
    assert len(one.papers) + len(one.refused) <= len(found)
