"""What a set of triples holds, counted as they go by."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

from paperlattice.exporters.rdf.terms import Triple
from paperlattice.exporters.rdf.vocabulary import RDF_TYPE, name

__all__ = ["LINKS", "Counts", "Tally", "counts"]

LINKS = {
    name("skos:broadMatch"): "broad-match",
    name("skos:closeMatch"): "close-match",
    name("skos:exactMatch"): "exact-match",
}
"""The predicates that lead to other vocabularies, and what their linksets are called."""

_EXAMPLES = 3
_SUBJECT, _PREDICATE, _OBJECT = (itemgetter(place) for place in range(3))

Hashes = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What a set of triples holds; classes and properties are terms.

    `links` counts, for each matching predicate and vocabulary, the links that lead there.
    """

    triples: int
    subjects: int
    objects: int
    classes: Mapping[str, int]
    properties: Mapping[str, int]
    links: Mapping[tuple[str, str], int]
    examples: tuple[str, ...] = field(default=())


class Tally:
    """Counts triples in batches; none may come twice, in this tally or in one that is added.

    Different subjects and objects are told by 64-bit hashes, eight bytes each in place of the
    whole terms: among a hundred million, the chance that two have the same is under 1 in 1,000.
    The examples are the first subjects by IRI, which for the project's graphs are the readable
    ones at the head of each graph.
    """

    def __init__(self) -> None:
        self._total = 0
        self._subjects: list[Hashes] = []
        self._objects: list[Hashes] = []
        self._classes: Counter[str] = Counter()
        self._properties: Counter[str] = Counter()
        self._links: Counter[tuple[str, str]] = Counter()
        self._examples: list[str] = []

    def add(self, triples: Sequence[Triple]) -> None:
        """Count a batch of triples."""
        subjects = set(map(_SUBJECT, triples))
        self._total += len(triples)
        self._subjects.append(_hashes(subjects))
        self._objects.append(_hashes(set(map(_OBJECT, triples))))
        self._properties.update(map(_PREDICATE, triples))
        self._classes.update(value for _, kind, value in triples if kind == RDF_TYPE)
        self._links.update(
            (kind, _vocabulary(value)) for _, kind, value in triples if kind in LINKS
        )
        self._examples = sorted({*self._examples, *subjects})[:_EXAMPLES]

    def merge(self, other: Tally) -> None:
        """Count what another tally has counted."""
        self._total += other._total
        self._subjects += other._subjects
        self._objects += other._objects
        self._properties.update(other._properties)
        self._classes.update(other._classes)
        self._links.update(other._links)
        self._examples = sorted({*self._examples, *other._examples})[:_EXAMPLES]

    def counts(self) -> Counts:
        """Return what was counted."""
        return Counts(
            triples=self._total,
            subjects=_different(self._subjects),
            objects=_different(self._objects),
            classes=dict(sorted(self._classes.items())),
            properties=dict(sorted(self._properties.items())),
            links=dict(sorted(self._links.items())),
            examples=tuple(self._examples),
        )


def counts(triples: Iterable[Triple]) -> Counts:
    """Return what a set of triples holds; none may come twice."""
    tally = Tally()
    tally.add(list(triples))
    return tally.counts()


def _hashes(terms: set[str]) -> Hashes:
    return np.fromiter(map(hash, terms), dtype=np.int64, count=len(terms))


def _different(batches: list[Hashes]) -> int:
    """Return how many different values batches have; they are joined into one, to save room."""
    batches[:] = [np.unique(np.concatenate(batches))] if batches else []
    return sum(map(len, batches))


def _vocabulary(term: str) -> str:
    # UBERON_0002421 and DOID_1826 stand in one namespace but are two vocabularies.
    prefix = re.match(r"<(http://purl\.obolibrary\.org/obo/[A-Za-z]+_)", term)
    return prefix[1] if prefix else term[1 : max(term.rfind("/"), term.rfind("#")) + 1]
