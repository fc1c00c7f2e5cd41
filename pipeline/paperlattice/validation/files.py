"""Reading an output: every file is there, is strictly valid, and says the same as the others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph
import rdflib

from paperlattice.exporters.rdf import FILES, files_of
from paperlattice.exporters.rdf.vocabulary import PREFIXES
from paperlattice.naming import graph_iri
from paperlattice.validation.findings import Finding, first

__all__ = ["Output", "agreements", "read"]

_FORMATS = {
    "graph.jsonld": pyoxigraph.RdfFormat.JSON_LD,
    "graph.nq": pyoxigraph.RdfFormat.N_QUADS,
    "graph.ttl": pyoxigraph.RdfFormat.TURTLE,
    "void.ttl": pyoxigraph.RdfFormat.TURTLE,
}
_TITLE = pyoxigraph.NamedNode(f"{PREFIXES['dcterms']}title")
_MENTIONS = pyoxigraph.NamedNode(graph_iri("mentions"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """The files of an output as a strict parser reads them; a file that it refuses is left out."""

    directory: Path
    quads: dict[str, frozenset[pyoxigraph.Quad]]

    @property
    def graph(self) -> frozenset[pyoxigraph.Quad]:
        """Return the quads of the N-Quads file, which hold everything."""
        return self.quads.get("graph.nq", frozenset())


def read(directory: Path) -> tuple[Output, list[Finding]]:
    """Return what an output's files hold, and a finding for each that is missing or not valid."""
    quads, findings, missing = {}, [], []
    for name in FILES:
        path = directory / name
        if not path.is_file():
            missing.append(name)
            continue
        try:
            quads[name] = frozenset(pyoxigraph.parse(path=str(path), format=_FORMATS[name]))
        except (SyntaxError, OSError, ValueError) as error:
            findings.append(Finding(check="syntax", file=name, problem=f"not valid: {error}"))
    expected = files_of(sum(quad.predicate == _TITLE for quad in quads.get("graph.nq", ())))
    findings += [
        Finding(check="files", file=name, problem="the file is missing")
        for name in missing
        if name in expected
    ]
    return Output(directory=directory, quads=quads), findings


def agreements(output: Output) -> Iterator[Finding]:
    """Yield a finding where two parsers or two files disagree, or where a node is blank."""
    for name, quads in output.quads.items():
        if name.endswith(".ttl"):
            yield from _second_parser(output.directory / name, len(quads))
        blank = (
            f"a blank node: {quad}"
            for quad in quads
            if isinstance(quad.subject, pyoxigraph.BlankNode)
            or isinstance(quad.object, pyoxigraph.BlankNode)
        )
        yield from first("blank", name, blank)
    if "graph.jsonld" in output.quads:
        yield from _difference("graph.jsonld", output.quads["graph.jsonld"], output.graph)
    if "graph.ttl" in output.quads:
        quads = frozenset(_triple(quad) for quad in output.quads["graph.ttl"])
        expected = (quad for quad in output.graph if quad.graph_name != _MENTIONS)
        yield from _difference("graph.ttl", quads, frozenset(map(_triple, expected)))


def _second_parser(path: Path, expected: int) -> Iterator[Finding]:
    try:
        counted = len(rdflib.Graph().parse(path, format="turtle"))
    except Exception as error:
        # rdflib's parsers raise whatever they stumble on.
        problem = f"rdflib cannot read it: {type(error).__name__}"
        yield Finding(check="parsers", file=path.name, problem=problem)
        return
    if counted != expected:
        problem = f"rdflib reads {counted} triples, pyoxigraph {expected}"
        yield Finding(check="parsers", file=path.name, problem=problem)


def _difference(
    name: str, found: frozenset[pyoxigraph.Quad], expected: frozenset[pyoxigraph.Quad]
) -> Iterator[Finding]:
    missing, extra = expected - found, found - expected
    yield from first("agreement", name, (f"graph.nq alone has {quad}" for quad in missing))
    yield from first("agreement", name, (f"graph.nq lacks {quad}" for quad in extra))


def _triple(quad: pyoxigraph.Quad) -> pyoxigraph.Quad:
    return pyoxigraph.Quad(quad.subject, quad.predicate, quad.object)
