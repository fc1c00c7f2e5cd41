"""The files: valid for strict parsers, equal in what they say, and the same bytes every time."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib.compare import isomorphic

import rdf_data
from paperlattice import tables
from paperlattice.exporters import rdf
from paperlattice.exporters.rdf import FILES, write_rdf
from paperlattice.exporters.rdf.jsonld import CONTEXT, jsonld
from paperlattice.exporters.rdf.papers import describe_papers
from paperlattice.exporters.rdf.turtle import turtle
from paperlattice.naming import BASE, graph_iri, paper_iri
from paperlattice.records import Paper
from paperlattice.validation import validate

FORMATS = {
    "graph.jsonld": pyoxigraph.RdfFormat.JSON_LD,
    "graph.nq": pyoxigraph.RdfFormat.N_QUADS,
    "graph.ttl": pyoxigraph.RdfFormat.TURTLE,
    "void.ttl": pyoxigraph.RdfFormat.TURTLE,
}


@pytest.fixture(scope="module")
def directory(tmp_path_factory):
    return rdf_data.write(tmp_path_factory.mktemp("build"))


def quads(directory, name):
    return list(pyoxigraph.parse(path=str(directory / name), format=FORMATS[name]))


def triples(found):
    return {(quad.subject, quad.predicate, quad.object) for quad in found}


def test_the_files_are_those_that_are_listed(directory):
    assert sorted(path.name for path in directory.iterdir()) == sorted(FILES)


@pytest.mark.parametrize("name", FILES)
def test_no_file_repeats_a_quad_or_holds_a_blank_node(directory, name):
    found = quads(directory, name)
    assert len(found) == len(set(found))
    for quad in found:
        assert isinstance(quad.subject, pyoxigraph.NamedNode)
        assert not isinstance(quad.object, pyoxigraph.BlankNode)


def test_json_ld_gives_the_quads_of_n_quads(directory):
    assert set(quads(directory, "graph.jsonld")) == set(quads(directory, "graph.nq"))


def test_turtle_gives_all_but_the_mentions(directory):
    mentions = pyoxigraph.NamedNode(graph_iri("mentions"))
    rest = [quad for quad in quads(directory, "graph.nq") if quad.graph_name != mentions]
    assert triples(quads(directory, "graph.ttl")) == triples(rest)


@pytest.mark.parametrize("name", ["graph.ttl", "void.ttl"])
def test_rdflib_reads_the_same_turtle(directory, name):
    lines = pyoxigraph.serialize(
        (quad.triple for quad in quads(directory, name)), format=pyoxigraph.RdfFormat.N_TRIPLES
    )
    expected = rdflib.Graph().parse(data=lines, format="nt")
    assert isomorphic(rdflib.Graph().parse(directory / name), expected)


def test_rdflib_reads_the_same_json_ld_and_n_quads(directory):
    one, other = rdflib.Dataset(), rdflib.Dataset()
    one.parse(directory / "graph.nq", format="nquads")
    other.parse(directory / "graph.jsonld", format="json-ld")
    assert set(one.quads()) == set(other.quads())
    assert len(set(one.quads())) == len(quads(directory, "graph.nq"))


def test_the_turtle_is_grouped_and_prefixed(directory):
    text = (directory / "graph.ttl").read_text(encoding="utf-8")
    assert text.startswith(f"@base <{BASE}> .\n@prefix")
    assert "\nmethod:gan\n    a pl:Method , skos:Concept ;\n" in text
    assert text.count("\npaper:brainflow\n") == 1
    assert "    pl:introduces method:brainflow ;\n" in text
    headings = [line[19:] for line in text.splitlines() if line.startswith("# ---")]
    assert headings == ["papers", "entities", "assertions", "similarities", "provenance"]


def test_the_context_stands_in_the_file_and_makes_no_request(directory):
    document = json.loads((directory / "graph.jsonld").read_text(encoding="utf-8"))
    assert document["@context"] == CONTEXT
    papers = document["@graph"][0]["@graph"]
    paper = next(node for node in papers if node["@id"] == "paper/images-from-the-visual-cortex")
    assert paper["dcterms:title"] == "Images from the visual cortex"
    assert paper["pl:authorCount"] == 4


def test_the_bytes_do_not_depend_on_the_order_of_rows(directory, tmp_path):
    build = rdf_data.build()
    shuffled = tables.Tables(
        **{name: frame.sample(frac=1, random_state=3) for name, frame in build.items()}
    )
    run = dataclasses.replace(rdf_data.RUN, sources=rdf_data.SOURCES[::-1])
    write_rdf(shuffled, run, tmp_path)
    for name in FILES:
        assert (tmp_path / name).read_bytes() == (directory / name).read_bytes()


@pytest.mark.parametrize("seed", ["0", "1"])
def test_the_bytes_do_not_depend_on_the_hash_seed(directory, tmp_path, seed):
    code = "import sys, pathlib, rdf_data; rdf_data.write(pathlib.Path(sys.argv[1]))"
    environment = {
        **os.environ,
        "PYTHONHASHSEED": seed,
        "PYTHONPATH": str(Path(rdf_data.__file__).parent),
    }
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], env=environment, check=True)
    for name in FILES:
        assert (tmp_path / name).read_bytes() == (directory / name).read_bytes()


HOSTILE = st.text(st.characters(codec=None, categories=None), max_size=30) | st.text(
    st.sampled_from("\"\\\n\r\t\x00\x1f\x85\u2028\ud800\ufffe🧠<>|'@^.#"), max_size=20
)


@settings(max_examples=60)
@given(HOSTILE, HOSTILE, st.text(max_size=10), HOSTILE)
def test_no_text_breaks_a_file(title, abstract, identifier, organisation):
    paper = Paper(
        paper_id=f"p{identifier}".encode("utf-8", "replace").decode(),
        title=title,
        abstract=abstract,
        organisation=organisation,
        url=f"https://example.org/{organisation}",
    )
    made = list(describe_papers([paper], []))
    lines = "".join(f"{' '.join(triple)} .\n" for triple in made).encode()
    strict = set(pyoxigraph.parse(lines, format=pyoxigraph.RdfFormat.N_TRIPLES))
    readable = "".join(turtle([("papers", made)])).encode()
    assert set(pyoxigraph.parse(readable, format=pyoxigraph.RdfFormat.TURTLE)) == strict
    linked = "".join(jsonld([(f"<{BASE}graph/papers>", made)])).encode()
    assert triples(pyoxigraph.parse(linked, format=pyoxigraph.RdfFormat.JSON_LD)) == triples(strict)
    assert len(rdflib.Graph().parse(data=readable, format="turtle")) == len(strict)


@pytest.mark.parametrize("identifier", [".", "..", "a/../b", "%2E", "a b", "#", "?x=y"])
def test_no_identifier_leads_astray(identifier):
    paper = Paper(paper_id=identifier, title="A title", abstract="")
    made = list(describe_papers([paper], []))
    expected = {(pyoxigraph.NamedNode(paper_iri(identifier)))}
    for text in ("".join(turtle([("papers", made)])), "".join(jsonld([("<g:g>", made)]))):
        form = pyoxigraph.RdfFormat.TURTLE if text[0] == "@" else pyoxigraph.RdfFormat.JSON_LD
        assert {quad.subject for quad in pyoxigraph.parse(text, format=form)} == expected
    lenient = rdflib.Graph().parse(data="".join(turtle([("papers", made)])))
    assert set(lenient.subjects()) == {rdflib.URIRef(paper_iri(identifier))}


def test_of_a_large_graph_only_the_streamed_files_are_written(directory, tmp_path, monkeypatch):
    monkeypatch.setattr(rdf, "MOST_PAPERS_IN_ONE_DOCUMENT", 1)
    rdf_data.write(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["graph.nq", "void.ttl"]
    assert (tmp_path / "graph.nq").read_bytes() == (directory / "graph.nq").read_bytes()
    described = {quad.object.value for quad in quads(tmp_path, "void.ttl")}
    assert f"{BASE}graph.nq" in described
    assert f"{BASE}graph.ttl" not in described
    assert validate(tmp_path) == []


def test_an_empty_build_is_valid(tmp_path):
    empty = tables.Tables(**{name: tables.empty(name) for name in tables.RECORDS})
    run = dataclasses.replace(rdf_data.RUN, sources=(), measurements=())
    total = write_rdf(empty, run, tmp_path)
    assert total == len(quads(tmp_path, "graph.nq"))
    assert set(quads(tmp_path, "graph.jsonld")) == set(quads(tmp_path, "graph.nq"))


def ask_counts(directory, pattern):
    store = pyoxigraph.Store()
    store.bulk_load(path=str(directory / "graph.nq"), format=pyoxigraph.RdfFormat.N_QUADS)
    found = store.query(f"SELECT {pattern}", use_default_graph_as_union=True)
    return [tuple(term.value for term in row) for row in found]


@pytest.fixture(scope="module")
def description(directory):
    found: dict[str, dict[str, list[str]]] = {}
    for quad in quads(directory, "void.ttl"):
        values = found.setdefault(quad.subject.value.removeprefix(BASE), {})
        key = quad.predicate.value.rpartition("/")[2].rpartition("#")[2]
        values.setdefault(key, []).append(quad.object.value)
    return found


def test_void_counts_are_what_sparql_counts(directory, description):
    whole = description["dataset"]
    assert ask_counts(directory, "(COUNT(*) AS ?n) { ?s ?p ?o }") == [tuple(whole["triples"])]
    # Objects are counted without the store, which holds "3.0" and "3" as one number.
    objects = {quad.object for quad in quads(directory, "graph.nq")}
    assert whole["distinctObjects"] == [str(len(objects))]
    for variable, key in (("s", "distinctSubjects"), ("p", "properties")):
        counted = ask_counts(directory, f"(COUNT(DISTINCT ?{variable}) AS ?n) {{ ?s ?p ?o }}")
        assert counted == [tuple(whole[key])]
    classes = dict(ask_counts(directory, "?c (COUNT(?s) AS ?n) { ?s a ?c } GROUP BY ?c"))
    stated = [description[part.removeprefix(BASE)] for part in whole["classPartition"]]
    assert {part["class"][0]: part["entities"][0] for part in stated} == classes
    properties = dict(ask_counts(directory, "?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p"))
    stated = [description[part.removeprefix(BASE)] for part in whole["propertyPartition"]]
    assert {part["property"][0]: part["triples"][0] for part in stated} == properties


def test_void_counts_every_named_graph(directory, description):
    counted = ask_counts(directory, "?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g")
    assert len(counted) == 6
    for graph, number in counted:
        assert description[graph.removeprefix(BASE)]["triples"] == [number]
        assert graph in description["dataset"]["subset"]


def test_void_counts_the_links_to_each_vocabulary(description):
    links = {
        (values["linkPredicate"][0].rpartition("#")[2], values["objectsTarget"][0]): values
        for values in description.values()
        if "linkPredicate" in values
    }
    assert {predicate for predicate, _ in links} == {"exactMatch", "closeMatch", "broadMatch"}
    targets = {target for predicate, target in links if predicate != "closeMatch"}
    (uri_space,) = (description[target.removeprefix(BASE)]["uriSpace"] for target in targets)
    assert uri_space == ["http://purl.obolibrary.org/obo/UBERON_"]
    assert all(values["triples"] == ["1"] for values in links.values())


def test_void_describes_the_files_with_size_and_checksum(directory, description):
    for name in ("graph.jsonld", "graph.nq", "graph.ttl"):
        data = (directory / name).read_bytes()
        assert description[name]["byteSize"] == [str(len(data))]
        checksum = description[f"{name}#sha256"]
        assert checksum["checksumValue"] == [hashlib.sha256(data).hexdigest()]
        assert BASE + name in description["dataset"]["dataDump"]


def test_void_gives_licence_examples_and_measured_quality(directory, description):
    whole = description["dataset"]
    assert whole["license"] == ["https://creativecommons.org/publicdomain/zero/1.0/"]
    subjects = {quad.subject.value for quad in quads(directory, "graph.nq")}
    assert whole["exampleResource"]
    assert set(whole["exampleResource"]) <= subjects
    assert description["dataset#quality-strictF1"]["value"] == ["0.7123"]
