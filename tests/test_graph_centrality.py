"""Centrality: exact in small graphs, estimated in large ones."""

from __future__ import annotations

import igraph
import numpy as np
import pytest

from paperlattice.graph import centrality
from paperlattice.graph.centrality import measure_centrality


def test_the_middle_of_a_star_lies_on_all_paths() -> None:
    measured = measure_centrality(igraph.Graph.Star(6))
    assert measured.degree.tolist() == [5, 1, 1, 1, 1, 1]
    assert measured.betweenness.tolist() == [1.0, 0.0, 0.0, 0.0, 0.0, 0.0]
    assert measured.pagerank.sum() == pytest.approx(1)
    assert measured.pagerank[0] == measured.pagerank.max()


def test_sampled_betweenness_is_near_the_exact_one(monkeypatch) -> None:
    graph = igraph.Graph.Tree(400, 3)
    exact = measure_centrality(graph).betweenness
    monkeypatch.setattr(centrality, "MOST_STEPS", 0)
    sampled = measure_centrality(graph).betweenness
    assert np.abs(sampled - exact).max() < 0.1
    assert np.argmax(sampled) in np.argsort(exact)[-4:]
    assert np.array_equal(sampled, measure_centrality(graph).betweenness)


@pytest.mark.parametrize("size", [0, 1, 2])
def test_tiny_graphs_have_no_betweenness(size: int) -> None:
    assert measure_centrality(igraph.Graph(n=size)).betweenness.tolist() == [0.0] * size
