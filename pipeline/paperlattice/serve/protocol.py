"""The SPARQL 1.1 Protocol: what a request asks for, and in which format."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

import pyoxigraph

from paperlattice.errors import PaperLatticeError

__all__ = [
    "GRAPH_FORMATS",
    "RESULT_FORMATS",
    "ProtocolError",
    "Question",
    "accepted",
    "question",
]

RESULT_FORMATS = {
    "application/sparql-results+json": pyoxigraph.QueryResultsFormat.JSON,
    "application/json": pyoxigraph.QueryResultsFormat.JSON,
    "application/sparql-results+xml": pyoxigraph.QueryResultsFormat.XML,
    "application/xml": pyoxigraph.QueryResultsFormat.XML,
    "text/csv": pyoxigraph.QueryResultsFormat.CSV,
    "text/tab-separated-values": pyoxigraph.QueryResultsFormat.TSV,
}
"""The formats of SELECT and ASK by media type, the one that is given unasked first."""

GRAPH_FORMATS = {
    "text/turtle": pyoxigraph.RdfFormat.TURTLE,
    "application/n-triples": pyoxigraph.RdfFormat.N_TRIPLES,
    "application/ld+json": pyoxigraph.RdfFormat.JSON_LD,
}
"""The formats of CONSTRUCT and DESCRIBE by media type, the one that is given unasked first."""


class ProtocolError(PaperLatticeError):
    """A request that the protocol does not allow; `status` is the answer's HTTP status."""

    def __init__(self, status: int, problem: str, *, remedy: str) -> None:
        self.status = status
        super().__init__(problem, remedy=remedy)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A query, and the graphs that it is asked of; none given means all of them."""

    sparql: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


def question(
    method: str, query_string: bytes, media_type: str, body: bytes = b""
) -> Question | None:
    """Return what a request asks, or None where it has no query.

    A query comes in the address (GET), in a form (POST), or as the body (POST). Raises
    ProtocolError for an update, several queries, another media type, or text that is not UTF-8.
    """
    fields = _fields(query_string)
    kind = media_type.partition(";")[0].strip().lower()
    if method == "POST" and kind == "application/sparql-query":
        fields.append(("query", _text(body)))
    elif method == "POST" and kind == "application/x-www-form-urlencoded":
        fields += _fields(body)
    elif method == "POST":
        raise ProtocolError(
            415,
            f"cannot read {kind or 'a body without media type'}",
            remedy="send a form, or application/sparql-query",
        )
    names = [name for name, _ in fields]
    if "update" in names:
        raise ProtocolError(403, "updates are not taken", remedy="the graph is read-only")
    if names.count("query") > 1:
        raise ProtocolError(400, "several queries in a request", remedy="send one")
    if "query" not in names:
        return None
    return Question(
        sparql=next(value for name, value in fields if name == "query"),
        default_graphs=tuple(value for name, value in fields if name == "default-graph-uri"),
        named_graphs=tuple(value for name, value in fields if name == "named-graph-uri"),
    )


def accepted(header: str, offered: Sequence[str]) -> str | None:
    """Return the offered media type that an Accept header likes best, or None.

    Ties go to the one offered first; a header that says nothing accepts all.

    >>> accepted("text/html, text/*;q=0.5", ["application/json", "text/csv"])
    'text/csv'
    """
    ranges = [_range(part) for part in header.split(",") if part.strip()] or [("*/*", 1.0)]
    best, best_quality = None, 0.0
    for media_type in offered:
        quality = _quality(media_type, ranges)
        if quality > best_quality:
            best, best_quality = media_type, quality
    return best


def _quality(media_type: str, ranges: Sequence[tuple[str, float]]) -> float:
    # The most specific range that covers a type decides, whatever its place in the header.
    for pattern in (media_type, f"{media_type.partition('/')[0]}/*", "*/*"):
        found = [quality for name, quality in ranges if name == pattern]
        if found:
            return max(found)
    return 0.0


def _range(part: str) -> tuple[str, float]:
    name, *parameters = (piece.strip().lower() for piece in part.split(";"))
    quality = 1.0
    for parameter in parameters:
        key, _, value = parameter.partition("=")
        if key.strip() == "q":
            try:
                quality = min(max(float(value), 0.0), 1.0)
            except ValueError:
                quality = 0.0
    return name, quality


def _fields(encoded: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(
            encoded.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=100
        )
    except (UnicodeDecodeError, ValueError):
        raise ProtocolError(400, "the form is not readable", remedy="encode it in UTF-8") from None


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        raise ProtocolError(400, "the query is not UTF-8", remedy="encode it in UTF-8") from None
