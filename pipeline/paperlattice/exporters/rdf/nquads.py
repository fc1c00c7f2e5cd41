"""Writing N-Quads: a line a quad, streamed and counted on the way."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import BinaryIO

from paperlattice.exporters.rdf.counting import Tally
from paperlattice.exporters.rdf.terms import Triple

__all__ = ["write_graph"]

_LINES_AT_ONCE = 20_000


def write_graph(graph: str, triples: Iterable[Triple], out: BinaryIO) -> Tally:
    """Write a named graph's triples as N-Quads and return the tally of what they hold.

    `graph` is the graph's term; the order of the triples is kept.
    """
    tail = f" {graph} .\n"
    tally = Tally()
    left = iter(triples)
    while batch := list(islice(left, _LINES_AT_ONCE)):
        out.write("".join([f"{' '.join(triple)}{tail}" for triple in batch]).encode())
        tally.add(batch)
    return tally
