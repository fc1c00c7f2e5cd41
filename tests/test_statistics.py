"""The summary tells counts and, type by type, the entities that join most papers."""

from __future__ import annotations

from dataclasses import replace

from core_data import sample_tables
from paperlattice.records import Entity, EntityType
from paperlattice.statistics import summary
from paperlattice.tables import frame


def with_entities(*found: tuple[str, str, int]):
    rows = [
        Entity(entity_id=entity, type="Method", label=label, n_papers=n)
        for entity, label, n in found
    ]
    return replace(sample_tables(), entities=frame("entities", rows))


def test_counts_leave_out_what_no_paper_names():
    text = summary(sample_tables())
    assert "2 papers from 1 sources, 1 records refused" in text
    assert "1 entities, 1 of them in several papers" in text
    assert "2 mentions, 2 assertions, 1 similarities, 1 communities" in text
    assert "language model" not in text


def test_each_type_has_its_line():
    lines = summary(sample_tables()).splitlines()
    assert [line.split(" (")[0] for line in lines[3:]] == [str(kind) for kind in EntityType]
    assert "Method (1): GPT-2 2" in lines
    assert "Dataset (0): " in lines


def test_the_entities_of_most_papers_come_first_and_only_so_many():
    tables = with_entities(("method/b", "bee", 2), ("method/a", "ay", 2), ("method/c", "sea", 9))
    assert "Method (3): sea 9, ay 2, bee 2" in summary(tables).splitlines()
    assert "Method (3): sea 9, ay 2" in summary(tables, top=2).splitlines()
