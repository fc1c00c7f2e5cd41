"""Terms stay valid whatever text they hold."""

from __future__ import annotations

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperlattice.exporters.rdf import terms
from paperlattice.exporters.rdf.turtle import compact
from paperlattice.exporters.rdf.vocabulary import PREFIXES, name

ANY_TEXT = st.text(st.characters(codec=None, categories=None), max_size=40) | st.text(
    st.sampled_from("\"\\\n\r\t\x00\x1f\x7f\x85\u2028\ud800\udfff\ufffe🧠<>|'@^"), max_size=20
)


def parsed(term):
    line = f"<https://example.org/s> <https://example.org/p> {term} .\n"
    (quad,) = pyoxigraph.parse(line.encode(), format=pyoxigraph.RdfFormat.N_TRIPLES)
    return quad.object


@given(ANY_TEXT)
def test_a_text_comes_back_from_a_strict_parser_as_it_was_cleaned(value):
    literal = parsed(terms.text(value))
    assert literal.value == terms.clean(value)
    assert literal.language == "en"
    assert terms.lexical(terms.text(value)) == (terms.clean(value), "@en")


@given(ANY_TEXT)
def test_cleaning_keeps_every_offset(value):
    cleaned = terms.clean(value)
    assert len(cleaned) == len(value)
    assert all(new in (old, "\ufffd") for old, new in zip(value, cleaned, strict=True))
    assert terms.clean(cleaned) == cleaned
    cleaned.encode("utf-8")


@given(ANY_TEXT)
def test_a_string_has_no_language(value):
    literal = parsed(terms.plain(value))
    assert (literal.value, literal.language) == (terms.clean(value), None)


@pytest.mark.parametrize(
    ("value", "expected"),
    [(1.0, "1.0"), (0.9, "0.9"), (0.123456, "0.1235"), (0, "0.0"), (12.5, "12.5"), (1e-9, "0.0")],
)
def test_decimals_have_no_exponent_and_at_most_four_digits(value, expected):
    literal = parsed(terms.decimal(value))
    assert (literal.value, literal.datatype.value[-7:]) == (expected, "decimal")


@pytest.mark.parametrize(
    ("value", "datatype"),
    [
        ("2024-02-29", "date"),
        ("2024-02", "gYearMonth"),
        ("2024", "gYear"),
        ("2023-02-29", None),
        ("2024-13", None),
        ("0000", None),
        ("24-02-29", None),
        ("2024-02-29T00:00", None),
        ("٢٠٢٤", None),
        ("soon", None),
        ("", None),
    ],
)
def test_a_date_is_typed_as_precisely_as_it_is_known(value, datatype):
    term = terms.date(value)
    assert (term is None) == (datatype is None)
    if term:
        assert term == f'"{value}"^^<{terms.XSD}{datatype}>'


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("https://example.org/a?b=c#d", "<https://example.org/a?b=c#d>"),
        (" https://example.org/a b ", "<https://example.org/a%20b>"),
        ('https://example.org/"><script>', "<https://example.org/%22%3E%3Cscript%3E>"),
        ("https://example.org/\ud800é", "<https://example.org/%EF%BF%BD%C3%A9>"),
        ("http://[broken/", None),
        ("https://example.org/%zz", None),
        ("javascript:alert(1)", None),
        ("papers/1", None),
        ("", None),
    ],
)
def test_only_web_addresses_become_iris(value, expected):
    assert terms.external_iri(value) == expected


@given(st.text(st.characters(codec="ascii", min_codepoint=33), max_size=20))
def test_a_compact_iri_means_the_same_as_the_full_one(local):
    address = terms.external_iri(f"{PREFIXES['method']}{local}")
    if address is None or {".", ".."} & set(address[1:-1].split("/")):
        return
    head = "".join(f"@prefix {prefix}: <{space}> .\n" for prefix, space in PREFIXES.items())
    text = f"@base <https://w3id.org/paperlattice/> .\n{head}<a> <b> {compact(address)} .\n"
    (quad,) = pyoxigraph.parse(text.encode(), format=pyoxigraph.RdfFormat.TURTLE)
    assert str(quad.object) == address


def test_literals_are_shortened_where_turtle_allows_it():
    assert compact(terms.integer(-3)) == "-3"
    assert compact(terms.decimal(0.5)) == "0.5"
    assert compact(terms.count(3)) == '"3"^^xsd:nonNegativeInteger'
    assert compact(terms.text('ends in integer>"')) == '"ends in integer>\\""@en'
    assert compact(name("dcterms:title")) == "dcterms:title"
