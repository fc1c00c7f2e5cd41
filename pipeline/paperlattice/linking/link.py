"""The linking stage: mentions and abbreviations in, linked mentions and entities out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from paperlattice.lexicon import Lexicon, is_case_sensitive, matches_case
from paperlattice.linking.merges import Merges
from paperlattice.linking.merging import merge
from paperlattice.linking.surface import best_label, group_key, is_generic, link_key
from paperlattice.naming import entity_id
from paperlattice.records import Abbreviation, Entity, Mention
from paperlattice.tables import frame, records

__all__ = ["LinkingResult", "link"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkingResult:
    """The tables `mentions`, each with its entity, and `entities`."""

    mentions: pd.DataFrame
    entities: pd.DataFrame


def link(
    mentions: pd.DataFrame,
    abbreviations: pd.DataFrame,
    lexicon: Lexicon,
    *,
    merges: Merges | None = None,
) -> LinkingResult:
    """Return the mentions with their entities, and the entities that they name.

    A mention that the lexicon does not know is linked through the abbreviations of its own
    paper, then through its inflected form, to a lexicon entry of its type; what is left becomes
    a discovered entity, one for all mentions with the same key, its type decided by vote. Then
    the merges that people decided are done.
    Ancestors of named lexicon entries come along, so that entities roll up.
    """
    rows = [m for m in records(mentions, Mention) if m.entity_id or not is_generic(m.text)]
    defined = records(abbreviations, Abbreviation)
    rows = _through_lexicon(rows, defined, lexicon)
    merges = merges or Merges()
    rows, discovered = _discover(rows, defined, lexicon, merges)
    merged = merge(rows, discovered, lexicon, merges)
    rows = merged.mentions
    named = {m.entity_id for m in rows}
    papers = Counter(entity for entity, _ in {(m.entity_id, m.paper_id) for m in rows})
    known = _with_ancestors((e for e in named if e in lexicon.entries), lexicon)
    entities = [
        _lexicon_entity(entity, lexicon, papers[entity], merged.also.get(entity, ()))
        for entity in sorted(known)
    ]
    entities += [replace(e, n_papers=papers[e.entity_id]) for e in merged.discovered]
    return LinkingResult(mentions=frame("mentions", rows), entities=frame("entities", entities))


def _through_lexicon(
    rows: Sequence[Mention], abbreviations: Sequence[Abbreviation], lexicon: Lexicon
) -> list[Mention]:
    """Link what the matcher left open: a long form's entity for its short form, then inflection."""
    index = _index(lexicon)
    spans = {(m.paper_id, m.start, m.end): m for m in rows}
    shorts: dict[tuple[str, str], str] = {}
    longs: dict[tuple[str, str], str] = {}
    for abbreviation in abbreviations:
        paper_id = abbreviation.paper_id
        long = spans.get((paper_id, abbreviation.long_start, abbreviation.long_end))
        short = spans.get((paper_id, abbreviation.short_start, abbreviation.short_end))
        entity = (long.entity_id or _look_up(long.text, long.type, index, lexicon)) if long else ""
        if entity:
            shorts[paper_id, _singular(abbreviation.short)] = entity
        elif short is not None and short.entity_id:
            longs[paper_id, group_key(abbreviation.long)] = short.entity_id
    own = _own_forms(rows, abbreviations)
    linked = []
    for mention in rows:
        entity = (
            mention.entity_id
            or shorts.get((mention.paper_id, _singular(mention.text)), "")
            or longs.get((mention.paper_id, group_key(mention.text)), "")
        )
        if not entity and (mention.paper_id, _singular(mention.text)) not in own:
            entity = _look_up(mention.text, mention.type, index, lexicon)
        kind = lexicon.entries[entity].type if entity else mention.type
        linked.append(replace(mention, entity_id=entity, type=kind))
    return linked


def _own_forms(
    rows: Sequence[Mention], abbreviations: Sequence[Abbreviation]
) -> set[tuple[str, str]]:
    """Return the papers' forms that mean what the paper says, whatever they mean elsewhere.

    These are the short forms that it spells out, and the names that it introduces: extraction has
    not taken them for an entry of the lexicon.
    """
    spelled = {(a.paper_id, _singular(a.short)) for a in abbreviations}
    return spelled | {(m.paper_id, _singular(m.text)) for m in rows if m.cue and not m.entity_id}


def _index(lexicon: Lexicon) -> dict[str, list[tuple[str, str]]]:
    index: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for entry in lexicon.entries.values():
        for form in entry.forms:
            index[group_key(form)].append((form, entry.entity_id))
    return index


def _look_up(
    surface: str, kind: str, index: Mapping[str, list[tuple[str, str]]], lexicon: Lexicon
) -> str:
    """Return the one entry of the type that a surface names, or an empty text."""
    found = {
        entity
        for form, entity in index.get(group_key(surface), ())
        if lexicon.entries[entity].type == kind
        and (not is_case_sensitive(form) or matches_case(form, surface))
    }
    return found.pop() if len(found) == 1 else ""


def _discover(
    rows: Sequence[Mention],
    abbreviations: Sequence[Abbreviation],
    lexicon: Lexicon,
    merges: Merges,
) -> tuple[list[Mention], list[Entity]]:
    """Group the mentions without an entity by their keys and make an entity of each group."""
    keys = _group_keys(rows, abbreviations, merges)
    groups: dict[str, list[Mention]] = defaultdict(list)
    for mention in rows:
        if not mention.entity_id:
            groups[keys[mention.paper_id, mention.text]].append(mention)
    entities: dict[str, Entity] = {}
    home: dict[str, str] = {}
    for key in sorted(groups):
        entity = _discovered_entity(groups[key])
        home[key] = entity.entity_id
        if entity.entity_id in lexicon.entries:
            continue
        other = entities.get(entity.entity_id)
        if other is not None:
            labels = sorted({*other.alt_labels, *entity.alt_labels} - {other.label})
            entity = replace(other, alt_labels=tuple(labels))
        entities[entity.entity_id] = entity
    linked = []
    for mention in rows:
        if not mention.entity_id:
            entity_of = home[keys[mention.paper_id, mention.text]]
            known = entities.get(entity_of) or lexicon.entries[entity_of]
            mention = replace(mention, entity_id=entity_of, type=known.type)
        linked.append(mention)
    return linked, [entities[entity] for entity in sorted(entities)]


def _group_keys(
    rows: Sequence[Mention], abbreviations: Sequence[Abbreviation], merges: Merges
) -> dict[tuple[str, str], str]:
    """Return the key of the group that each surface of each paper belongs to.

    A short form belongs to its paper's long form; without a definition in its paper, to the one
    long form that other papers define for it, if they agree on one and nobody keeps it apart.
    """
    own: dict[tuple[str, str], str] = {}
    everywhere: dict[str, set[str]] = defaultdict(set)
    surfaces = {(m.paper_id, m.text) for m in rows if not m.entity_id}
    for abbreviation in abbreviations:
        if (abbreviation.paper_id, abbreviation.long) in surfaces:
            key = group_key(abbreviation.long)
            own[abbreviation.paper_id, _singular(abbreviation.short)] = key
            everywhere[_singular(abbreviation.short)].add(key)
    keys = {}
    for paper_id, surface in surfaces:
        known = own.get((paper_id, surface)) or own.get((paper_id, surface.removesuffix("s")))
        if known is None and len(everywhere.get(surface, ())) == 1:
            (elsewhere,) = everywhere[surface]
            known = None if merges.names_are_apart(group_key(surface), elsewhere) else elsewhere
        keys[paper_id, surface] = known or group_key(surface)
    return keys


def _singular(short: str) -> str:
    """Return a short form without its plural s: "NMNs" and "NMN" are one."""
    return short[:-1] if len(short) > 2 and short[-1] == "s" and short[-2].isupper() else short


def _discovered_entity(group: Sequence[Mention]) -> Entity:
    votes: dict[str, float] = defaultdict(float)
    for mention in group:
        votes[mention.type] += mention.score
    kind = min(votes, key=lambda name: (-votes[name], name))
    label = _label(group)
    alternatives = sorted({m.text for m in group} - {label})
    return Entity(
        entity_id=entity_id(kind, label),
        type=kind,
        label=label,
        alt_labels=tuple(alternatives),
        status="discovered",
        confidence=round(max(m.score for m in group) * votes[kind] / sum(votes.values()), 4),
    )


def _label(group: Sequence[Mention]) -> str:
    """Return a group's label: an introduced name as it is coined, else the full form."""
    introduced = Counter(m.text for m in group if m.cue in {"title-colon", "called", "own"})
    if introduced:
        return best_label(introduced)
    surfaces = Counter(m.text for m in group)
    longest = max(len(link_key(surface)) for surface in surfaces)
    if longest > 1 and any(len(link_key(surface)) == 1 for surface in surfaces):
        surfaces = Counter({s: n for s, n in surfaces.items() if len(link_key(s)) > 1})
    return best_label(surfaces)


def _with_ancestors(entities: Iterable[str], lexicon: Lexicon) -> set[str]:
    found: set[str] = set()
    for entity in entities:
        found.add(entity)
        found.update(lexicon.ancestors(entity))
    return found


def _lexicon_entity(entity: str, lexicon: Lexicon, n_papers: int, also: tuple[str, ...]) -> Entity:
    entry = lexicon.entries[entity]
    return Entity(
        entity_id=entity,
        type=entry.type,
        label=entry.label,
        alt_labels=tuple(sorted({*entry.alt_labels, *also})),
        hidden_labels=entry.hidden_labels,
        broader=entry.broader,
        definition=entry.definition,
        exact_match=entry.exact_match,
        close_match=entry.close_match,
        broad_match=entry.broad_match,
        status="lexicon",
        n_papers=n_papers,
    )
