"""The heads of queries, and the binding of values."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperlattice.query.catalogue import QueryError, bind, catalogue, find, parse

TEXT = """# title: A title
# comment: First line
# comment: and second.
# required name: a name
# optional at_least: a number

SELECT ?s WHERE {
  VALUES ?name { "an example" }
  VALUES ?at_least { 3 }
  ?s ?name ?at_least .
  { VALUES ?name { "an example" } }
}
"""


def query():
    return parse("q", TEXT)


def test_the_head_gives_title_comment_and_parameters():
    parsed = query()
    assert (parsed.title, parsed.comment) == ("A title", "First line and second.")
    name, number = parsed.parameters
    assert (name.value, name.required, name.whole_number) == ("an example", True, False)
    assert (number.value, number.required, number.whole_number) == ("3", False, True)
    assert number.option == "--at-least"


def test_binding_replaces_every_block_of_the_parameter():
    bound = bind(query(), {"name": "x"})
    assert bound.count('VALUES ?name { "x" }') == 2
    assert "an example" not in bound
    assert "VALUES ?at_least { 3 }" in bound


def test_a_required_parameter_must_be_given():
    with pytest.raises(QueryError, match=r"--name.*an example"):
        bind(query(), {})


def test_an_unknown_parameter_is_refused_with_the_known_ones():
    with pytest.raises(QueryError, match="--name, --at-least"):
        bind(query(), {"name": "x", "nam": "y"})


def test_a_number_must_be_whole():
    assert "{ 12 }" in bind(query(), {"name": "x", "at_least": "12"})
    with pytest.raises(QueryError, match="whole number"):
        bind(query(), {"name": "x", "at_least": "3 } DROP ALL {"})


@given(st.text())
def test_no_value_changes_the_query_or_is_lost(value):
    text = 'SELECT ?name WHERE { VALUES ?name { "a" } }'
    head = "# title: t\n# comment: c\n# optional name: n\n"
    bound = bind(parse("q", head + text), {"name": value})
    (row,) = pyoxigraph.Store().query(bound)
    assert row["name"].value == value.encode("utf-8", "replace").decode("utf-8")


@pytest.mark.parametrize("missing", ["title", "comment"])
def test_a_head_without_title_or_comment_is_refused(missing):
    with pytest.raises(QueryError, match=f"no {missing}"):
        parse("q", TEXT.replace(f"# {missing}:", "# other:"))


def test_a_parameter_without_value_or_with_two_is_refused():
    with pytest.raises(QueryError, match="0 values"):
        parse("q", TEXT.replace("?name {", "?nam {"))
    with pytest.raises(QueryError, match="2 values"):
        parse("q", TEXT.replace('"an example"', '"another"', 1))


def test_a_wrong_name_is_answered_with_near_ones():
    with pytest.raises(QueryError, match="papers-with"):
        find("papers-of")
    with pytest.raises(QueryError, match="--list"):
        find("zzz")
    assert find("papers-with").name == "papers-with"


@pytest.mark.parametrize("name", sorted(catalogue()))
def test_every_query_is_documented_and_ordered(name):
    entry = catalogue()[name]
    assert len(entry.title) > 10
    assert entry.comment.endswith(".")
    assert "ORDER BY" in entry.text
    for parameter in entry.parameters:
        assert len(parameter.meaning) > 5
        assert parameter.value or not parameter.required


def test_documentation_lists_every_query() -> None:
    page = Path(__file__).resolve().parents[1] / "docs" / "queries.md"
    headings = re.findall(r"^## `([\w-]+)`$", page.read_text(encoding="utf-8"), re.MULTILINE)
    assert headings == list(catalogue())
