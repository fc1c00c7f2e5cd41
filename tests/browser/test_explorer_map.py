"""The map answers: clicks, expansion, paths, comparison, keys, themes, narrow screens."""

from __future__ import annotations

import pytest
from explorer_browser import Explorer
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from paperlattice.tables import Tables

pytestmark = pytest.mark.browser

EEG = "modality/electroencephalography"


def test_a_click_chooses_and_back_returns(explorer: Explorer):
    explorer.click_at(*explorer.place(EEG))
    assert explorer.heading() == "electroencephalography"
    assert explorer.view() == f"#item={EEG}"
    explorer.browser.back()
    explorer.wait(lambda: explorer.heading() == "What these papers share")
    explorer.browser.forward()
    explorer.wait(lambda: explorer.heading() == "electroencephalography")


def test_a_click_beside_everything_lets_go(explorer: Explorer):
    explorer.open(f"#item={EEG}")
    left, top = explorer.run(
        "const r = document.getElementById('map').getBoundingClientRect(); return [r.left, r.top]"
    )
    explorer.click_at(left + 8, top + 8)
    assert explorer.heading() == "What these papers share"


def test_a_click_brings_neighbours_that_were_not_shown(explorer: Explorer, tables: Tables):
    paper = tables.papers[tables.papers.title.str.startswith("MindEye2")].iloc[0].paper_id
    own = explorer.item("method/mindeye2")
    assert own not in explorer.on_map()
    explorer.click_at(*explorer.place(f"paper/{paper}"))
    assert own in explorer.on_map()


def test_a_double_click_shows_the_neighbourhood_and_another_expands_it(explorer, tables: Tables):
    explorer.click_at(*explorer.place("condition/stress"), double=True)
    assert "around=condition/stress" in explorer.view()
    around = explorer.on_map()
    facts = tables.assertions[tables.assertions.entity_id == "condition/stress"]
    assert {explorer.item(f"paper/{paper}") for paper in facts.paper_id} <= around
    explorer.click_at(*explorer.place(EEG), double=True)
    assert "around=condition/stress+" in explorer.view()
    assert around < explorer.on_map()
    explorer.browser.back()
    explorer.wait(lambda: explorer.on_map() == around)


def test_expanding_keeps_what_stands_in_its_place(explorer: Explorer):
    explorer.open("#item=condition%2Fstress&around=condition%2Fstress")
    before = explorer.run("return testNetwork.getPositions()")
    explorer.click_at(*explorer.place(EEG), double=True)
    explorer.wait(lambda: len(explorer.on_map()) > len(before))
    after = explorer.run("return testNetwork.getPositions()")
    assert {key: after[key] for key in before} == before


def test_a_community_is_opened_by_its_name(explorer: Explorer):
    x, y = explorer.run(
        "const p = testNetwork.getPositions();"
        "const community = JSON.parse(document.getElementById('data').textContent).community;"
        "const own = Object.keys(p).filter((id) => community[id] === 0)"
        ".map((id) => testNetwork.canvasToDOM(p[id]));"
        "const xs = own.map((place) => place.x);"
        "const r = document.getElementById('map').getBoundingClientRect();"
        "return [r.left + (Math.min(...xs) + Math.max(...xs)) / 2,"
        " r.top + Math.min(...own.map((place) => place.y)) - 18]"
    )
    explorer.click_at(x, y)
    assert explorer.view() == "#communities=0"
    community = explorer.data()["community"]
    assert {community[item] for item in explorer.on_map()} == {0}


def test_a_pointer_shows_the_name(explorer: Explorer):
    explorer.move_to(*explorer.place(EEG))
    tip = explorer.wait(lambda: explorer.one("#tip").text)
    assert tip.startswith("electroencephalography · Modality")


def test_paths_go_through_shared_entities(explorer: Explorer, tables: Tables):
    a, b = "dataset/wesad", "brain-region/hippocampus"
    explorer.open(f"#path={a}+{b}")
    linked: dict[str, set[str]] = {}
    for row in tables.assertions.itertuples():
        linked.setdefault(row.entity_id, set()).add(f"paper/{row.paper_id}")
        linked.setdefault(f"paper/{row.paper_id}", set()).add(row.entity_id)
    ways = explorer.run(
        "return [...document.querySelectorAll('#panel section')].map((s) =>"
        " [...s.querySelectorAll('.hop p')].map((p) =>"
        " [...p.querySelectorAll('a')].map((l) => l.dataset.item)))"
    )
    assert ways
    for way in ways:
        assert way[0][0] == a
        assert way[-1][1] == b
        assert all(second in linked[first] for first, second in way)
    inner = [hop[1] for way in ways for hop in way[:-1]]
    assert len(inner) == len(set(inner))
    assert len(explorer.all("#panel .hop blockquote")) == sum(len(way) for way in ways)


def test_two_entities_are_compared(explorer: Explorer, tables: Tables):
    explorer.open("#item=method%2Fcontrastive-learning")
    explorer.click("#act-compare")
    explorer.search("diffusion model")
    facts = tables.assertions
    first = set(facts[facts.entity_id == "method/contrastive-learning"].paper_id)
    second = set(facts[facts.entity_id == "method/diffusion-model"].paper_id)
    number = len(first & second)
    assert explorer.heading() == f"{number} paper{'s' * (number != 1)} shared"
    assert explorer.section("Only the first").text.split()[3] == str(len(first - second))
    assert explorer.section("Only the second").text.split()[3] == str(len(second - first))


def test_two_papers_are_compared_by_shift_click(explorer: Explorer, tables: Tables):
    ids = tables.papers[tables.papers.title.str.contains("autoencoder")].paper_id.tolist()
    explorer.open(f"#item=paper/{ids[0]}")
    ActionChains(explorer.browser).key_down(Keys.SHIFT).perform()
    explorer.click_at(*explorer.place(f"paper/{ids[1]}"))
    ActionChains(explorer.browser).key_up(Keys.SHIFT).perform()
    first, second = (
        set(tables.assertions[tables.assertions.paper_id == paper].entity_id) for paper in ids
    )
    assert explorer.heading() == f"{len(first & second)} entities shared"


def test_keys(explorer: Explorer):
    explorer.press("/")
    assert explorer.run("return document.activeElement.id") == "search"
    explorer.press("eeg", Keys.ENTER)
    assert explorer.heading() == "electroencephalography"
    assert f"around={EEG}" in explorer.view()
    explorer.press("t")
    assert explorer.one("#table").is_displayed()
    explorer.press("t", Keys.ESCAPE)
    assert explorer.heading() == "What these papers share"
    explorer.press(Keys.ESCAPE)
    assert explorer.view() == ""
    explorer.press("?")
    assert explorer.one("#keysheet").is_displayed()
    explorer.press(Keys.ESCAPE)
    assert not explorer.one("#keysheet").is_displayed()


def test_the_heading_takes_the_cursor_after_a_search(explorer: Explorer):
    explorer.search("WESAD")
    assert explorer.run("return document.activeElement.tagName") == "H2"
    assert explorer.run("return document.activeElement.textContent") == "WESAD"
    assert explorer.one("#said").get_attribute("textContent") == "Dataset WESAD"


def test_arrows_walk_along_links(explorer: Explorer):
    explorer.open(f"#item={EEG}&around={EEG}")
    explorer.run("document.getElementById('map').focus()")
    seen = set()
    for key in (Keys.ARROW_LEFT, Keys.ARROW_RIGHT, Keys.ARROW_UP, Keys.ARROW_DOWN):
        explorer.press(key)
        seen.add(explorer.heading())
        explorer.browser.get(explorer.address + f"#item={EEG}&around={EEG}")
        explorer.wait(lambda: explorer.heading() == "electroencephalography")
        explorer.run("document.getElementById('map').focus()")
    assert len(seen) > 2


def test_letters_can_be_turned_off(explorer: Explorer):
    explorer.click("#help")
    explorer.click("#letters")
    explorer.press(Keys.ESCAPE)
    explorer.press("t")
    assert not explorer.one("#table").is_displayed()


def test_dark_and_light(explorer: Explorer):
    def ground() -> str:
        return explorer.run("return getComputedStyle(document.body).backgroundColor")

    def drawn() -> list[int]:
        return explorer.run(
            "const c = document.querySelector('#map canvas').getContext('2d');"
            "return [...c.getImageData(2, 2, 1, 1).data]"
        )

    first = ground()
    explorer.click("#theme")
    second = ground()
    assert {first, second} == {"rgb(255, 255, 255)", "rgb(18, 22, 28)"}
    explorer.wait(lambda: f"rgb({', '.join(map(str, drawn()[:3]))})" == second)
    explorer.click("#theme")
    assert ground() == first


def test_a_narrow_screen_shows_one_part_at_a_time(explorer: Explorer):
    explorer.open(size=(390, 844))
    assert explorer.run("return document.documentElement.scrollWidth") <= 390
    assert explorer.one("#map").is_displayed()
    assert not explorer.one("#panel").is_displayed()
    explorer.click("#tabs [data-tab=rail]")
    assert explorer.one("#rail").is_displayed()
    explorer.search("NSD")
    assert explorer.one("#panel").is_displayed()
    assert explorer.heading() == "Natural Scenes Dataset"
    assert explorer.run("return document.documentElement.scrollWidth") <= 390
    explorer.resize(1400, 900)
