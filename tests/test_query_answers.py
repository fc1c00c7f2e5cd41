"""Answers, and the forms in which they are printed."""

from __future__ import annotations

import csv
import io
import json

import pyoxigraph
import pytest

from paperlattice.query.answers import Answer, ask
from paperlattice.query.catalogue import QueryError
from paperlattice.query.results import FORMATS, as_csv, as_json, as_markdown, as_table

HOSTILE = pyoxigraph.Literal('a|b <script> "q",\n\x1b[31m\u202e\\', language="en")
METHOD = pyoxigraph.NamedNode("https://w3id.org/paperlattice/method/gan")
ANSWER = Answer(
    columns=("what", "text", "count"),
    rows=((METHOD, HOSTILE, pyoxigraph.Literal(3)), (METHOD, None, pyoxigraph.Literal("x"))),
)


def store():
    store = pyoxigraph.Store()
    graph = pyoxigraph.NamedNode("https://example.org/g")
    for subject in ("https://example.org/b", "https://example.org/a"):
        node = pyoxigraph.NamedNode(subject)
        store.add(pyoxigraph.Quad(node, node, pyoxigraph.Literal("v"), graph))
    return store


def test_select_reads_all_named_graphs():
    answer = ask(store(), "SELECT ?s WHERE { ?s ?p ?o } ORDER BY ?s")
    assert answer.columns == ("s",)
    assert [row[0].value[-1] for row in answer.rows] == ["a", "b"]


def test_ask_and_construct_give_tables_too():
    assert ask(store(), "ASK { ?s ?p 'v' }").rows[0][0].value == "true"
    answer = ask(store(), "CONSTRUCT WHERE { ?s ?p ?o }")
    assert answer.columns == ("subject", "predicate", "object")
    assert [row[0].value[-1] for row in answer.rows] == ["a", "b"]


@pytest.mark.parametrize("sparql", ["", "SELECT", "SELECT ?s WHERE { ?s ?p }", "DROP ALL"])
def test_what_is_no_query_is_refused(sparql):
    with pytest.raises(QueryError, match="not valid SPARQL"):
        ask(store(), sparql)


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT * WHERE { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * WHERE { service SILENT <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * { FILTER('# \\'' != \"\")SERVICE<http://127.0.0.1:1/>{?s ?p ?o} }",
        "SELECT * { # '\n SERVICE <http://127.0.0.1:1/> {?s ?p ?o} # '\n }",
    ],
)
def test_no_query_reaches_another_server(sparql):
    with pytest.raises(QueryError, match="another server"):
        ask(store(), sparql)


def test_the_word_service_is_allowed_where_it_is_only_a_word():
    sparql = """SELECT ?service WHERE { # SERVICE
        ?service <https://example.org/SERVICE> "SERVICE" , 'service' }"""
    assert ask(store(), sparql).rows == ()


def test_the_table_is_aligned_and_shows_no_control_characters():
    lines = as_table(ANSWER).splitlines()
    assert lines[0].split() == ["what", "text", "count"]
    assert lines[-1] == "2 rows"
    assert "method:gan" in lines[2]
    assert "\x1b" not in as_table(ANSWER)
    assert "\u202e" not in as_table(ANSWER)
    assert lines[2].rindex("3") == lines[3].rindex("x")


def test_the_table_cuts_what_is_long():
    answer = Answer(columns=("a",), rows=((pyoxigraph.Literal("word " * 100),),))
    assert max(map(len, as_table(answer).splitlines())) == 72
    assert "…" in as_table(answer)
    assert as_table(answer).endswith("\n1 row\n")


def test_markdown_keeps_hostile_text_in_its_cell():
    line = as_markdown(ANSWER).splitlines()[2]
    assert line.count(" | ") == 2
    assert "<script>" not in line
    assert "a\\|b &lt;script&gt;" in line


def test_csv_reads_back():
    rows = list(csv.reader(io.StringIO(as_csv(ANSWER), newline="")))
    assert rows[0] == ["what", "text", "count"]
    assert rows[1] == [METHOD.value, HOSTILE.value, "3"]
    assert rows[2] == [METHOD.value, "", "x"]


def test_json_is_sparql_json_that_another_reader_reads():
    solutions = pyoxigraph.parse_query_results(as_json(ANSWER), pyoxigraph.QueryResultsFormat.JSON)
    first, second = list(solutions)
    assert (first["what"], first["text"], first["count"]) == ANSWER.rows[0]
    assert second["text"] is None
    assert json.loads(as_json(ANSWER))["head"]["vars"] == ["what", "text", "count"]


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_every_form_prints_an_empty_answer(form):
    assert FORMATS[form](Answer(columns=("a",), rows=())).endswith("\n")
