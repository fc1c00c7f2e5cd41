"""Hostile clients of the server: what they send is refused, and others are still answered."""

from __future__ import annotations

import json
import socket
import threading
import time
import urllib.error
import urllib.parse
import urllib.request

import pytest

import rdf_data
import serve_data

PATIENCE = 3.0
RUNAWAY = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    directory = rdf_data.write(tmp_path_factory.mktemp("place") / "output")
    (directory / "explorer.html").write_text("<!doctype html><title>explorer</title>")
    (directory.parent / "secret.txt").write_text("secret")
    with serve_data.running(directory, patience=PATIENCE) as found:
        yield found


def port(address: str) -> int:
    return int(address.rpartition(":")[2])


def said(address: str, request: bytes) -> bytes:
    """Send bytes as they are, and return all that comes until the server closes."""
    with socket.create_connection(("127.0.0.1", port(address)), timeout=30) as connection:
        connection.sendall(request)
        answer = b""
        try:
            while part := connection.recv(65536):
                answer += part
        except ConnectionResetError:
            pass
    return answer


def asked(address: str, sparql: str) -> tuple[int, dict[str, str], bytes]:
    url = f"{address}/sparql?{urllib.parse.urlencode({'query': sparql})}"
    try:
        with urllib.request.urlopen(url) as response:  # noqa: S310
            return response.status, dict(response.headers), response.read()
    except urllib.error.HTTPError as error:
        return error.code, dict(error.headers), error.read()


def head(path: bytes, *lines: bytes) -> bytes:
    lines = lines or (b"Host: 127.0.0.1",)
    return b"\r\n".join([b"GET " + path + b" HTTP/1.1", *lines, b"Connection: close", b"", b""])


@pytest.mark.parametrize("sparql", [SCRIPT, f'SELECT ("{SCRIPT}" AS ?x) {{}}'])
def test_no_answer_is_ever_a_page(address, sparql):
    _, headers, _ = asked(address, sparql)
    assert headers["content-type"].partition(";")[0] in {
        "text/plain",
        "application/sparql-results+json",
    }
    assert headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in headers["content-security-policy"]


@pytest.mark.parametrize(
    "path",
    [
        b"/../secret.txt",
        b"/..%2fsecret.txt",
        b"/%2e%2e/secret.txt",
        b"/..%5csecret.txt",
        b"/query.js/..%2f..%2fapp.py",
        b"//127.0.0.1/secret.txt",
        b"/explorer.html%00.txt",
        b"/sparql/../graph.nq",
        b"file:///etc/passwd",
    ],
)
def test_no_path_leads_out(address, path):
    answer = said(address, head(path))
    assert answer.split(b" ", 2)[1] in {b"400", b"404"}
    assert b"secret" not in answer


@pytest.mark.parametrize(
    "lines",
    [
        (b"Host: evil.example",),
        (b"Host: 127.0.0.1.evil.example",),
        (b"Host: 127.0.0.1@evil.example",),
        (b'Host: 127.0.0.1:80/"><script>',),
        (b"Host: 127.0.0.1", b"Host: evil.example"),
        (b"X-Forwarded-Host: 127.0.0.1",),
        (b"Host: 127.0.0.1", b"X-Bare\nSet-Cookie: a=b"),
        (b"Host: 127.0.0.1", b"X-Null: \0"),
        (b"Host: 127.0.0.1", b"Content-Length: 3", b"Content-Length: 30"),
        (b"Host: 127.0.0.1", b"Content-Length: -1"),
    ],
)
def test_a_hostile_head_is_refused(address, lines):
    assert said(address, head(b"/sparql", *lines)).split(b" ", 2)[1] in {b"400", b"431"}


def test_an_endless_head_is_cut(address):
    with socket.create_connection(("127.0.0.1", port(address)), timeout=30) as connection:
        connection.sendall(b"GET /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Long: ")
        with pytest.raises(ConnectionError):
            for _ in range(1000):
                connection.sendall(b"x" * 1000)
                time.sleep(0.001)
    assert asked(address, "ASK {}")[0] == 200


@pytest.mark.parametrize("value", ["a\r\nSet-Cookie: a=b", "text/csv\r\n\r\n<script>"])
def test_nothing_that_is_sent_becomes_a_header(address, value):
    quoted = urllib.parse.quote(value, safe="")
    for field in ("query", "default-graph-uri", "other"):
        answer = said(address, head(f"/sparql?query=ASK{{}}&{field}={quoted}".encode()))
        assert b"set-cookie" not in answer.partition(b"\r\n\r\n")[0].lower()
        assert answer.startswith(b"HTTP/1.1 ")


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { SERV\\u0049CE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { {#\nsErViCe SILENT <http://127.0.0.1:9/> { ?s ?p ?o } } }",
        "ASK {} ; DROP ALL",
        "DELETE WHERE { ?s ?p ?o }",
        "SELECT * { ?s ?p ?o } " + "}" * 10_000,
    ],
)
def test_a_query_cannot_leave_or_change_the_graph(address, sparql):
    assert asked(address, sparql)[0] == 400
    _, _, body = asked(address, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    assert int(json.loads(body)["results"]["bindings"][0]["n"]["value"]) > 100


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT * " + "{" * 400_000 + "}" * 400_000,
        "SELECT (" + "CONCAT(" * 20_000 + "'a'" + ")" * 20_000 + " AS ?x) {}",
    ],
)
def test_a_query_of_endless_depth_takes_no_more_than_its_worker(address, sparql):
    request = urllib.request.Request(  # noqa: S310
        f"{address}/sparql", sparql.encode(), {"Content-Type": "application/sparql-query"}
    )
    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(request)  # noqa: S310
    assert caught.value.code in {400, 500, 503}
    assert asked(address, "ASK {}")[0] == 200


@pytest.mark.parametrize("announced", [b"Content-Length: 900000000", b"Transfer-Encoding: chunked"])
def test_an_oversized_body_is_refused_before_it_is_there(address, announced):
    lines = (b"Host: 127.0.0.1", b"Content-Type: application/sparql-query", announced)
    request = head(b"/sparql", *lines).replace(b"GET", b"POST")
    part = b"#" * 1_200_000
    body = part if announced.startswith(b"Content") else b"%x\r\n%b\r\n" % (len(part), part)
    assert b" 413 " in said(address, request + body).partition(b"\r\n")[0]


@pytest.mark.parametrize(
    "request_",
    [
        b"",
        b"GET /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ",
        b"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 99\r\n"
        b"Content-Type: application/sparql-query\r\n\r\nASK",
        b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\nGET / HT",
    ],
)
def test_a_client_that_sends_too_slowly_is_dropped_however_it_drips(address, request_):
    with socket.create_connection(("127.0.0.1", port(address)), timeout=30) as connection:
        connection.sendall(request_)
        began = time.monotonic()
        with pytest.raises(ConnectionError):
            while time.monotonic() - began < 10 * PATIENCE:
                time.sleep(0.2)
                connection.sendall(b"x")
    assert time.monotonic() - began >= 0.5 * PATIENCE
    assert asked(address, "ASK {}")[0] == 200


def test_long_queries_give_way_to_short_ones(address):
    began = time.monotonic()
    answers: list[int] = []

    def runaway() -> None:
        answers.append(asked(address, RUNAWAY)[0])

    threads = [threading.Thread(target=runaway) for _ in range(4)]
    for thread in threads:
        thread.start()
    while time.monotonic() - began < 3:
        assert asked(address, "ASK {}")[0] == 200
    for thread in threads:
        thread.join()
    assert answers == [503] * 4
