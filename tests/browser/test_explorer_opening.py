"""The page opens from a file, asks for nothing, and shows what the tables hold."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from explorer_browser import Explorer

from paperlattice.tables import Tables

pytestmark = pytest.mark.browser


def test_it_paints_and_asks_for_nothing(explorer: Explorer):
    assert explorer.run("return performance.getEntriesByName('first-picture').length") == 1
    explorer.search("e")
    explorer.click("#theme")
    explorer.click("#theme")
    assert explorer.requested() == []


def test_the_map_holds_the_first_view_of_pyvis(explorer: Explorer):
    nodes = explorer.data()["network"]["nodes"]
    assert explorer.on_map() == {node["id"] for node in nodes}


def test_nothing_moves_by_itself(explorer: Explorer):
    before = explorer.run("return testNetwork.getPositions()")
    assert explorer.run("return testNetwork.physics.physicsEnabled") is False
    assert explorer.run("return testNetwork.getPositions()") == before


def test_the_canvas_is_not_blank(explorer: Explorer):
    colours = explorer.run(
        "const c = document.querySelector('#map canvas');"
        "const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;"
        "const seen = new Set(); for (let i = 0; i < d.length; i += 4)"
        " seen.add(d[i] << 16 | d[i + 1] << 8 | d[i + 2]); return [...seen]"
    )
    assert 0x228FF6 in colours, "the colour of methods"
    assert 0x5F6773 in colours, "the colour of papers"


def test_the_counts_are_the_tables(explorer: Explorer, tables: Tables):
    said = explorer.one("#panel").text
    assert f"{len(tables.papers):,} papers" in said
    assert f"{len(tables.entities):,} entities" in said
    assert f"{len(tables.assertions):,} assertions" in said
    assert f"{tables.sources.n_records.sum():,} records" in said
    assert f"of {len(tables.entities):,} entities" in explorer.one("#caption").text


def test_the_legend_counts_entities_by_type(explorer: Explorer, tables: Tables):
    named = tables.entities[tables.entities.entity_id.isin(tables.assertions.entity_id)]
    for row, kind in enumerate(explorer.data()["types"]):
        count = explorer.one(f"label[for=type-{row}] .count").text
        assert count == f"{(named.type == kind).sum():,}"


def test_labels_do_not_overlap(explorer: Explorer):
    explorer.click("#exports summary")
    explorer.click("#save-svg")
    root = ElementTree.fromstring(explorer.downloaded("paperlattice.svg"))  # noqa: S314
    boxes = explorer.run(
        "const box = document.createElement('div'); box.innerHTML = arguments[0];"
        "document.body.append(box);"
        "const rows = [...box.querySelectorAll('text')].map((t) => { const b = t.getBBox();"
        " return [b.x, b.y + 2, b.x + b.width, b.y + b.height - 2, t.textContent]; });"
        "box.remove(); return rows",
        ElementTree.tostring(root, encoding="unicode").replace("ns0:", ""),
    )
    assert len(boxes) > 5
    for row, a in enumerate(boxes):
        for b in boxes[row + 1 :]:
            apart = a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
            assert apart, (a, b)


def test_a_sent_link_opens_the_same_view(explorer: Explorer):
    explorer.search("NSD")
    explorer.click("#type-0")
    view, heading, caption = explorer.view(), explorer.heading(), explorer.one("#caption").text
    held = explorer.on_map()
    explorer.open(explorer.run("return location.hash"))
    assert explorer.view() == view
    assert explorer.heading() == heading
    assert explorer.one("#caption").text == caption
    assert explorer.on_map() == held


def test_an_address_that_means_nothing_shows_the_whole_map(explorer: Explorer):
    explorer.open("#item=method%2Fnone&around=%E0%A4&path=a+b&hide=Nothing&support=x&years=-")
    assert explorer.heading() == "What these papers share"


def test_the_parts_have_roles_and_names(explorer: Explorer):
    assert explorer.one("#map").get_attribute("role") == "application"
    assert explorer.one("#map").get_attribute("aria-label")
    assert explorer.one("#search").get_attribute("role") == "combobox"
    assert explorer.one("#said").get_attribute("aria-live") == "polite"
    nameless = explorer.run(
        "return [...document.querySelectorAll('button, select, input')].filter((e) =>"
        " !e.textContent.trim() && !e.getAttribute('aria-label') && !(e.labels && e.labels.length))"
        ".length"
    )
    assert nameless == 0
