"""Counts are the same however the triples are cut into batches."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from paperlattice.exporters.rdf.counting import Tally, counts
from paperlattice.exporters.rdf.vocabulary import RDF_TYPE, name

TERMS = st.integers(0, 12).map(lambda number: f"<https://example.org/{number}>")
PREDICATES = st.sampled_from([RDF_TYPE, name("skos:exactMatch"), name("dcterms:title")])
TRIPLES = st.lists(st.tuples(TERMS, PREDICATES, TERMS), unique=True)


@given(TRIPLES)
def test_counts_are_those_of_sets(triples):
    found = counts(triples)
    assert found.triples == len(triples)
    assert found.subjects == len({subject for subject, _, _ in triples})
    assert found.objects == len({value for _, _, value in triples})
    assert sum(found.properties.values()) == len(triples)
    assert found.examples == tuple(sorted({subject for subject, _, _ in triples})[:3])
    assert set(found.classes) == {value for _, kind, value in triples if kind == RDF_TYPE}


@given(TRIPLES, st.data())
def test_batches_and_tallies_add_up(triples, data):
    cut = data.draw(st.integers(0, len(triples)))
    later = data.draw(st.integers(cut, len(triples)))
    one, other = Tally(), Tally()
    one.add(triples[:cut])
    other.add(triples[cut:later])
    other.add(triples[later:])
    other.counts()
    one.merge(other)
    assert one.counts() == counts(triples)
