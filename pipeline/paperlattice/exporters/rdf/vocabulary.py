"""The vocabularies that the graph is written in: namespaces, prefixes and terms."""

from __future__ import annotations

from paperlattice.naming import BASE, ONTOLOGY
from paperlattice.records import EntityType, Predicate

__all__ = [
    "CLASSES",
    "PREDICATES",
    "PREFIXES",
    "RDF_TYPE",
    "name",
    "pl",
]

PREFIXES: dict[str, str] = {
    "bibo": "http://purl.org/ontology/bibo/",
    "brain-region": f"{BASE}brain-region/",
    "concept": f"{BASE}concept/",
    "condition": f"{BASE}condition/",
    "dataset": f"{BASE}dataset/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "dqv": "http://www.w3.org/ns/dqv#",
    "fabio": "http://purl.org/spar/fabio/",
    "graph": f"{BASE}graph/",
    "method": f"{BASE}method/",
    "metric": f"{BASE}metric/",
    "modality": f"{BASE}modality/",
    "oa": "http://www.w3.org/ns/oa#",
    "organism": f"{BASE}organism/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "paper": f"{BASE}paper/",
    "pl": ONTOLOGY,
    "prism": "http://prismstandard.org/namespaces/basic/2.0/",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "scheme": f"{BASE}scheme/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "task": f"{BASE}task/",
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def name(compact: str) -> str:
    """Return the term of a compact IRI.

    >>> name("dcterms:title")
    '<http://purl.org/dc/terms/title>'
    """
    prefix, _, local = compact.partition(":")
    return f"<{PREFIXES[prefix]}{local}>"


def pl(local: str) -> str:
    """Return the term of a class or property of the project's ontology."""
    return f"<{ONTOLOGY}{local}>"


RDF_TYPE = name("rdf:type")
PREDICATES: dict[str, str] = {predicate.value: pl(predicate.value) for predicate in Predicate}
CLASSES: dict[str, str] = {kind.value: pl(kind.value) for kind in EntityType}
