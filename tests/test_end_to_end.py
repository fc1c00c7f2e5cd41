"""The bundled corpus from listing pages to every output, as `paperlattice build` writes it."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import igraph
import networkx as nx
import pyoxigraph as ox
import pytest
import rdflib
from click.testing import CliRunner

from paperlattice.cli import main
from paperlattice.exporters import tabular
from paperlattice.lexicon import Lexicon, is_case_sensitive
from paperlattice.records import Assertion, Mention, Paper
from paperlattice.resources import ontology_dir
from paperlattice.tables import Tables, records


@pytest.fixture(scope="module")
def tables(corpus_output: Path) -> Tables:
    return tabular.read(corpus_output)


def test_report_counts_every_record_and_refuses_none(corpus_output: Path) -> None:
    report = json.loads((corpus_output / "report.json").read_text(encoding="utf-8"))
    counts = report["counts"]
    assert (counts["records"], counts["papers"], counts["refused"]) == (484, 350, 0)
    assert [source["records"] for source in report["sources"]] == [166, 57, 147, 67, 47]


def test_every_mention_is_the_text_between_its_offsets(tables: Tables) -> None:
    texts = {paper.paper_id: paper.text for paper in records(tables.papers, Paper)}
    mentions = records(tables.mentions, Mention)
    assert len(mentions) > 5000
    wrong = [m for m in mentions if texts[m.paper_id][m.start : m.end] != m.text]
    assert wrong == []
    outside = [m for m in mentions if not m.sentence_start <= m.start < m.end <= m.sentence_end]
    assert outside == []


def test_nearly_every_paper_names_five_entities_or_more(tables: Tables) -> None:
    per_paper = tables.assertions.groupby("paper_id").size()
    assert (per_paper >= 5).sum() >= 0.95 * len(tables.papers)


@pytest.mark.parametrize(
    ("entity_id", "kind"),
    [
        ("dataset/natural-scenes-dataset", "Dataset"),
        ("dataset/wesad", "Dataset"),
        ("modality/functional-magnetic-resonance-imaging", "Modality"),
        ("modality/electroencephalography", "Modality"),
        ("method/sparse-autoencoder", "Method"),
        ("method/diffusion-model", "Method"),
    ],
)
def test_an_entity_joins_every_paper_that_names_it(
    entity_id: str, kind: str, tables: Tables, lexicon: Lexicon
) -> None:
    entry = lexicon.entries[entity_id]
    assert entry.type == kind
    named = {
        paper.paper_id
        for paper in records(tables.papers, Paper)
        if any(_stands_in(form, paper.text) for form in (entry.label, *entry.alt_labels))
    }
    narrower = {e for e in lexicon.entries if entity_id in lexicon.ancestors(e)} | {entity_id}
    joined = {a.paper_id for a in records(tables.assertions, Assertion) if a.entity_id in narrower}
    assert named
    assert named - joined == set()


def test_an_assertion_rests_on_mentions_of_its_own_paper_and_entity(tables: Tables) -> None:
    mentions = {m.mention_id: m for m in records(tables.mentions, Mention)}
    for assertion in records(tables.assertions, Assertion):
        evidence = [mentions[mention_id] for mention_id in assertion.evidence]
        assert len(evidence) == assertion.support > 0
        assert {(m.paper_id, m.entity_id) for m in evidence} == {
            (assertion.paper_id, assertion.entity_id)
        }


def test_two_parsers_agree_on_the_turtle(corpus_output: Path) -> None:
    content = (corpus_output / "graph.ttl").read_bytes()
    strict = {statement.triple for statement in ox.parse(content, format=ox.RdfFormat.TURTLE)}
    assert len(rdflib.Graph().parse(data=content, format="turtle")) == len(strict) > 10_000


def test_graphml_opens_in_networkx_and_igraph(corpus_output: Path, tables: Tables) -> None:
    path = corpus_output / "graph.graphml"
    ours, theirs = nx.read_graphml(path), igraph.Graph.Read_GraphML(str(path))
    assert ours.number_of_nodes() == theirs.vcount() == len(tables.papers) + len(tables.entities)
    assert ours.number_of_edges() == theirs.ecount() >= len(tables.assertions)


def test_a_term_added_to_the_lexicon_is_extracted_linked_and_exported(tmp_path: Path) -> None:
    lexicon = shutil.copytree(ontology_dir() / "lexicon", tmp_path / "lexicon")
    with (lexicon / "dataset.ttl").open("a", encoding="utf-8") as file:
        file.write(
            'dataset:quux-scenes a pl:Dataset ; skos:prefLabel "Quux Scenes"@en ;\n'
            '    skos:altLabel "QXS"@en ; skos:inScheme scheme:dataset .\n'
        )
    source = tmp_path / "papers.jsonl"
    papers = [
        {"id": 1, "title": "On Quux Scenes", "abstract": "We decode fMRI of Quux Scenes."},
        {"id": 2, "title": "Decoding", "abstract": "Our model is evaluated on QXS with EEG."},
    ]
    source.write_text("".join(f"{json.dumps(paper)}\n" for paper in papers), encoding="utf-8")
    out = tmp_path / "out"
    result = CliRunner().invoke(
        main,
        ["build", str(source), "--out", str(out), "--lexicon", str(lexicon), "--no-recogniser"],
    )
    assert result.exit_code == 0, result.output
    built = tabular.read(out)
    entity = built.entities.set_index("entity_id").loc["dataset/quux-scenes"]
    assert (entity["type"], entity["n_papers"], entity["status"]) == ("Dataset", 2, "lexicon")
    for name in ("graph.ttl", "graph.graphml", "explorer.html"):
        assert "Quux Scenes" in (out / name).read_text(encoding="utf-8")


def _stands_in(form: str, text: str) -> bool:
    flags = 0 if is_case_sensitive(form) else re.IGNORECASE
    return bool(re.search(rf"(?<![\w-]){re.escape(form)}s?(?![\w-])", text, flags))
