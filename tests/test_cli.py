"""The command line teaches, names what is wrong in one line, and lets the good go through."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner, Result

from core_data import RUN, SMALL, sample_tables
from paperlattice.cli import main
from paperlattice.exporters import tabular
from paperlattice.lexicon.skos import write_entries

GOOD = [
    {"id": 7, "title": "On NSD", "abstract": "We use a diffusion model on NSD with fMRI."},
    {"id": "x/1", "title": "On reading", "abstract": "We probe GPT-2. It reads NSD."},
]


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A folder to work in, with a lexicon of a few entries."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "lexicon").mkdir()
    for kind in ("Method", "Dataset", "Modality"):
        entries = [e for e in SMALL.entries.values() if e.type == kind]
        (tmp_path / "lexicon" / f"{kind}.ttl").write_text(write_entries(kind, entries))
    (tmp_path / "good.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in GOOD))
    return tmp_path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def fast(command: str, *arguments: object) -> Result:
    """Run with the small lexicon and without the recogniser."""
    return run(command, *arguments, "--lexicon", "lexicon", "--no-recogniser")


def one_line(result: Result, *parts: str) -> None:
    assert result.exit_code == 1
    assert "Traceback" not in result.output
    (line,) = [line for line in result.stderr.splitlines() if line.startswith("Error: ")]
    for part in parts:
        assert part in line


COMMANDS = ("build", "extract", "evaluate", "fetch", "sources", "stats")


def test_help_shows_how_to_begin():
    result = run("--help")
    assert result.exit_code == 0
    for command in COMMANDS:
        assert command in result.output
    # An example of a command stands on a line of its own.
    assert any(
        line.strip().startswith("paperlattice build page.txt --out out")
        for line in result.output.splitlines()
    )


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_explains_itself_with_both_spellings(command):
    long, short = run(command, "--help"), run(command, "-h")
    assert long.exit_code == short.exit_code == 0
    assert long.output == short.output
    assert "Usage: main" in long.output or "Usage: paperlattice" in long.output


def test_the_version_is_told():
    assert run("--version").output.startswith("paperlattice, version ")


@pytest.mark.parametrize(
    "arguments",
    [
        ("nonsense",),
        ("build", "no-such-file.txt"),
        ("build", "--colour", "red"),
        ("extract", "good.jsonl"),
        ("extract", "--out", "x.jsonl"),
        ("evaluate", "--papers", "some"),
        ("stats", "no-such-folder"),
        ("stats", "good.jsonl"),
    ],
)
@pytest.mark.usefixtures("here")
def test_bad_usage_exits_with_two_and_a_hint(arguments):
    result = run(*arguments)
    assert result.exit_code == 2
    assert "Usage:" in result.stderr
    assert "Traceback" not in result.stderr


def test_extract_writes_a_line_for_each_paper_with_its_id_as_given(here):
    result = fast("extract", "good.jsonl", "--out", "found.jsonl")
    assert result.exit_code == 0, result.output
    assert "found.jsonl: 2 papers" in result.stdout
    lines = [json.loads(line) for line in (here / "found.jsonl").read_text().splitlines()]
    assert {line["id"] for line in lines} == {7, "x/1"}
    texts = {row["id"]: f"{row['title']}\n{row['abstract']}" for row in GOOD}
    for line in lines:
        assert line["mentions"]
        for mention in line["mentions"]:
            assert texts[line["id"]][mention["start"] : mention["end"]] == mention["text"]
        assert {a["entity"] for a in line["assertions"]} == {m["entity"] for m in line["mentions"]}
    named = {m["entity"] for line in lines for m in line["mentions"]}
    assert {"dataset/natural-scenes-dataset", "method/gpt-2"} <= named


def test_a_refused_record_is_named_and_the_good_go_through(here):
    with (here / "good.jsonl").open("a") as stream:
        stream.write('{"id": 9, "title": "No abstract"}\nno json\n')
    result = fast("extract", "good.jsonl", "--out", "found.jsonl")
    assert result.exit_code == 1
    refused = [line for line in result.stderr.splitlines() if line.startswith("refused ")]
    assert [line.split(": ")[0] for line in refused] == [
        "refused good.jsonl:3",
        "refused good.jsonl:4",
    ]
    assert len((here / "found.jsonl").read_text().splitlines()) == 2


def test_build_writes_every_format_and_stats_reads_it(here):
    result = fast("build", "good.jsonl", "--out", "graph")
    assert result.exit_code == 0, result.output
    assert "graph: 2 papers" in result.stdout
    names = {path.name for path in (here / "graph").iterdir()}
    assert {"graph.ttl", "graph.graphml", "explorer.html", "tables", "report.json"} <= names
    report = json.loads((here / "graph" / "report.json").read_text())
    assert report["counts"]["papers"] == 2
    assert report["counts"]["refused"] == 0
    assert str(here) not in (here / "graph" / "report.json").read_text()
    stats = run("stats", "graph", "--top", 1)
    assert stats.exit_code == 0
    assert "2 papers from 1 sources" in stats.stdout
    assert "Natural Scenes Dataset 2" in stats.stdout


def test_build_refuses_a_foreign_folder_and_leaves_it_alone(here):
    (here / "mine").mkdir()
    (here / "mine" / "thesis.tex").write_text("years")
    result = fast("build", "good.jsonl", "--out", "mine")
    one_line(result, "mine", "no build wrote it", "--out")
    assert [path.name for path in (here / "mine").iterdir()] == ["thesis.tex"]


def test_strict_writes_nothing_if_a_record_is_refused(here):
    (here / "bad.jsonl").write_text('{"id": 9, "title": "No abstract"}\n')
    result = fast("build", "good.jsonl", "bad.jsonl", "--out", "graph", "--strict")
    one_line(result, "1 records were refused", "--strict")
    assert "refused bad.jsonl:1" in result.stderr
    assert not (here / "graph").exists()


@pytest.mark.parametrize("content", [b"", b"just a line", b"\x00\x01\x02\xff"])
def test_a_file_without_papers_is_named_and_nothing_is_written(here, content):
    (here / "bad.txt").write_bytes(content)
    result = fast("build", "bad.txt", "--out", "graph")
    one_line(result, "no paper that could be read")
    assert "refused bad.txt:1: " in result.stderr
    assert not (here / "graph").exists()


def test_a_lexicon_that_is_no_turtle_is_named_with_its_line(here):
    (here / "lexicon" / "Method.ttl").write_text("@prefix oops\n")
    one_line(fast("build", "good.jsonl", "--out", "graph"), "Method.ttl:", "not valid Turtle")
    assert not (here / "graph").exists()


def test_debug_shows_the_traceback(here):
    (here / "lexicon" / "Method.ttl").write_text("@prefix oops\n")
    result = run("--debug", "build", "good.jsonl", "--lexicon", "lexicon", "--no-recogniser")
    assert type(result.exception).__name__ == "LexiconError"


def test_an_error_of_the_system_is_one_line(here):
    (here / "file").write_text("")
    one_line(fast("extract", "good.jsonl", "--out", "file/found.jsonl"), "file")


@pytest.mark.usefixtures("here")
def test_stats_of_a_folder_that_no_build_wrote_is_one_line():
    one_line(run("stats", "lexicon"), "no such table", "paperlattice build")


def test_stats_tell_the_counts(here):
    tabular.write(sample_tables(), RUN, here)
    result = run("stats", here)
    assert result.exit_code == 0
    assert "Method (1): GPT-2 2" in result.stdout


GOLD = {
    "id": 1,
    "title": "On NSD",
    "abstract": "It is good.",
    "stratum": "neuro",
    "entities": [{"label": "NSD", "type": "Dataset", "introduced": False}],
    "mentions": [{"start": 3, "end": 6, "entity": 0}],
}


def test_evaluate_prints_tables_or_json(here):
    (here / "gold.jsonl").write_text(f"{json.dumps(GOLD)}\n")
    text = fast("evaluate", "gold.jsonl", "--stratum", "neuro")
    assert text.exit_code == 0, text.output
    assert "1 annotated papers" in text.stdout
    data = json.loads(fast("evaluate", "gold.jsonl", "--json").stdout)
    assert data["strict"]["all"]["f1"] == 1
    assert data["n_papers"] == 1


def test_evaluate_on_no_paper_says_what_to_loosen(here):
    (here / "gold.jsonl").write_text(f"{json.dumps(GOLD)}\n")
    one_line(fast("evaluate", "gold.jsonl", "--stratum", "other"), "--stratum")


def test_evaluate_names_the_line_that_is_no_annotated_paper(here):
    (here / "gold.jsonl").write_text(f"{json.dumps(GOLD)}\n{{}}\n")
    one_line(fast("evaluate", "gold.jsonl"), "gold.jsonl:2", "not an annotated paper")


def test_extract_keeps_refused_records_in_a_table_beside_its_file(here):
    source = here / "some.jsonl"
    source.write_text(
        '{"id": 1, "title": "Decoding fMRI", "abstract": "We decode fMRI."}\n{"id": 2}\n',
        encoding="utf-8",
    )
    result = CliRunner().invoke(
        main, ["extract", "some.jsonl", "--out", "found.jsonl", "--no-recogniser"]
    )
    assert result.exit_code == 1
    assert len((here / "found.jsonl").read_text(encoding="utf-8").splitlines()) == 1
    rows = (here / "found.refused.csv").read_text(encoding="utf-8").splitlines()
    assert rows[0] == "source,line,excerpt,reason,remedy"
    assert rows[1].startswith("some.jsonl,2,")
