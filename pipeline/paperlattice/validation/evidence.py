"""The check of evidence: every offset and quotation against the paper's text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pyoxigraph

from paperlattice.exporters.rdf.mentions import CONTEXT_LENGTH
from paperlattice.exporters.rdf.vocabulary import name, pl
from paperlattice.validation.findings import Finding, first

__all__ = ["evidence_findings"]

_TITLE = name("dcterms:title")
_ABSTRACT = name("dcterms:abstract")
_PART_OF = name("dcterms:isPartOf")
_SOURCE = name("oa:hasSource")
_SELECTOR = name("oa:hasSelector")
_START, _END = name("oa:start"), name("oa:end")
_EXACT, _PREFIX, _SUFFIX = name("oa:exact"), name("oa:prefix"), name("oa:suffix")
_FROM, _TO, _VALUE = pl("start"), pl("end"), name("rdf:value")
_NEEDED = frozenset(
    (_TITLE, _ABSTRACT, _PART_OF, _SOURCE, _SELECTOR, _START, _END, _EXACT, _PREFIX, _SUFFIX)
) | {_FROM, _TO, _VALUE}


@dataclass(frozen=True, slots=True)
class _Facts:
    """The values of the predicates that the check needs, by subject."""

    values: dict[str, dict[str, list[str]]]

    def one(self, subject: str, predicate: str) -> str | None:
        found = self.values[subject][predicate] if subject in self.values else []
        return found[0] if len(found) == 1 else None

    def with_predicate(self, predicate: str) -> list[str]:
        return sorted(subject for subject, found in self.values.items() if predicate in found)


def evidence_findings(quads: Iterable[pyoxigraph.Quad], file: str) -> Iterator[Finding]:
    """Yield a finding for each mention or sentence that is not what stands in its paper's text.

    A paper's text is its title, a line feed and its abstract; offsets count code points.
    """
    values: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for quad in quads:
        predicate = str(quad.predicate)
        if predicate in _NEEDED:
            value = quad.object
            text = value.value if isinstance(value, pyoxigraph.Literal) else str(value)
            values[str(quad.subject)][predicate].append(text)
    facts = _Facts(values)
    yield from first("offsets", file, _targets(facts))
    yield from first("offsets", file, _sentences(facts))


def _targets(facts: _Facts) -> Iterator[str]:
    for target in facts.with_predicate(_SELECTOR):
        text = _text(facts, facts.one(target, _SOURCE))
        merged: dict[str, str] = {}
        for selector in facts.values[target][_SELECTOR]:
            for predicate in (_START, _END, _EXACT, _PREFIX, _SUFFIX):
                value = facts.one(selector, predicate)
                if value is not None:
                    merged[predicate] = value
        span = _span(merged.get(_START), merged.get(_END))
        if text is None or span is None:
            yield f"{target} has no text to select from, or no span"
            continue
        start, end = span
        expected = {
            _EXACT: text[start:end],
            _PREFIX: text[max(0, start - CONTEXT_LENGTH) : start],
            _SUFFIX: text[end : end + CONTEXT_LENGTH],
        }
        for predicate, value in expected.items():
            if merged.get(predicate) != value:
                yield f"{target}: the text at {start} to {end} has {value!r} as {predicate}"


def _sentences(facts: _Facts) -> Iterator[str]:
    for sentence in facts.with_predicate(_PART_OF):
        text = _text(facts, facts.one(sentence, _PART_OF))
        span = _span(facts.one(sentence, _FROM), facts.one(sentence, _TO))
        if text is None or span is None or facts.one(sentence, _VALUE) != text[slice(*span)]:
            yield f"{sentence} is not what stands at its offsets"


def _text(facts: _Facts, paper: str | None) -> str | None:
    title = facts.one(paper, _TITLE) if paper else None
    if paper is None or title is None:
        return None
    return f"{title}\n{facts.one(paper, _ABSTRACT) or ''}"


def _span(start: str | None, end: str | None) -> tuple[int, int] | None:
    if start is None or end is None or not (start.isdecimal() and end.isdecimal()):
        return None
    return int(start), int(end)
