"""Annotated papers are read as they are, or refused with the line and the remedy."""

from __future__ import annotations

import json

import pytest

from paperlattice.errors import SourceError
from paperlattice.evaluation import is_held_out, read_gold

RECORD = {
    "id": 7,
    "title": "On NSD",
    "abstract": "We use 𝔽MRI.",
    "stratum": "neuro",
    "entities": [
        {"label": "NSD", "type": "Dataset", "introduced": False, "role": "evaluatesOn"},
        {"label": "fMRI", "type": "Modality", "introduced": False},
    ],
    "mentions": [
        {"start": 3, "end": 6, "entity": 0},
        {"start": 14, "end": 18, "entity": 1},
    ],
}


def write(path, *records) -> None:
    lines = [r if isinstance(r, str) else json.dumps(r) for r in records]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_a_paper_is_read_with_its_entities_and_mentions(tmp_path):
    write(tmp_path / "gold.jsonl", RECORD, "")
    (paper,) = read_gold([tmp_path / "gold.jsonl"])
    assert (paper.id, paper.stratum) == ("7", "neuro")
    assert [(e.label, e.type, e.introduced, e.role) for e in paper.entities] == [
        ("NSD", "Dataset", False, "evaluatesOn"),
        ("fMRI", "Modality", False, ""),
    ]
    assert [paper.text[m.start : m.end] for m in paper.mentions] == ["NSD", "𝔽MRI"]


def test_several_files_are_read_one_after_another(tmp_path):
    write(tmp_path / "a.jsonl", RECORD)
    write(tmp_path / "b.jsonl", {**RECORD, "id": "x"}, {**RECORD, "id": "y", "stratum": ""})
    papers = read_gold([tmp_path / "a.jsonl", tmp_path / "b.jsonl"])
    assert [paper.id for paper in papers] == ["7", "x", "y"]


@pytest.mark.parametrize(
    "record",
    [
        "no json",
        "[]",
        {**RECORD, "mentions": [{"start": 3, "end": 60, "entity": 0}]},
        {**RECORD, "mentions": [{"start": 6, "end": 3, "entity": 0}]},
        {**RECORD, "mentions": [{"start": 3, "end": 6, "entity": 9}]},
        {**RECORD, "entities": [{"label": "NSD", "type": "Gadget", "introduced": False}]},
        {key: value for key, value in RECORD.items() if key != "abstract"},
    ],
)
def test_a_record_that_is_no_annotated_paper_is_named_with_its_line(tmp_path, record):
    path = tmp_path / "gold.jsonl"
    write(path, RECORD, record)
    with pytest.raises(SourceError) as caught:
        read_gold([path])
    assert caught.value.line == 2
    assert str(caught.value).startswith(f"{path}:2: ")
    assert caught.value.remedy


def test_a_file_that_is_no_text_is_named(tmp_path):
    path = tmp_path / "gold.jsonl"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SourceError) as caught:
        read_gold([path])
    assert str(path) in str(caught.value)


def test_about_fifteen_percent_are_held_out_and_always_the_same():
    held_out = [number for number in range(2000) if is_held_out(str(number))]
    assert 0.12 < len(held_out) / 2000 < 0.18
    # The choice must never move: figures that are quoted were measured on these papers.
    assert held_out[:5] == [0, 6, 22, 26, 29]
