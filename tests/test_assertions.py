"""Each paper and entity has one assertion, with its predicate, rule, support and evidence."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core_data import mention, mentions_in, paper
from paperlattice.assertions import assess
from paperlattice.records import Assertion, Entity, EntityType, Mention, Paper, Predicate
from paperlattice.tables import frame, records


def entities_of(mentions: list[Mention]) -> pd.DataFrame:
    known = {m.entity_id: m for m in mentions}
    return frame(
        "entities",
        [
            Entity(entity_id=entity, type=m.type, label=m.text, status="discovered", n_papers=1)
            for entity, m in known.items()
        ],
    )


def assessed(papers: list[Paper], mentions: list[Mention]) -> list[Assertion]:
    found = assess(frame("papers", papers), frame("mentions", mentions), entities_of(mentions))
    return records(found, Assertion)


def only(abstract: str, text: str, type_: str, **fields) -> Assertion:
    subject = paper("p", abstract)
    (found,) = assessed([subject], mentions_in(subject, (text, type_), entity_id="x/y", **fields))
    return found


def test_support_counts_the_mentions_and_evidence_lists_them():
    subject = paper("p", "We use GPT-2, and then GPT-2 and GPT-2 again.")
    places = [i for i in range(len(subject.text)) if subject.text.startswith("GPT-2", i)]
    found = [mention("p", "GPT-2", start=i, entity_id="method/gpt-2") for i in places]
    (assertion,) = assessed([subject], found[::-1])
    assert assertion.support == 3
    assert assertion.evidence == tuple(m.mention_id for m in found)


def test_what_a_cue_introduces_is_introduced():
    found = only(
        "Brains are hard to read. We propose MindFormer, a novel transformer for recordings. "
        "It outperforms all others.",
        "MindFormer",
        "Method",
        cue="we-present",
    )
    assert found.predicate == Predicate.INTRODUCES


@pytest.mark.parametrize(
    ("abstract", "text", "type_", "predicate"),
    [
        ("We record with EEG at night and decode it.", "EEG", "Modality", Predicate.USES),
        ("We address sleep staging at night.", "sleep staging", "Task", Predicate.ADDRESSES),
        ("We reach an accuracy of 92%.", "accuracy", "Metric", Predicate.REPORTS),
        (
            "Here we study how features lie in superposition.",
            "superposition",
            "Concept",
            Predicate.STUDIES,
        ),
    ],
)
def test_a_plain_sentence_gives_the_plain_role_of_the_type(abstract, text, type_, predicate):
    assert only(abstract, text, type_).predicate == predicate


OF_ONE_TYPE = {
    Predicate.EVALUATES_ON: EntityType.DATASET,
    Predicate.COMPARES_WITH: EntityType.METHOD,
    Predicate.ADDRESSES: EntityType.TASK,
    Predicate.REPORTS: EntityType.METRIC,
}


@settings(max_examples=30)
@given(
    words=st.lists(
        st.sampled_from(
            ["We use", "outperforms", "evaluated on", "X", "study", ".", "of", "called"]
        ),
        max_size=12,
    ),
    kind=st.sampled_from(list(EntityType)),
    cue=st.sampled_from(["", "we-present", "called", "title-colon"]),
)
def test_a_role_fits_its_type_whatever_the_text(words, kind, cue):
    found = only(" ".join([*words, "NeuroThing", *words]), "NeuroThing", kind, cue=cue)
    assert OF_ONE_TYPE.get(Predicate(found.predicate), kind) == kind
    assert found.rule
    assert 0 < found.score <= 1


def test_papers_do_not_touch_each_other_and_their_order_is_nothing():
    papers = [paper("a", "We propose CEBRA."), paper("b", "We use CEBRA."), paper("c", "Nothing.")]
    mentions = [
        mentions_in(papers[0], ("CEBRA", "Method"), entity_id="method/cebra", cue="we-present")[0],
        mentions_in(papers[1], ("CEBRA", "Method"), entity_id="method/cebra")[0],
    ]
    entities = entities_of(mentions)
    together = assess(frame("papers", papers), frame("mentions", mentions), entities)
    assert [a.paper_id for a in records(together, Assertion)] == ["a", "b"]
    backwards = assess(
        frame("papers", papers).iloc[::-1], frame("mentions", mentions).iloc[::-1], entities
    )
    pd.testing.assert_frame_equal(together, backwards)
    assert assessed(papers[1:2], mentions[1:]) == records(together, Assertion)[1:]


def test_no_mentions_give_no_assertions():
    assert assessed([paper("a", "Nothing.")], []) == []
