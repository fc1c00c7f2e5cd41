"""Assertions: the direct fact for plain queries, and the resource with its evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from paperlattice.exporters.rdf import terms
from paperlattice.exporters.rdf.terms import Triple
from paperlattice.exporters.rdf.vocabulary import PREDICATES, RDF_TYPE, name, pl
from paperlattice.naming import assertion_iri, entity_iri, mention_iri, paper_iri
from paperlattice.records import Assertion, Predicate

__all__ = ["describe_assertions"]

_TYPES = (pl("Assertion"), name("rdf:Statement"), name("prov:Entity"))
_SUBJECT = name("rdf:subject")
_PREDICATE = name("rdf:predicate")
_OBJECT = name("rdf:object")
_SUPPORT = pl("support")
_SCORE = pl("score")
_RULE = pl("rule")
_DERIVED = name("prov:wasDerivedFrom")
_MENTIONS = PREDICATES[Predicate.MENTIONS]


def describe_assertions(assertions: Iterable[Assertion]) -> Iterator[Triple]:
    """Yield the triples of assertions, which must be ordered by paper and entity.

    Every fact is also given by the common parent `mentions`, so that a plain query for all that a
    paper names needs no reasoner; only where nothing stronger holds does an assertion say so too.
    """
    before = ("", "")
    for assertion in assertions:
        paper = terms.iri(paper_iri(assertion.paper_id))
        entity = terms.iri(entity_iri(assertion.entity_id))
        predicate = PREDICATES[assertion.predicate]
        if (paper, entity) != before:
            yield paper, _MENTIONS, entity
            before = (paper, entity)
        if predicate != _MENTIONS:
            yield paper, predicate, entity
        iri = assertion_iri(assertion.paper_id, assertion.predicate, assertion.entity_id)
        subject = terms.iri(iri)
        for kind in _TYPES:
            yield subject, RDF_TYPE, kind
        yield subject, _SUBJECT, paper
        yield subject, _PREDICATE, predicate
        yield subject, _OBJECT, entity
        yield subject, _SUPPORT, terms.integer(assertion.support)
        yield subject, _SCORE, terms.decimal(assertion.score)
        yield subject, _RULE, terms.plain(assertion.rule)
        for mention in sorted(set(assertion.evidence)):
            yield subject, _DERIVED, terms.iri(mention_iri(mention))
