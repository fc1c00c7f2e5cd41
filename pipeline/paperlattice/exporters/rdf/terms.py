"""RDF terms in N-Triples syntax, safe for whatever text they hold."""

from __future__ import annotations

import re
from datetime import date as Date  # noqa: N812 - the name `date` belongs to the literal below
from functools import lru_cache
from urllib.parse import quote

import pyoxigraph

__all__ = [
    "XSD",
    "Triple",
    "clean",
    "count",
    "date",
    "decimal",
    "external_iri",
    "integer",
    "iri",
    "lexical",
    "plain",
    "text",
]

Triple = tuple[str, str, str]
"""Subject, predicate and object, each a term in N-Triples syntax."""

XSD = "http://www.w3.org/2001/XMLSchema#"

# What neither XML nor every store can hold; each is one code point, and so is its replacement,
# so offsets stay true.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SPECIAL = re.compile('["\\\\\n\r\t]')
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_UNESCAPES = {escape: character for character, escape in _ESCAPES.items()}
_ESCAPED = re.compile(r'\\["\\nrt]')
_DATES = {4: "gYear", 7: "gYearMonth", 10: "date"}
_URL_SAFE = ":/?#[]@!$&'()*+,;=%-._~"


def clean(value: str) -> str:
    r"""Return a text with what RDF files cannot hold replaced by U+FFFD, one for one.

    >>> clean("a\x00b").encode("unicode_escape")
    b'a\\ufffdb'
    """
    return _FORBIDDEN.sub("\ufffd", value)


def iri(value: str) -> str:
    """Return an IRI as a term; it must be valid already.

    >>> iri("https://example.org/a")
    '<https://example.org/a>'
    """
    return f"<{value}>"


def external_iri(value: str) -> str | None:
    """Return a web address from elsewhere as a term, or None where it is none.

    Characters that IRIs forbid are percent-encoded; only http and https are taken.
    """
    address = quote(clean(value).strip(), safe=_URL_SAFE)
    if not address.lower().startswith(("http://", "https://")):
        return None
    try:
        return str(pyoxigraph.NamedNode(address))
    except ValueError:
        return None


def text(value: str) -> str:
    r"""Return a text in English as a term.

    >>> print(text('the "best" model'))
    "the \"best\" model"@en
    """
    return f'"{_escape(value)}"@en'


def plain(value: str) -> str:
    """Return a string without a language as a term."""
    return f'"{_escape(value)}"'


def integer(value: int) -> str:
    """Return an xsd:integer as a term."""
    return f'"{value}"^^<{XSD}integer>'


def count(value: int) -> str:
    """Return an xsd:nonNegativeInteger as a term."""
    return f'"{value}"^^<{XSD}nonNegativeInteger>'


@lru_cache(maxsize=4096)
def decimal(value: float) -> str:
    """Return an xsd:decimal of at most four digits after the point as a term.

    >>> decimal(0.9)
    '"0.9"^^<http://www.w3.org/2001/XMLSchema#decimal>'
    """
    digits = f"{value:.4f}".rstrip("0")
    return f'"{digits}0"^^<{XSD}decimal>' if digits[-1] == "." else f'"{digits}"^^<{XSD}decimal>'


def date(value: str) -> str | None:
    """Return a date, a year and month, or a year as a typed term, or None where it is none.

    The type follows from what is known: a missing month or day is never made up.
    """
    if len(value) not in _DATES or not re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", value):
        return None
    try:
        Date.fromisoformat(value + "-01-01"[len(value) - 4 :])
    except ValueError:
        return None
    return f'"{value}"^^<{XSD}{_DATES[len(value)]}>'


def lexical(term: str) -> tuple[str, str]:
    """Return a literal's value and what follows its closing quotation mark (`@en`, `^^<...>`).

    >>> lexical('"3"^^<http://www.w3.org/2001/XMLSchema#integer>')
    ('3', '^^<http://www.w3.org/2001/XMLSchema#integer>')
    """
    end = term.rindex('"')
    value = _ESCAPED.sub(lambda match: _UNESCAPES[match[0]], term[1:end])
    return value, term[end + 1 :]


def _escape(value: str) -> str:
    if _FORBIDDEN.search(value):
        value = clean(value)
    if _SPECIAL.search(value):
        return _SPECIAL.sub(lambda match: _ESCAPES[match[0]], value)
    return value
