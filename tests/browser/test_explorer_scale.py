"""The explorer of 5,000 papers and 20,000 entities: all in the page, little on the map."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from explorer_browser import Explorer
from explorer_facts import Facts
from selenium import webdriver
from selenium.webdriver.common.keys import Keys

from explorer_scale import scaled_tables
from paperlattice.exporters.explorer import write_explorer
from paperlattice.tables import Tables

pytestmark = pytest.mark.browser

PAPERS, ENTITIES = 5_000, 20_000
MOST_DRAWN = 1_500


@pytest.fixture(scope="module")
def tables() -> Tables:
    return scaled_tables(papers=PAPERS, entities=ENTITIES)


@pytest.fixture(scope="module")
def page(tables: Tables, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("scale") / "explorer.html"
    write_explorer(tables, path)
    return path


@pytest.fixture
def explorer(browser: webdriver.Chrome, page: Path) -> Iterator[Explorer]:
    opened = Explorer(browser, page)
    opened.open()
    yield opened
    assert opened.console_errors() == []


def test_it_holds_everything_and_draws_what_the_view_needs(explorer: Explorer, tables: Tables):
    facts = Facts(tables)
    assert f"of {ENTITIES:,} entities, " in explorer.one("#caption").text
    assert len(explorer.items()) == PAPERS + ENTITIES
    assert 0 < len(explorer.on_map()) <= MOST_DRAWN

    busiest = max(facts.entities, key=lambda entity: (len(facts.links[entity]), entity))
    rare = min(facts.entities, key=lambda entity: (len(facts.links[entity]), entity))
    for key in (busiest, rare):
        entity = facts.entities[key]
        explorer.search(entity.label, enter=False)
        assert explorer.options()[0].startswith(entity.label)
        assert f"{len(facts.links[key]):,} paper" in explorer.options()[0]
        explorer.press(Keys.ENTER)
        assert explorer.heading() == entity.label
        assert len(explorer.on_map()) <= MOST_DRAWN
        first = explorer.texts("#panel .with-sentence blockquote")[0]
        assert entity.label in first

    explorer.open("#years=2020-2021&hide=Method")
    assert 0 < len(explorer.on_map()) <= MOST_DRAWN
    dated = [f for f in facts.assertions if facts.year(f.paper_id) in (2020, 2021)]
    own = {f.entity_id for f in dated if facts.entities[f.entity_id].type == "Dataset"}
    assert explorer.texts("label[for=type-0] .count") == [f"{len(own):,}"]
