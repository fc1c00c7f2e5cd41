"""The service description: what the endpoint can do, in RDF."""

from __future__ import annotations

import pyoxigraph

from paperlattice.exporters.rdf.dataset import GRAPHS
from paperlattice.naming import BASE, graph_iri
from paperlattice.serve.protocol import GRAPH_FORMATS, RESULT_FORMATS

__all__ = ["describe_service"]

_SD = "http://www.w3.org/ns/sparql-service-description#"
_TYPE = pyoxigraph.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")


def describe_service(endpoint: str, media_type: str) -> bytes:
    """Return the description of the endpoint at an address, in a format of `GRAPH_FORMATS`."""
    service = pyoxigraph.NamedNode(endpoint)
    dataset = pyoxigraph.NamedNode(f"{endpoint}#dataset")
    default = pyoxigraph.NamedNode(f"{BASE}dataset")
    formats = {form.iri for form in RESULT_FORMATS.values()}
    formats |= {form.iri for form in GRAPH_FORMATS.values()}
    triples = [
        (service, _TYPE, _sd("Service")),
        (service, _sd("endpoint"), service),
        (service, _sd("supportedLanguage"), _sd("SPARQL11Query")),
        (service, _sd("feature"), _sd("UnionDefaultGraph")),
        (service, _sd("defaultDataset"), dataset),
        (dataset, _TYPE, _sd("Dataset")),
        (dataset, _sd("defaultGraph"), default),
        (default, _TYPE, _sd("Graph")),
        *((service, _sd("resultFormat"), pyoxigraph.NamedNode(form)) for form in sorted(formats)),
    ]
    for graph in GRAPHS:
        named = pyoxigraph.NamedNode(f"{endpoint}#{graph}")
        triples += [
            (dataset, _sd("namedGraph"), named),
            (named, _TYPE, _sd("NamedGraph")),
            (named, _sd("name"), pyoxigraph.NamedNode(graph_iri(graph))),
        ]
    made = (pyoxigraph.Triple(*triple) for triple in triples)
    return pyoxigraph.serialize(made, format=GRAPH_FORMATS[media_type]) or b""


def _sd(term: str) -> pyoxigraph.NamedNode:
    return pyoxigraph.NamedNode(f"{_SD}{term}")
