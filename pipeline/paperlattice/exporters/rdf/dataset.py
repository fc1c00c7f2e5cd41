"""The named graphs of a build, as streams of triples in a fixed order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from paperlattice.exporters.rdf.assertions import describe_assertions
from paperlattice.exporters.rdf.entities import describe_entities
from paperlattice.exporters.rdf.mentions import describe_mentions
from paperlattice.exporters.rdf.papers import describe_papers, describe_similarities
from paperlattice.exporters.rdf.provenance import describe_run
from paperlattice.exporters.rdf.terms import Triple
from paperlattice.records import Assertion, Entity, Mention, Paper, Similarity, Source
from paperlattice.run import Run
from paperlattice.tables import Tables, each, ordered

__all__ = ["GRAPHS", "named_graphs"]

Record = TypeVar("Record")

GRAPHS = ("papers", "entities", "assertions", "mentions", "similarities", "provenance")
"""The names of the graphs; no triple stands in two of them."""


def named_graphs(tables: Tables, run: Run) -> Iterator[tuple[str, Iterator[Triple]]]:
    """Yield each named graph's name and its triples, which are made as they are read."""
    makers: dict[str, Callable[[], Iterator[Triple]]] = {
        "papers": lambda: describe_papers(
            _each(tables, "papers", Paper), _each(tables, "sources", Source)
        ),
        "entities": lambda: describe_entities(_each(tables, "entities", Entity)),
        "assertions": lambda: describe_assertions(_each(tables, "assertions", Assertion)),
        "mentions": lambda: describe_mentions(
            _each(tables, "mentions", Mention), _each(tables, "papers", Paper)
        ),
        "similarities": lambda: describe_similarities(_each(tables, "similarities", Similarity)),
        "provenance": lambda: describe_run(run, GRAPHS),
    }
    for graph in GRAPHS:
        yield graph, makers[graph]()


def _each(tables: Tables, name: str, record: type[Record]) -> Iterator[Record]:
    return each(ordered(name, getattr(tables, name)), record)
