"""The RDF of a page's tables in the project's own store."""

from __future__ import annotations

import pyoxigraph

from paperlattice.exporters.rdf.dataset import named_graphs
from paperlattice.naming import graph_iri
from paperlattice.records import Source
from paperlattice.run import Run
from paperlattice.tables import Tables, records

READ = ("papers", "entities", "assertions", "provenance")
"""The graphs that copied queries read; sentences and mentions would take most of the time."""


def store_of(tables: Tables) -> pyoxigraph.Store:
    """Return a store with what the RDF exporter writes of the tables, each graph under its name."""
    sources = tuple(records(tables.sources, Source))
    run = Run(version="0", sources=sources, lexicon="0" * 64)
    store = pyoxigraph.Store()
    for graph, triples in named_graphs(tables, run):
        if graph not in READ:
            continue
        lines = "".join(f"{s} {p} {o} .\n" for s, p, o in triples)
        store.bulk_load(
            lines.encode(),
            format=pyoxigraph.RdfFormat.N_TRIPLES,
            to_graph=pyoxigraph.NamedNode(graph_iri(graph)),
        )
    return store
