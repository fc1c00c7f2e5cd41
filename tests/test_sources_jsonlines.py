"""JSON lines: text kept as given, further fields if well-formed, bad lines refused one by one."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperlattice.records import Paper
from paperlattice.sources import jsonlines
from paperlattice.sources.reader import Found

GOOD = {"id": "2406.04328", "title": "Brains", "abstract": "We read them."}

storable = st.text(
    alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1
).filter(str.strip)


def line(**fields: object) -> str:
    return json.dumps(GOOD | fields)


def only_paper(content: str) -> Paper:
    result = jsonlines.read(content, name="papers.jsonl")
    assert result.refused == ()
    (found,) = result.papers
    return found.paper


def test_reads_id_title_and_abstract() -> None:
    result = jsonlines.read(line() + "\n", name="papers.jsonl")
    expected = Paper(
        paper_id="2406.04328", title="Brains", abstract="We read them.", sources=("papers.jsonl",)
    )
    assert result.papers == (Found(paper=expected, line=1, original_id="2406.04328"),)


@given(storable, storable, storable, st.booleans())
def test_text_is_kept_exactly_as_given(
    paper_id: str, title: str, abstract: str, ascii_only: bool
) -> None:
    record = {"id": paper_id, "title": title, "abstract": abstract}
    paper = only_paper(json.dumps(record, ensure_ascii=ascii_only))
    assert (paper.paper_id, paper.title, paper.abstract) == (paper_id, title, abstract)


@given(st.integers(min_value=-(10**30), max_value=10**30))
def test_an_integer_id_becomes_text_and_is_remembered(number: int) -> None:
    (found,) = jsonlines.read(line(id=number), name="papers.jsonl").papers
    assert found.paper.paper_id == str(number)
    assert found.original_id == number
    assert isinstance(found.original_id, int)


def test_well_formed_further_fields_are_taken() -> None:
    paper = only_paper(
        line(
            published="2024-06-06T10:00:00Z",
            authors=["A. One", {"name": "B. Two"}],
            url="https://arxiv.org/abs/2406.04328",
            organisation=" openbmb  OpenBMB ",
            categories=["q-bio.NC"],
        )
    )
    assert (paper.published, paper.published_precision) == ("2024-06-06", "day")
    assert paper.n_authors == 2
    assert paper.url == "https://arxiv.org/abs/2406.04328"
    assert paper.organisation == "openbmb OpenBMB"


@pytest.mark.parametrize(
    "fields",
    [
        {"published": "June 2024"},
        {"published": 2024},
        {"date": None},
        {"n_authors": -1},
        {"n_authors": True},
        {"n_authors": 10**30},
        {"n_authors": "4"},
        {"authors": []},
        {"authors": "A. One and B. Two"},
        {"url": "javascript:alert(1)"},
        {"url": "https://example.org/a b"},
        {"url": 'https://example.org/"><script>'},
        {"url": 7},
        {"organisation": ["OpenBMB"]},
        {"organisation": "\ud800"},
    ],
)
def test_malformed_further_fields_are_ignored(fields: dict[str, object]) -> None:
    assert only_paper(line(**fields)) == only_paper(line())


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ("{", "not valid JSON"),
        (line()[:-1], "not valid JSON"),
        (line() + " " + line(), "not valid JSON"),
        ('{"id": "x", "title": "a\tb", "abstract": "c"}', "not valid JSON"),
        ("[1, 2]", "not a JSON object"),
        ('"text"', "not a JSON object"),
        ("null", "not a JSON object"),
        (json.dumps({"title": "a", "abstract": "b"}), "no id"),
        (line(id=None), "no id"),
        (line(id=1.5), "neither text nor an integer"),
        (line(id=True), "neither text nor an integer"),
        (line(id=["x"]), "neither text nor an integer"),
        (line(id=" "), "id is empty"),
        (line(id="\ud800"), "the id holds a lone surrogate"),
        (json.dumps({"id": "x", "abstract": "b"}), "no title"),
        (line(title=7), "title is not text"),
        (line(title=" \n"), "title is empty"),
        (line(title="a\0b"), "the title holds a NUL"),
        (json.dumps({"id": "x", "title": "a"}), "no abstract"),
        (line(abstract=None), "no abstract"),
        (line(abstract=["b"]), "abstract is not text"),
        (line(abstract=""), "abstract is empty"),
        (line(abstract="half \udc80"), "the abstract holds a lone surrogate"),
        ('{"id": ' + "9" * 5000 + "}", "number is too long"),
        ('{"id": "x", "deep": ' + "[" * 100_000 + "]" * 100_000 + "}", "nested too deeply"),
        ('{"id": "x", "title": "caf\udce9", "abstract": "b"}', "bytes that are not UTF-8"),
    ],
)
def test_a_bad_line_is_refused_and_the_good_ones_go_through(bad: str, reason: str) -> None:
    content = "\n".join([line(id="first"), "", bad, line(id="last")])
    result = jsonlines.read(content, name="papers.jsonl")
    assert [found.paper.paper_id for found in result.papers] == ["first", "last"]
    assert [found.line for found in result.papers] == [1, 4]
    (refused,) = result.refused
    assert (refused.source, refused.line) == ("papers.jsonl", 3)
    assert reason in refused.reason
    assert refused.remedy
    assert len(refused.excerpt) <= 120
    refused.excerpt.encode("utf-8")


def test_line_separators_within_a_string_do_not_part_the_line() -> None:
    paper = only_paper(json.dumps(GOOD | {"title": "a\u2028b\x85c"}, ensure_ascii=False))
    assert paper.title == "a\u2028b\x85c"


def test_windows_line_ends_are_not_part_of_the_text() -> None:
    result = jsonlines.read(f"{line(id='a')}\r\n{line(id='b')}\r\n", name="papers.jsonl")
    assert [found.paper.paper_id for found in result.papers] == ["a", "b"]
    assert result.refused == ()


@pytest.mark.parametrize(
    "content",
    [
        json.dumps([GOOD, GOOD]),
        json.dumps([GOOD], indent=2),
        json.dumps(GOOD, indent=2),
        json.dumps([]),
    ],
)
def test_another_json_document_is_refused_once_with_a_remedy(content: str) -> None:
    assert jsonlines.recognises(content)
    result = jsonlines.read(content, name="papers.json")
    assert result.papers == ()
    (refused,) = result.refused
    assert refused.line == 1
    assert "line of its own" in refused.remedy


def test_recognises_json_lines_by_their_content() -> None:
    assert jsonlines.recognises(f"\n  {line()}\n")
    assert jsonlines.recognises(f"oops\n{line()}\n{line()}\n")
    assert not jsonlines.recognises("[Re] A replication\nWe replicate it.\n")
    assert not jsonlines.recognises("A title\n{an abstract}\n")
