"""Similar papers: the cosine of what they share, bounded in number."""

from __future__ import annotations

import math
from collections import defaultdict
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_data import assertions
from paperlattice import tables
from paperlattice.graph import similarity
from paperlattice.graph.similarity import similarities
from paperlattice.records import Similarity

Links = set[tuple[str, str]]


def similar(links: Links, *, n_papers: int) -> list[Similarity]:
    return tables.records(similarities(assertions(links), n_papers=n_papers), Similarity)


def by_definition(links: Links, *, n_papers: int) -> dict[tuple[str, str], float]:
    named: defaultdict[str, set[str]] = defaultdict(set)
    spread: defaultdict[str, int] = defaultdict(int)
    for paper_id, entity in links:
        named[paper_id].add(entity)
        spread[entity] += 1
    weight = {entity: math.log((n_papers + 1) / count) for entity, count in spread.items()}
    norm = {
        paper_id: math.sqrt(sum(weight[entity] ** 2 for entity in entities))
        for paper_id, entities in named.items()
    }
    return {
        (one, other): sum(weight[entity] ** 2 for entity in named[one] & named[other])
        / (norm[one] * norm[other])
        for one, other in combinations(sorted(named), 2)
        if named[one] & named[other]
    }


link_sets = st.sets(
    st.tuples(
        st.sampled_from([f"p{number}" for number in range(8)]),
        st.sampled_from([f"method/e{number}" for number in range(6)]),
    )
)


@given(link_sets)
def test_weights_are_the_cosine_of_the_entities_weighted_by_rarity(links: Links) -> None:
    found = {(row.source, row.target): row.weight for row in similar(links, n_papers=8)}
    expected = by_definition(links, n_papers=8)
    assert found.keys() == expected.keys()
    assert all(found[pair] == pytest.approx(expected[pair], abs=1e-6) for pair in expected)
    assert all(0 < weight <= 1 for weight in found.values())


@given(link_sets)
def test_what_is_shared_is_kept_rarest_first(links: Links) -> None:
    spread: defaultdict[str, int] = defaultdict(int)
    for _, entity in links:
        spread[entity] += 1
    for row in similar(links, n_papers=8):
        assert row.source < row.target
        assert set(row.shared) == {
            entity for _, entity in links if {(row.source, entity), (row.target, entity)} <= links
        }
        assert list(row.shared) == sorted(row.shared, key=lambda entity: (spread[entity], entity))


def test_a_rare_shared_entity_joins_more_than_a_common_one() -> None:
    links = {(f"p{number}", "method/common") for number in range(8)}
    links |= {("p0", "method/rare"), ("p1", "method/rare")}
    rows = similar(links, n_papers=20)
    assert max(rows, key=lambda row: row.weight).shared == ("method/rare", "method/common")


def test_an_entity_that_too_many_papers_name_makes_no_pairs_but_counts_in_those_there_are() -> None:
    links = {(f"p{number:03}", "method/hub") for number in range(200)}
    links |= {("p000", "method/rare"), ("p001", "method/rare")}
    (row,) = similar(links, n_papers=200)
    assert (row.source, row.target) == ("p000", "p001")
    assert row.shared == ("method/rare", "method/hub")


def test_each_paper_keeps_its_nearest_from_either_side() -> None:
    star = {("p00", f"method/e{number}") for number in range(1, 40)}
    star |= {(f"p{number:02}", f"method/e{number}") for number in range(1, 40)}
    assert len(similar(star, n_papers=1000)) == 39
    crowd = {(f"p{number:02}", "method/shared") for number in range(40)}
    rows = similar(crowd, n_papers=1000)
    neighbours: defaultdict[str, int] = defaultdict(int)
    for row in rows:
        neighbours[row.source] += 1
        neighbours[row.target] += 1
    assert min(neighbours.values()) == similarity.NEIGHBOURS
    assert len(rows) < 40 * similarity.NEIGHBOURS


def test_the_pairs_are_bounded_from_the_rarest_entity_up(monkeypatch) -> None:
    monkeypatch.setattr(similarity, "_PAIRS_ALWAYS", 15)
    monkeypatch.setattr(similarity, "_PAIRS_PER_PAPER", 0)
    links = {(f"p{number}", "method/eight") for number in range(8)}
    links |= {(f"p{number}", "method/three") for number in range(3)}
    rows = similar(links, n_papers=100)
    assert [(row.source, row.target) for row in rows] == [("p0", "p1"), ("p0", "p2"), ("p1", "p2")]


def test_many_pairs_are_checked_in_pieces(monkeypatch) -> None:
    links = {(f"p{number % 9}", f"method/e{number % 7}") for number in range(63)}
    whole = similar(links, n_papers=100)
    monkeypatch.setattr(similarity, "_CHUNK", 5)
    assert similar(links, n_papers=100) == whole


def test_no_assertions_give_no_similarities() -> None:
    assert similar(set(), n_papers=3) == []
    assert similar({("p0", "method/x")}, n_papers=3) == []
