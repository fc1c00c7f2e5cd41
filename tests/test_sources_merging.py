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


def described(title: str, source: str = "x", **fields: object) -> Found:
    """A record of a bibliography: no id of its own, but authors and identifiers."""
    return listed(title, str(fields.pop("abstract", "")), source, **fields)


def ids(*found: Found) -> list[str]:
    return [paper.paper_id for paper in merge(found).papers]


def test_the_same_doi_or_arxiv_id_makes_one_paper_whatever_the_titles() -> None:
    preprint = described("Old title", "1", arxiv_id="2406.04328", authors=("Ada Lovelace",))
    both = described("New title", "2", arxiv_id="2406.04328", doi="10.1234/a")
    journal = described("New title!", "3", doi="10.1234/a", venue="Nature", abstract="We.")
    (paper,) = merge([preprint, both, journal]).papers
    assert (paper.paper_id, paper.doi, paper.arxiv_id) == ("2406.04328", "10.1234/a", "2406.04328")
    assert (paper.title, paper.abstract, paper.venue) == ("New title!", "We.", "Nature")
    assert paper.authors == ("Ada Lovelace",)
    assert paper.sources == ("1", "2", "3")


def test_the_same_title_and_first_author_make_one_paper() -> None:
    one = described("Key memory", "1", doi="10.1234/a", authors=("Jan van der Berg", "B. Two"))
    other = described("Key Memory.", "2", authors=("van der Berg, J.",))
    assert ids(one, other) == ["10.1234/a"]


def test_the_same_title_of_different_authors_is_two_papers() -> None:
    one = described("Editorial", "1", authors=("Ada Lovelace",))
    other = described("Editorial", "2", authors=("Alan Turing",))
    assert ids(one, other) == ["editorial-lovelace", "editorial-turing"]


def test_different_identifiers_keep_papers_of_one_title_and_author_apart() -> None:
    author = {"authors": ("Ada Lovelace",)}
    one = described("Editorial", "1", doi="10.1234/a", **author)
    two = described("Editorial", "2", doi="10.1234/b", **author)
    untold = described("Editorial", "3", **author)
    assert ids(one, two, untold) == ["10.1234/a", "10.1234/b", "editorial"]


def test_a_listed_paper_joins_the_only_paper_of_its_title_and_gains_what_that_knows() -> None:
    page = listed("Key memory", "We study memory at length.", "page.txt", n_authors=9)
    known = described("Key memory", "a.bib", arxiv_id="2406.04328", authors=("A. One", "B. Two"))
    (paper,) = merge([page, known]).papers
    assert (paper.paper_id, paper.abstract) == ("2406.04328", "We study memory at length.")
    assert (paper.authors, paper.n_authors) == (("A. One", "B. Two"), 9)


def test_a_given_id_and_its_text_stay_when_other_sources_know_more() -> None:
    own = given_id("mine", "Key  memory", "My abstract.", "a.jsonl")
    other = described("Key memory", "b", doi="10.1234/a", abstract="A far longer abstract.")
    (paper,) = merge([own, other]).papers
    assert (paper.paper_id, paper.title, paper.abstract) == ("mine", "Key  memory", "My abstract.")
    assert paper.doi == "10.1234/a"


def test_an_id_written_as_an_arxiv_id_joins_that_paper() -> None:
    own = given_id("2406.04328", "A", "My abstract.")
    other = described("Another title", "b", arxiv_id="2406.04328", authors=("A. One",))
    (paper,) = merge([own, other]).papers
    assert (paper.paper_id, paper.title, paper.authors) == ("2406.04328", "A", ("A. One",))


def test_two_given_ids_are_two_papers_even_with_one_doi() -> None:
    found = [given_id("a", "T", "A."), given_id("b", "T", "A.")]
    found = [replace(record, paper=replace(record.paper, doi="10.1/x")) for record in found]
    assert ids(*found) == ["a", "b"]


def test_two_texts_of_one_given_id_are_one_paper_if_both_bear_the_same_arxiv_id() -> None:
    found = [
        given_id("2406.04328", "T", abstract, source)
        for abstract, source in (("One.", "arxiv.jsonl"), ("One .", "hf.jsonl"))
    ]
    found = [
        replace(record, paper=replace(record.paper, arxiv_id="2406.04328", n_upvotes=number))
        for number, record in enumerate(found)
    ]
    merged = merge(found)
    assert [(paper.abstract, paper.n_upvotes) for paper in merged.papers] == [("One.", 1)]
    assert merged.refused == ()


def test_each_field_is_the_best_that_any_source_knows() -> None:
    one = described(
        "T", "1", arxiv_id="2406.04328", venue="arXiv.org e-prints", published="2024",
        published_precision="year", authors=("A. One", "B. Two"), n_citations=3, topics=("cs.CV",),
    )  # fmt: skip
    two = described(
        "T", "2", arxiv_id="2406.04328", venue="NeurIPS", published="2024-06",
        published_precision="month", authors=("Ada One", "Bob Two"), n_citations=7, n_upvotes=1,
        topics=("Vision", "cs.CV"), url="https://example.org/",
    )  # fmt: skip
    (paper,) = merge([one, two]).papers
    assert (paper.venue, paper.published, paper.published_precision) == (
        "NeurIPS", "2024-06", "month",
    )  # fmt: skip
    assert paper.authors == ("Ada One", "Bob Two")
    assert (paper.n_authors, paper.n_citations, paper.n_upvotes) == (2, 7, 1)
    assert paper.topics == ("Vision", "cs.CV")
    assert paper.url == "https://example.org/"


def test_many_papers_of_one_title_take_time_in_proportion() -> None:
    found = [described("Editorial", str(n), doi=f"10.1234/{n}") for n in range(3000)]
    assert len(merge(found).papers) == 3000


@st.composite
def any_record(draw) -> Found:
    paper = Paper(
        paper_id="",
        title=draw(st.sampled_from(["T", "t", "U", "V w", "V-w"])),
        abstract=draw(st.sampled_from(["", "a", "b", "aa"])),
        authors=draw(st.sampled_from([(), ("A. One",), ("One, Ada", "B"), ("C. Two",)])),
        doi=draw(st.sampled_from(["", "", "10.1234/a", "10.1234/b"])),
        arxiv_id=draw(st.sampled_from(["", "", "2406.00001", "2406.00002"])),
        published=draw(st.sampled_from(["2024-01-02", "2023-01-02"])),
        published_precision=draw(st.sampled_from(["day", "inferred-year"])),
        n_citations=draw(st.none() | st.integers(0, 3)),
        venue=draw(st.sampled_from(["", "arXiv", "NeurIPS"])),
        sources=(draw(st.sampled_from(["1.txt", "2.txt"])),),
    )
    given = draw(st.none() | st.sampled_from(["t", "u", "1", 1, "2406.00001", "10.1234/a"]))
    paper = replace(paper, paper_id=slug(paper.title) if given is None else str(given))
    return Found(paper=paper, line=draw(st.integers(1, 3)), original_id=given)


@given(st.lists(any_record(), max_size=8), st.randoms(use_true_random=False))
def test_any_order_gives_the_same_and_no_record_is_lost(found: list[Found], random) -> None:
    shuffled = list(found)
    random.shuffle(shuffled)
    one, other = merge(found), merge(shuffled)
    assert one.papers == other.papers
    assert sorted(map(str, one.refused)) == sorted(map(str, other.refused))
    taken = {paper.paper_id for paper in one.papers}
    assert len(taken) == len(one.papers)
    assert {str(r.original_id) for r in found if r.original_id is not None} <= taken
    for field in ("doi", "arxiv_id"):
        given_ids = [getattr(p, field) for p in one.papers if p.paper_id == getattr(p, field)]
        assert len(given_ids) == len(set(given_ids))
    texts = {slug(record.paper.title) for record in found}
    assert {slug(paper.title) for paper in one.papers} <= texts
    assert bool(found) == bool(one.papers)


@given(st.lists(any_record(), max_size=6))
def test_a_source_read_twice_changes_nothing(found: list[Found]) -> None:
    once, twice = merge(found), merge([*found, *found])
    assert once.papers == twice.papers
