"""The check of facts: they agree with the assertions, nothing dangles, no hierarchy is a circle."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

import pyoxigraph

from paperlattice.exporters.rdf.vocabulary import PREDICATES, name, pl
from paperlattice.naming import BASE
from paperlattice.records import Predicate
from paperlattice.resources import ontology_dir
from paperlattice.validation.findings import Finding, first

__all__ = ["cycles", "fact_findings"]

_PARENT = PREDICATES[Predicate.MENTIONS]
_SUPPORT = pl("support")
_DERIVED = name("prov:wasDerivedFrom")
_BROADER = name("skos:broader")


def fact_findings(quads: Iterable[pyoxigraph.Quad], file: str) -> Iterator[Finding]:
    """Yield a finding for each fact without assertion, assertion without fact, and loose end."""
    direct: set[tuple[str, str, str]] = set()
    parts: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    broader: dict[str, list[str]] = defaultdict(list)
    subjects, objects = set(), set()
    for quad in quads:
        subject, predicate, value = str(quad.subject), str(quad.predicate), str(quad.object)
        subjects.add(subject)
        if value.startswith(f"<{BASE}"):
            objects.add(value)
        if predicate in _FACTS:
            direct.add((subject, predicate, value))
        elif predicate in _PARTS:
            parts[subject][predicate].append(value)
        elif predicate == _BROADER:
            broader[subject].append(value)
    asserted = _asserted(parts)
    entailed = {(paper, _PARENT, entity) for paper, _, entity in asserted}
    lost = sorted((asserted | entailed) - direct)
    bare = sorted(direct - asserted - entailed)
    yield from first("facts", file, (f"asserted, but no fact: {' '.join(fact)}" for fact in lost))
    yield from first("facts", file, (f"a fact that nothing asserts: {' '.join(f)}" for f in bare))
    yield from first("support", file, _unsupported(parts))
    described = subjects | _ontology_subjects()
    loose = (f"{iri} is named and not described" for iri in objects - described)
    yield from first("described", file, loose)
    yield from first("hierarchy", file, (f"{iri} is its own ancestor" for iri in cycles(broader)))


def cycles(broader: Mapping[str, Iterable[str]]) -> list[str]:
    """Return the entities that are their own ancestors, sorted."""
    return sorted(entity for entity in broader if entity in _ancestors(entity, broader))


def _ancestors(entity: str, broader: Mapping[str, Iterable[str]]) -> set[str]:
    found: set[str] = set()
    waiting = list(broader.get(entity, ()))
    while waiting:
        ancestor = waiting.pop()
        if ancestor not in found:
            found.add(ancestor)
            waiting.extend(broader.get(ancestor, ()))
    return found


def _asserted(parts: Mapping[str, Mapping[str, list[str]]]) -> set[tuple[str, str, str]]:
    return {
        (paper, predicate, entity)
        for found in parts.values()
        for paper in found.get(_SUBJECT, [])
        for predicate in found.get(_PREDICATE, [])
        for entity in found.get(_OBJECT, [])
    }


def _unsupported(parts: Mapping[str, Mapping[str, list[str]]]) -> Iterator[str]:
    for assertion, found in parts.items():
        supports = [int(value.split('"')[1]) for value in found.get(_SUPPORT, []) if _whole(value)]
        if supports != [len(found.get(_DERIVED, []))]:
            yield f"{assertion}: its support is not the number of its mentions"


def _whole(value: str) -> bool:
    return value.startswith('"') and value.split('"')[1].isdecimal()


def _ontology_subjects() -> set[str]:
    path = ontology_dir() / "paperlattice.ttl"
    parsed = pyoxigraph.parse(path=str(path), format=pyoxigraph.RdfFormat.TURTLE)
    return {str(quad.subject) for quad in parsed}


_FACTS = frozenset(PREDICATES.values())
_SUBJECT, _PREDICATE, _OBJECT = name("rdf:subject"), name("rdf:predicate"), name("rdf:object")
_PARTS = frozenset((_SUBJECT, _PREDICATE, _OBJECT, _SUPPORT, _DERIVED))
