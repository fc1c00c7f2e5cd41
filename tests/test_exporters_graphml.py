"""GraphML: valid for hostile text, typed, opened by two libraries, the same bytes every time."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import igraph
import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph_data import topics
from paperlattice import tables
from paperlattice.exporters import graphml
from paperlattice.exporters.graphml import write_graphml
from paperlattice.graph import build_graph, build_network
from paperlattice.records import Assertion, Entity, Paper
from paperlattice.tables import Tables

NAMESPACE = "{http://graphml.graphdrawing.org/xmlns}"
HOSTILE = '<b>&amp; "it\'s" ]]> \x00\x0b\x1b\ufffe\r\n\t é 𝔽 \u202e --> </data>'


def build(papers: list[Paper], entities: list[Entity], facts: list[Assertion]) -> Tables:
    frames = {
        "papers": tables.frame("papers", papers),
        "entities": tables.frame("entities", entities),
        "assertions": tables.frame("assertions", facts),
    }
    graph = build_graph(**frames)
    return Tables(
        **frames,
        similarities=graph.similarities,
        placements=graph.placements,
        communities=graph.communities,
        **{
            name: tables.empty(name)
            for name in ("sources", "refused", "mentions", "abbreviations", "suggestions")
        },
    )


def build_topics() -> Tables:
    papers, entities, facts = topics(n_topics=2, n_papers=6)
    first = replace(
        papers[0],
        title=HOSTILE,
        abstract=HOSTILE,
        authors=("Ada Lovelace", HOSTILE),
        n_authors=3,
        doi="10.1234/a<b",
        n_citations=12,
        published="2024-05-06",
        published_precision="day",
        sources=("a.txt", "b.txt"),
    )
    hub = replace(entities[0], alt_labels=("Hub", "the hub"), definition=HOSTILE)
    return build([first, *papers[1:]], [hub, *entities[1:]], facts)


@pytest.fixture(scope="module")
def path(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("graphml") / "graph.graphml"
    write_graphml(build_topics(), path)
    return path


def test_networkx_reads_it_with_types(path: Path) -> None:
    graph = nx.read_graphml(path)
    whole = build_topics()
    assert graph.number_of_nodes() == len(whole.papers) + len(whole.entities)
    assert graph.number_of_edges() == len(whole.assertions) + len(whole.similarities)
    assert graph.is_directed()
    first = graph.nodes["paper/t0-p00"]
    assert (first["n_authors"], first["year"]) == (3, 2024)
    assert first["authors"].startswith("Ada Lovelace | ")
    assert (first["doi"], first["n_citations"]) == ("10.1234/a<b", 12)
    assert first["sources"] == "a.txt | b.txt"
    assert isinstance(first["x"], float)
    assert isinstance(first["community"], int)
    assert first["community_label"]
    assert "n_authors" not in graph.nodes["paper/t0-p01"]
    assert graph.nodes["method/hub"]["alt_labels"] == "Hub | the hub"
    assert {data["relation"] for _, _, data in graph.edges(data=True)} == {"uses", "similarTo"}


def test_igraph_reads_it_with_types(path: Path) -> None:
    graph = igraph.Graph.Read_GraphML(str(path))
    whole = build_topics()
    assert graph.vcount() == len(whole.papers) + len(whole.entities)
    assert graph.ecount() == len(whole.assertions) + len(whole.similarities)
    vertex = graph.vs.find(id="paper/t0-p00")
    assert vertex["n_authors"] == 3
    assert vertex["label"].startswith('<b>&amp; "it\'s" ]]>')
    assert max(weight for weight in graph.es["weight"] if weight == weight) <= 1


def test_hostile_text_loses_only_what_xml_forbids(path: Path) -> None:
    label = nx.read_graphml(path).nodes["paper/t0-p00"]["label"]
    assert label == '<b>&amp; "it\'s" ]]> \r\n\t é 𝔽 \u202e --> </data>'


def test_every_attribute_is_declared_even_if_nothing_has_it(path: Path) -> None:
    root = ElementTree.parse(path).getroot()  # noqa: S314 - our own file
    declared = {
        (key.get("for"), key.get("attr.name")): key.get("attr.type")
        for key in root.iter(f"{NAMESPACE}key")
    }
    assert declared["node", "organisation"] == "string"
    assert declared["node", "n_authors"] == "int"
    assert declared["node", "n_upvotes"] == "int"
    assert declared["node", "topics"] == "string"
    assert declared["edge", "weight"] == "double"
    ids = {key.get("id") for key in root.iter(f"{NAMESPACE}key")}
    assert {data.get("key") for data in root.iter(f"{NAMESPACE}data")} <= ids


def test_every_attribute_of_the_graph_is_written() -> None:
    whole = build_topics()
    network = build_network(whole.papers, whole.entities, whole.assertions, whole.similarities)
    for _, data in network.nodes(data=True):
        assert data.keys() <= graphml._NODE_TYPES.keys()
    for _, _, data in network.edges(data=True):
        assert data.keys() <= graphml._EDGE_TYPES.keys()


def test_the_same_tables_give_the_same_bytes(path: Path, tmp_path: Path) -> None:
    write_graphml(build_topics(), tmp_path / "again.graphml")
    assert (tmp_path / "again.graphml").read_bytes() == path.read_bytes()


def test_empty_tables_give_an_empty_graph(tmp_path: Path) -> None:
    write_graphml(build([], [], []), tmp_path / "empty.graphml")
    assert nx.read_graphml(tmp_path / "empty.graphml").number_of_nodes() == 0


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])), st.text(max_size=5))
def test_any_text_gives_xml_that_can_be_parsed(tmp_path: Path, text: str, key: str) -> None:
    paper = Paper(paper_id=f"p{key}", title=text, abstract=text, sources=(text,))
    write_graphml(build([paper], [], []), tmp_path / "any.graphml")
    root = ElementTree.parse(tmp_path / "any.graphml").getroot()  # noqa: S314 - our own file
    assert root.tag == f"{NAMESPACE}graphml"


def test_links_are_those_of_the_network_in_the_order_of_their_first_ends(path: Path) -> None:
    whole = build_topics()
    network = build_network(whole.papers, whole.entities, whole.assertions, whole.similarities)
    root = ElementTree.parse(path).getroot()  # noqa: S314 - our own file
    found = [(edge.get("source"), edge.get("target")) for edge in root.iter(f"{NAMESPACE}edge")]
    assert sorted(found) == sorted((one, other) for one, other, _ in network.edges(keys=True))
    assert [one for one, _ in found] == sorted(one for one, _ in found)
