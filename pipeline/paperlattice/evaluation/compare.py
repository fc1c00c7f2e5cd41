"""Compare what was extracted from one annotated paper with its annotation."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from paperlattice.evaluation.gold import GoldPaper
from paperlattice.evaluation.scores import Counts
from paperlattice.lexicon import form_key
from paperlattice.records import Assertion, Entity, Mention, Predicate

__all__ = ["Comparison", "compare"]

Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One paper's counts; the keys of the mappings are types, or predicates for `roles`.

    `missed` and `false` are the mentions that the strict counts fault: span, type, and the type on
    the other side where the span is there under another type. `confusion` counts wanted and given
    types of equal spans. `duplicates` counts entities that stand for an annotated entity that
    another one stands for already.
    """

    strict: Mapping[str, Counts]
    overlap: Mapping[str, Counts]
    entities: Mapping[str, Counts]
    introduces: Counts
    roles: Mapping[str, Counts]
    roles_right: int
    roles_known: int
    duplicates: int
    missed: tuple[tuple[Span, str, str], ...]
    false: tuple[tuple[Span, str, str], ...]
    confusion: Mapping[tuple[str, str], int]


def compare(
    gold: GoldPaper,
    mentions: Sequence[Mention],
    assertions: Sequence[Assertion],
    entities: Mapping[str, Entity],
) -> Comparison:
    """Return how the mentions and assertions of one paper agree with its annotation."""
    wanted = {(m.start, m.end): gold.entities[m.entity].type for m in gold.mentions}
    given = {(m.start, m.end): m.type for m in mentions}
    pairs = _pair_entities(gold, mentions, assertions, entities)
    matched = dict(pairs)
    role_counts, right, known = _roles(gold, pairs, assertions)
    return Comparison(
        strict=_strict(wanted, given),
        overlap=_overlap(wanted, given),
        entities=_entities(gold, matched, assertions, entities),
        introduces=_introduces(gold, mentions, assertions),
        roles=role_counts,
        roles_right=right,
        roles_known=known,
        duplicates=_duplicates(gold, matched, mentions),
        missed=tuple(
            (s, t, given.get(s, "")) for s, t in sorted(wanted.items()) if given.get(s) != t
        ),
        false=tuple(
            (s, t, wanted.get(s, "")) for s, t in sorted(given.items()) if wanted.get(s) != t
        ),
        confusion=Counter((t, given[s]) for s, t in wanted.items() if s in given),
    )


def _strict(wanted: Mapping[Span, str], given: Mapping[Span, str]) -> dict[str, Counts]:
    right = Counter(t for s, t in wanted.items() if given.get(s) == t)
    return _by_type(right, given.values(), wanted.values())


def _overlap(wanted: Mapping[Span, str], given: Mapping[Span, str]) -> dict[str, Counts]:
    """Count spans of one type that overlap, each paired once, in the order of the text."""
    right: Counter[str] = Counter()
    free = dict(sorted(given.items()))
    for (start, end), kind in sorted(wanted.items()):
        partner = next(
            (s for s, t in free.items() if t == kind and s[0] < end and s[1] > start), None
        )
        if partner is not None:
            right[kind] += 1
            del free[partner]
    return _by_type(right, given.values(), wanted.values())


def _by_type(right: Counter[str], given: Iterable[str], wanted: Iterable[str]) -> dict[str, Counts]:
    found, missing = Counter(given), Counter(wanted)
    return {k: Counts(right[k], found[k], missing[k]) for k in sorted({*found, *missing})}


def _pair_entities(
    gold: GoldPaper,
    mentions: Sequence[Mention],
    assertions: Sequence[Assertion],
    entities: Mapping[str, Entity],
) -> list[tuple[int, str]]:
    """Pair annotated and found entities of one type, one to one, by shared spans, then by name."""
    wanted_spans: dict[int, set[Span]] = defaultdict(set)
    for m in gold.mentions:
        wanted_spans[m.entity].add((m.start, m.end))
    given_spans: dict[str, set[Span]] = defaultdict(set)
    for mention in mentions:
        given_spans[mention.entity_id].add((mention.start, mention.end))
    scored = []
    for index, entity in enumerate(gold.entities):
        for found in {a.entity_id for a in assertions}:
            record = entities[found]
            if record.type != entity.type:
                continue
            shared = len(wanted_spans[index] & given_spans[found])
            keys = {form_key(name) for name in (record.label, *record.alt_labels)}
            named = form_key(entity.label) in keys
            if shared or named:
                scored.append((-int(named), -shared, index, found))
    pairs: list[tuple[int, str]] = []
    for _, _, index, found in sorted(scored):
        if all(index != i and found != f for i, f in pairs):
            pairs.append((index, found))
    return pairs


def _entities(
    gold: GoldPaper,
    matched: Mapping[int, str],
    assertions: Sequence[Assertion],
    entities: Mapping[str, Entity],
) -> dict[str, Counts]:
    right = Counter(gold.entities[index].type for index in matched)
    given = [entities[a.entity_id].type for a in assertions]
    return _by_type(right, given, [entity.type for entity in gold.entities])


def _introduces(
    gold: GoldPaper, mentions: Sequence[Mention], assertions: Sequence[Assertion]
) -> Counts:
    """Count introduced entities, whatever their type: one is right that shares a span."""
    texts: dict[str, set[str]] = defaultdict(set)
    for mention in mentions:
        texts[mention.entity_id].add(mention.text.lower())
    given = [a.entity_id for a in assertions if a.predicate == Predicate.INTRODUCES]
    wanted: dict[int, set[str]] = defaultdict(set)
    for m in gold.mentions:
        if gold.entities[m.entity].introduced:
            wanted[m.entity].add(gold.text[m.start : m.end].lower())
    free = set(wanted)
    right = 0
    for entity in sorted(given):
        partner = next((i for i in sorted(free) if wanted[i] & texts[entity]), None)
        if partner is not None:
            right += 1
            free.discard(partner)
    return Counts(right, len(given), len(wanted))


def _roles(
    gold: GoldPaper, pairs: Sequence[tuple[int, str]], assertions: Sequence[Assertion]
) -> tuple[dict[str, Counts], int, int]:
    """Count roles over the entities that were found: the role's score is not the finder's."""
    predicate = {a.entity_id: a.predicate for a in assertions}
    known = [(gold.entities[i].role, predicate[e]) for i, e in pairs if gold.entities[i].role]
    right = Counter(role for role, given in known if role == given)
    counts = _by_type(right, [given for _, given in known], [role for role, _ in known])
    return counts, sum(right.values()), len(known)


def _duplicates(gold: GoldPaper, matched: Mapping[int, str], mentions: Sequence[Mention]) -> int:
    """Count the found entities, but the paired one, that hold a whole mention of an entity."""
    of_span = {(m.start, m.end): m.entity_id for m in mentions}
    others: dict[int, set[str]] = defaultdict(set)
    for m in gold.mentions:
        entity = of_span.get((m.start, m.end))
        if entity is not None:
            others[m.entity].add(entity)
    return sum(max(0, len(found) - 1) for index, found in others.items() if index in matched)
