"""Of a large graph the explorer shows the papers that share most entities, and says so."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graph_data import topics
from paperlattice import tables
from paperlattice.exporters.explorer import page, part
from paperlattice.exporters.explorer.part import best_supported, n_shown
from paperlattice.graph import build_graph
from paperlattice.tables import Tables


@pytest.fixture(scope="module")
def whole() -> Tables:
    papers, entities, facts = topics(n_topics=3, n_papers=10)
    counts: dict[str, int] = {}
    for fact in facts:
        counts[fact.entity_id] = counts.get(fact.entity_id, 0) + 1
    entities = [replace(entity, n_papers=counts.get(entity.entity_id, 0)) for entity in entities]
    frames = {
        "papers": tables.frame("papers", papers),
        "entities": tables.frame("entities", entities),
        "assertions": tables.frame("assertions", facts),
    }
    graph = build_graph(**frames)
    found = {
        "similarities": graph.similarities,
        "placements": graph.placements,
        "communities": graph.communities,
    }
    rest = {name: tables.empty(name) for name in tables.RECORDS if name not in frames | found}
    return Tables(**frames, **found, **rest)


def test_a_small_graph_is_shown_whole(whole: Tables) -> None:
    assert best_supported(whole) is whole
    assert n_shown(len(whole.papers)) == len(whole.papers)
    assert n_shown(10**6) == part.MOST_PAPERS


def test_every_community_brings_its_share(whole: Tables) -> None:
    shown = best_supported(whole, most=15)
    assert 12 <= len(shown.papers) <= 15
    placed = shown.placements[shown.placements["kind"] == "paper"]
    before = whole.placements[whole.placements["kind"] == "paper"]
    for community, members in before.groupby("community"):
        kept = int((placed["community"] == community).sum())
        assert kept == len(members) * 15 // len(before)


def test_the_papers_are_those_that_share_most(whole: Tables) -> None:
    shared = set(whole.entities[whole.entities["n_papers"] > 1]["entity_id"])
    facts = whole.assertions[whole.assertions["entity_id"].isin(shared)]
    joined = facts.groupby("paper_id").size()
    places = whole.placements.set_index("item_id")["community"]
    kept = set(best_supported(whole, most=15).papers["paper_id"])
    for paper in kept:
        for other in set(whole.papers["paper_id"]) - kept:
            if places[paper] == places[other]:
                assert joined[paper] >= joined[other]


def test_nothing_that_is_shown_dangles(whole: Tables) -> None:
    shown = best_supported(whole, most=15)
    papers, entities = set(shown.papers["paper_id"]), set(shown.entities["entity_id"])
    assert set(shown.assertions["paper_id"]) == papers
    assert set(shown.assertions["entity_id"]) == entities
    assert {*shown.similarities["source"], *shown.similarities["target"]} <= papers
    assert len(shown.placements) == len(papers) + len(entities)
    assert all(parent in entities for row in shown.entities["broader"] for parent in row)


def test_the_page_says_that_it_holds_a_part(whole: Tables, monkeypatch) -> None:
    assert 'id="part"' not in page.render(whole)
    monkeypatch.setattr(page, "best_supported", lambda build: best_supported(build, most=15))
    shown = len(best_supported(whole, most=15).papers)
    assert f"This page holds {shown} of 30 papers" in page.render(whole)
