"""A server on loopback that answers as arXiv and Hugging Face do, faults included."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

ENTRY = """<entry><id>http://arxiv.org/abs/2501.{number:05d}v1</id>
<title>Paper {number}</title><summary>We study the seal {number}.</summary>
<published>2025-01-21T18:59:59Z</published><author><name>Ada Lovelace</name></author></entry>"""
FEED = """<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">
<opensearch:totalResults>{total}</opensearch:totalResults>
{entries}
</feed>
"""


def atom_page(start: int, *, total: int, size: int = 100) -> str:
    """Return a page of a feed of so many papers in all."""
    entries = (ENTRY.format(number=n) for n in range(start, min(start + size, total)))
    return FEED.format(total=total, entries="\n".join(entries))


def daily(day: str, *, papers: int) -> str:
    """Return the papers of a day as the daily-papers API gives them."""
    numbers = [int(day[-2:]) * 100 + n for n in range(papers)]
    return json.dumps(
        [
            {
                "paper": {
                    "id": f"2501.{n:05d}",
                    "title": f"Paper {n}",
                    "summary": f"We study the seal {n}.",
                    "authors": [{"name": "Ada Lovelace"}],
                    "publishedAt": f"{day}T00:00:00.000Z",
                    "upvotes": n,
                },
                "numComments": 1,
            }
            for n in numbers
        ]
    )


Fault = Callable[[BaseHTTPRequestHandler], None]


def status(code: int, **headers: str) -> Fault:
    """Return the fault of an error status."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(code)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    return answer


def cut(handler: BaseHTTPRequestHandler) -> None:
    """Promise more than is sent."""
    handler.send_response(200)
    handler.send_header("Content-Length", "10000")
    handler.end_headers()
    handler.wfile.write(b"<feed")
    handler.close_connection = True


def drop(handler: BaseHTTPRequestHandler) -> None:
    """Close without an answer."""
    handler.close_connection = True


def trickle(handler: BaseHTTPRequestHandler) -> None:
    """Send a byte now and then."""
    handler.send_response(200)
    handler.end_headers()
    try:
        for _ in range(200):
            handler.wfile.write(b" ")
            handler.wfile.flush()
            time.sleep(0.02)
    except OSError:
        pass


def body(text: str) -> Fault:
    """Return the fault of another content."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        send(handler, text)

    return answer


def send(handler: BaseHTTPRequestHandler, text: str) -> None:
    """Answer well."""
    data = text.encode()
    handler.send_response(200)
    handler.send_header("Content-Length", str(len(data)))
    handler.end_headers()
    handler.wfile.write(data)


@dataclass
class Server:
    """What is asked of the server, and which faults come before good answers."""

    url: str = ""
    total: int = 250
    faults: list[Fault] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    agents: list[str] = field(default_factory=list)

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        """Answer one request."""
        self.asked.append(handler.path)
        self.agents.append(handler.headers.get("User-Agent", ""))
        if self.faults:
            self.faults.pop(0)(handler)
            return
        address = urlsplit(handler.path)
        query = {name: values[0] for name, values in parse_qs(address.query).items()}
        if address.path == "/api/query":
            start, size = int(query["start"]), int(query["max_results"])
            send(handler, atom_page(start, total=self.total, size=size))
        elif address.path == "/api/daily_papers":
            send(handler, daily(query["date"], papers=3))
        else:
            status(404)(handler)


@contextmanager
def serving() -> Iterator[Server]:
    """Run a server on loopback while the block runs."""
    state = Server()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            state.answer(self)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    state.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield state
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
