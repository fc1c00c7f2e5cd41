"""Writing N-Quads: a line a quad, streamed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from paperlattice.exporters.rdf.terms import Triple

__all__ = ["write_graph"]

_LINES_AT_ONCE = 20_000


def write_graph(graph: str, triples: Iterable[Triple], out: BinaryIO) -> int:
    """Write a named graph's triples as N-Quads and return how many there were.

    `graph` is the graph's term; the order of the triples is kept.
    """
    tail = f" {graph} .\n"
    lines: list[str] = []
    written = 0
    for subject, predicate, value in triples:
        lines.append(f"{subject} {predicate} {value}{tail}")
        if len(lines) == _LINES_AT_ONCE:
            out.write("".join(lines).encode())
            written += len(lines)
            lines.clear()
    out.write("".join(lines).encode())
    return written + len(lines)
