"""The corpus' explorer at first sight: the map, its labels, its counts, the legend, the search."""

from __future__ import annotations

import pytest
from explorer_browser import Explorer
from explorer_facts import Facts
from selenium.webdriver.common.keys import Keys

pytestmark = pytest.mark.browser

MOST_BYTES = 3_000_000


def test_the_file_is_small_enough_to_send(corpus_page):
    assert corpus_page.path.stat().st_size <= MOST_BYTES


def test_the_map_shows_the_entities_that_join_most_papers_with_their_papers(
    corpus: Explorer, facts: Facts
):
    shown = corpus.shown()
    entities = {key for key in shown if not key.startswith("paper/")}
    assert 60 <= len(entities) <= 120
    ranked = sorted(facts.entities, key=lambda e: (-len(facts.links[e]), e))
    assert set(ranked[:20]) <= entities
    assert all(len(facts.links[entity]) > 1 for entity in entities)
    papers = shown - entities
    assert all(facts.links[paper] & entities for paper in papers)


def test_the_page_says_how_much_there_is_and_where_it_comes_from(corpus: Explorer, facts: Facts):
    said = corpus.texts("#panel")[0]
    assert f"{len(facts.papers):,} papers" in said
    assert f"{len(facts.entities):,} entities" in said
    assert f"{len(facts.assertions):,} assertions" in said
    assert f"{facts.tables.sources.n_records.sum():,} records" in said
    for source in facts.tables.sources.name:
        holding = sum(source in paper.sources for paper in facts.papers.values())
        assert f"{source}{holding:,}" in corpus.section("Where it comes from").text.replace(
            "\n", ""
        )


def test_the_caption_says_what_is_shown_of_what_there_is(corpus: Explorer, facts: Facts):
    shown = corpus.shown()
    papers = sum(key.startswith("paper/") for key in shown)
    caption = corpus.one("#caption").text
    assert f"{len(shown) - papers:,} of {len(facts.entities):,} entities" in caption
    assert f"{papers:,} of {len(facts.papers):,} papers" in caption
    assert f"of {len(facts.assertions):,} links" in caption


def test_every_community_of_the_map_has_its_name_on_it(corpus: Explorer):
    labels = [set(lines) for _, lines in corpus.drawn_labels()]
    data = corpus.data()
    community = data["community"]
    sizes = [community[item] for item in corpus.on_map()]
    entities = data["entities"]
    for row, number in enumerate(data["communities"]["id"]):
        if sizes.count(number) < 4:
            continue
        first = data["communities"]["telling"][row][0] - len(data["papers"]["id"])
        name = entities["short"][first] or entities["label"][first]
        assert any(name[:28] in line for lines in labels for line in lines), name


@pytest.mark.parametrize("size", [(1400, 900), (390, 844), (1100, 700)])
def test_no_two_labels_overlap(corpus: Explorer, size: tuple[int, int]):
    corpus.open(size=size)
    boxes = [box for box, _ in corpus.drawn_labels()]
    assert len(boxes) > 15
    for row, a in enumerate(boxes):
        for b in boxes[row + 1 :]:
            apart = a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
            assert apart, (a, b)


def test_the_legend_is_the_type_filter(corpus: Explorer, facts: Facts):
    named = [facts.entities[e] for e in facts.entities if facts.links[e]]
    for row, kind in enumerate(corpus.data()["types"]):
        count = corpus.texts(f"label[for=type-{row}] .count")[0]
        assert count == f"{sum(entity.type == kind for entity in named):,}"
        assert corpus.one(f"label[for=type-{row}] svg.glyph").get_attribute("aria-label")
    row = corpus.data()["types"].index("Method")
    corpus.click(f"#type-{row}")
    assert not [key for key in corpus.shown() if key.startswith("method/")]


def test_search_finds_by_label_alias_abbreviation_and_title(corpus: Explorer, facts: Facts):
    def first(query: str) -> str:
        corpus.search(query, enter=False)
        return corpus.options()[0]

    papers = len(facts.links["dataset/natural-scenes-dataset"])
    for query in (
        "NSD",
        "natural scenes dataset",
        "Natural-Scenes Dataset",
        "natrual scenes dataset",
    ):
        assert first(query).startswith("Natural Scenes Dataset"), query
        assert f"Dataset · {papers} papers" in first(query), query
    eeg = len(facts.links["modality/electroencephalography"])
    assert f"Modality · {eeg} papers" in first("EEG")
    title = facts.papers[facts.paper_like("MindEye2")].title
    assert title in first(title)


def test_search_takes_every_alias_of_the_lexicon(corpus: Explorer, facts: Facts):
    for entity in sorted(facts.entities.values(), key=lambda e: -e.n_papers)[:12]:
        for alias in entity.alt_labels[:1]:
            corpus.search(alias, enter=False)
            found = [option.casefold() for option in corpus.options()]
            assert any(option.startswith(entity.label.casefold()) for option in found), alias


def test_the_slash_focuses_the_search_and_enter_the_result(corpus: Explorer, facts: Facts):
    corpus.type("fmri")
    corpus.press(Keys.ENTER)
    assert corpus.heading() == "functional magnetic resonance imaging"
    key = "modality/functional-magnetic-resonance-imaging"
    assert f"around={key}" in corpus.view()
    papers = {shown for shown in corpus.shown() if shown.startswith("paper/")}
    assert papers & facts.links[key]


def test_two_names_in_one_search_ask_what_joins_them(corpus: Explorer):
    for query, first, second in (
        ("MindEye2 NeuroPictor", "MindEye2", "NeuroPictor"),
        ("MindEye2 and NeuroPictor", "MindEye2", "NeuroPictor"),
        ("NeuroPictor, MindEye2", "NeuroPictor", "MindEye2"),
    ):
        corpus.search(query, enter=False)
        assert f"What joins {first} and {second}" in corpus.options()[0], query
    corpus.search("MindEye2 nothingofthatname", enter=False)
    assert not [option for option in corpus.options() if "What joins" in option]
