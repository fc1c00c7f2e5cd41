"""The graph stage as a whole: complete, ordered, and the same from any order of its input."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from graph_data import assertion, entity, paper, topics
from paperlattice import tables
from paperlattice.graph import GraphResult, build_graph
from paperlattice.records import Community, Placement

NAMES = ("similarities", "placements", "communities")


def build(papers, entities, facts) -> GraphResult:
    return build_graph(
        tables.frame("papers", papers),
        tables.frame("entities", entities),
        tables.frame("assertions", facts),
    )


def digest(result: GraphResult) -> str:
    text = "".join(getattr(result, name).to_csv() for name in NAMES)
    return hashlib.sha256(text.encode()).hexdigest()


def test_every_paper_and_entity_is_placed_within_the_map() -> None:
    papers, entities, facts = topics()
    entities = [*entities, entity("unnamed")]
    result = build(papers, entities, facts)
    placements = tables.records(result.placements, Placement)
    assert [place.item_id for place in placements if place.kind == "paper"] == sorted(
        paper.paper_id for paper in papers
    )
    assert [place.item_id for place in placements if place.kind == "entity"] == sorted(
        entity.entity_id for entity in entities
    )
    assert all(-1000 <= place.x <= 1000 and -1000 <= place.y <= 1000 for place in placements)
    assert all(
        round(place.x, 1) == place.x and round(place.y, 1) == place.y for place in placements
    )


def test_communities_count_what_is_placed_in_them() -> None:
    papers, entities, facts = topics()
    result = build(papers, [*entities, entity("unnamed")], facts)
    placements = tables.records(result.placements, Placement)
    described = tables.records(result.communities, Community)
    assert [community.community for community in described] == list(range(len(described)))
    for community in described:
        members = [place for place in placements if place.community == community.community]
        assert community.n_papers == sum(place.kind == "paper" for place in members)
        assert community.n_entities == sum(place.kind == "entity" for place in members)
    assert sum(community.n_papers for community in described) == len(papers)


def test_degree_counts_papers_not_assertions() -> None:
    facts = [
        assertion("a", "method/x", "uses"),
        assertion("a", "method/x", "studies"),
        assertion("b", "method/x"),
    ]
    result = build([paper("a"), paper("b")], [entity("x")], facts)
    degrees = {
        place.item_id: place.degree for place in tables.records(result.placements, Placement)
    }
    assert degrees == {"a": 1, "b": 1, "method/x": 2}


def test_the_order_of_the_rows_makes_no_difference() -> None:
    papers, entities, facts = topics()
    frames = [
        tables.frame("papers", papers),
        tables.frame("entities", entities),
        tables.frame("assertions", facts),
    ]
    one = build_graph(*frames)
    other = build_graph(*(frame.sample(frac=1, random_state=3) for frame in frames))
    for name in NAMES:
        pd.testing.assert_frame_equal(getattr(one, name), getattr(other, name))


@pytest.mark.parametrize("seed", ["0", "42"])
def test_the_hash_seed_makes_no_difference(seed: str) -> None:
    code = "from test_graph_build import build, digest, topics\nprint(digest(build(*topics())))\n"
    tests = str(Path(__file__).parent)
    environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": tests}
    printed = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment
    ).stdout
    assert printed.strip() == digest(build(*topics()))


def test_empty_tables_give_empty_tables() -> None:
    result = build([], [], [])
    for name in NAMES:
        table = getattr(result, name)
        assert table.empty
        assert table.columns.tolist() == tables.schema(name).names


def test_papers_without_entities_are_placed_too() -> None:
    result = build([paper("a"), paper("b")], [], [])
    (community,) = tables.records(result.communities, Community)
    assert (community.n_papers, community.n_entities, community.telling) == (2, 0, ())
    assert result.placements["x"].between(-1000, 1000).all()


def test_the_tables_can_be_stored() -> None:
    result = build(*topics())
    for name in NAMES:
        arrow = tables.to_arrow(name, getattr(result, name))
        pd.testing.assert_frame_equal(tables.from_arrow(name, arrow), getattr(result, name))
