"""Communities: found by what papers share, gathered if small, named by what is telling."""

from __future__ import annotations

import random

import igraph
import numpy as np
import pytest

from graph_data import assertions, entity, incidence_of, topics
from paperlattice import tables
from paperlattice.graph import communities
from paperlattice.graph.communities import NOWHERE, find_communities
from paperlattice.graph.incidence import Incidence, build_incidence
from paperlattice.graph.seeding import seeded
from paperlattice.graph.telling import REST, describe
from paperlattice.records import Entity


def topic_links(**sizes: int) -> tuple[Incidence, list[Entity]]:
    papers, entities, facts = topics(**sizes)
    links = build_incidence(
        tables.frame("assertions", facts),
        paper_ids=[paper.paper_id for paper in papers],
        entity_ids=[entity.entity_id for entity in entities],
    )
    return links, sorted(entities, key=lambda entity: entity.entity_id)


def test_papers_of_a_topic_are_one_community_in_spite_of_the_hub() -> None:
    links, _ = topic_links(n_topics=4, n_papers=12)
    grouping = find_communities(links)
    assert grouping.count == 4
    assert not grouping.has_rest
    for topic in range(4):
        members = grouping.papers[12 * topic : 12 * (topic + 1)]
        assert len(set(members.tolist())) == 1


def test_an_entity_that_one_paper_names_follows_it() -> None:
    links, _ = topic_links()
    grouping = find_communities(links)
    for at, name in enumerate(links.paper_ids):
        own = links.entity_ids.index(f"method/only-{name}")
        assert grouping.entities[own] == grouping.papers[at]


def test_communities_are_numbered_by_size() -> None:
    pairs = [(f"a{number}", f"method/a{number % 3}") for number in range(30)]
    pairs += [(f"b{number}", f"method/b{number % 2}") for number in range(50)]
    pairs += [(name, "method/both-a") for name, _ in pairs[:30]]
    pairs += [(name, "method/both-b") for name, _ in pairs[30:80]]
    grouping = find_communities(incidence_of(pairs))
    sizes = np.bincount(grouping.papers)
    assert sizes.tolist() == sorted(sizes.tolist(), reverse=True)


def test_papers_that_share_nothing_are_the_rest_and_come_last() -> None:
    links, ordered = topic_links(n_topics=2)
    extra = [(f"z{number}", f"method/z{number}") for number in range(30)]
    pairs = [
        (links.paper_ids[paper], links.entity_ids[thing])
        for paper, thing in zip(links.papers, links.entities, strict=True)
    ]
    links = incidence_of(pairs + extra)
    grouping = find_communities(links)
    assert grouping.has_rest
    rest = grouping.count - 1
    assert {links.paper_ids[at] for at in np.flatnonzero(grouping.papers == rest)} == {
        name for name, _ in extra
    }
    known = {thing.entity_id: thing for thing in ordered}
    entities = [known.get(name) or entity(name.split("/")[1]) for name in links.entity_ids]
    described = describe(links, grouping, entities)
    assert described[-1].label == REST
    assert described[-1].telling == ()
    assert described[-1].n_papers == 30


def test_there_are_never_more_connected_communities_than_an_overview_can_tell_apart() -> None:
    links, _ = topic_links(n_topics=30, n_papers=5)
    grouping = find_communities(links)
    assert 2 <= grouping.count <= communities.MOST


def test_a_small_community_joins_the_one_it_is_linked_to() -> None:
    pairs = [
        (f"{topic}{number:02}", f"method/{topic}{thing}")
        for topic in "ab"
        for number in range(20)
        for thing in range(4)
    ]
    pairs += [("s1", "method/small"), ("s2", "method/small"), ("s1", "method/b0")]
    links = incidence_of(pairs)
    grouping = find_communities(links)
    at = dict(zip(links.paper_ids, grouping.papers.tolist(), strict=True))
    assert at["s1"] == at["s2"] == at["b00"] != at["a00"]
    assert grouping.count == 2


def test_without_any_link_all_papers_are_the_rest() -> None:
    links = build_incidence(assertions([]), paper_ids=["a", "b"], entity_ids=["method/x"])
    grouping = find_communities(links)
    assert (grouping.count, grouping.has_rest) == (1, True)
    assert grouping.entities.tolist() == [NOWHERE]


def test_nothing_gives_no_communities() -> None:
    assert find_communities(incidence_of([])).count == 0


def test_communities_are_named_by_lift_not_by_count() -> None:
    links, ordered = topic_links(n_topics=3)
    for community in describe(links, find_communities(links), ordered):
        assert 2 <= len(community.telling) <= 5
        assert "method/hub" not in community.telling
        assert community.label.count(" · ") == 2
        assert len({name.split("-")[0] for name in community.telling}) == 1


def test_the_names_of_a_community_do_not_repeat_each_other() -> None:
    things = [
        entity("autoencoder"),
        entity("sparse autoencoder"),
        entity("probe", broader=("method/tool",)),
        entity("tool"),
    ]
    pairs = [(f"p{number}", thing.entity_id) for number in range(6) for thing in things]
    pairs += [(f"q{number}", "method/zoo") for number in range(6)]
    links = incidence_of(pairs)
    ordered = sorted([*things, entity("zoo")], key=lambda thing: thing.entity_id)
    first, second = describe(links, find_communities(links), ordered)
    assert first.telling == ("method/autoencoder", "method/probe")
    assert second.label == "zoo"


def test_the_seed_does_not_leak_into_other_uses_of_igraph() -> None:
    random.seed(1)
    before = igraph.Graph.Erdos_Renyi(n=20, p=0.5).get_edgelist()
    with seeded(3):
        one = igraph.Graph.Erdos_Renyi(n=20, p=0.5).get_edgelist()
    with seeded(3):
        assert igraph.Graph.Erdos_Renyi(n=20, p=0.5).get_edgelist() == one
    random.seed(1)
    assert igraph.Graph.Erdos_Renyi(n=20, p=0.5).get_edgelist() == before


@pytest.mark.parametrize("most_links", [0, 10**6])
def test_one_start_and_ten_starts_both_find_the_topics(monkeypatch, most_links: int) -> None:
    monkeypatch.setattr(communities, "_MOST_LINKS_FOR_STARTS", most_links)
    links, _ = topic_links(n_topics=4)
    assert find_communities(links).count == 4
