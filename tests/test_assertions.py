"""Each paper and entity has one assertion, with its predicate, rule, support and evidence."""

from __future__ import annotations

import pandas as pd
import pytest
from core_data import mention, mentions_in, paper

from paperlattice.assertions import assess
from paperlattice.records import Assertion, Mention, Paper, Predicate
from paperlattice.tables import frame, records


def assessed(papers: list[Paper], mentions: list[Mention]) -> list[Assertion]:
    return records(assess(frame("papers", papers), frame("mentions", mentions)), Assertion)


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
    found = only("We propose MindFormer, a transformer.", "MindFormer", "Method", cue="we-present")
    assert found.predicate == Predicate.INTRODUCES
    assert "we-present" in found.rule


@pytest.mark.parametrize(
    ("abstract", "text", "type_", "predicate"),
    [
        ("Results on NSD are good.", "NSD", "Dataset", Predicate.EVALUATES_ON),
        ("We record with EEG.", "EEG", "Modality", Predicate.USES),
        ("We train with backpropagation.", "backpropagation", "Method", Predicate.USES),
        ("This concerns sleep staging.", "sleep staging", "Task", Predicate.ADDRESSES),
        ("Features lie in superposition.", "superposition", "Concept", Predicate.STUDIES),
        ("Neurons in V1 fire.", "V1", "BrainRegion", Predicate.STUDIES),
        ("Mice were trained.", "Mice", "Organism", Predicate.STUDIES),
        ("Patients with epilepsy took part.", "epilepsy", "Condition", Predicate.STUDIES),
        ("We report accuracy.", "accuracy", "Metric", Predicate.REPORTS),
    ],
)
def test_each_type_has_its_plain_role(abstract, text, type_, predicate):
    assert only(abstract, text, type_).predicate == predicate


def test_every_assertion_has_rule_score_and_a_known_predicate():
    subject = paper("p", "We use EEG on NSD, and compare with GPT-2.")
    named = [("EEG", "Modality"), ("NSD", "Dataset"), ("GPT-2", "Method")]
    found = [m for n in named for m in mentions_in(subject, n, entity_id=f"x/{n[0].lower()}")]
    for assertion in assessed([subject], found):
        assert assertion.predicate in set(Predicate)
        assert assertion.rule
        assert 0 < assertion.score <= 1


def test_papers_do_not_touch_each_other_and_their_order_is_nothing():
    papers = [paper("a", "We propose CEBRA."), paper("b", "We use CEBRA."), paper("c", "Nothing.")]
    mentions = [
        mentions_in(papers[0], ("CEBRA", "Method"), entity_id="method/cebra", cue="we-present")[0],
        mentions_in(papers[1], ("CEBRA", "Method"), entity_id="method/cebra")[0],
    ]
    together = assess(frame("papers", papers), frame("mentions", mentions))
    assert [a.predicate for a in records(together, Assertion)] == ["introduces", "uses"]
    backwards = assess(frame("papers", papers).iloc[::-1], frame("mentions", mentions).iloc[::-1])
    pd.testing.assert_frame_equal(together, backwards)
    alone = assess(frame("papers", papers[1:2]), frame("mentions", mentions[1:]))
    assert records(alone, Assertion) == records(together, Assertion)[1:]


def test_no_mentions_give_no_assertions():
    assert assessed([paper("a", "Nothing.")], []) == []
