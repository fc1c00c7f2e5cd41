"""The check of `void.ttl`: its counts are counted again, its checksums computed again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph

from paperlattice.exporters.rdf.counting import counts
from paperlattice.exporters.rdf.dataset import GRAPHS
from paperlattice.exporters.rdf.terms import Triple
from paperlattice.exporters.rdf.vocabulary import name
from paperlattice.exporters.rdf.void import (
    MEDIA_TYPES,
    File,
    describe_counts,
    describe_files,
)
from paperlattice.naming import graph_iri
from paperlattice.validation.files import Output
from paperlattice.validation.findings import Finding, first

__all__ = ["description_findings"]

_FILE = "void.ttl"
_COUNTS = ("classes", "distinctObjects", "distinctSubjects", "entities", "properties", "triples")
_COUNTED = {name(f"void:{term}") for term in _COUNTS}
_SEALED = {name("spdx:checksumValue"), name("dcat:byteSize")}


def description_findings(output: Output) -> Iterator[Finding]:
    """Yield a finding for each count, size or checksum that is not what the files give."""
    if _FILE not in output.quads or "graph.nq" not in output.quads:
        return
    stated = {_strings(quad) for quad in output.quads[_FILE]}
    graphs = {
        graph: counts(
            _strings(quad)
            for quad in output.graph
            if quad.graph_name == pyoxigraph.NamedNode(graph_iri(graph))
        )
        for graph in GRAPHS
    }
    whole = counts(set(map(_strings, output.graph)))
    counted = set(describe_counts(whole, graphs))
    yield from _compare("counts", stated, counted, _COUNTED)
    present = (output.directory / file for file in sorted(MEDIA_TYPES))
    sealed = set(describe_files(_file(path) for path in present if path.is_file()))
    yield from _compare("checksums", stated, sealed, _SEALED)


def _compare(
    check: str, stated: set[Triple], actual: set[Triple], predicates: set[str]
) -> Iterator[Finding]:
    said = {triple for triple in stated if triple[1] in predicates}
    true = {triple for triple in actual if triple[1] in predicates}
    yield from first(check, _FILE, (f"says {' '.join(triple)}" for triple in said - true))
    yield from first(check, _FILE, (f"does not say {' '.join(triple)}" for triple in true - said))


def _strings(quad: pyoxigraph.Quad) -> Triple:
    return str(quad.subject), str(quad.predicate), str(quad.object)


def _file(path: Path) -> File:
    data = path.read_bytes()
    return File(name=path.name, size=len(data), sha256=hashlib.sha256(data).hexdigest())
