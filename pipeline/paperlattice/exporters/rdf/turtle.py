"""Writing Turtle for people: prefixes, a block a resource, everything sorted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from operator import itemgetter

from paperlattice.exporters.rdf.terms import XSD, Triple, lexical
from paperlattice.exporters.rdf.vocabulary import PREFIXES, RDF_TYPE
from paperlattice.naming import BASE

__all__ = ["compact", "sections", "turtle"]

_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]*)")
_NAMESPACES = {namespace: prefix for prefix, namespace in PREFIXES.items()}
_BARE = (f"^^<{XSD}integer>", f"^^<{XSD}decimal>")
_SUBJECT = itemgetter(0)


def turtle(parts: Iterable[tuple[str, Iterable[Triple]]]) -> Iterator[str]:
    """Yield the text of a Turtle file, piece by piece.

    `parts` are headings and their triples. A resource is written once, under the heading where
    it comes first, with all its triples; within a heading, resources are sorted by IRI.
    """
    yield f"@base <{BASE}> .\n"
    yield from (f"@prefix {prefix}: <{PREFIXES[prefix]}> .\n" for prefix in sorted(PREFIXES))
    for heading, triples in sections(parts):
        yield f"\n# {'-' * 16} {heading}\n"
        for subject, group in groupby(triples, key=_SUBJECT):
            yield _block(subject, group)


def sections(
    parts: Iterable[tuple[str, Iterable[Triple]]],
) -> Iterator[tuple[str, list[Triple]]]:
    """Yield each part with all the triples of the resources that it is the first to describe.

    The triples are sorted by subject and without repetition; a part that is left empty is passed.
    """
    home: dict[str, str] = {}
    gathered: dict[str, set[Triple]] = {}
    for heading, triples in parts:
        gathered[heading] = set()
        for triple in triples:
            gathered[home.setdefault(triple[0], heading)].add(triple)
    for heading, found in gathered.items():
        if found:
            yield heading, sorted(found)


@lru_cache(maxsize=50_000)
def compact(term: str) -> str:
    """Return a term as Turtle writes it: a prefixed name, a relative IRI, or a literal.

    >>> compact("<https://w3id.org/paperlattice/method/transformer>")
    'method:transformer'
    >>> compact('"3"^^<http://www.w3.org/2001/XMLSchema#integer>')
    '3'
    """
    if term[0] == "<":
        return _compact_iri(term[1:-1])
    if term.endswith(_BARE):
        return lexical(term)[0]
    if term[-1] == ">":
        value, _, datatype = term.rpartition("^^<")
        return f"{value}^^{_compact_iri(datatype[:-1])}"
    return term


def _compact_iri(iri: str) -> str:
    cut = max(iri.rfind("/"), iri.rfind("#")) + 1
    prefix = _NAMESPACES.get(iri[:cut])
    if prefix is not None and _LOCAL.fullmatch(iri, cut):
        return f"{prefix}:{iri[cut:]}"
    return f"<{iri.removeprefix(BASE)}>"


def _block(subject: str, triples: Iterable[Triple]) -> str:
    values: dict[str, list[str]] = {}
    for _, predicate, value in triples:
        word = "a" if predicate == RDF_TYPE else compact(predicate)
        values.setdefault(word, []).append(compact(value))
    lines = [
        f"    {word} {_objects(sorted(values[word]))}"
        for word in sorted(values, key=lambda word: (word != "a", word))
    ]
    return "\n" + compact(subject) + "\n" + " ;\n".join(lines) + " .\n"


def _objects(values: list[str]) -> str:
    separator = " , " if sum(map(len, values)) < 80 else " ,\n        "
    return separator.join(values)
