"""Bring together what the lexicon, the abbreviations, the cues and the recogniser found."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from paperlattice.extraction.abbreviations import Definition
from paperlattice.extraction.candidates import Candidate, without_overlaps
from paperlattice.extraction.introductions import is_coined
from paperlattice.lexicon import Lexicon, form_key
from paperlattice.lexicon.senses import choose_sense

__all__ = ["combine"]

# How far each finder is trusted when spans overlap and nothing else decides.
_LEXICON_SCORE = 0.9
_INTRODUCTION_SCORE = 0.85
_ABBREVIATION_SCORE = 0.8

_NEVER_INTRODUCED = frozenset({"Modality", "BrainRegion", "Organism", "Condition"})


def combine(doc: Doc, lexicon: Lexicon) -> list[Candidate]:
    """Return the mentions of a text that the pipeline has read, none overlapping another."""
    text = doc._.source_text
    expansions = {definition.short: definition.long for definition in doc._.definitions}
    known = _from_lexicon(doc, text, lexicon, expansions)
    named = _from_introductions(doc, text, known, lexicon)
    found = without_overlaps([*known, *named, *_from_recogniser(doc)])
    found = _with_abbreviations(found, doc._.definitions)
    found = without_overlaps([*found, *_everywhere(found, text)])
    return _with_cues(found, named)


def _from_lexicon(
    doc: Doc, text: str, lexicon: Lexicon, expansions: Mapping[str, str]
) -> list[Candidate]:
    candidates = []
    for match in doc._.matches:
        start, end = match.start, match.end
        if _continues_as_version(text, end):
            continue
        entity = choose_sense(
            match.entity_ids,
            text[start:end],
            lexicon=lexicon,
            text_keys=doc._.keys,
            expansions=expansions,
            expected_type=_recognised_type(doc, start, end),
        )
        if entity is not None:
            candidates.append(
                Candidate(
                    start=start,
                    end=end,
                    type=lexicon.entries[entity].type,
                    rule="lexicon",
                    score=_LEXICON_SCORE,
                    entity_id=entity,
                )
            )
    return candidates


def _continues_as_version(text: str, end: int) -> bool:
    """Tell whether a version or size follows, as the "-2" of GPT-2: then it is another thing."""
    return bool(re.match(r"[-.]\d|\+\+?(?=\W|$)|-[A-Z0-9]{1,3}\b(?!-)", text[end : end + 6]))


def _recognised_type(doc: Doc, start: int, end: int) -> str:
    return next((s.type for s in doc._.recognised if s.start < end and s.end > start), "")


def _from_introductions(
    doc: Doc, text: str, known: Sequence[Candidate], lexicon: Lexicon
) -> list[Candidate]:
    """Return the introduced names that are not just common terms of the lexicon."""
    spans = {(candidate.start, candidate.end): candidate for candidate in known}
    candidates = []
    for introduction in doc._.introductions:
        name = text[introduction.start : introduction.end]
        same = spans.get((introduction.start, introduction.end))
        if same is not None and not _may_be_introduced(name, same, lexicon):
            continue
        candidates.append(
            Candidate(
                start=introduction.start,
                end=introduction.end,
                type=same.type if same else introduction.type,
                rule="introduction",
                score=_INTRODUCTION_SCORE,
                entity_id=same.entity_id if same else "",
                cue=introduction.cue,
            )
        )
    return candidates


def _may_be_introduced(name: str, known: Candidate, lexicon: Lexicon) -> bool:
    """Tell whether a known form names one system or data set, not a kind of thing."""
    label = lexicon.entries[known.entity_id].label
    return known.type not in _NEVER_INTRODUCED and any(
        map(is_coined, (label, name) if form_key(label) == form_key(name) else (label,))
    )


def _from_recogniser(doc: Doc) -> Iterator[Candidate]:
    for span in doc._.recognised:
        yield Candidate(
            start=span.start, end=span.end, type=span.type, rule="recogniser", score=span.score
        )


def _with_abbreviations(
    found: Sequence[Candidate], definitions: Sequence[Definition]
) -> list[Candidate]:
    """Give an abbreviation and its long form one type and one entity, the long form's."""
    by_span = {(candidate.start, candidate.end): candidate for candidate in found}
    added = []
    for definition in definitions:
        long = by_span.get((definition.long_start, definition.long_end))
        short = by_span.get((definition.short_start, definition.short_end))
        if long is not None and short is None:
            added.append(
                Candidate(
                    start=definition.short_start,
                    end=definition.short_end,
                    type=long.type,
                    rule="abbreviation",
                    score=_ABBREVIATION_SCORE,
                    entity_id=long.entity_id,
                    cue=long.cue,
                )
            )
        elif short is not None and short.entity_id and long is not None and not long.entity_id:
            by_span[long.start, long.end] = replace(
                long, type=short.type, entity_id=short.entity_id
            )
    return without_overlaps([*by_span.values(), *added])


def _everywhere(found: Sequence[Candidate], text: str) -> Iterator[Candidate]:
    """Yield a form that was found once wherever it stands as whole words in the text."""
    best: dict[str, Candidate] = {}
    for candidate in sorted(found, key=lambda c: (-c.score, c.start)):
        best.setdefault(text[candidate.start : candidate.end], candidate)
    for form, candidate in best.items():
        if candidate.rule == "lexicon":
            continue
        pattern = rf"(?<![\w]){re.escape(form)}(?:s(?!\w)|(?![\w]))"
        for match in re.finditer(pattern, text):
            if not _continues_as_version(text, match.end()):
                yield replace(
                    candidate,
                    start=match.start(),
                    end=match.end(),
                    rule="repetition",
                    score=candidate.score - 0.01,
                    cue="",
                )


def _with_cues(found: Sequence[Candidate], named: Sequence[Candidate]) -> list[Candidate]:
    """Carry the cue of an introduction over to the mention that stayed in its place."""
    cues = {(candidate.start, candidate.end): candidate.cue for candidate in named}
    return [
        replace(candidate, cue=candidate.cue or cues.get((candidate.start, candidate.end), ""))
        for candidate in found
    ]
