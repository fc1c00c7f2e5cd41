"""The tables as columns that the page reads: no row repeats a name that another has given."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from paperlattice.exporters.explorer.items import Items
from paperlattice.identifiers import arxiv_address, doi_address
from paperlattice.naming import BASE, ONTOLOGY
from paperlattice.records import EntityType, Mention, Predicate, Source
from paperlattice.tables import Tables, records

__all__ = ["payload", "short_label", "utf16"]

LONGEST_PLAIN_LABEL = 24


def payload(tables: Tables, items: Items, positions: Sequence[Sequence[int]]) -> dict[str, Any]:
    """Return the page's data as plain lists, ready for JSON.

    `positions` are the items' map positions. Text offsets count UTF-16 units, as strings of the
    page do; entities refer to entities, mentions and assertions by row.
    """
    rules = sorted({m.rule for m in items.mentions} | {a.rule for a in items.assertions})
    sources = records(tables.sources, Source)
    names = sorted({s.name for s in sources} | {n for paper in items.papers for n in paper.sources})
    return {
        "version": 1,
        "base": BASE,
        "ontology": ONTOLOGY,
        "types": [str(kind) for kind in EntityType],
        "predicates": [str(predicate) for predicate in Predicate],
        "rules": rules,
        "sources": names,
        "records": sum(source.n_records for source in sources),
        "refused": len(tables.refused),
        "x": [int(position[0]) for position in positions],
        "y": [int(position[1]) for position in positions],
        "community": [items.community(item) for item in range(len(items))],
        "communities": _communities(items),
        "papers": _papers(items, names),
        "entities": _entities(items),
        **_texts(items, rules),
        "similarities": _similarities(items),
    }


def utf16(text: str) -> list[int] | None:
    """Return the UTF-16 offset of every code point of a text, None where they are the same.

    >>> utf16("a𝛽c")
    [0, 1, 3, 4]
    """
    if not text or max(text) <= "\uffff":
        return None
    offsets = [0]
    for character in text:
        offsets.append(offsets[-1] + (2 if character > "\uffff" else 1))
    return offsets


def short_label(label: str, others: Iterable[str]) -> str:
    """Return what the map writes for an entity: an abbreviation where the label is long.

    >>> short_label("functional magnetic resonance imaging", ["fMRI", "functional MRI"])
    'fMRI'
    """
    if len(label) <= LONGEST_PLAIN_LABEL:
        return label
    initials = "".join(word[0].lower() for word in re.findall(r"\w+", label))
    short = [
        other
        for other in others
        if 3 <= len(other) <= 10
        and sum(character.isupper() for character in other) >= 2
        and other[0].lower() in initials
    ]

    def unlike(other: str) -> tuple[bool, int, str]:
        return not other.lower().endswith(initials), len(other), other

    return min(short, key=unlike, default=label)


def _communities(items: Items) -> dict[str, list[Any]]:
    return {
        "id": [c.community for c in items.communities],
        "label": [c.label for c in items.communities],
        "telling": [
            [items.entity_item[e] for e in c.telling if e in items.entity_item]
            for c in items.communities
        ],
    }


def _papers(items: Items, sources: list[str]) -> dict[str, list[Any]]:
    row = {name: number for number, name in enumerate(sources)}
    papers = items.papers
    return {
        "id": [paper.paper_id for paper in papers],
        "title": [paper.title for paper in papers],
        "abstract": [paper.abstract for paper in papers],
        "published": [paper.published for paper in papers],
        "precision": [paper.published_precision for paper in papers],
        "authors": [_count(paper.n_authors) for paper in papers],
        "organisation": [paper.organisation for paper in papers],
        "names": [list(paper.authors) for paper in papers],
        "venue": [paper.venue for paper in papers],
        "doi": [doi_address(paper.doi) if paper.doi else "" for paper in papers],
        "arxiv": [arxiv_address(paper.arxiv_id) if paper.arxiv_id else "" for paper in papers],
        "url": [paper.url for paper in papers],
        "citations": [_count(paper.n_citations) for paper in papers],
        "upvotes": [_count(paper.n_upvotes) for paper in papers],
        "sources": [[row[name] for name in paper.sources] for paper in papers],
    }


def _count(number: int | float | None) -> int | None:
    """Return a count; tables read elsewhere may hold NaN for a missing one."""
    return None if number is None or number != number else int(number)


def _entities(items: Items) -> dict[str, list[Any]]:
    forms: dict[str, set[str]] = defaultdict(set)
    for mention in items.mentions:
        forms[mention.entity_id].add(" ".join(mention.text.split()))
    kinds = {str(kind): number for number, kind in enumerate(EntityType)}
    entities = items.entities
    columns: dict[str, list[Any]] = {
        "id": [entity.entity_id for entity in entities],
        "type": [kinds[entity.type] for entity in entities],
        "label": [entity.label for entity in entities],
        "short": [],
        "aliases": [list(entity.alt_labels) for entity in entities],
        "forms": [],
        "broader": [
            [items.entity_item[e] for e in entity.broader if e in items.entity_item]
            for entity in entities
        ],
        "definition": [entity.definition for entity in entities],
        "exact": [list(entity.exact_match) for entity in entities],
        "close": [list(entity.close_match) for entity in entities],
        "wider": [list(entity.broad_match) for entity in entities],
        "discovered": [int(entity.status == "discovered") for entity in entities],
    }
    for entity in entities:
        labels = {label.casefold() for label in (entity.label, *entity.alt_labels)}
        seen = {form.casefold(): form for form in sorted(forms[entity.entity_id], reverse=True)}
        hidden = {form.casefold(): form for form in sorted(entity.hidden_labels, reverse=True)}
        others = sorted({**hidden, **seen}.items())
        columns["forms"].append([form for folded, form in others if folded not in labels])
        short = short_label(entity.label, sorted(forms[entity.entity_id] | {*entity.alt_labels}))
        columns["short"].append("" if short == entity.label else short)
    return columns


def _texts(items: Items, rules: list[str]) -> dict[str, dict[str, list[Any]]]:
    """Return the columns of sentences, mentions and assertions, each ordered by paper."""
    rule_row = {rule: number for number, rule in enumerate(rules)}
    predicate_row = {str(predicate): number for number, predicate in enumerate(Predicate)}
    by_paper: dict[str, list[Mention]] = defaultdict(list)
    for mention in items.mentions:
        by_paper[mention.paper_id].append(mention)
    sentences: dict[str, list[Any]] = {"count": [], "start": [], "end": []}
    mentions: dict[str, list[Any]] = {
        name: [] for name in ("count", "start", "length", "sentence", "entity", "rule", "score")
    }
    mention_row: dict[str, int] = {}
    for paper in items.papers:
        own = by_paper[paper.paper_id]
        offsets = utf16(paper.text)
        spans = sorted({(m.sentence_start, m.sentence_end) for m in own})
        sentences["count"].append(len(spans))
        sentences["start"] += [_at(offsets, start) for start, _ in spans]
        sentences["end"] += [_at(offsets, end) for _, end in spans]
        mentions["count"].append(len(own))
        for row, mention in enumerate(own):
            start, end = _at(offsets, mention.start), _at(offsets, mention.end)
            mention_row[mention.mention_id] = row
            mentions["start"].append(start)
            mentions["length"].append(end - start)
            mentions["sentence"].append(
                bisect_left(spans, (mention.sentence_start, mention.sentence_end))
            )
            mentions["entity"].append(items.entity_item.get(mention.entity_id, -1))
            mentions["rule"].append(rule_row[mention.rule])
            mentions["score"].append(round(mention.score * 100))
    assertions = items.assertions
    per_paper = [0] * len(items.papers)
    for assertion in assertions:
        per_paper[items.paper_item[assertion.paper_id]] += 1
    return {
        "sentences": sentences,
        "mentions": mentions,
        "assertions": {
            "count": per_paper,
            "entity": [items.entity_item[a.entity_id] for a in assertions],
            "predicate": [predicate_row[a.predicate] for a in assertions],
            "support": [a.support for a in assertions],
            "score": [round(a.score * 100) for a in assertions],
            "rule": [rule_row[a.rule] for a in assertions],
            "evidence": [
                sorted(mention_row[m] for m in a.evidence if m in mention_row) for a in assertions
            ],
        },
    }


def _at(offsets: list[int] | None, position: int) -> int:
    return position if offsets is None else offsets[position]


def _similarities(items: Items) -> dict[str, list[Any]]:
    known = [
        s
        for s in sorted(items.similarities, key=lambda s: (s.source, s.target))
        if s.source in items.paper_item and s.target in items.paper_item
    ]
    return {
        "source": [items.paper_item[s.source] for s in known],
        "target": [items.paper_item[s.target] for s in known],
        "weight": [round(s.weight, 3) for s in known],
        "shared": [
            [items.entity_item[e] for e in s.shared if e in items.entity_item] for s in known
        ],
    }
