"""Each check finds the fault that it is there for, and a sound output has none."""

from __future__ import annotations

import shutil

import pyoxigraph
import pytest

import rdf_data
from paperlattice.validation import validate
from paperlattice.validation.facts import cycles
from paperlattice.validation.files import agreements, read
from paperlattice.validation.findings import Finding, first
from paperlattice.validation.queries import query_findings

IRI = "https://w3id.org/paperlattice/"
MENTION = f"{IRI}mention/brainflow/60-69"


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    return rdf_data.write(tmp_path_factory.mktemp("sound"))


@pytest.fixture
def directory(sound, tmp_path):
    return shutil.copytree(sound, tmp_path / "output")


def change(directory, name, old, new, times=1):
    path = directory / name
    text = path.read_text(encoding="utf-8")
    assert old in text, "the fault changes nothing"
    path.write_text(text.replace(old, new, times), encoding="utf-8", newline="\n")


def drop(directory, name, beginning):
    path = directory / name
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith(beginning)]
    assert len(kept) < len(lines), "the fault changes nothing"
    path.write_text("".join(kept), encoding="utf-8", newline="\n")


def found(directory):
    return {(finding.check, finding.file) for finding in validate(directory)}


def test_a_sound_output_has_no_fault(sound):
    assert validate(sound) == []


def test_a_missing_file_is_found(directory):
    (directory / "graph.jsonld").unlink()
    assert ("files", "graph.jsonld") in found(directory)


def test_an_empty_graph_is_found(directory):
    (directory / "graph.nq").write_text("")
    assert ("files", "graph.nq") in found(directory)


@pytest.mark.parametrize("name", ["graph.ttl", "graph.nq", "graph.jsonld", "void.ttl"])
def test_a_truncated_file_is_found(directory, name):
    data = (directory / name).read_bytes()
    (directory / name).write_bytes(data[: len(data) // 2])
    assert ("syntax", name) in found(directory)


def test_an_iri_that_only_a_lenient_parser_takes_is_found(directory):
    change(
        directory, "graph.ttl", "<https://example.org/papers/1>", "<https://example.org/papers 1>"
    )
    assert ("syntax", "graph.ttl") in found(directory)


def test_a_fact_that_one_file_alone_has_is_found(directory):
    change(directory, "graph.ttl", "pl:introduces method:brainflow ;", "")
    change(directory, "graph.jsonld", '"pl:support": 2', '"pl:support": 3')
    assert {("agreement", "graph.ttl"), ("agreement", "graph.jsonld")} <= found(directory)


def test_parsers_that_disagree_are_found(directory, monkeypatch):
    monkeypatch.setattr("rdflib.Graph.__len__", lambda _: 7)
    problems = {finding.check: finding.problem for finding in agreements(read(directory)[0])}
    assert problems["parsers"].startswith("rdflib reads 7 triples")


def test_a_file_that_the_second_parser_refuses_is_found(directory, monkeypatch):
    def refuse(*_, **__):
        raise ValueError("not mine")

    monkeypatch.setattr("rdflib.Graph.parse", refuse)
    problems = [finding.problem for finding in agreements(read(directory)[0])]
    assert problems == ["rdflib cannot read it: ValueError"] * 2


def test_a_blank_node_is_found(directory):
    with (directory / "graph.nq").open("a") as out:
        out.write(f"_:b <{IRI}ontology#mentions> <{IRI}method/gan> <{IRI}graph/papers> .\n")
    assert ("blank", "graph.nq") in found(directory)


def test_a_resource_that_breaks_its_shape_is_found(directory):
    drop(directory, "graph.nq", f"<{IRI}paper/brainflow> <http://purl.org/dc/terms/title>")
    assert ("shapes", "graph.nq") in found(directory)


def test_an_offset_that_is_one_off_is_found(directory):
    change(
        directory,
        "graph.nq",
        f'<{MENTION}#position> <http://www.w3.org/ns/oa#start> "60"',
        f'<{MENTION}#position> <http://www.w3.org/ns/oa#start> "61"',
    )
    assert ("offsets", "graph.nq") in found(directory)


@pytest.mark.parametrize("part", ["exact", "prefix", "suffix"])
def test_a_quotation_that_is_not_in_the_text_is_found(directory, part):
    subject = f"<{MENTION}#quote> <http://www.w3.org/ns/oa#{part}> "
    change(directory, "graph.nq", f'{subject}"', f'{subject}"x')
    assert ("offsets", "graph.nq") in found(directory)


def test_a_sentence_that_is_not_in_the_text_is_found(directory):
    change(directory, "graph.nq", '#value> "BrainFlow: brain', '#value> "BrainFlow! brain')
    assert ("offsets", "graph.nq") in found(directory)


def test_a_text_that_changed_under_its_mentions_is_found(directory):
    change(directory, "graph.nq", '"We propose BrainFlow', '"Here we propose BrainFlow')
    problems = [f.problem for f in validate(directory) if f.check == "offsets"]
    assert len(problems) > 5


def test_a_fact_without_assertion_is_found(directory):
    with (directory / "graph.nq").open("a") as out:
        out.write(
            f"<{IRI}paper/nothing-much> <{IRI}ontology#uses> <{IRI}method/gan> "
            f"<{IRI}graph/assertions> .\n"
        )
    assert ("facts", "graph.nq") in found(directory)


def test_an_assertion_without_fact_is_found(directory):
    drop(directory, "graph.nq", f"<{IRI}paper/brainflow> <{IRI}ontology#introduces>")
    assert ("facts", "graph.nq") in found(directory)


def test_an_assertion_whose_support_is_not_its_evidence_is_found(directory):
    subject = f"<{IRI}assertion/brainflow/introduces/method/brainflow> <{IRI}ontology#support> "
    change(directory, "graph.nq", f'{subject}"2"', f'{subject}"9"')
    assert ("support", "graph.nq") in found(directory)


def test_an_entity_that_is_named_and_not_described_is_found(directory):
    drop(directory, "graph.nq", f"<{IRI}method/gan> <")
    assert ("described", "graph.nq") in found(directory)


def test_a_circle_of_broader_entities_is_found(directory):
    with (directory / "graph.nq").open("a") as out:
        out.write(
            f"<{IRI}method/generative-model> <http://www.w3.org/2004/02/skos/core#broader> "
            f"<{IRI}method/latent-diffusion-model> <{IRI}graph/entities> .\n"
        )
    assert ("hierarchy", "graph.nq") in found(directory)


def test_a_count_that_is_not_true_is_found(directory):
    change(directory, "void.ttl", "void:entities 6 .", "void:entities 7 .")
    assert ("counts", "void.ttl") in found(directory)


def test_a_checksum_that_is_not_true_is_found(directory):
    with (directory / "graph.ttl").open("a") as out:
        out.write("# changed\n")
    assert found(directory) == {("checksums", "void.ttl")}


def test_a_query_that_does_not_run_is_found(sound, tmp_path):
    (tmp_path / "broken.rq").write_text("# title: t\n# comment: c\nSELECT ?s WHERE { ?s ?p }\n")
    (tmp_path / "sound.rq").write_text("# title: t\n# comment: c\nSELECT ?s WHERE { ?s ?p ?o }\n")
    assert [f.file for f in query_findings(sound, tmp_path)] == ["broken.rq"]


def test_cycles_of_any_length_are_found():
    broader = {"a": ["b"], "b": ["c"], "c": ["b"], "d": ["d"], "e": ["a", "f"]}
    assert cycles(broader) == ["b", "c", "d"]


def test_many_faults_of_a_kind_are_summed_up():
    findings = list(first("check", "file", (f"problem {number:02}" for number in range(25))))
    assert len(findings) == 11
    assert findings[0] == Finding(check="check", file="file", problem="problem 00")
    assert findings[-1].problem == "and 15 more of the kind"
    assert str(findings[0]) == "file: problem 00 [check]"


def test_the_small_build_is_not_trivial(sound):
    quads = pyoxigraph.parse(path=str(sound / "graph.nq"), format=pyoxigraph.RdfFormat.N_QUADS)
    assert sum(1 for _ in quads) > 1000
