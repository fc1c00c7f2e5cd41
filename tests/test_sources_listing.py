"""Listing pages in both layouts, real and broken."""

from __future__ import annotations

from pathlib import Path

import pytest

from paperlattice.naming import slug
from paperlattice.records import Paper
from paperlattice.resources import corpus_dir
from paperlattice.sources import listing
from paperlattice.sources.reader import ReaderResult, excerpt

PAGES = sorted((corpus_dir() / "listings").glob("*.txt"))
RECORDS = [166, 57, 147, 67, 47]

LINES_PAGE = """Get trending papers in your email inbox once a day!
Get trending papers in your email inbox!
SubscribeKey-value memory in the brain
Classical models of memory rely on similarity-based retrieval.
Padé units
We use Padé approximants.
"""

BLOCKS_PAGE = """new

Get trending papers in your email inbox!

Subscribe

Daily Papers

byAK and the research community

Nov 14

First paper of 2042

We study fMRI in the year 2050.

  • 4 authors
·
Sep 3, 2024

Second paper

We study EEG.

openbmb OpenBMB
·
Oct 15 2

Third paper

We study MEG.
"""


def papers(content: str) -> list[Paper]:
    return [found.paper for found in listing.read(content, name="page.txt").papers]


def read_page(page: Path) -> ReaderResult:
    return listing.read(page.read_text(encoding="utf-8"), name=page.name)


def test_the_real_pages_hold_their_records() -> None:
    results = [read_page(page) for page in PAGES]
    assert [len(result.papers) for result in results] == RECORDS
    assert [result.refused for result in results] == [()] * 5
    found = [record for result in results for record in result.papers]
    assert len({record.paper.paper_id for record in found}) == 350


def test_114_real_records_carry_metadata_and_all_of_it_is_read() -> None:
    found = [record.paper for page in PAGES for record in read_page(page).papers]
    described = [paper for paper in found if paper.published]
    assert len(described) == 114
    assert sum(paper.n_authors is not None for paper in described) == 113
    assert [paper.organisation for paper in described if paper.organisation] == ["openbmb OpenBMB"]
    assert {paper.published[:4] for paper in described if paper.published_precision != "day"} == {
        "2025"
    }
    assert (
        max(paper.published[:4] for paper in described if paper.published_precision == "day")
        == "2024"
    )


def test_the_real_titles_and_abstracts_look_like_ones() -> None:
    for page in PAGES:
        for record in read_page(page).papers:
            title, abstract = record.paper.title, record.paper.abstract
            assert 10 < len(title) < 250
            assert not title.startswith("Subscribe")
            assert 500 < len(abstract) < 2000
            assert "·" not in title + abstract
            assert " ".join(abstract.split()) == abstract


def test_lines_are_titles_and_abstracts_in_turn() -> None:
    assert listing.recognises(LINES_PAGE)
    first, second = papers(LINES_PAGE)
    assert first.title == "Key-value memory in the brain"
    assert first.paper_id == "key-value-memory-in-the-brain"
    assert first.sources == ("page.txt",)
    assert second.title == "Padé units"
    assert second.abstract == "We use Padé approximants."


def test_blocks_carry_metadata() -> None:
    assert listing.recognises(BLOCKS_PAGE)
    first, second, third = papers(BLOCKS_PAGE)
    assert (first.published, first.published_precision, first.n_authors) == ("2024-09-03", "day", 4)
    assert (second.published, second.published_precision) == ("2025-10-15", "inferred-year")
    assert (second.n_authors, second.organisation) == (None, "openbmb OpenBMB")
    assert (third.title, third.published, third.published_precision) == ("Third paper", "", "")


def test_years_in_titles_and_abstracts_do_not_date_the_page() -> None:
    assert {paper.published[:4] for paper in papers(BLOCKS_PAGE)} == {"2024", "2025", ""}


def test_a_year_in_the_page_header_counts() -> None:
    page = BLOCKS_PAGE.replace("Nov 14", "Nov 14, 2025")
    assert papers(page)[1].published == "2026-10-15"


@pytest.mark.parametrize(
    "change",
    [
        lambda page: page.replace("\n", "\r\n"),
        lambda page: page.replace("\n", "\r"),
        lambda page: page.replace("  • 4 authors\n·\nSep 3, 2024", "• 4 authors · Sep 3, 2024"),
        lambda page: page.replace("  • 4 authors\n·\n", "•\u00a04\u00a0authors\n\n·\n\n"),
        lambda page: page.replace("new\n\n", "").replace("Subscribe\n\n", ""),
        lambda page: page.replace("community\n\nNov 14\n", "community\nNov 14\n"),
        lambda page: page.replace("study fMRI in", "study\u00a0fMRI\nin "),
        lambda page: page.rstrip("\n"),
        lambda page: "\n\n" + page,
    ],
)
def test_small_differences_of_a_page_make_no_difference(change) -> None:
    assert papers(change(BLOCKS_PAGE)) == papers(BLOCKS_PAGE)


def test_a_page_without_its_header_is_known_by_its_metadata() -> None:
    start = BLOCKS_PAGE.index("First paper")
    assert listing.recognises(BLOCKS_PAGE[start:])
    assert papers(BLOCKS_PAGE[start:]) == papers(BLOCKS_PAGE)


@pytest.mark.parametrize(
    "content",
    ["", "\n", "Dear all,\n\nsee you in May.\n", '{"id": 1}\n', "a,b\n1,2\n", "\x00\x01\x02"],
)
def test_other_texts_are_no_listings(content: str) -> None:
    assert not listing.recognises(content)


def test_a_title_without_abstract_is_refused_and_the_rest_goes_through() -> None:
    page = BLOCKS_PAGE.replace("We study EEG.\n\n", "")
    result = listing.read(page, name="page.txt")
    assert [found.paper.title for found in result.papers] == ["First paper of 2042", "Third paper"]
    (refused,) = result.refused
    assert (refused.source, refused.excerpt) == ("page.txt", "Second paper")
    assert page.split("\n")[refused.line - 1] == "Second paper"
    assert refused.reason == "title without abstract"
    assert refused.remedy


def test_a_missing_abstract_among_lines_does_not_shift_the_records_after_it() -> None:
    page = PAGES[0].read_text(encoding="utf-8").split("\n")
    del page[103]
    result = listing.read("\n".join(page), name="page.txt")
    assert len(result.papers) == 165
    assert [(refused.line, refused.excerpt) for refused in result.refused] == [
        (103, excerpt(page[102]))
    ]
    whole = read_page(PAGES[0])
    kept = [found.paper.title for found in whole.papers if found.paper.title != page[102]]
    assert [found.paper.title for found in result.papers] == kept


def test_a_record_with_bytes_that_are_not_utf8_is_refused_alone() -> None:
    content = LINES_PAGE.encode("latin-1").decode("utf-8", "surrogateescape")
    result = listing.read(content, name="page.txt")
    assert [found.paper.title for found in result.papers] == ["Key-value memory in the brain"]
    (refused,) = result.refused
    assert "UTF-8" in refused.reason
    assert refused.excerpt == "Pad\ufffd units"
    refused.excerpt.encode("utf-8")


def test_a_record_with_a_nul_is_refused_alone() -> None:
    result = listing.read(LINES_PAGE.replace("We use", "We\0use"), name="page.txt")
    assert len(result.papers) == 1
    assert "NUL" in result.refused[0].reason


def test_hostile_titles_are_only_text() -> None:
    title = '<script>alert("x")</script> & {"a": 1} </text>'
    (paper,) = papers(f"Header\nHeader\nSubscribe{title}\nAn abstract.\n")
    assert paper.title == title
    assert paper.paper_id == slug(title)
