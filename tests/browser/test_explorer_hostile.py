"""Titles and labels that are written to break a page show as text."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from explorer_browser import Explorer

from explorer_data import ASTRAL_TITLE, LONG_TITLE, QUOTE_TITLE, RTL_TITLE, SCRIPT_TITLE
from paperlattice.naming import slug
from paperlattice.records import Mention
from paperlattice.tables import Tables, records

pytestmark = pytest.mark.browser

HOSTILE = [SCRIPT_TITLE, QUOTE_TITLE, RTL_TITLE, LONG_TITLE, ASTRAL_TITLE]


@pytest.fixture(params=HOSTILE, ids=["script", "quotes", "rtl", "long", "astral"])
def title(request: pytest.FixtureRequest, tables: Tables) -> str:
    if request.param not in set(tables.papers.title):
        pytest.skip("only the small corpus holds hostile titles")
    return request.param


def test_it_shows_as_text_everywhere(explorer: Explorer, tables: Tables, title: str):
    paper = slug(title)
    explorer.open(f"#item=paper%2F{paper}")
    assert explorer.heading() == title
    row = tables.papers[tables.papers.paper_id == paper].iloc[0]
    assert explorer.texts("#panel .abstract") == [row.abstract]
    explorer.run("location.hash = 'view=table'")
    explorer.wait(lambda: explorer.one("#table").is_displayed())
    explorer.search(title[:30], enter=False)
    assert explorer.options()
    assert explorer.run("return window.broken") is None
    assert not explorer.all("img, iframe, object, embed")
    assert len(explorer.all("script")) == 3


def test_a_link_that_is_no_web_address_is_not_one(explorer: Explorer, title: str):
    explorer.open(f"#item=paper%2F{slug(title)}")
    assert explorer.all("#panel .facts a") == []


def test_marks_stand_right_after_astral_characters(explorer: Explorer, tables: Tables):
    paper = slug(ASTRAL_TITLE)
    explorer.open(f"#item=paper%2F{paper}")
    mentions = [m for m in records(tables.mentions, Mention) if m.paper_id == paper]
    inside = sorted((m for m in mentions if m.start > len(ASTRAL_TITLE)), key=lambda m: m.start)
    assert explorer.texts("#panel .abstract mark") == [m.text for m in inside]


def test_a_drawing_of_it_is_sound(explorer: Explorer, title: str):
    explorer.open(f"#item=paper%2F{slug(title)}&around=paper%2F{slug(title)}")
    explorer.click("#exports summary")
    explorer.click("#save-svg")
    drawn = ElementTree.fromstring(explorer.downloaded("paperlattice.svg"))  # noqa: S314 - our own
    words = "".join(drawn.itertext())
    assert title.split()[0][:4] in words or title[:4] in words
    explorer.click("#exports summary")
    explorer.click("#save-png")
    assert explorer.downloaded("paperlattice.png").startswith(b"\x89PNG")


def test_a_long_title_stays_in_its_panel(explorer: Explorer):
    explorer.open(f"#item=paper%2F{slug(LONG_TITLE)}")
    assert explorer.run("return document.documentElement.scrollWidth") <= 1400
    panel = explorer.one("#panel")
    assert explorer.run("return arguments[0].scrollWidth <= arguments[0].clientWidth", panel)
