"""Entities that may be one are proposed with a reason; versions and opposites never."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from core_data import RUN, tables_of
from paperlattice.exporters.suggestions import write
from paperlattice.linking import Merges, read_merges, suggest
from paperlattice.linking.likeness import initials, may_be_one, may_be_variants
from paperlattice.naming import entity_id
from paperlattice.records import Entity, MergeSuggestion
from paperlattice.tables import frame, records


def entity(label: str, kind: str = "Method", **fields) -> Entity:
    given = {"status": "discovered", "n_papers": 1, "confidence": 0.9, **fields}
    return Entity(entity_id=entity_id(kind, label), type=kind, label=label, **given)


def suggested(*entities: Entity, merges: Merges | None = None) -> list[MergeSuggestion]:
    return records(suggest(frame("entities", entities), merges or Merges()), MergeSuggestion)


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("Fashion MNIST", "FashionMNIST", "same letters"),
        ("alignment of values", "value alignment", "same words in another order"),
        ("memory gate", "memory gate model", "same name with a generic word more"),
        ("MGN", "memory gate network", "acronym with one fitting long form"),
        ("hebbian plasticity rule", "hebbian plasticty rule", "nearly the same letters"),
    ],
)
def test_names_that_are_alike_are_proposed_with_the_reason(one, other, reason):
    (found,) = suggested(entity(one), entity(other))
    assert found.reason == reason
    assert 0 < found.confidence < 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("GPT-2", "GPT-4"),
        ("ResNet-50", "ResNet-101"),
        ("LLaMA 2 large", "LLaMA 2 small"),
        ("Transformer XL", "Transformer"),
        ("supervised learning", "unsupervised learning"),
        ("intra-subject decoding", "inter-subject decoding"),
        ("left hippocampus map", "right hippocampus map"),
        ("World War II model", "World War I model"),
        ("memory gate", "motor graph"),
    ],
)
def test_what_is_two_things_is_not_proposed(one, other):
    assert suggested(entity(one), entity(other)) == []


def test_an_acronym_with_two_fitting_long_forms_is_not_proposed():
    three = [entity("MGN"), entity("memory gate network"), entity("motor graph network")]
    assert suggested(*three) == []
    (found,) = suggested(*three[:2], entity("motor graph network", "Task"))
    assert found.object_id == "method/memory-gate-network"


def test_the_lexicon_keeps_its_own_entries_apart_and_takes_the_others_in():
    known = {"status": "lexicon"}
    assert suggested(entity("spike net", **known), entity("spikenet", **known)) == []
    (found,) = suggested(entity("spike net", n_papers=9), entity("spikenet", **known))
    assert (found.subject_id, found.object_id) == ("method/spike-net", "method/spikenet")


def test_another_type_lowers_the_confidence():
    (same,) = suggested(entity("spike net"), entity("spikenet"))
    (other,) = suggested(entity("spike net"), entity("spikenet", "Concept"))
    assert other.confidence < same.confidence


def test_unnamed_and_kept_apart_entities_are_not_proposed():
    assert suggested(entity("spike net", n_papers=0), entity("spikenet")) == []
    apart = Merges(apart=frozenset([frozenset(["method/spike-net", "method/spikenet"])]))
    assert suggested(entity("spike net"), entity("spikenet"), merges=apart) == []


def test_the_order_of_entities_is_nothing():
    labels = ["spike net", "spikenet", "SpikeNet model", "net of spikes", "MGN", "memory gate net"]
    table = frame("entities", [entity(label, n_papers=n + 1) for n, label in enumerate(labels)])
    first = suggest(table, Merges())
    pd.testing.assert_frame_equal(first, suggest(table.iloc[::-1], Merges()))
    assert not first.empty


def test_a_key_that_all_share_costs_no_more_than_a_star():
    found = suggested(*(entity("net " * n + "gate") for n in range(1, 40)))
    assert len(found) < 40


def test_the_file_can_be_copied_into_the_merges(tmp_path):
    hostile = entity("Spike\tnet\n", "Concept")
    found = [hostile, entity("spike net"), entity("spikenet")]
    tables = tables_of([], [], found, [])
    chosen = replace(tables, suggestions=suggest(tables.entities, Merges()))
    write(chosen, RUN, tmp_path)
    merges = read_merges([tmp_path / "merge-suggestions.sssom.tsv"])
    assert set(merges.into) == {"method/spike-net", "method/spikenet"}
    assert merges.labels == {"concept/spike-net": "Spike net"}


def test_marks_and_prefixes_tell_names_apart():
    assert may_be_one("GPT-2", "GPT 2")
    assert not may_be_one("V1", "V2")
    assert may_be_variants("modelling", "modeling")
    assert not may_be_variants("excitation", "inexcitation")
    assert initials("area under the curve") == {"ac", "autc"}
    assert initials("autoencoder") == set()
