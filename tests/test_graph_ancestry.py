"""Entities that no paper names stand with their narrower ones."""

from __future__ import annotations

import numpy as np

from graph_data import entity
from paperlattice.graph.ancestry import adopt_communities, adopt_positions, adoptions
from paperlattice.graph.communities import Grouping


def grouping(*communities: int) -> Grouping:
    return Grouping(papers=np.array([0]), entities=np.array(communities), count=3, has_rest=False)


def test_ancestors_are_adopted_from_below() -> None:
    things = [
        entity("a", broader=("method/b",)),
        entity("b", broader=("method/c",)),
        entity("c"),
        entity("d", broader=("method/c",)),
        entity("e"),
    ]
    named = grouping(1, -1, -1, 2, -1)
    adopted = adoptions(things, named)
    assert adopted == [(1, [0]), (2, [3]), (4, [])]
    assert adopt_communities(named, adopted).entities.tolist() == [1, 1, 2, 2, 2]


def test_most_narrower_entities_decide_and_ties_go_to_the_larger_community() -> None:
    things = [entity(name, broader=("method/z",)) for name in "abc"] + [entity("z")]
    for communities, expected in [((2, 1, 2), 2), ((2, 1, 0), 0)]:
        named = grouping(*communities, -1)
        assert adopt_communities(named, adoptions(things, named)).entities[3] == expected


def test_an_adopted_entity_stands_beside_the_middle_of_its_narrower_ones() -> None:
    points = np.array([5, 10, 20, np.nan], dtype=complex)
    placed = adopt_positions(points, [(2, [0, 1])], n_papers=1)
    assert 0 < abs(placed[3] - 15) < 20
    assert placed[:3].tolist() == [5, 10, 20]


def test_circles_of_broader_links_end() -> None:
    things = [entity("a", broader=("method/b",)), entity("b", broader=("method/a",))]
    assert adoptions(things, grouping(-1, -1)) == [(0, []), (1, [])]
    assert adoptions(things, grouping(0, -1)) == [(1, [0])]


def test_a_broader_entity_outside_the_table_is_no_matter() -> None:
    assert adoptions([entity("a", broader=("method/elsewhere",))], grouping(0)) == []
