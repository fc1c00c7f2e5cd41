"""Bring together what the lexicon, the abbreviations, the cues and the recogniser found."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from paperlattice.extraction.abbreviations import Definition
from paperlattice.extraction.candidates import Candidate, best_without_overlaps
from paperlattice.extraction.introductions import is_coined
from paperlattice.extraction.trust import Clues, Trust
from paperlattice.lexicon import Lexicon, form_key
from paperlattice.lexicon.senses import choose_sense, fits_context

__all__ = ["clues", "combine", "propose"]

Span = tuple[int, int]

_NEVER_INTRODUCED = frozenset({"Modality", "BrainRegion", "Organism", "Condition"})
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\b[\w.-]+\.(?:com|org|io|ai|net|edu)/\S*")
_VERSION = re.compile(r"[-.]\d|\+\+?(?=\W|$)|-[A-Z0-9]{1,3}\b(?!-)")


def combine(doc: Doc, lexicon: Lexicon, trust: Trust, *, recogniser: bool) -> list[Candidate]:
    """Return the mentions of a text that the pipeline has read, none overlapping another.

    Every span that a finder proposes is weighed by `trust`; of those that overlap, the set with
    the greatest sum of log odds stays. An abbreviation gets the type of its long form.
    """
    text = doc._.source_text
    proposed = propose(doc, lexicon)
    weighed = []
    for candidate, seen in zip(proposed, clues(doc, proposed), strict=True):
        form = text[candidate.start : candidate.end]
        odds = trust.log_odds(form, candidate.type, seen, recogniser=recogniser)
        weighed.append(replace(candidate, score=odds))
    kept = _with_sure(best_without_overlaps(weighed), weighed, trust, text)
    kept = _with_abbreviations(kept, doc._.definitions, text)
    return [replace(c, score=1 / (1 + math.exp(-c.score))) for c in kept]


def _with_sure(
    kept: Sequence[Candidate], weighed: Sequence[Candidate], trust: Trust, text: str
) -> list[Candidate]:
    """Put a sure form of the lexicon in place of unknown longer spans that alone hide its entity.

    A paper that writes "fMRI response prediction" and no other "fMRI" still joins fMRI.
    """
    result = list(kept)
    for candidate in weighed:
        form = text[candidate.start : candidate.end]
        named = {other.entity_id for other in result}
        if not candidate.entity_id or candidate.entity_id in named:
            continue
        hiding = [o for o in result if o.start < candidate.end and o.end > candidate.start]
        if all(not o.entity_id for o in hiding) and trust.is_sure(form, candidate.type):
            result = [other for other in result if other not in hiding] + [candidate]
    return sorted(result, key=lambda candidate: candidate.start)


def propose(doc: Doc, lexicon: Lexicon) -> list[Candidate]:
    """Return every span that a finder proposes, each span and type once; scores are 0."""
    text = doc._.source_text
    expansions = {definition.short: definition.long for definition in doc._.definitions}
    known = list(_from_lexicon(doc, text, lexicon, expansions))
    named = _from_introductions(doc, text, known, lexicon)
    recognised = [
        Candidate(start=s.start, end=s.end, type=s.type, rule="recogniser")
        for s in doc._.reading.spans
    ]
    found: dict[tuple[int, int, str], Candidate] = {}
    for candidate in (*named, *known, *recognised):
        found.setdefault((candidate.start, candidate.end, candidate.type), candidate)
    for candidate in _everywhere([*named, *recognised], text):
        found.setdefault((candidate.start, candidate.end, candidate.type), candidate)
    addresses = [match.span() for match in _ADDRESS.finditer(text)]
    return [
        found[key]
        for key in sorted(found)
        if not any(start < key[1] and key[0] < end for start, end in addresses)
    ]


def clues(doc: Doc, proposed: Sequence[Candidate]) -> list[Clues]:
    """Return what the finders say of each of the proposed candidates."""
    text, reading = doc._.source_text, doc._.reading
    known: dict[Span, set[str]] = defaultdict(set)
    for candidate in proposed:
        if candidate.entity_id:
            known[candidate.start, candidate.end].add(candidate.type)
    by_form: dict[tuple[str, str], float] = defaultdict(float)
    for span in reading.spans:
        form = (text[span.start : span.end], span.type)
        by_form[form] = max(by_form[form], span.score)
    found = []
    for candidate in proposed:
        same = other = across = 0.0
        for span in reading.spans:
            if span.start >= candidate.end or span.end <= candidate.start:
                continue
            if (span.start, span.end) != (candidate.start, candidate.end):
                across = max(across, span.score)
            elif span.type == candidate.type:
                same = span.score
            else:
                other = span.score
        form = (text[candidate.start : candidate.end], candidate.type)
        support = reading.support(candidate.start, candidate.end, candidate.type)
        found.append(
            Clues(
                in_lexicon=bool(candidate.entity_id),
                in_context=candidate.in_context,
                lexicon_other_type=bool(known[candidate.start, candidate.end] - {candidate.type}),
                recognised=same,
                recognised_other_type=other,
                recognised_across=across,
                recognised_elsewhere=0.0 if same or across else by_form[form],
                type_support=support[0],
                begin_support=support[1],
                end_support=support[2],
                introduced=bool(candidate.cue),
            )
        )
    return found


def _from_lexicon(
    doc: Doc, text: str, lexicon: Lexicon, expansions: Mapping[str, str]
) -> Iterator[Candidate]:
    for match in doc._.matches:
        if _VERSION.match(text, match.end):
            continue  # the "-2" of GPT-2 makes it another thing than GPT
        entity = choose_sense(
            match.entity_ids,
            text[match.start : match.end],
            lexicon=lexicon,
            text_keys=doc._.keys,
            expansions=expansions,
            expected_type=_recognised_type(doc, match.start, match.end),
        )
        if entity is not None:
            entry = lexicon.entries[entity]
            yield Candidate(
                start=match.start,
                end=match.end,
                type=entry.type,
                rule="lexicon",
                entity_id=entity,
                in_context=fits_context(entry, text[match.start : match.end], doc._.keys),
            )


def _recognised_type(doc: Doc, start: int, end: int) -> str:
    spans = doc._.reading.spans
    return next((s.type for s in spans if s.start < end and s.end > start), "")


def _from_introductions(
    doc: Doc, text: str, known: Sequence[Candidate], lexicon: Lexicon
) -> list[Candidate]:
    """Return the introduced names that are not just common terms of the lexicon."""
    spans = {(candidate.start, candidate.end): candidate for candidate in known}
    types = {(s.start, s.end): s.type for s in doc._.reading.spans}
    named = []
    for introduction in doc._.introductions:
        span = (introduction.start, introduction.end)
        same = spans.get(span)
        if same is not None and not _may_be_introduced(text[span[0] : span[1]], same, lexicon):
            continue
        named.append(
            Candidate(
                start=introduction.start,
                end=introduction.end,
                type=same.type if same else types.get(span, introduction.type),
                rule="lexicon" if same else "introduction",
                entity_id=same.entity_id if same else "",
                cue=introduction.cue,
            )
        )
    return named


def _may_be_introduced(name: str, known: Candidate, lexicon: Lexicon) -> bool:
    """Tell whether a known form names one system or data set, not a kind of thing."""
    label = lexicon.entries[known.entity_id].label
    return known.type not in _NEVER_INTRODUCED and any(
        map(is_coined, (label, name) if form_key(label) == form_key(name) else (label,))
    )


def _everywhere(found: Sequence[Candidate], text: str) -> Iterator[Candidate]:
    """Yield a form that was found once wherever it stands as whole words in the text."""
    forms: dict[tuple[str, str], Candidate] = {}
    for candidate in found:
        forms.setdefault((text[candidate.start : candidate.end], candidate.type), candidate)
    for (form, _), candidate in forms.items():
        for match in re.finditer(rf"(?<!\w){re.escape(form)}(?:s(?!\w)|(?!\w))", text):
            if not _VERSION.match(text, match.end()):
                yield replace(candidate, start=match.start(), end=match.end(), rule="repetition")


def _with_abbreviations(
    kept: Sequence[Candidate], definitions: Sequence[Definition], text: str
) -> list[Candidate]:
    """Give an abbreviation the type and entity of its long form, wherever it stands."""
    by_span = {(candidate.start, candidate.end): candidate for candidate in kept}
    long_of: dict[str, Candidate] = {}
    for definition in definitions:
        long = by_span.get((definition.long_start, definition.long_end))
        short = by_span.get((definition.short_start, definition.short_end))
        if long is None and short is not None and short.entity_id:
            continue
        if long is not None and not long.entity_id and short is not None and short.entity_id:
            by_span[long.start, long.end] = replace(
                long, type=short.type, entity_id=short.entity_id
            )
        elif long is not None:
            long_of[definition.short] = long
    occupied = _Occupied(by_span)
    for short_form, long in long_of.items():
        for match in re.finditer(rf"(?<!\w){re.escape(short_form)}(?:s(?!\w)|(?!\w))", text):
            span = match.span()
            if span in by_span:
                known = by_span[span]
                by_span[span] = replace(known, type=long.type, entity_id=long.entity_id)
            elif not occupied.overlaps(span) and not _VERSION.match(text, span[1]):
                by_span[span] = replace(
                    long, start=span[0], end=span[1], rule="abbreviation", cue=""
                )
    return [by_span[span] for span in sorted(by_span)]


class _Occupied:
    """The code points that mentions stand on."""

    def __init__(self, spans: Mapping[Span, Candidate]) -> None:
        self.places = {place for start, end in spans for place in range(start, end)}

    def overlaps(self, span: Span) -> bool:
        return not self.places.isdisjoint(range(*span))
