"""A process that answers queries, so that one that runs away can be stopped."""

from __future__ import annotations

import io
import signal
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph

from paperlattice.errors import PaperLatticeError
from paperlattice.processes import end_with_parent
from paperlattice.query.answers import refuse_service
from paperlattice.query.store import open_store
from paperlattice.serve.protocol import GRAPH_FORMATS, RESULT_FORMATS, Question, accepted

try:
    import resource
except ImportError:  # there are no such limits on Windows
    resource = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer as Buffer

__all__ = ["MEMORY_LIMIT", "Reply", "TooLargeError", "answer", "refusal", "work"]


MEMORY_LIMIT = 4_000_000_000
"""How many bytes of memory a worker may take, where the system can hold it to that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An answer of the server: HTTP status, media type and body."""

    status: int
    media_type: str
    body: bytes


class TooLargeError(ValueError):
    """A result that grew over the limit while it was written."""


class _Limited(io.BytesIO):
    """A file in memory that refuses to grow over a limit of bytes."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self._limit = limit

    def write(self, data: Buffer, /) -> int:
        written = super().write(data)
        if self.tell() > self._limit:
            raise TooLargeError
        return written


def work(directory: Path, connection: Connection, limit: int) -> None:
    """Answer the questions that come through a connection until it closes.

    Each message is a question and an Accept header, each reply a Reply; results over `limit`
    bytes are refused.
    """
    end_with_parent()
    # Ctrl-C is for the server, which stops its workers itself.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if resource is not None:
        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY_LIMIT, MEMORY_LIMIT))
    store = open_store(directory)
    connection.send(None)
    while True:
        try:
            asked, accept = connection.recv()
        except EOFError:
            return
        connection.send(answer(store, asked, accept, limit))


def answer(store: pyoxigraph.Store, asked: Question, accept: str, limit: int) -> Reply:
    """Return the reply to a question, in the accepted format that is liked best."""
    try:
        refuse_service(asked.sparql)
        default = [pyoxigraph.NamedNode(name) for name in asked.default_graphs]
        named = [pyoxigraph.NamedNode(name) for name in asked.named_graphs]
        chosen = bool(default or named)
        found = store.query(
            asked.sparql,
            use_default_graph_as_union=not chosen,
            default_graph=[*default] if chosen else None,
            named_graphs=[*named] if chosen else None,
        )
        return _written(found, accept, limit)
    except PaperLatticeError as error:
        return refusal(400, str(error))
    except TooLargeError:
        return refusal(500, f"the result is over {limit} bytes; ask for less, or add a LIMIT")
    except (SyntaxError, ValueError) as error:
        return refusal(400, f"not valid SPARQL: {error}")
    except (OSError, RuntimeError) as error:
        return refusal(500, f"the query failed: {error}")


def _written(
    found: pyoxigraph.QuerySolutions | pyoxigraph.QueryBoolean | pyoxigraph.QueryTriples,
    accept: str,
    limit: int,
) -> Reply:
    out = _Limited(limit)
    if isinstance(found, pyoxigraph.QueryTriples):
        media_type = accepted(accept, list(GRAPH_FORMATS))
        if media_type is not None:
            found.serialize(out, GRAPH_FORMATS[media_type])
    else:
        media_type = accepted(accept, list(RESULT_FORMATS))
        if media_type is not None:
            found.serialize(out, RESULT_FORMATS[media_type])
    if media_type is None:
        return refusal(406, "no format of this kind of result is accepted")
    return Reply(status=200, media_type=media_type, body=out.getvalue())


def refusal(status: int, problem: str) -> Reply:
    """Return a reply that says in plain text what went wrong."""
    return Reply(status=status, media_type="text/plain", body=f"{problem}\n".encode())
