"""RDF: Turtle for people, N-Quads and JSON-LD for machines, and the dataset's description."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from paperlattice.exporters.rdf.counting import Tally
from paperlattice.exporters.rdf.dataset import GRAPHS, named_graphs
from paperlattice.exporters.rdf.jsonld import jsonld
from paperlattice.exporters.rdf.nquads import write_graph
from paperlattice.exporters.rdf.terms import Triple
from paperlattice.exporters.rdf.turtle import turtle
from paperlattice.exporters.rdf.void import MEDIA_TYPES, File, describe_dataset
from paperlattice.naming import graph_iri
from paperlattice.run import Run
from paperlattice.tables import Tables

__all__ = ["FILES", "GRAPHS", "MOST_PAPERS_IN_ONE_DOCUMENT", "files_of", "write_rdf"]

FILES = (*sorted(MEDIA_TYPES), "void.ttl")
"""The files that `write_rdf` writes for a graph that one opens whole."""

MOST_PAPERS_IN_ONE_DOCUMENT = 10_000
"""Up to how many papers Turtle and JSON-LD are written, which nobody can read in pieces."""


def files_of(n_papers: int) -> tuple[str, ...]:
    """Return the files that `write_rdf` writes for so many papers."""
    return FILES if n_papers <= MOST_PAPERS_IN_ONE_DOCUMENT else ("graph.nq", "void.ttl")


def write_rdf(tables: Tables, run: Run, directory: Path) -> int:
    """Write `graph.nq`, `graph.ttl`, `graph.jsonld` and `void.ttl` into a folder that exists.

    The N-Quads are streamed. The Turtle file is for people to read and leaves the mentions out;
    JSON-LD holds everything; above `MOST_PAPERS_IN_ONE_DOCUMENT` papers neither is written. The
    bytes depend on the tables' rows and the run alone. Returns the number of triples.
    """
    names = files_of(len(tables.papers))
    documents: dict[str, list[Triple]] = {}
    tallies: dict[str, Tally] = {}
    with (directory / "graph.nq").open("wb") as out:
        for name, triples in named_graphs(tables, run):
            graph = f"<{graph_iri(name)}>"
            if "graph.jsonld" in names:
                documents[name] = list(triples)
                tallies[name] = write_graph(graph, documents[name], out)
            else:
                tallies[name] = write_graph(graph, triples, out)
    if "graph.ttl" in names:
        # Mentions outweigh all else by far; who reads the Turtle file finds them in the N-Quads.
        readable = ((name, part) for name, part in documents.items() if name != "mentions")
        _write(directory / "graph.ttl", turtle(readable))
    if "graph.jsonld" in names:
        named = ((f"<{graph_iri(name)}>", part) for name, part in documents.items())
        _write(directory / "graph.jsonld", jsonld(named))
    parts = {name: tally.counts() for name, tally in tallies.items()}
    whole = Tally()
    for tally in tallies.values():
        whole.merge(tally)
    files = [_file(directory / name) for name in names if name in MEDIA_TYPES]
    counts = whole.counts()
    _write(
        directory / "void.ttl", turtle([("dataset", describe_dataset(counts, parts, files, run))])
    )
    return counts.triples


def _write(path: Path, pieces: Iterable[str]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.writelines(pieces)


def _file(path: Path) -> File:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return File(name=path.name, size=path.stat().st_size, sha256=digest)
