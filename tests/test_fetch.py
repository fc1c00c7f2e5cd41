"""Fetching is polite, survives what services do, and leaves whole files only."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from fetch_data import Server, atom_page, body, cut, daily, drop, serving, status, trickle
from paperlattice.cli import main
from paperlattice.errors import FetchError, PaperLatticeError
from paperlattice.fetch import Arxiv, Client, Fetched, HuggingFace, Manners, fetch, paper_line
from paperlattice.fetch.client import USER_AGENT
from paperlattice.fetch.services import Service
from paperlattice.records import Paper
from paperlattice.sources import read_sources
from paperlattice.tables import records

MANNERS = Manners(interval=3.0, timeout=5.0, tries=4, first_wait=2.0, longest_wait=60.0)


class Clock:
    """A clock that stands still but for what is slept."""

    def __init__(self) -> None:
        self.time, self.slept = 100.0, list[float]()

    def now(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += seconds


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as state:
        yield state


@pytest.fixture
def clock() -> Clock:
    return Clock()


def run(service: Service, out: Path, clock: Clock, **options: int) -> Fetched:
    client = Client(MANNERS, now=clock.now, sleep=clock.sleep)
    return fetch(service, out, client=client, **options)


def test_pages_become_one_file_that_build_reads(server, clock, tmp_path: Path) -> None:
    out = tmp_path / "papers.jsonl"
    done = run(Arxiv(query="all:seal", base=server.url), out, clock)
    assert done == Fetched(papers=250, without_abstract=0)
    assert [path.name for path in tmp_path.iterdir()] == ["papers.jsonl"]
    result = read_sources([out])
    assert result.refused.empty
    papers = records(result.papers, Paper)
    assert len(papers) == 250
    assert (papers[7].paper_id, papers[7].arxiv_id) == ("2501.00007", "2501.00007")
    assert (papers[7].authors, papers[7].published) == (("Ada Lovelace",), "2025-01-21")
    assert ["start=0&" in a or "start=100&" in a or "start=200&" in a for a in server.asked] == [
        True
    ] * 3


def test_requests_keep_the_distance_and_say_who_asks(server, clock, tmp_path: Path) -> None:
    run(Arxiv(query="all:seal", base=server.url), tmp_path / "a.jsonl", clock)
    assert clock.slept == [3.0, 3.0]
    assert set(server.agents) == {USER_AGENT}


def test_the_query_holds_words_and_days() -> None:
    url = Arxiv(query="all:seal", first=date(2025, 1, 20), last=date(2025, 1, 22)).url(2)
    assert url.startswith("https://export.arxiv.org/api/query?search_query=%28all%3Aseal%29+AND+")
    assert "submittedDate%3A%5B202501200000+TO+202501222359%5D" in url
    assert "start=200&max_results=100&sortBy=submittedDate&sortOrder=ascending" in url


def test_days_of_hugging_face_are_asked_one_by_one(server, clock, tmp_path: Path) -> None:
    service = HuggingFace(first=date(2025, 1, 30), last=date(2025, 2, 1), base=server.url)
    out = tmp_path / "hf.jsonl"
    assert run(service, out, clock).papers == 9
    assert [path.partition("date=")[2][:10] for path in server.asked] == [
        "2025-01-30",
        "2025-01-31",
        "2025-02-01",
    ]
    first = json.loads(out.read_text().splitlines()[0])
    assert (first["id"], first["n_upvotes"], first["n_comments"]) == ("2501.03000", 3000, 1)
    assert records(read_sources([out]).papers, Paper)[0].n_comments == 1


@pytest.mark.parametrize(
    "fault",
    [
        status(503),
        status(429),
        status(500),
        cut,
        drop,
        body(""),
        body("<html>busy</html>"),
        body(atom_page(0, total=250)[:-400]),
        body(atom_page(0, total=250, size=0)),
        body('<!DOCTYPE x [<!ENTITY a "b">]>' + atom_page(0, total=250)),
    ],
)
def test_what_passes_is_tried_again_with_longer_waits(server, clock, tmp_path, fault) -> None:
    server.faults = [fault, fault]
    assert run(Arxiv(query="all:seal", base=server.url), tmp_path / "a", clock).papers == 250
    assert len(server.asked) == 5
    # Each wait beyond the distance that requests keep anyhow.
    assert clock.slept == [2.0, 1.0, 4.0, 3.0, 3.0]


def test_a_slow_answer_is_given_up_and_asked_for_again(server, tmp_path: Path) -> None:
    server.faults = [trickle]
    manners = Manners(interval=0.0, timeout=0.2, tries=2, first_wait=0.0)
    service = Arxiv(query="all:seal", base=server.url)
    assert fetch(service, tmp_path / "a", client=Client(manners)).papers == 250
    assert len(server.asked) == 4


def test_a_service_says_how_long_to_wait(server, clock, tmp_path: Path) -> None:
    server.faults = [
        status(503, Retry_After="17"),
        status(503, Retry_After="Tue, 21 Jan 2025 10:00:30 GMT"),
    ]
    run(Arxiv(query="all:seal", base=server.url), tmp_path / "a", clock)
    assert clock.slept[0] == 17.0
    assert len(server.asked) == 5


def test_a_wait_that_is_too_long_ends_the_command(server, clock, tmp_path: Path) -> None:
    server.faults = [status(429, Retry_After="86400")]
    with pytest.raises(FetchError, match="asks to wait 86400 seconds"):
        run(Arxiv(query="all:seal", base=server.url), tmp_path / "a", clock)
    assert len(server.asked) == 1


def test_after_the_last_try_it_stops_and_later_goes_on(server, clock, tmp_path: Path) -> None:
    out = tmp_path / "papers.jsonl"
    service = Arxiv(query="all:seal", base=server.url)

    def fail_later(handler) -> None:
        body(atom_page(0, total=250))(handler)
        server.faults = [status(503)] * 4

    server.faults = [fail_later]
    with pytest.raises(FetchError, match=r"no good answer in 4 tries; the last: HTTP status 503"):
        run(service, out, clock)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "papers.jsonl.part",
        "papers.jsonl.part.state",
    ]
    with (tmp_path / "papers.jsonl.part").open("a") as stream:
        stream.write('{"id": "2501.99999", "title": "A page that was cut o')
    server.asked.clear()
    assert run(service, out, clock).papers == 250
    assert len(server.asked) == 2
    assert len(records(read_sources([out]).papers, Paper)) == 250
    assert [path.name for path in tmp_path.iterdir()] == ["papers.jsonl"]


def test_an_interrupted_fetch_gives_the_same_bytes(server, clock, tmp_path: Path) -> None:
    service = Arxiv(query="all:seal", base=server.url)
    run(service, tmp_path / "whole", clock)
    server.faults = [body(atom_page(0, total=250)), body(atom_page(100, total=250)), status(404)]
    with pytest.raises(FetchError, match="404"):
        run(service, tmp_path / "parts", clock)
    run(service, tmp_path / "parts", clock)
    assert (tmp_path / "whole").read_bytes() == (tmp_path / "parts").read_bytes()


def test_part_of_another_query_is_not_gone_on_with(server, clock, tmp_path: Path) -> None:
    server.faults = [body(atom_page(0, total=250)), status(404)]
    with pytest.raises(FetchError):
        run(Arxiv(query="all:seal", base=server.url), tmp_path / "a", clock)
    with pytest.raises(FetchError, match="part of another query"):
        run(Arxiv(query="all:whale", base=server.url), tmp_path / "a", clock)
    (tmp_path / "a.part.state").write_text("{")
    with pytest.raises(FetchError, match="damaged"):
        run(Arxiv(query="all:seal", base=server.url), tmp_path / "a", clock)


def test_a_limit_is_kept_and_a_paper_that_moved_to_the_next_page_is_written_once(
    server, clock, tmp_path: Path
) -> None:
    assert run(Arxiv(query="a", base=server.url), tmp_path / "a", clock, limit=120).papers == 120
    assert len((tmp_path / "a").read_text().splitlines()) == 120
    server.faults = [body(atom_page(0, total=150)), body(atom_page(90, total=150))]
    assert run(Arxiv(query="a", base=server.url), tmp_path / "b", clock).papers == 150


def test_a_query_with_too_many_papers_says_so_unless_fewer_are_wanted(
    server, clock, tmp_path: Path, monkeypatch
) -> None:
    monkeypatch.setattr("paperlattice.fetch.services._MOST_ARXIV_GIVES", 200)
    service = Arxiv(query="a", base=server.url)
    assert run(service, tmp_path / "a", clock, limit=200).papers == 200
    with pytest.raises(FetchError, match="more than the 200 papers"):
        run(service, tmp_path / "b", clock)


@pytest.mark.parametrize("code", [400, 403, 404, 414])
def test_a_no_is_a_no(server, clock, tmp_path: Path, code: int) -> None:
    server.faults = [status(code)]
    with pytest.raises(FetchError, match=f"HTTP status {code}"):
        run(Arxiv(query="a", base=server.url), tmp_path / "a", clock)
    assert (len(server.asked), clock.slept) == (1, [])


@pytest.mark.parametrize("place", ["file:///etc/passwd", "ftp://127.0.0.1/"])
def test_a_redirection_leads_to_no_file(server, clock, tmp_path: Path, place: str) -> None:
    server.faults = [status(302, Location=place)] * 4
    with pytest.raises(FetchError):
        run(Arxiv(query="a", base=server.url), tmp_path / "a", clock)
    assert not (tmp_path / "a").exists()


def test_a_mistaken_query_is_told(server, clock, tmp_path: Path) -> None:
    wrong = atom_page(0, total=1).replace(
        "http://arxiv.org/abs/2501", "http://arxiv.org/api/errors#"
    )
    server.faults = [body(wrong)]
    with pytest.raises(FetchError, match="does not understand the query"):
        run(Arxiv(query="a", base=server.url), tmp_path / "a", clock)


def test_an_answer_without_end_is_given_up(server, tmp_path: Path) -> None:
    server.faults = [body(" " * 300_000)]
    manners = Manners(interval=0, tries=2, first_wait=0, largest=200_000)
    service = Arxiv(query="all:seal", base=server.url)
    assert fetch(service, tmp_path / "a", client=Client(manners)).papers == 250


def test_offline_is_said_in_a_line(monkeypatch, tmp_path: Path) -> None:
    def no_name(*_: object, **__: object) -> None:
        raise socket.gaierror(-3, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", no_name)
    out = tmp_path / "a.jsonl"
    result = CliRunner().invoke(main, ["fetch", "arxiv", "--query", "all:seal", "--out", str(out)])
    assert result.exit_code == 1
    assert "export.arxiv.org: cannot be reached" in result.output
    assert "works offline" in result.output
    assert "Traceback" not in result.output
    assert not out.exists()


def test_the_command_fetches(server, tmp_path: Path) -> None:
    out = tmp_path / "a.jsonl"
    command = ["fetch", "huggingface", "--from", "2025-01-21", "--to", "2025-01-21"]
    result = CliRunner().invoke(main, [*command, "--base-url", server.url, "--out", str(out)])
    assert result.exit_code == 0, result.output
    assert f"{out}: 3 papers" in result.output
    assert daily("2025-01-21", papers=3).count("summary") == len(out.read_text().splitlines())


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"query": "  "},
        {"first": date(2025, 1, 2)},
        {"first": date(2025, 1, 2), "last": date(2025, 1, 1)},
        {"query": "a", "base": "file:///etc"},
        {"query": "a", "first": date(2025, 1, 1), "last": date(2025, 1, 2)},
    ],
)
def test_a_query_that_asks_for_nothing_is_an_error(options) -> None:
    with pytest.raises(PaperLatticeError):
        HuggingFace(**options)


def test_a_line_holds_what_is_known(tmp_path: Path) -> None:
    paper = Paper(
        paper_id="2501.00001", title="T", abstract="A\u2028b.", published="2025", topics=("x",),
        published_precision="year", arxiv_id="2501.00001", n_upvotes=0, doi="10.1234/a",
        authors=("Ada",), n_authors=1, venue="V", url="https://example.org/", organisation="O",
    )  # fmt: skip
    (tmp_path / "a.jsonl").write_text(paper_line(paper))
    (read,) = records(read_sources([tmp_path / "a.jsonl"]).papers, Paper)
    assert {n: getattr(read, n) for n in Paper.__slots__ if n != "sources"} == {
        n: getattr(paper, n) for n in Paper.__slots__ if n != "sources"
    }
