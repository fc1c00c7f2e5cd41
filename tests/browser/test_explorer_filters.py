"""Filters with live counts, the list, and what can be taken away."""

from __future__ import annotations

import csv
import io
import re

import pytest
from explorer_browser import Explorer

from paperlattice.tables import Tables

pytestmark = pytest.mark.browser


def _count(explorer: Explorer, row: str) -> int:
    return int(explorer.texts(f"label[for={row}] .count")[0].replace(",", ""))


def _listed(explorer: Explorer) -> set[str]:
    return set(
        explorer.run(
            "return [...document.querySelectorAll('#table a.item')].map((a) => a.dataset.item)"
        )
    )


def test_a_type_is_hidden_and_shown(explorer: Explorer):
    eeg = explorer.item("modality/electroencephalography")
    row = explorer.data()["types"].index("Modality")
    explorer.click(f"#type-{row}")
    assert eeg not in explorer.on_map()
    assert "hide=Modality" in explorer.view()
    explorer.click(f"#type-{row}")
    assert eeg in explorer.on_map()
    assert explorer.view() == ""


def test_counts_follow_the_other_filters(explorer: Explorer, tables: Tables):
    explorer.open("#years=2021-2022&view=table")
    dated = tables.papers[tables.papers.published.str[:4].isin(["2021", "2022"])]
    facts = tables.assertions[tables.assertions.paper_id.isin(dated.paper_id)]
    kinds = tables.entities.set_index("entity_id").type
    for row, kind in enumerate(explorer.data()["types"]):
        expected = sum(kinds[entity] == kind for entity in set(facts.entity_id))
        assert _count(explorer, f"type-{row}") == expected, kind
    for row, predicate in enumerate(explorer.data()["predicates"]):
        assert _count(explorer, f"predicate-{row}") == (facts.predicate == predicate).sum()
    assert _listed(explorer) == {f"paper/{p}" for p in dated.paper_id} | set(facts.entity_id)


def test_a_predicate_alone(explorer: Explorer, tables: Tables):
    row = explorer.data()["predicates"].index("evaluatesOn")
    explorer.run("document.getElementById(arguments[0]).click()", f"predicate-{row}-only")
    explorer.click("#view-table")
    facts = tables.assertions[tables.assertions.predicate == "evaluatesOn"]
    assert _listed(explorer) == {f"paper/{p}" for p in facts.paper_id} | set(facts.entity_id)


def test_support_community_and_source_combine(explorer: Explorer, tables: Tables):
    explorer.open("#support=2&communities=0&sources=second.txt&view=table")
    placed = tables.placements.query("kind == 'paper' and community == 0")
    papers = tables.papers[tables.papers.paper_id.isin(placed.item_id)]
    papers = papers[papers.sources.map(lambda names: "second.txt" in names)]
    facts = tables.assertions[
        tables.assertions.paper_id.isin(papers.paper_id) & (tables.assertions.support >= 2)
    ]
    assert len(facts)
    assert _listed(explorer) == {f"paper/{p}" for p in facts.paper_id} | set(facts.entity_id)


def test_years_are_chosen_by_bar_and_reset_undoes_everything(explorer: Explorer):
    explorer.click("#year-2021")
    assert "years=2021-2021" in explorer.view()
    explorer.click("#reset")
    assert explorer.view() == ""
    assert not explorer.one("#reset").is_displayed()
    explorer.browser.back()
    explorer.wait(lambda: "years=2021-2021" in explorer.view())


def test_the_list_sorts(explorer: Explorer):
    explorer.click("#view-table")
    heads = explorer.all("#table th button")
    by_name = next(head for head in heads if head.text.startswith("Name"))
    by_name.click()
    labels = explorer.texts("#table tbody tr td:nth-child(2)")
    assert explorer.one("#table th[aria-sort=ascending]").text.startswith("Name")
    order = "return [...arguments[0]].sort((a, b) => a.localeCompare(b, 'en'))"
    assert labels == explorer.run(order, labels)


def test_the_list_says_all_that_passes(explorer: Explorer, tables: Tables):
    explorer.open("#view=table")
    named = set(tables.assertions.entity_id) | {f"paper/{p}" for p in tables.papers.paper_id}
    assert _listed(explorer) == named


def test_csv_is_read_back(explorer: Explorer, tables: Tables):
    explorer.open("#view=table")
    explorer.click("#save-csv")
    text = explorer.downloaded("paperlattice.csv").decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert {row["id"] for row in rows} == _listed(explorer)
    titles = {row["label"] for row in rows if row["type"] == "Paper"}
    assert titles == set(tables.papers.title)
    assert not [row for row in rows if re.match(r"[=+@-]", row["label"])]


def test_svg_and_png_hold_the_map(explorer: Explorer):
    explorer.click("#exports summary")
    explorer.click("#save-svg")
    drawn = explorer.downloaded("paperlattice.svg").decode("utf-8")
    assert drawn.count("<path") > len(explorer.on_map())
    assert "fMRI" in drawn
    explorer.click("#exports summary")
    explorer.click("#save-png")
    picture = explorer.downloaded("paperlattice.png")
    assert picture.startswith(b"\x89PNG")
    width = int.from_bytes(picture[16:20], "big")
    assert width == 2 * explorer.run("return document.getElementById('map').clientWidth")


def test_a_link_to_the_view_is_copied(explorer: Explorer):
    explorer.open("#item=dataset%2Fwesad")
    explorer.click("#exports summary")
    explorer.click("#copy-link")
    offered = explorer.one("#offer-text").get_attribute("value")
    assert offered == explorer.address + "#item=dataset%2Fwesad"
