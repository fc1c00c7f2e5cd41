"""The corpus' filters: each alone, together, with counts that follow, chips, and a way back."""

from __future__ import annotations

import pytest
from explorer_browser import Explorer
from explorer_facts import Facts

from paperlattice.records import Assertion

pytestmark = pytest.mark.browser


def _named_by(passing: list[Assertion]) -> set[str]:
    """Return the papers and entities of some assertions."""
    return {f"paper/{fact.paper_id}" for fact in passing} | {fact.entity_id for fact in passing}


def _counts(explorer: Explorer, facet: str, number: int) -> list[int]:
    return [
        int(explorer.texts(f"label[for={facet}-{row}] .count")[0].replace(",", ""))
        for row in range(number)
    ]


def _ids(explorer: Explorer) -> set[str]:
    return {row["id"] for row in explorer.rows()}


def test_each_filter_leaves_what_the_tables_say(corpus: Explorer, facts: Facts):
    community = {
        row.item_id: row.community
        for row in facts.tables.placements.itertuples()
        if row.kind == "paper"
    }
    data = corpus.data()
    row = data["communities"]["id"].index(1)
    source = data["sources"][0]
    types = facts.entities
    cases = {
        "hide=Method+Concept": lambda f: types[f.entity_id].type not in ("Method", "Concept"),
        "without=uses+studies+mentions": lambda f: (
            f.predicate not in ("uses", "studies", "mentions")
        ),
        "support=3": lambda f: f.support >= 3,
        "years=2023-2024": lambda f: 2023 <= facts.year(f.paper_id) <= 2024,
        "communities=1": lambda f: community[f.paper_id] == data["communities"]["id"][row],
        f"sources={source}": lambda f: source in facts.papers[f.paper_id].sources,
        "hide=Method&support=2&years=2022-2025": lambda f: (
            types[f.entity_id].type != "Method"
            and f.support >= 2
            and 2022 <= facts.year(f.paper_id) <= 2025
        ),
    }
    for view, passes in cases.items():
        corpus.open(f"#{view}")
        passing = [fact for fact in facts.assertions if passes(fact)]
        assert passing
        # A paper that nothing is said of still passes by its own year, community and source.
        plain = {
            f"paper/{p.paper_id}"
            for p in facts.papers.values()
            if not facts.links[f"paper/{p.paper_id}"]
        }
        assert _ids(corpus) - plain == _named_by(passing) - plain, view


def test_counts_follow_the_other_filters(corpus: Explorer, facts: Facts):
    corpus.open("#years=2024-2025&hide=Method")
    data = corpus.data()
    dated = [f for f in facts.assertions if 2024 <= facts.year(f.paper_id) <= 2025]
    for row, (kind, count) in enumerate(
        zip(data["types"], _counts(corpus, "type", len(data["types"])), strict=True)
    ):
        named = {f.entity_id for f in dated if facts.entities[f.entity_id].type == kind}
        assert count == len(named), (row, kind)
    without = [f for f in dated if facts.entities[f.entity_id].type != "Method"]
    for predicate, count in zip(
        data["predicates"], _counts(corpus, "predicate", len(data["predicates"])), strict=True
    ):
        assert count == sum(f.predicate == predicate for f in without), predicate
    for source, count in zip(
        data["sources"], _counts(corpus, "source", len(data["sources"])), strict=True
    ):
        own = [p for p in facts.papers.values() if source in p.sources]
        assert count == sum(2024 <= facts.year(p.paper_id) <= 2025 for p in own), source


def test_chips_show_what_is_filtered_and_come_off_one_by_one(corpus: Explorer):
    eeg = "modality/electroencephalography"
    source = corpus.data()["sources"][0]
    corpus.open(
        f"#hide=Method&without=mentions&years=2023-2024&support=2&sources={source}&out={eeg}"
    )
    wanted = {
        "without Method": "hide=",
        "without mentions": "without=",
        "2023–2024": "years=",
        "at least 2 mentions": "support=",
        source: "sources=",
        "without electroencephalography": "out=",
    }
    assert {text.removesuffix(" ×") for text in corpus.texts("#chips .chip")} == set(wanted)
    before = set(corpus.on_map())
    for text, part in wanted.items():
        (chip,) = [chip for chip in corpus.all("#chips .chip") if chip.text.startswith(text)]
        chip.click()
        assert part not in corpus.view()
    assert corpus.view() == ""
    assert not corpus.one("#chips").is_displayed()
    assert set(corpus.on_map()) != before
    for _ in wanted:
        corpus.browser.back()
    corpus.wait(lambda: len(corpus.all("#chips .chip")) == len(wanted))


def test_what_alone_is_shown_is_one_chip(corpus: Explorer):
    row = corpus.data()["types"].index("Dataset")
    corpus.point(f"#type-{row}-only")
    assert corpus.texts("#chips .chip") == ["only Dataset ×"]
    corpus.click("#chip-reset")
    assert corpus.view() == ""


def test_a_bar_takes_its_year_and_a_drag_a_span(corpus: Explorer):
    corpus.click("#year-2023")
    assert corpus.view() == "#years=2023-2023"
    corpus.drag("#year-2022", "#year-2024")
    assert corpus.view() == "#years=2022-2024"
    corpus.click("#reset")
    assert corpus.view() == ""


def test_a_bar_of_an_entity_leads_to_the_sentences_of_its_year(corpus: Explorer, facts: Facts):
    key = "dataset/imagenet"
    corpus.open(f"#item={key}")
    year = max(facts.year(link[6:]) for link in facts.links[key])
    corpus.click(f"#own-year-{year}")
    own = [f for f in facts.of(key) if facts.year(f.paper_id) == year]
    assert corpus.heading() == facts.entities[key].label
    assert len(corpus.all("#panel .with-sentence")) == len(own)
    said = set(corpus.texts("#panel .with-sentence > blockquote"))
    assert said == {facts.sentences(fact)[0] for fact in own}


def test_filters_that_leave_nothing_say_so_and_are_taken_off(corpus: Explorer):
    corpus.open("#years=1990-1990")
    assert corpus.on_map() == set()
    assert "Nothing passes" in corpus.one("#nothing").text
    corpus.click("#chips .chip")
    assert corpus.on_map()
    assert not corpus.one("#nothing").is_displayed()


def test_a_community_is_opened_by_its_line_and_its_name_on_the_map(corpus: Explorer):
    corpus.section("Communities").find_element("css selector", "button.link").click()
    assert corpus.view().startswith("#communities=")
    (number,) = {corpus.data()["community"][item] for item in corpus.on_map()}
    assert corpus.view() == f"#communities={number}"


def test_a_filtered_map_keeps_what_stood_in_its_place(corpus: Explorer):
    before = corpus.places()
    corpus.click(f"#type-{corpus.data()['types'].index('Metric')}")
    after = corpus.places()
    common = before.keys() & after.keys()
    assert len(common) > 100
    assert all(after[item] == pytest.approx(before[item], abs=0.5) for item in common)
