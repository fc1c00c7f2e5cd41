"""What changed between two outputs is told whole, as a text to read and as data."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from click.testing import CliRunner

from core_data import HOSTILE, RUN, mention, paper, tables_of
from paperlattice.cli import main
from paperlattice.difference import as_data, as_text, compare
from paperlattice.exporters import tabular
from paperlattice.records import Assertion, Entity, Paper

OLD_PAPER = replace(paper("old", "Nothing new."), title="Old work", published="2024-01-01")
STAYS = replace(paper("stays", "We probe GPT-2."), title="Steady work")
NEW_PAPER = replace(paper("new", "We use NSD."), title="New work", published="2025-06-01")
GPT = Entity(entity_id="method/gpt-2", type="Method", label="GPT-2", n_papers=2)
NSD = Entity(entity_id="dataset/nsd", type="Dataset", label="NSD", n_papers=1)
BERT = Entity(entity_id="method/bert", type="Method", label="BERT", n_papers=1)


def says(subject: Paper, predicate: str, entity: Entity, *, start: int = 0) -> Assertion:
    return Assertion(
        paper_id=subject.paper_id,
        predicate=predicate,
        entity_id=entity.entity_id,
        support=1,
        score=0.5,
        rule="r",
        evidence=(mention(subject.paper_id, "x", start=start).mention_id,),
    )


OLD = tables_of(
    [OLD_PAPER, STAYS],
    [],
    [GPT, BERT],
    [says(OLD_PAPER, "uses", GPT), says(STAYS, "uses", GPT), says(STAYS, "studies", BERT)],
)
NEW = tables_of(
    [NEW_PAPER, replace(STAYS, abstract="We probe GPT-2 at length.")],
    [],
    [replace(GPT, n_papers=1, label="GPT2"), NSD],
    [
        says(NEW_PAPER, "evaluatesOn", NSD),
        says(STAYS, "introduces", GPT, start=5),
        says(STAYS, "mentions", NSD),
    ],
)


def test_an_output_does_not_differ_from_itself():
    difference = compare(OLD, OLD)
    assert all(not part for parts in as_data(difference).values() for part in parts.values())
    assert as_text(difference).count("0 added, 0 gone, 0 changed") == 3


def test_papers_entities_and_assertions_are_added_gone_or_changed():
    data = as_data(compare(OLD, NEW))
    assert [row["paper_id"] for row in data["papers"]["added"]] == ["new"]
    assert [row["paper_id"] for row in data["papers"]["gone"]] == ["old"]
    assert data["papers"]["changed"] == [
        {
            "paper_id": "stays",
            "title": "Steady work",
            "fields": {"abstract": ["We probe GPT-2.", "We probe GPT-2 at length."]},
        }
    ]
    assert [row["entity_id"] for row in data["entities"]["added"]] == ["dataset/nsd"]
    assert [row["entity_id"] for row in data["entities"]["gone"]] == ["method/bert"]
    assert data["entities"]["changed"][0]["fields"] == {
        "label": ["GPT-2", "GPT2"],
        "n_papers": [2, 1],
    }
    assert [(row["paper_id"], row["entity_id"]) for row in data["assertions"]["added"]] == [
        ("new", "dataset/nsd"),
        ("stays", "dataset/nsd"),
    ]
    assert [(row["paper_id"], row["entity_id"]) for row in data["assertions"]["gone"]] == [
        ("old", "method/gpt-2"),
        ("stays", "method/bert"),
    ]
    assert data["assertions"]["changed"][0]["fields"] == {"predicate": ["uses", "introduces"]}


def test_where_a_mention_stands_is_no_difference():
    moved = tables_of([STAYS], [], [GPT], [says(STAYS, "uses", GPT, start=7)])
    still = tables_of([STAYS], [], [GPT], [says(STAYS, "uses", GPT)])
    assert compare(still, moved).assertions.changed == ()


def test_backwards_what_came_goes():
    there, back = as_data(compare(OLD, NEW)), as_data(compare(NEW, OLD))
    for name in there:
        assert there[name]["added"] == back[name]["gone"]
        assert there[name]["gone"] == back[name]["added"]
        assert len(there[name]["changed"]) == len(back[name]["changed"])


def test_the_text_tells_a_reader_what_happened():
    lines = as_text(compare(OLD, NEW)).splitlines()
    assert lines[:3] == [
        "papers: 1 added, 1 gone, 1 changed",
        "entities: 1 added, 1 gone, 1 changed",
        "assertions: 2 added, 2 gone, 1 changed",
    ]
    at = lines.index("New papers")
    assert lines[at + 1 : at + 3] == ["  2025-06-01  New work", "    evaluatesOn: NSD"]
    assert "  Dataset: NSD (1 paper)" in lines
    assert "  Method: GPT2, 2 -> 1" in lines
    assert "    GPT2: uses -> introduces" in lines
    assert "    - studies BERT" in lines
    assert "    + mentions NSD" in lines


def test_long_sections_are_cut_and_say_so():
    many = [replace(NEW_PAPER, paper_id=f"p{number}") for number in range(9)]
    text = as_text(compare(OLD, tables_of([*many, STAYS, OLD_PAPER], [], [GPT], [])), most=4)
    assert text.count("New work") == 4
    assert "  ... and 5 more" in text


def test_a_hostile_title_stays_one_printable_line():
    vile = replace(NEW_PAPER, title=f"\x1b[2J{HOSTILE}\nNew papers\r", published="")
    text = as_text(compare(OLD, tables_of([vile], [], [], [])))
    assert "\x1b" not in text
    assert "\r" not in text
    assert text.splitlines().count("New papers") == 1


def test_the_command_prints_text_and_json(tmp_path: Path):
    for name, tables in (("old", OLD), ("new", NEW)):
        (tmp_path / name).mkdir()
        tabular.write(tables, RUN, tmp_path / name)
    arguments = ["diff", str(tmp_path / "old"), str(tmp_path / "new")]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    assert result.stdout == as_text(compare(OLD, NEW)) + "\n"
    result = CliRunner().invoke(main, [*arguments, "--json"])
    expected = json.loads(json.dumps(as_data(compare(OLD, NEW))))
    assert json.loads(result.stdout) == expected


def test_a_folder_that_is_no_output_is_named(tmp_path: Path):
    result = CliRunner().invoke(main, ["diff", str(tmp_path), str(tmp_path)])
    assert result.exit_code == 1
    assert "no such table" in result.stderr
