"""Links between papers and entities, and how rare an entity is."""

from __future__ import annotations

import numpy as np
import pytest

from graph_data import assertion, assertions, incidence_of
from paperlattice import tables
from paperlattice.graph.incidence import build_incidence, rarity


def test_links_are_numbered_in_the_order_of_the_ids() -> None:
    links = incidence_of([("b", "method/y"), ("a", "method/x"), ("b", "method/x")])
    assert links.paper_ids == ("a", "b")
    assert links.entity_ids == ("method/x", "method/y")
    assert links.papers.tolist() == [0, 1, 1]
    assert links.entities.tolist() == [0, 0, 1]
    assert links.entities_per_paper().tolist() == [1, 2]
    assert links.papers_per_entity().tolist() == [2, 1]


def test_two_assertions_of_one_paper_and_entity_are_one_link() -> None:
    table = tables.frame(
        "assertions", [assertion("a", "method/x", "uses"), assertion("a", "method/x", "studies")]
    )
    links = build_incidence(table, paper_ids=["a"], entity_ids=["method/x"])
    assert links.papers.tolist() == [0]


def test_papers_and_entities_without_links_are_kept() -> None:
    links = build_incidence(assertions([]), paper_ids=["b", "a"], entity_ids=["method/x"])
    assert (links.n_papers, links.n_entities) == (2, 1)
    assert links.papers_per_entity().tolist() == [0]
    assert links.graph().vcount() == 3


def test_an_assertion_about_an_unknown_entity_is_an_error() -> None:
    with pytest.raises(KeyError, match="method/y"):
        build_incidence(assertions([("a", "method/y")]), paper_ids=["a"], entity_ids=["method/x"])


def test_the_rarer_an_entity_the_more_it_weighs() -> None:
    weights = rarity(np.array([1, 5, 10, 0]), n_papers=10)
    assert weights[0] > weights[1] > weights[2] > 0
    assert weights[3] == 0
