"""Titles and abstracts are paired, and a missing half costs one record only."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from paperlattice.sources.pairing import Lone, Pair, Passage, pair


def passages(*texts: str) -> list[Passage]:
    return [Passage(line=number, text=text) for number, text in enumerate(texts, start=1)]


def described(items: list[Pair | Lone]) -> list[tuple[str, ...]]:
    return [
        (item.title.text, item.abstract.text)
        if isinstance(item, Pair)
        else ("title" if item.is_title else "abstract", item.passage.text)
        for item in items
    ]


def test_titles_and_abstracts_stand_in_turn() -> None:
    read = pair(passages("Title one", "Abstract one.", "Title two", "Abstract two."))
    assert described(read) == [("Title one", "Abstract one."), ("Title two", "Abstract two.")]


def test_a_title_without_abstract_does_not_shift_what_follows() -> None:
    read = pair(passages("One", "All of one.", "Lonely", "Two", "All of two.", "Three", "It."))
    assert described(read) == [
        ("One", "All of one."),
        ("title", "Lonely"),
        ("Two", "All of two."),
        ("Three", "It."),
    ]


def test_an_abstract_without_title_does_not_shift_what_follows() -> None:
    long = "We show that neurons fire. " * 20
    read = pair(passages("One", long + "A.", long + "B.", "Two", long + "C."))
    assert described(read) == [
        ("One", long + "A."),
        ("abstract", long + "B."),
        ("Two", long + "C."),
    ]


def test_a_single_passage_stands_alone() -> None:
    assert described(pair(passages("A title"))) == [("title", "A title")]
    assert pair([]) == []


@given(st.lists(st.tuples(st.text(min_size=1), st.text(min_size=1)), max_size=20))
def test_a_page_in_turn_is_read_in_turn_if_its_titles_look_like_titles(
    records: list[tuple[str, str]],
) -> None:
    texts = [
        text for title, abstract in records for text in (f"{title[:300]} x", f"{abstract} end.")
    ]
    read = pair(passages(*texts))
    assert [text for item in described(read) for text in item] == texts
    assert all(isinstance(item, Pair) for item in read)


@given(st.lists(st.text(), max_size=30))
def test_every_passage_is_read_once_and_in_order(texts: list[str]) -> None:
    lines = [
        line
        for item in pair(passages(*texts))
        for line in (
            (item.title.line, item.abstract.line)
            if isinstance(item, Pair)
            else (item.passage.line,)
        )
    ]
    assert lines == list(range(1, len(texts) + 1))
