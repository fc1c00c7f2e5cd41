"""Do what people decided: make one entity of those that are merged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from paperlattice.lexicon import Lexicon
from paperlattice.linking.merges import Merges
from paperlattice.linking.sssom import kind_of
from paperlattice.records import Entity, Mention

__all__ = ["Merged", "merge"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """Mentions and discovered entities after the merges.

    `also` holds the names that lexicon entries got from what was merged into them.
    """

    mentions: list[Mention]
    discovered: list[Entity]
    also: Mapping[str, tuple[str, ...]]


def merge(
    mentions: Sequence[Mention],
    discovered: Sequence[Entity],
    lexicon: Lexicon,
    merges: Merges,
) -> Merged:
    """Return mentions that name what theirs is merged into, and the entities that are left.

    A merged entity's names become other names of the one that it is merged into. This keeps its
    id, type and label; where no paper names it and the lexicon lacks it, its id says the type and
    the row of the merge the label.
    """
    known = {entity.entity_id: entity for entity in discovered}
    absorbed: dict[str, set[str]] = defaultdict(set)
    for entity in sorted({mention.entity_id for mention in mentions} & merges.into.keys()):
        absorbed[merges.into[entity]].add(entity)
    entities = {name: entity for name, entity in known.items() if name not in merges.into}
    also = {}
    for target, subjects in sorted(absorbed.items()):
        names = _names(subjects, known, lexicon)
        if target in lexicon.entries:
            entry = lexicon.entries[target]
            also[target] = tuple(sorted(names - {entry.label, *entry.hidden_labels}))
            continue
        kept = entities.get(target) or Entity(
            entity_id=target,
            type=kind_of(target),
            label=merges.labels[target],
            status="discovered",
            confidence=max(known[s].confidence if s in known else 1.0 for s in subjects),
        )
        labels = sorted({*kept.alt_labels, *names} - {kept.label})
        entities[target] = replace(kept, alt_labels=tuple(labels))
    return Merged(
        mentions=[_moved(mention, merges, lexicon) for mention in mentions],
        discovered=[entities[name] for name in sorted(entities)],
        also=also,
    )


def _names(subjects: Iterable[str], known: Mapping[str, Entity], lexicon: Lexicon) -> set[str]:
    names: set[str] = set()
    for subject in subjects:
        one = known.get(subject) or lexicon.entries[subject]
        names.update((one.label, *one.alt_labels))
    return names


def _moved(mention: Mention, merges: Merges, lexicon: Lexicon) -> Mention:
    target = merges.into.get(mention.entity_id)
    if target is None:
        return mention
    kind = lexicon.entries[target].type if target in lexicon.entries else kind_of(target)
    return replace(mention, entity_id=target, type=kind)
