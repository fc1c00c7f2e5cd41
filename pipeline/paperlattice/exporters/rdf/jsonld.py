"""Writing JSON-LD with a context of our own that stands in the file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from paperlattice.exporters.rdf.terms import Triple, lexical
from paperlattice.exporters.rdf.vocabulary import PREFIXES, RDF_TYPE
from paperlattice.naming import BASE, ONTOLOGY

__all__ = ["CONTEXT", "jsonld"]

_LINKS = (
    *("pl:addresses", "pl:comparesWith", "pl:evaluatesOn", "pl:inSentence", "pl:introduces"),
    *("pl:joins", "pl:mentions", "pl:reports", "pl:shares", "pl:studies", "pl:uses"),
    *("dcterms:isPartOf", "dcterms:source", "oa:hasBody", "oa:hasSelector", "oa:hasSource"),
    *("oa:hasTarget", "oa:motivatedBy", "prov:used", "prov:wasAssociatedWith"),
    *("prov:wasDerivedFrom", "prov:wasGeneratedBy", "rdf:object", "rdf:predicate"),
    *("rdf:subject", "schema:author", "schema:sameAs", "schema:url", "skos:broadMatch"),
    *("skos:broader", "skos:closeMatch", "skos:exactMatch", "skos:inScheme"),
)
_TEXTS = (
    *("dcterms:abstract", "dcterms:title", "oa:exact", "oa:prefix", "oa:suffix", "rdf:value"),
    *("skos:altLabel", "skos:definition", "skos:hiddenLabel", "skos:prefLabel"),
)
_INTEGERS = (
    *("pl:authorCount", "pl:citationCount", "pl:paperCount", "pl:position", "pl:recordCount"),
    *("pl:support", "pl:upvoteCount", "schema:commentCount"),
)
_COUNTS = ("oa:end", "oa:start", "pl:end", "pl:start")
_DECIMALS = ("pl:confidence", "pl:score", "pl:weight")
_USED = (
    *("bibo", "dcterms", "fabio", "oa", "pl", "prism", "prov", "rdf", "rdfs", "schema", "skos"),
    "xsd",
)

CONTEXT: dict[str, Any] = {
    "@base": BASE,
    "@vocab": ONTOLOGY,
    **{prefix: PREFIXES[prefix] for prefix in _USED},
    **{term: {"@type": "@id"} for term in _LINKS},
    **{term: {"@language": "en"} for term in _TEXTS},
    **{term: {"@type": "xsd:integer"} for term in _INTEGERS},
    **{term: {"@type": "xsd:nonNegativeInteger"} for term in _COUNTS},
    **{term: {"@type": "xsd:decimal"} for term in _DECIMALS},
}
"""What each key of the file means: links, texts in English, numbers; all else is a string."""

_TEXT_KEYS = frozenset(_TEXTS)
_LINK_KEYS = frozenset(_LINKS)
_NUMBER_KEYS = frozenset((*_INTEGERS, *_COUNTS, *_DECIMALS))


def jsonld(graphs: Iterable[tuple[str, Iterable[Triple]]]) -> Iterator[str]:
    """Yield the text of a JSON-LD file, piece by piece: a line a resource.

    `graphs` are the terms of named graphs and their triples.
    """
    yield f'{{"@context": {_dump(CONTEXT)},\n"@graph": ['
    between = "\n"
    for graph, triples in graphs:
        yield f'{between}{{"@id": {_dump(_short(graph))}, "@graph": ['
        between = ",\n"
        inner = "\n"
        for subject, statements in _by_subject(triples):
            yield inner + _dump(_resource(subject, statements))
            inner = ",\n"
        yield "\n]}"
    yield "\n]}\n"


def _by_subject(triples: Iterable[Triple]) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Yield each resource with its predicates and values, all sorted and without repetition."""
    # To sort a few lines of each resource is quicker than to sort all lines of the graph.
    gathered: dict[str, set[tuple[str, str]]] = {}
    for subject, predicate, value in triples:
        gathered.setdefault(subject, set()).add((predicate, value))
    for subject in sorted(gathered):
        yield subject, sorted(gathered[subject])


def _resource(subject: str, statements: Iterable[tuple[str, str]]) -> dict[str, Any]:
    types: list[str] = []
    values: dict[str, list[Any]] = {}
    for predicate, value in statements:
        if predicate == RDF_TYPE:
            types.append(_word(value))
        else:
            key = _word(predicate)
            values.setdefault(key, []).append(_value(key, value))
    resource: dict[str, Any] = {"@id": _short(subject)}
    if types:
        resource["@type"] = _single(types)
    return resource | {key: _single(values[key]) for key in sorted(values)}


def _single(values: list[Any]) -> Any:  # noqa: ANN401 - JSON
    return values[0] if len(values) == 1 else values


def _value(key: str, term: str) -> Any:  # noqa: ANN401 - JSON
    if term[0] == "<":
        return _short(term) if key in _LINK_KEYS else {"@id": _short(term)}
    value, suffix = lexical(term)
    if suffix == "@en":
        return value if key in _TEXT_KEYS else {"@value": value, "@language": "en"}
    if not suffix:
        return {"@value": value} if key in _TEXT_KEYS else value
    if key in _NUMBER_KEYS:
        # Decimals stay strings: a JSON number would come back as another decimal.
        return int(value) if value.isdecimal() else value
    return {"@value": value, "@type": suffix[3:-1]}


def _short(term: str) -> str:
    return term[1:-1].removeprefix(BASE)


@cache
def _word(term: str) -> str:
    iri = term[1:-1]
    cut = max(iri.rfind("/"), iri.rfind("#")) + 1
    prefix = _PREFIX_OF.get(iri[:cut])
    return iri if prefix is None else f"{prefix}:{iri[cut:]}"


# `json.dumps` would make an encoder anew for every resource.
_dump = json.JSONEncoder(ensure_ascii=False, separators=(", ", ": ")).encode
_PREFIX_OF = {PREFIXES[prefix]: prefix for prefix in _USED}
