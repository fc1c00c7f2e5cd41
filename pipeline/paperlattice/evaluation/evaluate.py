"""Evaluate extraction, linking and assertions on annotated papers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from paperlattice.build import Knowledge, Progress, build_tables, silent
from paperlattice.evaluation.compare import Comparison, compare
from paperlattice.evaluation.gold import GoldPaper
from paperlattice.evaluation.scores import (
    Counts,
    Score,
    Share,
    macro_f1,
    score,
    share,
    total,
)
from paperlattice.extraction.sentences import sentence_bounds
from paperlattice.records import Assertion, Entity, EntityType, Mention, Paper, Predicate
from paperlattice.sources import SourcesResult
from paperlattice.tables import empty, frame, records

__all__ = ["Evaluation", "Fault", "evaluate"]

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A form that is often missed or falsely found: how often, its types, a sentence with it."""

    form: str
    type: str
    other: str
    count: int
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """Scores overall (key `all`) and by type or predicate, and the commonest faults."""

    n_papers: int
    strict: Mapping[str, Score]
    overlap: Mapping[str, Score]
    entities: Mapping[str, Score]
    introduces: Score
    roles: Mapping[str, Score]
    role_accuracy: Share
    role_macro_f1: Share
    duplicate_share: Share
    missed: tuple[Fault, ...]
    false: tuple[Fault, ...]
    confusion: Mapping[tuple[str, str], int]


def evaluate(
    gold: Sequence[GoldPaper],
    knowledge: Knowledge,
    *,
    n_faults: int = 30,
    progress: Progress = silent,
) -> Evaluation:
    """Return how well the pipeline reads annotated papers.

    Entities are paired with annotated ones of their type, one to one, by shared mentions or by
    name; roles are judged on the pairs whose role is annotated; `introduces` regardless of type.
    """
    comparisons = _compare_all(gold, knowledge, progress)
    found = [sum(count.found for count in c.entities.values()) for c in comparisons]
    return Evaluation(
        n_papers=len(gold),
        strict=_scores([c.strict for c in comparisons], [str(t) for t in EntityType]),
        overlap=_scores([c.overlap for c in comparisons], [str(t) for t in EntityType]),
        entities=_scores([c.entities for c in comparisons], [str(t) for t in EntityType]),
        introduces=score([c.introduces for c in comparisons]),
        roles=_scores([c.roles for c in comparisons], [str(p) for p in Predicate]),
        role_accuracy=share([(c.roles_right, c.roles_known) for c in comparisons]),
        role_macro_f1=macro_f1([c.roles for c in comparisons]),
        duplicate_share=share([(c.duplicates, n) for c, n in zip(comparisons, found, strict=True)]),
        missed=_faults(gold, [c.missed for c in comparisons], n_faults),
        false=_faults(gold, [c.false for c in comparisons], n_faults),
        confusion=_sum_counters([c.confusion for c in comparisons]),
    )


def _compare_all(
    gold: Sequence[GoldPaper], knowledge: Knowledge, progress: Progress
) -> list[Comparison]:
    papers = [Paper(paper_id=p.id, title=p.title, abstract=p.abstract) for p in gold]
    read = SourcesResult(
        papers=frame("papers", papers),
        refused=empty("refused"),
        sources=empty("sources"),
        integer_ids=frozenset(),
    )
    tables = build_tables(read, knowledge, with_graph=False, progress=progress)
    entities = {entity.entity_id: entity for entity in records(tables.entities, Entity)}
    mentions = _by_paper(records(tables.mentions, Mention), lambda m: m.paper_id)
    assertions = _by_paper(records(tables.assertions, Assertion), lambda a: a.paper_id)
    return [compare(p, mentions[p.id], assertions[p.id], entities) for p in gold]


def _by_paper(rows: Sequence[Row], key: Callable[[Row], str]) -> dict[str, list[Row]]:
    grouped: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[key(row)].append(row)
    return grouped


def _scores(counts: Sequence[Mapping[str, Counts]], names: Sequence[str]) -> dict[str, Score]:
    scores = {"all": score([total(c.values()) for c in counts])}
    for name in names:
        scores[name] = score([c.get(name, Counts()) for c in counts])
    return scores


def _faults(
    gold: Sequence[GoldPaper],
    faults: Sequence[Sequence[tuple[tuple[int, int], str, str]]],
    limit: int,
) -> tuple[Fault, ...]:
    seen: Counter[tuple[str, str, str]] = Counter()
    examples: dict[tuple[str, str, str], str] = {}
    for paper, missed in zip(gold, faults, strict=True):
        text = paper.text
        sentences = sentence_bounds(text)
        for (start, end), kind, other in missed:
            key = (text[start:end].lower(), kind, other)
            seen[key] += 1
            if key not in examples:
                examples[key] = _marked(text, start, end, sentences)
    ranked = sorted(seen.items(), key=lambda item: (-item[1], item[0]))
    return tuple(
        Fault(form=key[0], type=key[1], other=key[2], count=count, sentence=examples[key])
        for key, count in ranked[:limit]
    )


def _marked(text: str, start: int, end: int, sentences: Sequence[tuple[int, int]]) -> str:
    """Return the sentence of a span, the span in square brackets."""
    touched = [bounds for bounds in sentences if bounds[0] < end and bounds[1] > start]
    first, last = (touched[0][0], touched[-1][1]) if touched else (start, end)
    marked = f"{text[first:start]}[{text[start:end]}]{text[end:last]}"
    return " ".join(marked.split())


def _sum_counters(
    counters: Sequence[Mapping[tuple[str, str], int]],
) -> dict[tuple[str, str], int]:
    result: Counter[tuple[str, str]] = Counter()
    for counter in counters:
        result.update(counter)
    return dict(sorted(result.items()))
