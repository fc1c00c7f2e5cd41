"""The server, asked by a real client, by a browser's rules, and by hostile requests."""

from __future__ import annotations

import http.client
import json
import multiprocessing
import re
import threading
import urllib.error
import urllib.parse
import urllib.request

import pyoxigraph
import pytest
from SPARQLWrapper import CSV, JSON, POST, POSTDIRECTLY, TURTLE, XML, SPARQLWrapper

import rdf_data
import serve_data
from paperlattice.query.catalogue import catalogue
from paperlattice.serve.app import REQUEST_LIMIT
from paperlattice.serve.engine import Engine
from paperlattice.serve.protocol import ProtocolError, Question, accepted, question

PAPERS = "SELECT ?s WHERE { ?s a <https://w3id.org/paperlattice/ontology#Paper> } ORDER BY ?s"
RUNAWAY = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@pytest.fixture(scope="module")
def directory(tmp_path_factory):
    place = rdf_data.write(tmp_path_factory.mktemp("place") / "output")
    (place / "explorer.html").write_text("<!doctype html><title>explorer</title>")
    return place


@pytest.fixture(scope="module")
def address(directory):
    with serve_data.running(directory) as found:
        yield found


def fetch(address, data=None, **headers):
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(address, data=data, headers=named)  # noqa: S310
    try:
        with urllib.request.urlopen(request) as response:  # noqa: S310
            return response.status, response.headers, response.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read()


def asking(address, sparql, **others):
    return f"{address}/sparql?{urllib.parse.urlencode({'query': sparql, **others})}"


@pytest.mark.parametrize("way", ["GET", POST, POSTDIRECTLY])
def test_a_real_client_asks_in_the_three_ways_of_the_protocol(address, way):
    client = SPARQLWrapper(f"{address}/sparql")
    client.setQuery(PAPERS)
    client.setReturnFormat(JSON)
    if way == POSTDIRECTLY:
        client.setRequestMethod(POSTDIRECTLY)
    client.setMethod("GET" if way == "GET" else POST)
    rows = client.queryAndConvert()["results"]["bindings"]
    assert len(rows) == 6
    assert rows[0]["s"]["value"].startswith("https://w3id.org/paperlattice/paper/")


def test_a_real_client_gets_csv_xml_and_turtle(address):
    client = SPARQLWrapper(f"{address}/sparql")
    client.setQuery(PAPERS)
    client.setReturnFormat(CSV)
    assert client.queryAndConvert().splitlines()[0] == b"s"
    client.setReturnFormat(XML)
    assert len(client.queryAndConvert().getElementsByTagName("result")) == 6
    client.setQuery("DESCRIBE <https://w3id.org/paperlattice/method/gan>")
    client.setReturnFormat(TURTLE)
    assert b"generative adversarial network" in client.queryAndConvert()


@pytest.mark.parametrize("name", sorted(catalogue()))
def test_the_catalogue_runs_over_the_protocol(address, name):
    status, headers, body = fetch(asking(address, catalogue()[name].text))
    assert status == 200
    assert headers["Content-Type"] == "application/sparql-results+json"
    assert "vars" in json.loads(body)["head"]


@pytest.mark.parametrize(
    ("sparql", "accept", "media_type"),
    [
        (PAPERS, "*/*", "application/sparql-results+json"),
        (PAPERS, "application/json", "application/json"),
        (PAPERS, "text/tab-separated-values", "text/tab-separated-values"),
        (PAPERS, "text/csv;q=0.2, application/sparql-results+xml;q=0.9",
         "application/sparql-results+xml"),
        ("ASK { ?s ?p ?o }", "application/sparql-results+json", "application/sparql-results+json"),
        ("CONSTRUCT WHERE { ?s a ?t }", "*/*", "text/turtle"),
        ("CONSTRUCT WHERE { ?s a ?t }", "application/n-triples", "application/n-triples"),
        ("CONSTRUCT WHERE { ?s a ?t }", "application/ld+json", "application/ld+json"),
    ],
)  # fmt: skip
def test_the_format_is_the_one_that_is_accepted(address, sparql, accept, media_type):
    status, headers, body = fetch(asking(address, sparql), Accept=accept)
    assert status == 200
    assert headers["Content-Type"].partition(";")[0] == media_type
    assert headers["Vary"] == "Accept"
    assert body


def test_graphs_can_be_chosen(address):
    graph = "https://w3id.org/paperlattice/graph/"
    count = "SELECT (COUNT(*) AS ?n) WHERE { ?s a <https://w3id.org/paperlattice/ontology#Paper> }"

    def papers(**chosen):
        _, _, body = fetch(asking(address, count, **chosen))
        return json.loads(body)["results"]["bindings"][0]["n"]["value"]

    assert papers() == "6"
    assert papers(**{"default-graph-uri": f"{graph}papers"}) == "6"
    assert papers(**{"default-graph-uri": f"{graph}entities"}) == "0"
    assert papers(**{"named-graph-uri": f"{graph}papers"}) == "0"


def test_without_query_the_service_describes_itself(address):
    status, headers, body = fetch(f"{address}/sparql", Accept="text/turtle")
    assert (status, headers["Content-Type"].partition(";")[0]) == (200, "text/turtle")
    triples = list(pyoxigraph.parse(body, format=pyoxigraph.RdfFormat.TURTLE))
    endpoints = [t.object.value for t in triples if t.predicate.value.endswith("#endpoint")]
    assert endpoints == [f"{address}/sparql"]
    assert sum(t.predicate.value.endswith("#namedGraph") for t in triples) == 6
    assert fetch(f"{address}/sparql", Accept="image/png")[0] == 406


def test_pages_stand_alone(address):
    assert b"explorer" in fetch(f"{address}/")[2]
    status, headers, page = fetch(f"{address}/query")
    assert status == 200
    assert "script-src 'self'" in headers["Content-Security-Policy"]
    for reference in re.findall(rb'(?:src|href)="([^"]+)"', page):
        assert fetch(address + reference.decode())[0] == 200
    assert b"//" not in b"".join(re.findall(rb'(?:src|href)="([^"]+)"', page))
    queries = json.loads(fetch(f"{address}/catalogue.json")[2])["queries"]
    assert [query["name"] for query in queries] == list(catalogue())


@pytest.mark.parametrize(
    ("sparql", "status", "words"),
    [
        ("SELECT", 400, b"not valid SPARQL"),
        ("INSERT DATA { <a:a> <a:b> 1 }", 400, b"not valid SPARQL"),
        ("LOAD <http://127.0.0.1:1/>", 400, b"not valid SPARQL"),
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", 400, b"another server"),
        ("SELECT ?a ?d WHERE { ?a ?b ?c . ?d ?e ?f }", 500, b"over 300000 bytes"),
        (RUNAWAY, 503, b"over 3 seconds"),
    ],
)
def test_what_cannot_be_answered_is_refused_and_the_server_lives_on(address, sparql, status, words):
    found, headers, body = fetch(asking(address, sparql))
    assert found == status
    assert words in body
    assert headers["Content-Type"].startswith("text/plain")
    assert fetch(asking(address, "ASK {}"))[0] == 200


def test_runaway_queries_in_every_worker_are_all_stopped(address):
    threads = [threading.Thread(target=fetch, args=(asking(address, RUNAWAY),)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert fetch(asking(address, "ASK {}"))[0] == 200


def test_updates_are_refused(address):
    form = urllib.parse.urlencode({"update": "CLEAR ALL"}).encode()
    assert fetch(f"{address}/sparql", form)[0] == 403
    assert (
        fetch(f"{address}/sparql", b"CLEAR ALL", Content_Type="application/sparql-update")[0] == 415
    )
    assert fetch(asking(address, PAPERS))[2].count(b"uri") == 6


def test_a_request_that_is_too_large_is_refused(address):
    body = b"#" * (REQUEST_LIMIT + 1)
    assert fetch(f"{address}/sparql", body, Content_Type="application/sparql-query")[0] == 413


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_methods_are_refused(address, method):
    connection = http.client.HTTPConnection(address.removeprefix("http://"))
    connection.request(method, "/sparql")
    assert connection.getresponse().status == 405


def test_no_other_site_may_ask(address):
    status, headers, _ = fetch(asking(address, "ASK {}"), Origin="https://example.org")
    assert status == 200
    assert "Access-Control-Allow-Origin" not in headers
    assert fetch(asking(address, "ASK {}"), Host="example.org")[0] == 400


def test_another_site_may_ask_where_it_is_allowed(directory):
    with serve_data.running(directory, origins=["https://example.org"]) as found:
        for origin, allowed in (("https://example.org", True), ("https://example.com", False)):
            _, headers, _ = fetch(asking(found, "ASK {}"), Origin=origin)
            assert ("Access-Control-Allow-Origin" in headers) is allowed


def test_a_worker_that_dies_is_replaced(directory):
    with Engine(directory, workers=1, time_limit=20.0, result_limit=1000) as engine:
        asked = Question(sparql="ASK {}")
        assert engine.answer(asked, "").status == 200
        for child in multiprocessing.active_children():
            child.kill()
            child.join()
        assert engine.answer(asked, "").status == 500
        assert engine.answer(asked, "").status == 200


def test_no_file_outside_is_served(address):
    for path in ("/..%2f..%2fetc%2fpasswd", "/query.js/../app.py", "/graph.nq", "//etc/passwd"):
        assert fetch(address + path)[0] == 404


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("", "a/b"),
        ("*/*", "a/b"),
        ("c/d", "c/d"),
        ("a/*;q=0.1, c/d;q=0.2", "c/d"),
        ("a/b;q=0, */*", "c/d"),
        ("*/*;q=0.9, a/b;q=0.1", "c/d"),
        ("x/y", None),
        ("c/d;q=zero", None),
    ],
)
def test_the_accept_header_is_weighed(header, expected):
    assert accepted(header, ["a/b", "c/d"]) == expected


def test_a_question_is_read_from_address_form_or_body():
    asked = Question(sparql="ASK {}", default_graphs=("g:1", "g:2"))
    address = b"query=ASK+%7B%7D&default-graph-uri=g%3A1&default-graph-uri=g%3A2"
    assert question("GET", address, "") == asked
    assert (
        question("POST", b"", "application/x-www-form-urlencoded; charset=UTF-8", address) == asked
    )
    graphs = b"default-graph-uri=g%3A1&default-graph-uri=g%3A2"
    assert question("POST", graphs, "application/sparql-query", b"ASK {}") == asked
    assert question("GET", b"", "") is None


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (("GET", b"query=ASK&query=ASK", ""), 400),
        (("GET", b"query=%ff", ""), 400),
        (("GET", b"query=\xff", ""), 400),
        (("GET", b"&".join([b"a=1"] * 200), ""), 400),
        (("POST", b"", "application/sparql-query", b"\xff"), 400),
        (("POST", b"", "text/plain", b"ASK {}"), 415),
        (("POST", b"", "", b"ASK {}"), 415),
        (("GET", b"update=CLEAR+ALL", ""), 403),
    ],
)
def test_what_the_protocol_forbids_is_refused(arguments, status):
    with pytest.raises(ProtocolError) as caught:
        question(*arguments)
    assert caught.value.status == status
