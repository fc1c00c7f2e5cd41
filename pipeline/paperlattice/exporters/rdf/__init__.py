"""RDF: Turtle for people, N-Quads and JSON-LD for machines, and the dataset's description."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from paperlattice.exporters.rdf.dataset import GRAPHS, named_graphs
from paperlattice.exporters.rdf.jsonld import jsonld
from paperlattice.exporters.rdf.nquads import write_graph
from paperlattice.exporters.rdf.turtle import turtle
from paperlattice.exporters.rdf.void import MEDIA_TYPES, File, counts, describe_dataset
from paperlattice.naming import graph_iri
from paperlattice.run import Run
from paperlattice.tables import Tables

__all__ = ["FILES", "GRAPHS", "write_rdf"]

FILES = (*sorted(MEDIA_TYPES), "void.ttl")
"""The files that `write_rdf` writes."""


def write_rdf(tables: Tables, run: Run, directory: Path) -> int:
    """Write `graph.nq`, `graph.ttl`, `graph.jsonld` and `void.ttl` into a folder that exists.

    The Turtle file is for people to read and leaves the mentions out; the others hold everything.
    The bytes depend on the tables' rows and the run alone. Returns the number of triples.
    """
    graphs = {name: list(triples) for name, triples in named_graphs(tables, run)}
    named = {f"<{graph_iri(name)}>": triples for name, triples in graphs.items()}
    with (directory / "graph.nq").open("wb") as out:
        total = sum(write_graph(graph, triples, out) for graph, triples in named.items())
    # Mentions outweigh all else by far; who reads the Turtle file finds them in the N-Quads.
    readable = ((name, triples) for name, triples in graphs.items() if name != "mentions")
    _write(directory / "graph.ttl", turtle(readable))
    _write(directory / "graph.jsonld", jsonld(named.items()))
    whole = counts(triple for triples in graphs.values() for triple in triples)
    parts = {name: counts(triples) for name, triples in graphs.items()}
    files = [_file(directory / name) for name in sorted(MEDIA_TYPES)]
    _write(
        directory / "void.ttl", turtle([("dataset", describe_dataset(whole, parts, files, run))])
    )
    return total


def _write(path: Path, pieces: Iterable[str]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.writelines(pieces)


def _file(path: Path) -> File:
    data = path.read_bytes()
    return File(name=path.name, size=len(data), sha256=hashlib.sha256(data).hexdigest())
