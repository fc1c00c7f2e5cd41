"""People's decisions are obeyed: merged entities are one, kept-apart ones two, bad rows named."""

from __future__ import annotations

from pathlib import Path

import pytest

from core_data import SMALL, abbreviation, mention
from paperlattice.errors import MergesError
from paperlattice.linking import Merges, link, read_merges
from paperlattice.linking.sssom import COLUMNS, document, entity_of
from paperlattice.records import Abbreviation, Entity, Mention
from paperlattice.resources import ontology_dir
from paperlattice.tables import frame, records

Row = tuple[str, str, str, str, str]


def row(subject: str, target: str, modifier: str = "", **cells: str) -> dict[str, str]:
    return {
        "subject_id": subject,
        "subject_label": subject.partition(":")[2].replace("-", " "),
        "predicate_modifier": modifier,
        "predicate_id": "skos:exactMatch",
        "object_id": target,
        "object_label": target.partition(":")[2].replace("-", " "),
        **cells,
    }


def merges_of(folder: Path, *rows: dict[str, str]) -> Merges:
    path = folder / "merges.sssom.tsv"
    path.write_text(document("merges", "For tests", rows), encoding="utf-8")
    return read_merges([path])


def linked(
    merges: Merges, mentions: list[Mention], abbreviations: list[Abbreviation] | None = None
) -> tuple[dict[tuple[str, str], str], dict[str, Entity]]:
    result = link(
        frame("mentions", mentions),
        frame("abbreviations", abbreviations or []),
        SMALL,
        merges=merges,
    )
    named = {(m.paper_id, m.text): m.entity_id for m in records(result.mentions, Mention)}
    return named, {e.entity_id: e for e in records(result.entities, Entity)}


def test_a_merged_entity_gives_its_mentions_and_names_to_the_other(tmp_path):
    merges = merges_of(tmp_path, row("method:brainformer", "method:mindformer"))
    named, entities = linked(merges, [mention("a", "MindFormer"), mention("b", "BrainFormer")])
    assert set(named.values()) == {"method/mindformer"}
    assert list(entities) == ["method/mindformer"]
    found = entities["method/mindformer"]
    assert (found.label, found.alt_labels, found.n_papers) == ("MindFormer", ("BrainFormer",), 2)


def test_a_merge_into_a_lexicon_entry_takes_its_type_and_adds_a_name(tmp_path):
    merges = merges_of(tmp_path, row("concept:natural-scene", "dataset:natural-scenes-dataset"))
    mentions = [mention("a", "natural scenes", type_="Concept")]
    named, entities = linked(merges, mentions)
    assert named["a", "natural scenes"] == "dataset/natural-scenes-dataset"
    found = entities["dataset/natural-scenes-dataset"]
    assert (found.status, found.n_papers) == ("lexicon", 1)
    assert found.alt_labels == ("NSD", "natural scene", "natural scenes")


def test_a_merge_gives_the_id_type_and_label_even_where_nobody_names_the_other(tmp_path):
    merges = merges_of(
        tmp_path, row("concept:xyz", "task:reading-minds", object_label="Reading minds")
    )
    named, entities = linked(merges, [mention("a", "XYZ", type_="Concept")])
    assert named["a", "XYZ"] == "task/reading-minds"
    found = entities["task/reading-minds"]
    assert (found.type, found.label, found.alt_labels) == ("Task", "Reading minds", ("XYZ",))


def test_merges_go_on_to_the_last_of_a_chain(tmp_path):
    merges = merges_of(tmp_path, row("method:one", "method:two"), row("method:two", "method:three"))
    named, _ = linked(merges, [mention("a", "One"), mention("b", "Two"), mention("c", "Three")])
    assert set(named.values()) == {"method/three"}


def test_a_lexicon_entry_may_be_merged(tmp_path):
    merges = merges_of(tmp_path, row("method:gpt-2", "method:gpt-4"))
    named, entities = linked(merges, [mention("a", "GPT-2"), mention("b", "GPT-4")])
    assert set(named.values()) == {"method/gpt-4"}
    assert "GPT-2" in entities["method/gpt-4"].alt_labels
    assert "method/gpt-2" not in entities


def test_names_that_are_kept_apart_are_not_joined_through_another_papers_abbreviation(tmp_path):
    mentions = [mention("a", "memory gate"), mention("c", "MG")]
    defined = [abbreviation("a", "MG", "memory gate")]
    joined, _ = linked(Merges(), mentions, defined)
    assert joined["c", "MG"] == joined["a", "memory gate"]
    merges = merges_of(tmp_path, row("method:mg", "method:memory-gate", "Not"))
    apart, _ = linked(merges, mentions, defined)
    assert apart["c", "MG"] == "method/mg"
    assert apart["a", "memory gate"] == "method/memory-gate"


@pytest.mark.parametrize(
    ("rows", "line", "problem"),
    [
        ([row("method:one", "gadget:two")], 17, "'gadget:two' is no entity's id"),
        ([row("method/one", "method:two")], 17, "'method/one' is no entity's id"),
        ([row("method:one", "method:one")], 17, "both sides"),
        ([row("method:one", "method:two", predicate_id="owl:sameAs")], 17, "owl:sameAs"),
        ([row("method:one", "method:two", "Maybe")], 17, "Maybe skos:exactMatch"),
        ([row("method:one", "method:two", object_label="")], 17, "a label is missing"),
        ([row("method:a", "method:b"), row("method:a", "method:c")], 18, "into method/b in"),
        ([row("method:a", "method:b"), row("method:b", "method:a")], 18, "lead back"),
        (
            [
                row("method:a", "method:c"),
                row("method:b", "method:c"),
                row("method:a", "method:b", "Not"),
            ],
            19,
            "are kept apart",
        ),
    ],
)
def test_a_bad_row_is_named_with_its_line_and_a_remedy(tmp_path, rows, line, problem):
    with pytest.raises(MergesError) as caught:
        merges_of(tmp_path, *rows)
    assert problem in str(caught.value)
    assert caught.value.place == f"{tmp_path / 'merges.sssom.tsv'}:{line}"
    assert caught.value.remedy


@pytest.mark.parametrize("content", [b"", b"subject_id\tobject_id\n", b"\xff\xfe\n"])
def test_a_file_that_is_no_table_of_merges_is_refused(tmp_path, content):
    path = tmp_path / "merges.sssom.tsv"
    path.write_bytes(content)
    with pytest.raises(MergesError) as caught:
        read_merges([path])
    assert str(path) in str(caught.value)


def test_the_projects_own_merges_can_be_read_and_stand_in_order():
    path = ontology_dir() / "merges.sssom.tsv"
    merges = read_merges([path])
    assert merges.into
    assert merges.apart
    table = [line for line in path.read_text("utf-8").splitlines() if not line.startswith("#")]
    assert table[0].split("\t") == list(COLUMNS)
    keys = [(cells[2], cells[0], cells[4]) for cells in (line.split("\t") for line in table[1:])]
    assert keys == sorted(set(keys))


def test_an_id_is_compact_or_none():
    assert entity_of("brain-region:v1") == "brain-region/v1"
    assert entity_of("method:a/b") is None
    assert entity_of("method:") is None
