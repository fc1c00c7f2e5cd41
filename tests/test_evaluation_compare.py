"""What is right, found and wanted is counted as the definitions say, on cases done by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core_data import SMALL, mention
from paperlattice.build import Knowledge
from paperlattice.evaluation import as_data, as_text, evaluate
from paperlattice.evaluation.compare import Comparison, compare
from paperlattice.evaluation.gold import GoldEntity, GoldMention, GoldPaper
from paperlattice.evaluation.scores import Counts
from paperlattice.records import Assertion, Entity, Mention

TITLE = "On NSD"
ABSTRACT = "MindFormer and a diffusion model read NSD."
TEXT = f"{TITLE}\n{ABSTRACT}"


def span(text: str, occurrence: int = 0) -> tuple[int, int]:
    start = -1
    for _ in range(occurrence + 1):
        start = TEXT.index(text, start + 1)
    return start, start + len(text)


def gold_mention(entity: int, text: str, occurrence: int = 0) -> GoldMention:
    start, end = span(text, occurrence)
    return GoldMention(start=start, end=end, entity=entity)


GOLD = GoldPaper(
    id="p",
    title=TITLE,
    abstract=ABSTRACT,
    stratum="",
    entities=(
        GoldEntity(label="NSD", type="Dataset", introduced=False, role="evaluatesOn"),
        GoldEntity(label="MindFormer", type="Method", introduced=True, role="introduces"),
        GoldEntity(label="diffusion model", type="Method", introduced=False, role="uses"),
    ),
    mentions=(
        gold_mention(0, "NSD"),
        gold_mention(0, "NSD", 1),
        gold_mention(1, "MindFormer"),
        gold_mention(2, "diffusion model"),
    ),
)
ENTITIES = {
    e.entity_id: e
    for e in (
        Entity(entity_id="dataset/nsd", type="Dataset", label="Natural Scenes Dataset"),
        Entity(entity_id="dataset/other", type="Dataset", label="other"),
        Entity(entity_id="method/mindformer", type="Method", label="MindFormer"),
        Entity(entity_id="method/diffusion-model", type="Method", label="diffusion model"),
        Entity(entity_id="method/diffusion", type="Method", label="diffusion"),
        Entity(entity_id="concept/diffusion-model", type="Concept", label="diffusion model"),
    )
}


def found(entity: str, text: str, occurrence: int = 0) -> Mention:
    return mention(
        "p", text, start=span(text, occurrence)[0], type_=ENTITIES[entity].type, entity_id=entity
    )


PERFECT = [
    found("dataset/nsd", "NSD"),
    found("dataset/nsd", "NSD", 1),
    found("method/mindformer", "MindFormer"),
    found("method/diffusion-model", "diffusion model"),
]
ROLES = {
    "dataset/nsd": "evaluatesOn",
    "method/mindformer": "introduces",
    "method/diffusion-model": "uses",
}


def compared(mentions: list[Mention], **roles: str) -> Comparison:
    given = {**ROLES, **{key.replace("__", "/").replace("_", "-"): v for key, v in roles.items()}}
    assertions = [
        Assertion(
            paper_id="p",
            predicate=given.get(entity, "mentions"),
            entity_id=entity,
            support=1,
            score=1.0,
            rule="x",
            evidence=(),
        )
        for entity in sorted({m.entity_id for m in mentions})
    ]
    return compare(GOLD, mentions, assertions, ENTITIES)


def test_a_perfect_reading_is_right_in_every_way():
    result = compared(PERFECT)
    assert result.strict == {"Dataset": Counts(2, 2, 2), "Method": Counts(2, 2, 2)}
    assert result.overlap == result.strict
    assert result.entities == {"Dataset": Counts(1, 1, 1), "Method": Counts(2, 2, 2)}
    assert result.introduces == Counts(1, 1, 1)
    assert (result.roles_right, result.roles_known) == (3, 3)
    assert (result.duplicates, result.missed, result.false) == (0, (), ())


def test_nothing_found_is_all_missed():
    result = compared([])
    assert result.strict == {"Dataset": Counts(0, 0, 2), "Method": Counts(0, 0, 2)}
    assert result.introduces == Counts(0, 0, 1)
    assert result.roles_known == 0
    assert [(s, t, other) for s, t, other in result.missed] == [
        (span("NSD"), "Dataset", ""),
        (span("MindFormer"), "Method", ""),
        (span("diffusion model"), "Method", ""),
        (span("NSD", 1), "Dataset", ""),
    ]


def test_a_shorter_span_is_wrong_strictly_and_right_by_overlap():
    result = compared([found("method/diffusion", "diffusion")])
    assert result.strict["Method"] == Counts(0, 1, 2)
    assert result.overlap["Method"] == Counts(1, 1, 2)


def test_one_span_overlaps_but_one():
    long = mention(
        "p",
        ABSTRACT[: ABSTRACT.index(" read")],
        start=span("MindFormer")[0],
        entity_id="method/mindformer",
    )
    assert compared([long]).overlap["Method"] == Counts(1, 1, 2)


def test_the_right_span_with_another_type_is_a_confusion():
    result = compared([found("concept/diffusion-model", "diffusion model")])
    assert result.strict["Method"] == Counts(0, 0, 2)
    assert result.strict["Concept"] == Counts(0, 1, 0)
    assert result.overlap["Concept"] == Counts(0, 1, 0)
    assert result.confusion == {("Method", "Concept"): 1}
    assert (span("diffusion model"), "Concept", "Method") in result.false
    assert (span("diffusion model"), "Method", "Concept") in result.missed


def test_an_entity_in_two_pieces_is_right_once_and_a_duplicate_once():
    split = [PERFECT[0], replace(PERFECT[1], entity_id="dataset/other")]
    result = compared(split)
    assert result.entities["Dataset"] == Counts(1, 2, 1)
    assert result.duplicates == 1


def test_an_entity_is_found_by_name_where_the_spans_differ():
    moved = mention("p", "a diffusion model", start=span("a diffusion")[0])
    result = compared([replace(moved, entity_id="method/diffusion-model")])
    assert result.entities["Method"] == Counts(1, 1, 2)


def test_roles_are_judged_on_the_entities_that_were_found():
    result = compared(PERFECT[:2], dataset__nsd="uses")
    assert (result.roles_right, result.roles_known) == (0, 1)
    assert result.roles == {"evaluatesOn": Counts(0, 0, 1), "uses": Counts(0, 1, 0)}


def test_introducing_what_is_not_introduced_counts_against_it():
    result = compared(PERFECT, dataset__nsd="introduces")
    assert result.introduces == Counts(1, 2, 1)


@pytest.fixture(scope="module")
def evaluation():
    return evaluate([GOLD], Knowledge(lexicon=SMALL, recogniser=None))


def test_an_evaluation_runs_the_whole_pipeline(evaluation):
    assert evaluation.n_papers == 1
    assert evaluation.strict["Dataset"].f1 == 1
    assert evaluation.strict["all"].wanted == 4
    assert set(evaluation.strict) == {"all", *(str(kind) for kind in KINDS)}


def test_an_evaluation_can_be_read_and_kept(evaluation):
    text = as_text(evaluation)
    for part in ("1 annotated papers", "strict", "overlapping", "introduces", "commonest misses"):
        assert part in text
    data = as_data(evaluation)
    assert data["strict"]["Dataset"]["f1"] == 1
    assert all(set(item) == {"wanted", "given", "count"} for item in data["confusion"])


KINDS = (
    "Dataset Modality Method Task Concept BrainRegion Organism Condition Metric".split()  # noqa: SIM905
)
