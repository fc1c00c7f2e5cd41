"""Entities as SKOS concepts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from paperlattice.exporters.rdf import terms
from paperlattice.exporters.rdf.terms import Triple
from paperlattice.exporters.rdf.vocabulary import CLASSES, RDF_TYPE, name, pl
from paperlattice.naming import entity_iri, scheme_iri
from paperlattice.records import Entity

__all__ = ["describe_entities"]

_CONCEPT = name("skos:Concept")
_PREFERRED = name("skos:prefLabel")
_ALTERNATIVE = name("skos:altLabel")
_HIDDEN = name("skos:hiddenLabel")
_SCHEME = name("skos:inScheme")
_BROADER = name("skos:broader")
_DEFINITION = name("skos:definition")
_EXACT = name("skos:exactMatch")
_CLOSE = name("skos:closeMatch")
_BROAD = name("skos:broadMatch")
_STATUS = pl("status")
_PAPERS = pl("paperCount")
_CONFIDENCE = pl("confidence")


def describe_entities(entities: Iterable[Entity]) -> Iterator[Triple]:
    """Yield the triples of entities: type, scheme, labels, broader entities, matches, counts.

    A form is given once, by its strongest label: SKOS keeps the three kinds of label disjoint.
    """
    for entity in entities:
        subject = terms.iri(entity_iri(entity.entity_id))
        yield subject, RDF_TYPE, CLASSES[entity.type]
        yield subject, RDF_TYPE, _CONCEPT
        yield subject, _SCHEME, terms.iri(scheme_iri(entity.type))
        yield subject, _PREFERRED, terms.text(entity.label)
        alternative = {terms.clean(label) for label in entity.alt_labels}
        hidden = {terms.clean(label) for label in entity.hidden_labels}
        alternative.discard(terms.clean(entity.label))
        hidden -= {terms.clean(entity.label), *alternative}
        for label in sorted(alternative):
            yield subject, _ALTERNATIVE, terms.text(label)
        for label in sorted(hidden):
            yield subject, _HIDDEN, terms.text(label)
        for broader in sorted(set(entity.broader)):
            yield subject, _BROADER, terms.iri(entity_iri(broader))
        if entity.definition:
            yield subject, _DEFINITION, terms.text(entity.definition)
        yield from _matches(subject, _EXACT, entity.exact_match)
        yield from _matches(subject, _CLOSE, entity.close_match)
        yield from _matches(subject, _BROAD, entity.broad_match)
        yield subject, _STATUS, terms.plain(entity.status)
        yield subject, _PAPERS, terms.integer(entity.n_papers)
        yield subject, _CONFIDENCE, terms.decimal(entity.confidence)


def _matches(subject: str, predicate: str, addresses: tuple[str, ...]) -> Iterator[Triple]:
    found = {terms.external_iri(address) for address in addresses}
    for match in sorted(match for match in found if match):
        yield subject, predicate, match
