"""The map: communities side by side, nothing important on top of anything else."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_data import incidence_of, topics
from paperlattice import tables
from paperlattice.graph import layout
from paperlattice.graph.communities import find_communities
from paperlattice.graph.incidence import build_incidence
from paperlattice.graph.layout import lay_out
from paperlattice.graph.packing import even_disc, pack_discs, separate, sunflower, turned


def topic_layout(**sizes: int):
    papers, entities, facts = topics(**sizes)
    links = build_incidence(
        tables.frame("assertions", facts),
        paper_ids=[paper.paper_id for paper in papers],
        entity_ids=[entity.entity_id for entity in entities],
    )
    grouping = find_communities(links)
    return links, grouping, lay_out(links, grouping)


def nearest(points) -> np.ndarray:
    distance = np.abs(points[:, None] - points[None, :])
    np.fill_diagonal(distance, np.inf)
    return distance.min(axis=1)


def test_everything_named_has_a_place_near_its_community() -> None:
    _, grouping, points = topic_layout()
    assert not np.isnan(points).any()
    community = np.concatenate([grouping.papers, grouping.entities])
    centres = np.array([points[community == number].mean() for number in range(grouping.count)])
    nearest_centre = np.abs(points[:, None] - centres[None, :]).argmin(axis=1)
    assert (nearest_centre == community).mean() > 0.95


def test_the_most_connected_entities_keep_apart() -> None:
    links, _, points = topic_layout(n_topics=6, n_papers=20)
    shared = np.flatnonzero(links.papers_per_entity() >= 2)
    assert nearest(points[links.n_papers + shared]).min() > 40


def test_papers_and_shared_entities_are_not_on_top_of_each_other() -> None:
    links, _, points = topic_layout(n_topics=6, n_papers=30)
    shared = links.n_papers + np.flatnonzero(links.papers_per_entity() >= 2)
    drawn = np.concatenate([np.arange(links.n_papers), shared])
    assert nearest(points[drawn]).min() > 15


def test_an_entity_that_one_paper_names_stands_beside_it() -> None:
    links, _, points = topic_layout()
    for at, name in enumerate(links.paper_ids):
        own = links.n_papers + links.entity_ids.index(f"method/only-{name}")
        assert 0 < abs(points[own] - points[at]) < 100


def test_in_a_large_community_the_others_follow_the_best_linked(monkeypatch) -> None:
    monkeypatch.setattr(layout, "MOST_DRAWN", 20)
    links, grouping, points = topic_layout(n_topics=3, n_papers=40)
    assert np.isfinite(points).all()
    assert np.array_equal(topic_layout(n_topics=3, n_papers=40)[2], points)
    for number in range(grouping.count):
        members = points[: links.n_papers][grouping.papers == number]
        assert len(set(members.round(3).tolist())) == len(members)
    community = np.concatenate([grouping.papers, grouping.entities])
    centres = np.array([points[community == number].mean() for number in range(grouping.count)])
    nearest_centre = np.abs(points[:, None] - centres[None, :]).argmin(axis=1)
    assert (nearest_centre == community).mean() > 0.95


def test_the_layout_is_the_same_every_time() -> None:
    assert np.array_equal(topic_layout()[2], topic_layout()[2])


@pytest.mark.parametrize(
    "links",
    [
        [],
        [("a", "method/x")],
        [("a", "method/x"), ("b", "method/x")],
        [("a", "method/x"), ("b", "method/y"), ("c", "method/z")],
    ],
)
def test_tiny_graphs_have_a_layout(links: list[tuple[str, str]]) -> None:
    small = incidence_of(links)
    points = lay_out(small, find_communities(small))
    assert len(points) == small.n_papers + small.n_entities
    assert np.isfinite(points).all()
    assert len(set(points.round(3).tolist())) == len(points)


@given(st.lists(st.floats(0.5, 30), max_size=12), st.randoms(use_true_random=False))
def test_discs_touch_but_do_not_overlap(radii: list[float], random) -> None:
    count = len(radii)
    affinity = np.array([[random.random() for _ in radii] for _ in radii]).reshape(count, count)
    centres = pack_discs(np.array(radii), affinity + affinity.T)
    for one in range(count):
        gaps = [
            abs(centres[one] - centres[other]) - radii[one] - radii[other]
            for other in range(count)
            if other != one
        ]
        assert not gaps or -1e-6 <= min(gaps) <= 0.1 * (radii[one] + max(radii))


def test_related_discs_are_neighbours() -> None:
    affinity = np.zeros((8, 8))
    affinity[0, 7] = affinity[7, 0] = 1.0
    centres = pack_discs(np.ones(8), affinity)
    assert abs(centres[0] - centres[7]) < 2.2


@given(st.integers(0, 300), st.integers(0, 5))
def test_points_are_pushed_out_of_each_others_room(count: int, seed: int) -> None:
    draw = np.random.default_rng(seed)
    points = draw.normal(size=count) + 1j * draw.normal(size=count)
    room = np.full(count, 0.5)
    room[: count // 20] = 2.0
    apart = separate(points, room, within=40.0, rounds=80)
    assert (np.abs(apart) <= 40.0 + 1e-9).all()
    if count > 1:
        distance = np.abs(apart[:, None] - apart[None, :])
        wanted = room[:, None] + room[None, :]
        np.fill_diagonal(distance, np.inf)
        assert (distance / wanted).min() > 0.7


def test_points_in_one_place_are_separated() -> None:
    apart = separate(np.zeros(30, dtype=complex), np.ones(30), within=20.0, rounds=80)
    assert nearest(apart).min() > 1.6


def test_an_even_disc_is_full_and_keeps_directions() -> None:
    points = np.random.default_rng(0).normal(size=500) * np.exp(1j * np.arange(500))
    even = even_disc(points)
    assert np.abs(even).max() <= 1
    for radius in (0.3, 0.5, 0.8):
        assert (np.abs(even) < radius).mean() == pytest.approx(radius**2, abs=0.01)
    offset = points - points.mean()
    assert np.allclose(np.angle(even), np.angle(offset))


def test_a_disc_is_turned_and_mirrored_towards_what_draws_it() -> None:
    points = sunflower(50)
    target = np.exp(0.7j) * points
    assert np.allclose(turned(points, target), target)
    mirrored = np.exp(0.7j) * points.conj()
    assert np.allclose(turned(points, mirrored), mirrored)
    assert np.array_equal(turned(points, np.zeros(50, dtype=complex)), points)
