"""The networkx graph: typed scalars only, one edge for each relation of two things."""

from __future__ import annotations

from graph_data import assertion, entity, paper
from paperlattice import tables
from paperlattice.graph.network import build_network, item_key
from paperlattice.records import Similarity


def network():
    papers = [
        paper(
            "a b",
            published="2024-01-02",
            n_authors=3,
            sources=("1.txt", "2.txt"),
            url="https://example.org/",
        ),
        paper("method/x"),
    ]
    entities = [
        entity("x", alt_labels=("X", "the x"), broader=("method/y", "method/elsewhere")),
        entity("y"),
    ]
    facts = [
        assertion("a b", "method/x", "uses"),
        assertion("a b", "method/x", "studies"),
        assertion("method/x", "method/x"),
    ]
    similar = [
        Similarity(source="a b", target="method/x", weight=0.5, shared=("method/x", "method/y"))
    ]
    return build_network(
        tables.frame("papers", papers),
        tables.frame("entities", entities),
        tables.frame("assertions", facts),
        tables.frame("similarities", similar),
    )


def test_papers_and_entities_keep_apart_whatever_their_ids() -> None:
    assert item_key("paper", "method/x") == "paper/method%2Fx"
    assert sorted(network()) == ["method/x", "method/y", "paper/a%20b", "paper/method%2Fx"]


def test_attributes_are_scalars_and_what_is_unknown_is_left_out() -> None:
    graph = network()
    everything = [attributes for _, attributes in graph.nodes(data=True)]
    everything += [attributes for _, _, attributes in graph.edges(data=True)]
    values = [value for attributes in everything for value in attributes.values()]
    assert all(type(value) in (str, int, float) for value in values)
    assert "" not in values
    assert graph.nodes["paper/a%20b"]["sources"] == "1.txt | 2.txt"
    assert graph.nodes["paper/a%20b"]["year"] == 2024
    assert "year" not in graph.nodes["paper/method%2Fx"]
    assert "n_authors" not in graph.nodes["paper/method%2Fx"]


def test_each_relation_is_an_edge() -> None:
    graph = network()
    assert sorted((source, target, key) for source, target, key in graph.edges(keys=True)) == [
        ("method/x", "method/y", "broader"),
        ("paper/a%20b", "method/x", "studies"),
        ("paper/a%20b", "method/x", "uses"),
        ("paper/a%20b", "paper/method%2Fx", "similarTo"),
        ("paper/method%2Fx", "method/x", "uses"),
    ]
    similar = graph.edges["paper/a%20b", "paper/method%2Fx", "similarTo"]
    assert similar == {"relation": "similarTo", "weight": 0.5, "shared": "method/x | method/y"}
