"""What the graph says of each resource."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime

import pyoxigraph
import pytest

import rdf_data
from paperlattice.errors import PaperLatticeError
from paperlattice.exporters.rdf.dataset import GRAPHS, named_graphs
from paperlattice.exporters.rdf.turtle import compact
from paperlattice.naming import graph_iri
from paperlattice.run import source_date_epoch

MENTION = "mention/brainflow/0-9"


@pytest.fixture(scope="module")
def resources():
    found: dict[str, dict[str, list[str]]] = {}
    for _, triples in named_graphs(rdf_data.build(), rdf_data.RUN):
        for subject, predicate, value in triples:
            values = found.setdefault(compact(subject).strip("<>"), {})
            values.setdefault(compact(predicate), []).append(compact(value))
    return found


def test_a_paper_has_its_types_texts_date_and_sources(resources):
    paper = resources["paper:images-from-the-visual-cortex"]
    assert paper["rdf:type"] == ["pl:Paper", "schema:ScholarlyArticle", "fabio:ResearchPaper"]
    assert paper["dcterms:title"] == ['"Images from the visual cortex"@en']
    assert paper["dcterms:issued"] == ['"2024-03-05"^^xsd:date']
    assert paper["dcterms:identifier"] == ['"images-from-the-visual-cortex"']
    assert paper["dcterms:source"] == [f"<source/{'1' * 16}>", f"<source/{'2' * 16}>"]
    assert paper["schema:url"] == ["<https://example.org/papers/1>"]
    assert paper["pl:authorCount"] == ["4"]
    assert paper["pl:organisation"] == ['"openbmb OpenBMB"']


def test_a_paper_has_its_authors_identifiers_venue_and_counts(resources):
    paper = resources["paper:images-from-the-visual-cortex"]
    own = [f"author/images-from-the-visual-cortex/{place}" for place in (1, 2)]
    assert paper["schema:author"] == [f"<{iri}>" for iri in own]
    first, second = (resources[iri] for iri in own)
    assert first["rdf:type"] == ["pl:Author", "schema:Person"]
    assert (first["schema:name"], first["pl:position"]) == (['"Ada Lovelace"'], ["1"])
    assert second["schema:name"] == ['"Çelik \\"Ç\\" \u202e=1"']
    assert paper["bibo:doi"] == ['"10.1002/(sici)1097<1>2.0.co;2"']
    assert paper["pl:arxivId"] == ['"2403.01234"']
    assert paper["schema:sameAs"] == [
        "<https://doi.org/10.1002/(sici)1097%3C1%3E2.0.co;2>",
        "<https://arxiv.org/abs/2403.01234>",
    ]
    assert paper["prism:publicationName"] == ['"NeurIPS"']
    assert paper["schema:keywords"] == ['"cs.CV"', '"q-bio.NC"']
    assert (paper["pl:citationCount"], paper["pl:upvoteCount"]) == (["120"], ["0"])
    assert paper["schema:commentCount"] == ["2"]


def test_what_is_not_known_of_a_paper_is_not_said(resources):
    paper = resources["paper:nothing-much"]
    assert set(paper) == {"rdf:type", "dcterms:title", "dcterms:identifier"}
    assert resources["paper:stress-in-mice"]["dcterms:issued"] == ['"2025"^^xsd:gYear']
    assert "pl:datePrecision" not in resources["paper:stress-in-mice"]
    assert resources["paper:brainflow-for-eeg"]["pl:datePrecision"] == ['"inferred-year"']


def test_a_hostile_paper_keeps_its_identifier_and_loses_its_script(resources):
    paper = resources["paper/arxiv%3A2501.00001v2"]
    assert paper["dcterms:identifier"] == ['"arxiv:2501.00001v2"']
    assert "schema:url" not in paper
    assert paper["dcterms:title"][0].endswith('🧠\ufffd\ufffd"@en')


def test_an_entity_is_a_concept_with_disjoint_labels(resources):
    entity = resources["dataset:natural-scenes-dataset"]
    assert entity["rdf:type"] == ["pl:Dataset", "skos:Concept"]
    assert entity["skos:inScheme"] == ["scheme:dataset"]
    assert entity["skos:prefLabel"] == ['"Natural Scenes Dataset"@en']
    assert entity["skos:altLabel"] == ['"NSD"@en']
    assert entity["skos:hiddenLabel"] == ['"natural scenes data set"@en']
    assert entity["skos:definition"] == ['"Brain responses to \\"natural\\" scenes."@en']
    assert entity["pl:paperCount"] == ["2"]
    assert entity["pl:status"] == ['"lexicon"']
    assert resources["method:brainflow"]["pl:confidence"] == ["0.83"]


def test_only_addresses_are_matches(resources):
    entity = resources["brain-region:hippocampus"]
    assert entity["skos:exactMatch"] == ["<http://purl.obolibrary.org/obo/UBERON_0002421>"]
    assert entity["skos:closeMatch"] == ["<https://example.org/a%20b>"]
    entity = resources["brain-region:primary-visual-cortex"]
    assert entity["skos:broadMatch"] == ["<http://purl.obolibrary.org/obo/UBERON_0000411>"]


def test_a_mention_is_a_web_annotation_with_two_selectors(resources):
    mention = resources[MENTION]
    assert mention["rdf:type"] == ["pl:Mention", "oa:Annotation"]
    assert mention["oa:motivatedBy"] == ["oa:identifying"]
    assert mention["oa:hasBody"] == ["method:brainflow"]
    assert mention["oa:hasTarget"] == [f"<{MENTION}#target>"]
    assert mention["pl:cue"] == ['"title-colon"']
    target = resources[f"{MENTION}#target"]
    assert target["oa:hasSource"] == ["paper:brainflow"]
    assert target["oa:hasSelector"] == [f"<{MENTION}#position>", f"<{MENTION}#quote>"]
    position = resources[f"{MENTION}#position"]
    assert position["oa:start"] == ['"0"^^xsd:nonNegativeInteger']
    assert position["oa:end"] == ['"9"^^xsd:nonNegativeInteger']
    quotation = resources[f"{MENTION}#quote"]
    assert quotation["oa:exact"] == ['"BrainFlow"@en']
    assert quotation["oa:prefix"] == ['""@en']
    assert quotation["oa:suffix"] == ['": brain decoding with a diffusio"@en']


def test_offsets_count_code_points_past_astral_and_control_characters(resources):
    paper = next(p for p in rdf_data.PAPERS if p.paper_id.startswith("arxiv"))
    start = paper.text.index("hippocampus")
    quotation = resources[f"mention/arxiv%3A2501.00001v2/{start}-{start + 11}#quote"]
    assert quotation["oa:exact"] == ['"hippocampus"@en']
    assert "\ufffd[31m in the 🧠 " in quotation["oa:prefix"][0]


def test_a_mention_without_entity_is_left_out():
    tables = rdf_data.build()
    tables.mentions["entity_id"] = ""
    graphs = {name: list(triples) for name, triples in named_graphs(tables, rdf_data.RUN)}
    assert graphs["mentions"] == []


def test_a_sentence_is_described_once_with_its_text(resources):
    sentence = resources["sentence/brainflow/0-49"]
    assert sentence["rdf:value"] == ['"BrainFlow: brain decoding with a diffusion model\\n"@en']
    assert sentence["rdf:type"] == ["pl:Sentence"]
    assert resources[MENTION]["pl:inSentence"] == ["<sentence/brainflow/0-49>"]


def test_an_assertion_is_a_direct_fact_and_a_resource_with_its_evidence(resources):
    assert resources["paper:brainflow"]["pl:introduces"] == ["method:brainflow"]
    assert "method:brainflow" in resources["paper:brainflow"]["pl:mentions"]
    assertion = resources["assertion/brainflow/introduces/method/brainflow"]
    assert assertion["rdf:type"] == ["pl:Assertion", "rdf:Statement", "prov:Entity"]
    assert assertion["rdf:subject"] == ["paper:brainflow"]
    assert assertion["rdf:predicate"] == ["pl:introduces"]
    assert assertion["rdf:object"] == ["method:brainflow"]
    assert assertion["pl:support"] == ["2"]
    assert assertion["pl:score"] == ["0.9"]
    assert assertion["pl:rule"] == ['"role"']
    assert assertion["prov:wasDerivedFrom"] == [f"<{MENTION}>", "<mention/brainflow/60-69>"]


def test_every_fact_is_entailed_by_the_common_parent_once(resources):
    for paper_id in {paper for paper, _, _ in rdf_data.FACTS}:
        key = compact(f"<https://w3id.org/paperlattice/paper/{paper_id.replace(':', '%3A')}>")
        named = resources[key.strip("<>")]["pl:mentions"]
        assert len(named) == len(set(named))
        assert len(named) == len({e for paper, _, e in rdf_data.FACTS if paper == paper_id})


def test_a_similarity_joins_two_papers_by_what_they_share(resources):
    similarity = resources["similarity/brainflow/images-from-the-visual-cortex"]
    assert similarity["pl:joins"] == ["paper:brainflow", "paper:images-from-the-visual-cortex"]
    assert similarity["pl:weight"] == ["3.0"]
    assert similarity["pl:shares"] == [
        "dataset:natural-scenes-dataset",
        "modality:functional-magnetic-resonance-imaging",
    ]


def test_the_run_is_an_activity_with_files_agent_and_versions(resources):
    run = resources[f"run/{rdf_data.RUN.fingerprint[:16]}"]
    assert run["rdf:type"] == ["pl:Run", "prov:Activity"]
    assert run["prov:wasAssociatedWith"] == ["<software/0.1.0>"]
    assert f"<lexicon/{'a' * 16}>" in run["prov:used"]
    assert f"<recogniser/{'b' * 16}>" in run["prov:used"]
    assert f"<source/{'1' * 16}>" in run["prov:used"]
    assert "prov:endedAtTime" not in run
    assert resources[f"source/{'1' * 16}"]["pl:sha256"] == [f'"{"1" * 64}"']
    assert resources["graph:papers"]["prov:wasGeneratedBy"] == [
        f"<run/{rdf_data.RUN.fingerprint[:16]}>"
    ]


def test_a_run_has_a_time_only_if_it_is_given_and_it_changes_no_name():
    timed = dataclasses.replace(rdf_data.RUN, ended=datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC))
    graphs = {name: list(triples) for name, triples in named_graphs(rdf_data.build(), timed)}
    times = [value for _, predicate, value in graphs["provenance"] if "endedAt" in predicate]
    assert times == ['"2026-01-02T03:04:05Z"^^<http://www.w3.org/2001/XMLSchema#dateTime>']
    assert timed.fingerprint == rdf_data.RUN.fingerprint


def test_a_run_without_recogniser_uses_none():
    run = dataclasses.replace(rdf_data.RUN, recogniser="")
    graphs = {name: list(triples) for name, triples in named_graphs(rdf_data.build(), run)}
    assert not any("ecogniser" in "".join(triple) for triple in graphs["provenance"])


@pytest.mark.parametrize("change", [{"version": "0.2.0"}, {"lexicon": "c" * 64}, {"sources": ()}])
def test_what_determines_a_run_determines_its_name(change):
    assert dataclasses.replace(rdf_data.RUN, **change).fingerprint != rdf_data.RUN.fingerprint


def test_the_order_of_sources_does_not_change_the_run():
    run = dataclasses.replace(rdf_data.RUN, sources=rdf_data.SOURCES[::-1])
    assert run.fingerprint == rdf_data.RUN.fingerprint


def test_source_date_epoch_is_read_or_refused():
    assert source_date_epoch({}) is None
    assert source_date_epoch({"SOURCE_DATE_EPOCH": "86400"}) == datetime(1970, 1, 2, tzinfo=UTC)
    for wrong in ("tomorrow", "1e99", "9" * 30):
        with pytest.raises(PaperLatticeError, match="whole number of seconds"):
            source_date_epoch({"SOURCE_DATE_EPOCH": wrong})


def test_no_triple_stands_in_two_graphs_and_none_twice():
    seen = [
        triple for _, triples in named_graphs(rdf_data.build(), rdf_data.RUN) for triple in triples
    ]
    assert len(seen) == len(set(seen))


def test_the_graphs_have_the_names_that_they_are_listed_under(tmp_path):
    rdf_data.write(tmp_path)
    quads = pyoxigraph.parse(path=str(tmp_path / "graph.nq"), format=pyoxigraph.RdfFormat.N_QUADS)
    assert {quad.graph_name.value for quad in quads} == {graph_iri(name) for name in GRAPHS}
