"""Bring together what the lexicon, the abbreviations, the cues and the recogniser found."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from spacy.tokens import Doc

from paperlattice.extraction.abbreviations import Definition
from paperlattice.extraction.candidates import Candidate, best_without_overlaps
from paperlattice.extraction.findings import Findings, findings
from paperlattice.extraction.introductions import Introduction, is_coined
from paperlattice.extraction.occurrences import occurrences
from paperlattice.extraction.trust import Clues, Trust
from paperlattice.lexicon import Lexicon, LexiconEntry, form_key
from paperlattice.lexicon.senses import choose_sense, fits_context, is_hinted

__all__ = ["clues", "combine", "propose"]

Span = tuple[int, int]

_NAMING_CUES = frozenset({"title-colon", "called"})
_NEVER_INTRODUCED = frozenset({"Modality", "BrainRegion", "Organism", "Condition"})
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\b[\w.-]+\.(?:com|org|io|ai|net|edu)/\S*")
_ADDRESS_SIGNS = ("://", "www.", ".com/", ".org/", ".io/", ".ai/", ".net/", ".edu/")
_VERSION = re.compile(r"[-.]\d|\+\+?(?=\W|$)|-[A-Z0-9]{1,3}\b(?!-)")


def combine(doc: Doc, lexicon: Lexicon, trust: Trust, *, recogniser: bool) -> list[Candidate]:
    """Return the mentions of a text that the pipeline has read, none overlapping another.

    Every span that a finder proposes is weighed by `trust`; of those that overlap, the set with
    the greatest sum of log odds stays. An abbreviation gets the type of its long form.
    """
    found = findings(doc)
    proposed = propose(doc, lexicon)
    weighed = []
    for candidate, seen in zip(proposed, clues(doc, proposed), strict=True):
        form = found.text[candidate.start : candidate.end]
        odds = trust.log_odds(form, candidate.type, seen, recogniser=recogniser)
        weighed.append(candidate.with_score(odds))
    kept = _with_sure(best_without_overlaps(weighed), weighed, trust, found.text)
    kept = _with_abbreviations(kept, found.definitions, found.text)
    return _with_introduced_everywhere(kept, found.text)


def _with_sure(
    kept: Sequence[Candidate], weighed: Sequence[Candidate], trust: Trust, text: str
) -> list[Candidate]:
    """Put a sure form of the lexicon in place of unknown longer spans that alone hide its entity.

    A paper that writes "fMRI response prediction" and no other "fMRI" still joins fMRI.
    """
    result = list(kept)
    named = {candidate.entity_id for candidate in kept}
    for candidate in weighed:
        if not candidate.entity_id or candidate.entity_id in named:
            continue
        form = text[candidate.start : candidate.end]
        hiding = [o for o in result if o.start < candidate.end and o.end > candidate.start]
        if all(not o.entity_id for o in hiding) and trust.is_sure(form, candidate.type):
            result = [other for other in result if other not in hiding] + [candidate]
            named.add(candidate.entity_id)
    return sorted(result, key=lambda candidate: candidate.start)


def propose(doc: Doc, lexicon: Lexicon) -> list[Candidate]:
    """Return every span that a finder proposes, each span and type once; scores are 0."""
    noted = findings(doc)
    text = noted.text
    known = list(_from_lexicon(noted, lexicon))
    own = {text[c.start : c.end] for c in _own_acronyms(noted, known, lexicon)}
    known = [c for c in known if text[c.start : c.end] not in own]
    named = _from_introductions(noted, known, lexicon)
    recognised = [
        Candidate(start=s.start, end=s.end, type=s.type, rule="recogniser")
        for s in noted.reading.spans
    ]
    found: dict[tuple[int, int, str], Candidate] = {}
    for candidate in (*named, *known, *recognised):
        found.setdefault((candidate.start, candidate.end, candidate.type), candidate)
    for candidate in _everywhere([*named, *recognised], text):
        found.setdefault((candidate.start, candidate.end, candidate.type), candidate)
    addresses = _addresses(text)
    return [
        found[key]
        for key in sorted(found)
        if not any(start < key[1] and key[0] < end for start, end in addresses)
    ]


def _addresses(text: str) -> list[Span]:
    """Return where web addresses stand; most texts hold none, and a look for a sign is quick."""
    if not any(sign in text for sign in _ADDRESS_SIGNS):
        return []
    return [match.span() for match in _ADDRESS.finditer(text)]


def clues(doc: Doc, proposed: Sequence[Candidate]) -> list[Clues]:
    """Return what the finders say of each of the proposed candidates."""
    noted = findings(doc)
    known: dict[Span, set[str]] = defaultdict(set)
    for candidate in proposed:
        if candidate.entity_id:
            known[candidate.start, candidate.end].add(candidate.type)
    by_form: dict[tuple[str, str], float] = defaultdict(float)
    for span in noted.reading.spans:
        form = (noted.text[span.start : span.end], span.type)
        by_form[form] = max(by_form[form], span.score)
    found = []
    for candidate in proposed:
        types = known.get((candidate.start, candidate.end), ())
        seen = _unread(
            in_lexicon=bool(candidate.entity_id),
            in_context=candidate.in_context,
            lexicon_other_type=any(kind != candidate.type for kind in types),
            introduced=bool(candidate.cue),
        )
        found.append(_read(seen, candidate, noted, by_form) if noted.reading.names else seen)
    return found


@lru_cache
def _unread(
    *, in_lexicon: bool, in_context: bool, lexicon_other_type: bool, introduced: bool
) -> Clues:
    """Return the clues that need no recogniser; there are but sixteen of them."""
    return Clues(
        in_lexicon=in_lexicon,
        in_context=in_context,
        lexicon_other_type=lexicon_other_type,
        introduced=introduced,
    )


def _read(
    seen: Clues, candidate: Candidate, noted: Findings, by_form: Mapping[tuple[str, str], float]
) -> Clues:
    """Return the clues with those that the recogniser adds."""
    same = other = across = 0.0
    for span in noted.reading.spans:
        if span.start >= candidate.end or span.end <= candidate.start:
            continue
        if (span.start, span.end) != (candidate.start, candidate.end):
            across = max(across, span.score)
        elif span.type == candidate.type:
            same = span.score
        else:
            other = span.score
    form = (noted.text[candidate.start : candidate.end], candidate.type)
    support = noted.reading.support(candidate.start, candidate.end, candidate.type)
    return replace(
        seen,
        recognised=same,
        recognised_other_type=other,
        recognised_across=across,
        recognised_elsewhere=0.0 if same or across else by_form.get(form, 0.0),
        type_support=support[0],
        begin_support=support[1],
        end_support=support[2],
    )


def _from_lexicon(noted: Findings, lexicon: Lexicon) -> Iterator[Candidate]:
    text = noted.text
    expansions = {definition.short: definition.long for definition in noted.definitions}
    decided: dict[tuple[str, str], tuple[LexiconEntry | None, bool]] = {}
    for match in noted.matches:
        if _goes_on(text, match.end):
            continue  # the "-2" of GPT-2 makes it another thing than GPT
        form = text[match.start : match.end]
        kind = _recognised_type(noted, match.start, match.end)
        if (form, kind) not in decided:
            entity = choose_sense(
                match.entity_ids,
                form,
                lexicon=lexicon,
                text_keys=noted.vocabulary,
                expansions=expansions,
                expected_type=kind,
            )
            entry = lexicon.entries[entity] if entity is not None else None
            fits = entry is not None and fits_context(entry, form, noted.vocabulary)
            decided[form, kind] = entry, fits
        entry, fits = decided[form, kind]
        if entry is not None:
            yield Candidate(
                start=match.start,
                end=match.end,
                type=entry.type,
                rule="lexicon",
                entity_id=entry.entity_id,
                in_context=fits,
            )


def _goes_on(text: str, end: int) -> bool:
    """Tell whether a version or a size follows a name."""
    return text[end : end + 1] in ("-", ".", "+") and bool(_VERSION.match(text, end))


def _recognised_type(noted: Findings, start: int, end: int) -> str:
    spans = noted.reading.spans
    return next((s.type for s in spans if s.start < end and s.end > start), "") if spans else ""


def _own_acronyms(
    noted: Findings, known: Sequence[Candidate], lexicon: Lexicon
) -> Iterator[Candidate]:
    """Yield the lexicon's acronyms that stand for something of the paper's own.

    "LALM: Long-Term Action Anticipation" is no audio language model: the paper introduces the
    short form, and says nothing else that hints at what the lexicon knows under it.
    """
    cues = {(i.start, i.end): i.cue for i in noted.introductions}
    for candidate in known:
        cue = cues.get((candidate.start, candidate.end))
        if cue is None or candidate.type in _NEVER_INTRODUCED:
            continue
        form = noted.text[candidate.start : candidate.end]
        entry = lexicon.entries[candidate.entity_id]
        named = cue in _NAMING_CUES or f"({form})" in noted.text
        is_short = form.isupper() and form_key(form) != form_key(entry.label)
        if named and is_short and not is_hinted(entry, form, noted.vocabulary):
            yield candidate


def _from_introductions(
    noted: Findings, known: Sequence[Candidate], lexicon: Lexicon
) -> list[Candidate]:
    """Return the introduced names that are not just common terms of the lexicon."""
    text = noted.text
    spans = {(candidate.start, candidate.end): candidate for candidate in known}
    types = {(s.start, s.end): s.type for s in noted.reading.spans}
    named = []
    for introduction in noted.introductions:
        span = (introduction.start, introduction.end)
        same = spans.get(span)
        if same is not None and not _may_be_introduced(
            introduction, text[span[0] : span[1]], same, lexicon
        ):
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


def _may_be_introduced(
    introduction: Introduction, name: str, known: Candidate, lexicon: Lexicon
) -> bool:
    """Tell whether a known form is a name of its own, or called so, and no kind of thing."""
    if known.type in _NEVER_INTRODUCED:
        return False
    label = lexicon.entries[known.entity_id].label
    labels = (label, name) if form_key(label) == form_key(name) else (label,)
    is_name = any(map(is_coined, labels)) or (label[:1].isupper() and " " not in label)
    return is_name or introduction.cue == "called"


def _everywhere(found: Sequence[Candidate], text: str) -> Iterator[Candidate]:
    """Yield a form that was found once wherever it stands as whole words in the text."""
    forms: dict[tuple[str, str], Candidate] = {}
    for candidate in found:
        forms.setdefault((text[candidate.start : candidate.end], candidate.type), candidate)
    for (form, _), candidate in forms.items():
        for start, end in occurrences(form, text, plural=True):
            if not _goes_on(text, end):
                yield candidate._replace(start=start, end=end, rule="repetition")


def _with_abbreviations(
    kept: Sequence[Candidate], definitions: Sequence[Definition], text: str
) -> list[Candidate]:
    """Give an abbreviation the type and entity of its long form, wherever it stands."""
    if not definitions:
        return list(kept)
    by_span = {(candidate.start, candidate.end): candidate for candidate in kept}
    long_of: dict[str, Candidate] = {}
    for definition in definitions:
        long = by_span.get((definition.long_start, definition.long_end))
        short = by_span.get((definition.short_start, definition.short_end))
        if long is None and short is not None and short.entity_id:
            continue
        if long is not None and not long.entity_id and short is not None and short.entity_id:
            by_span[long.start, long.end] = long._replace(
                type=short.type, entity_id=short.entity_id
            )
        elif long is not None:
            long_of[definition.short] = long
    occupied = _Occupied(by_span)
    for short_form, long in long_of.items():
        for span in occurrences(short_form, text, plural=True):
            if span in by_span:
                known = by_span[span]
                by_span[span] = known._replace(type=long.type, entity_id=long.entity_id)
            elif not occupied.overlaps(span) and not _goes_on(text, span[1]):
                by_span[span] = long._replace(
                    start=span[0], end=span[1], rule="abbreviation", cue=""
                )
                occupied.take(span)
    return [by_span[span] for span in sorted(by_span)]


def _with_introduced_everywhere(kept: Sequence[Candidate], text: str) -> list[Candidate]:
    """Add what the paper introduces wherever its name stands, written just so.

    "FIND" is a plain word to a recogniser, but not in a paper that has called its benchmark so.
    """
    by_span = {(candidate.start, candidate.end): candidate for candidate in kept}
    occupied = _Occupied(by_span)
    for candidate in kept:
        form = text[candidate.start : candidate.end]
        if not candidate.cue or not is_coined(form):
            continue
        for span in occurrences(form, text, plural=True):
            if not occupied.overlaps(span) and not _goes_on(text, span[1]):
                by_span[span] = candidate._replace(
                    start=span[0], end=span[1], rule="repetition", cue=""
                )
                occupied.take(span)
    return [by_span[span] for span in sorted(by_span)]


class _Occupied:
    """The code points that mentions stand on."""

    def __init__(self, spans: Mapping[Span, Candidate]) -> None:
        self.places = {place for start, end in spans for place in range(start, end)}

    def take(self, span: Span) -> None:
        self.places.update(range(*span))

    def overlaps(self, span: Span) -> bool:
        return not self.places.isdisjoint(range(*span))
