"""The SHACL check: every resource has what the shapes ask for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph
import pyshacl
import rdflib
from rdflib.namespace import SH

from paperlattice.resources import ontology_dir
from paperlattice.validation.findings import Finding, first

__all__ = ["shape_findings", "violations"]

Term = pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal | pyoxigraph.Triple

_STRING = "http://www.w3.org/2001/XMLSchema#string"


def shape_findings(quads: Iterable[pyoxigraph.Quad], file: str) -> Iterator[Finding]:
    """Yield a finding for each resource that does not conform to the shapes."""
    yield from first("shapes", file, violations(_graph(quads)))


def violations(graph: rdflib.Graph) -> list[str]:
    """Return what in a graph does not conform: the resource, the message and the value.

    The schema is added to the graph, so that a class is known by its superclasses.
    """
    graph.parse(ontology_dir() / "paperlattice.ttl")
    shapes = _flat(rdflib.Graph().parse(ontology_dir() / "shapes.ttl"))
    conforms, report, _ = pyshacl.validate(graph, shacl_graph=shapes, inplace=True)
    return (
        []
        if conforms
        else sorted(
            _problem(report, result)
            for result in report.subjects(rdflib.RDF.type, SH.ValidationResult)
        )
    )


def _flat(shapes: rdflib.Graph) -> rdflib.Graph:
    """Return the shapes with each property shape aimed at its shape's classes itself.

    This means the same, and is over ten times as fast: pySHACL then takes a property shape once
    for all resources of a class, and not once for each.
    """
    targets = list(shapes.subject_objects(SH.targetClass))
    for shape, target in targets:
        for part in shapes.objects(shape, SH.property):
            shapes.add((part, SH.targetClass, target))
            shapes.add((part, rdflib.RDF.type, SH.PropertyShape))
    for shape, _ in targets:
        shapes.remove((shape, SH.property, None))
    return shapes


def _problem(report: rdflib.Graph, result: rdflib.term.Node) -> str:
    message = report.value(result, SH.resultMessage)
    focus = report.value(result, SH.focusNode)
    value = report.value(result, SH.value)
    found = "" if value is None else f" Found: {value.n3()[:120]}"
    return f"<{focus}>: {message}{found}"


def _graph(quads: Iterable[pyoxigraph.Quad]) -> rdflib.Graph:
    # Converting is several times as fast as a second parse; terms repeat, so each is made once.
    known: dict[Term, rdflib.term.Node] = {}
    graph = rdflib.Graph()
    for quad in quads:
        subject, predicate, value = quad.subject, quad.predicate, quad.object
        for term in (subject, predicate, value):
            if term not in known:
                known[term] = _term(term)
        graph.store.add((known[subject], known[predicate], known[value]), graph)
    return graph


def _term(term: Term) -> rdflib.term.Node:
    if isinstance(term, pyoxigraph.NamedNode):
        return rdflib.URIRef(term.value)
    if not isinstance(term, pyoxigraph.Literal):
        return rdflib.BNode(str(term))
    if term.language or term.datatype.value == _STRING:
        return rdflib.Literal(term.value, lang=term.language)
    return rdflib.Literal(term.value, datatype=rdflib.URIRef(term.datatype.value))
