"""The corpus' map in use: choose, expand, ask a link, join two, hide, by pointer and key."""

from __future__ import annotations

import pytest
from explorer_browser import Explorer
from explorer_facts import Facts
from selenium.webdriver.common.keys import Keys

pytestmark = pytest.mark.browser

EEG = "modality/electroencephalography"
NSD = "dataset/natural-scenes-dataset"


def test_a_click_shows_the_neighbourhood(corpus: Explorer, facts: Facts):
    corpus.click_at(*corpus.place(EEG))
    assert corpus.heading() == "electroencephalography"
    assert corpus.view() == f"#item={EEG}"
    assert facts.links[EEG] <= corpus.shown(), "few enough to be shown at once"


def test_a_double_click_and_the_button_expand_and_back_undoes_each(corpus: Explorer, facts: Facts):
    corpus.click_at(*corpus.place(EEG), double=True)
    assert f"around={EEG}" in corpus.view()
    first = corpus.shown()
    assert facts.links[EEG] <= first
    other = next(k for k in sorted(first) if k.startswith("paper/") and facts.links[k] - first)
    corpus.run("location.hash = arguments[0]", f"item={other}&around={EEG}")
    corpus.wait(lambda: corpus.heading() == facts.papers[other[6:]].title)
    left = facts.links[other] - first
    assert str(len(left)) in corpus.one("#act-around").get_attribute("title")
    corpus.click("#act-around")
    second = corpus.shown()
    assert first < second
    assert second - first <= left
    assert len(second - first) == min(25, len(left))
    corpus.browser.back()
    corpus.wait(lambda: corpus.shown() == first)
    corpus.browser.forward()
    corpus.wait(lambda: corpus.shown() == second)


def test_every_expansion_adds_until_nothing_is_left(corpus: Explorer, facts: Facts):
    key = "method/large-language-model"
    corpus.open(f"#item={key}&around={key}")
    seen = corpus.shown()
    while corpus.one("#act-around").is_enabled():
        corpus.press("e")
        now = corpus.shown()
        assert 0 < len(now - seen) <= 25
        seen = now
    assert facts.links[key] <= seen


def test_what_stands_keeps_its_place_when_more_comes(corpus: Explorer):
    corpus.open(f"#item={NSD}&around={NSD}")
    before = corpus.run("return testNetwork.getPositions()")
    other = next(key for key in sorted(corpus.shown()) if key.startswith("paper/"))
    corpus.click_at(*corpus.place(other), double=True)
    corpus.wait(lambda: len(corpus.on_map()) > len(before))
    after = corpus.run("return testNetwork.getPositions()")
    assert {key: after[key] for key in before} == before


def test_a_link_is_asked_why_and_answers_with_its_sentences(corpus: Explorer, facts: Facts):
    fact = facts.of(NSD)[0]
    corpus.open(f"#item={NSD}&around={NSD}")
    (ax, ay), (bx, by) = corpus.place(NSD), corpus.place(f"paper/{fact.paper_id}")
    corpus.click_at((ax * 3 + bx) / 4, (ay * 3 + by) / 4)
    assert corpus.view().startswith("#link=")
    assert corpus.texts("#panel blockquote") == facts.sentences(fact)
    assert set(corpus.texts("#panel blockquote mark")) == facts.marks(fact)
    (grounds,) = corpus.texts("#panel p.grounds")
    assert f"{fact.support} mention" in grounds
    assert f"rule: {fact.rule}" in grounds


def _ways(explorer: Explorer) -> list[list[list[str]]]:
    return explorer.run(
        "return [...document.querySelectorAll('#panel section')].map((s) =>"
        " [...s.querySelectorAll('.hop p')].map((p) =>"
        " [...p.querySelectorAll('a')].map((l) => l.dataset.item)))"
    )


def test_paths_are_the_shortest_and_go_through_different_entities(corpus: Explorer, facts: Facts):
    a = f"paper/{facts.paper_like('MindEye2')}"
    b = f"paper/{facts.paper_like('NeuroPictor')}"
    corpus.open(f"#path={a}+{b}")
    ways = _ways(corpus)
    shared = facts.links[a] & facts.links[b]
    assert len(ways) > 1
    for way in ways:
        assert (way[0][0], way[-1][1]) == (a, b)
        assert all(second in facts.links[first] for first, second in way)
    direct = {way[0][1] for way in ways if len(way) == 2}
    assert direct == (shared if len(shared) < 6 else direct)
    assert direct <= shared
    assert all(len(way) == 2 for way in ways[: min(6, len(shared))]), "shared ones first"
    through = [hop[1] for way in ways for hop in way[:-1] if not hop[1].startswith("paper/")]
    assert len(through) == len(set(through))
    for sentence in corpus.texts("#panel .hop blockquote"):
        assert any(sentence in paper.text for paper in facts.papers.values())


def test_paths_keep_to_what_the_filters_let_through(corpus: Explorer, facts: Facts):
    a = f"paper/{facts.paper_like('MindEye2')}"
    b = f"paper/{facts.paper_like('NeuroPictor')}"
    corpus.open(f"#path={a}+{b}")
    gone = _ways(corpus)[0][0][1]
    corpus.open(f"#path={a}+{b}&out={gone}")
    assert gone not in {key for way in _ways(corpus) for hop in way for key in hop}


def test_shift_and_enter_join_a_result_to_what_is_chosen(corpus: Explorer, facts: Facts):
    corpus.search("MindEye2: Shared")
    corpus.search("NeuroPictor: Ref", enter=False)
    corpus.press_shift(Keys.ENTER)
    assert corpus.view().startswith(f"#path=paper/{facts.paper_like('MindEye2')}+paper/neuropictor")


def test_two_entities_are_set_side_by_side(corpus: Explorer, facts: Facts):
    a, b = "method/contrastive-learning", "method/diffusion-model"
    corpus.open(f"#item={a}")
    corpus.click("#act-compare")
    corpus.search("diffusion model")
    first, second = facts.links[a], facts.links[b]
    number = len(first & second)
    assert corpus.heading() == f"{number} paper{'s' * (number != 1)} shared"
    for title, own in (
        ("Shared", first & second),
        ("Only the first", first - second),
        ("Only the second", second - first),
    ):
        assert corpus.texts_in(corpus.section(title), ".count") == [f" {len(own)}"]
        linked = corpus.linked_in(corpus.section(title))
        assert linked == own if len(own) <= 15 else linked < own
    said = corpus.texts_in(corpus.section("Shared"), "blockquote")
    wanted = {
        sentence
        for key in (a, b)
        for fact in facts.of(key)
        if f"paper/{fact.paper_id}" in first & second
        for sentence in facts.sentences(fact)
    }
    assert said
    assert set(said) <= wanted


def test_two_papers_are_set_side_by_side(corpus: Explorer, facts: Facts):
    a = f"paper/{facts.paper_like('MindEye2')}"
    b = f"paper/{facts.paper_like('NeuroPictor')}"
    corpus.open(f"#compare={a}+{b}")
    shared = facts.links[a] & facts.links[b]
    assert corpus.heading() == f"{len(shared)} entities shared"
    assert corpus.linked_in(corpus.section("Shared")) == shared
    assert corpus.shown() >= {a, b} | shared


def test_the_right_button_offers_what_can_be_done_with_an_item(corpus: Explorer, facts: Facts):
    corpus.ask_at(*corpus.place(EEG))
    assert corpus.texts("#menu .title") == ["electroencephalography"]
    corpus.click("#menu-expand")
    assert f"around={EEG}" in corpus.view()
    assert not corpus.one("#menu").is_displayed()
    assert facts.links[EEG] <= corpus.shown()


def test_the_menu_joins_an_item_to_what_is_chosen(corpus: Explorer):
    image = "modality/image"
    corpus.open(f"#item={EEG}")
    corpus.ask_at(*corpus.place(image))
    assert corpus.texts("#menu-path") == ["Path from electroencephalography"]
    corpus.click("#menu-path")
    assert corpus.view() == f"#path={EEG}+{image}"
    corpus.open(f"#item={EEG}")
    corpus.ask_at(*corpus.place(image))
    corpus.click("#menu-compare")
    assert corpus.view() == f"#compare={EEG}+{image}"


def test_the_menu_asks_why_of_a_link(corpus: Explorer, facts: Facts):
    fact = facts.of(NSD)[0]
    corpus.open(f"#item={NSD}&around={NSD}")
    (ax, ay), (bx, by) = corpus.place(NSD), corpus.place(f"paper/{fact.paper_id}")
    corpus.ask_at((ax * 3 + bx) / 4, (ay * 3 + by) / 4)
    corpus.click("#menu-why")
    assert corpus.texts("#panel blockquote") == facts.sentences(fact)


def test_the_menu_opens_in_the_window_and_closes_with_escape(corpus: Explorer):
    width, height = corpus.run("return [innerWidth, innerHeight]")
    right, bottom = corpus.run(
        "const r = document.getElementById('map').getBoundingClientRect();"
        " return [r.right, r.bottom]"
    )
    corpus.ask_at(right - 4, bottom - 150)
    left, top, far, low = corpus.run(
        "const r = document.getElementById('menu').getBoundingClientRect();"
        " return [r.left, r.top, r.right, r.bottom]"
    )
    assert left >= 0
    assert top >= 0
    assert far <= width
    assert low <= height
    corpus.press(Keys.ESCAPE)
    assert not corpus.one("#menu").is_displayed()


def test_the_menu_is_walked_by_keys(corpus: Explorer):
    corpus.open(f"#item={EEG}")
    corpus.run("document.getElementById('map').focus()")
    corpus.press_shift(Keys.F10)
    assert corpus.one("#menu").get_attribute("role") == "menu"
    assert corpus.run("return document.activeElement.id") == "menu-expand"
    corpus.press(Keys.ARROW_DOWN)
    assert corpus.run("return document.activeElement.id") == "menu-path"
    corpus.press(Keys.ARROW_UP, Keys.ARROW_UP)
    assert corpus.run("return document.activeElement.id") == "menu-copy"
    corpus.press(Keys.ESCAPE)
    assert corpus.run("return document.activeElement.id") == "map"


def test_an_item_is_hidden_and_comes_back(corpus: Explorer, facts: Facts):
    before = corpus.shown()
    corpus.ask_at(*corpus.place(EEG))
    corpus.click("#menu-hide")
    assert corpus.view() == f"#out={EEG}"
    assert EEG not in corpus.shown()
    assert before - {EEG} <= corpus.shown() | {p for p in before if facts.links[p] <= {EEG}}
    row = corpus.data()["types"].index("Modality")
    named = [
        e for e in facts.entities.values() if e.type == "Modality" and facts.links[e.entity_id]
    ]
    assert corpus.texts(f"label[for=type-{row}] .count") == [f"{len(named) - 1:,}"]
    corpus.search("EEG", enter=False)
    assert "hidden by filters" in corpus.options()[0]
    corpus.press(Keys.ESCAPE, Keys.ESCAPE)
    (chip,) = corpus.all("#chips .chip")
    assert chip.text.startswith("without electroencephalography")
    chip.click()
    assert corpus.view() == ""
    assert corpus.shown() == before


def test_what_is_chosen_is_hidden_by_key_and_shown_again_by_its_panel(corpus: Explorer):
    corpus.open(f"#item={EEG}")
    corpus.press("h")
    assert corpus.view() == f"#out={EEG}"
    corpus.open(f"#item={EEG}&out={EEG}")
    corpus.click("#act-hide")
    assert corpus.view() == f"#item={EEG}"
    assert EEG in corpus.shown()


def test_arrows_walk_along_links_and_enter_reads_the_panel(corpus: Explorer):
    corpus.open(f"#item={NSD}&around={NSD}")
    corpus.run("document.getElementById('map').focus()")
    walked = set()
    for arrow in (Keys.ARROW_UP, Keys.ARROW_DOWN, Keys.ARROW_LEFT, Keys.ARROW_RIGHT):
        corpus.press(arrow)
        walked.add(corpus.view().split("&")[0].removeprefix("#item="))
    assert len(walked) > 1
    assert walked <= corpus.shown()
    corpus.press(Keys.ENTER)
    assert corpus.run("return document.activeElement.tagName") == "H2"


def test_escape_steps_out_one_layer_at_a_time(corpus: Explorer):
    corpus.open(f"#path={EEG}+modality/image")
    corpus.press(Keys.ESCAPE)
    assert corpus.view() == f"#item={EEG}"
    corpus.press(Keys.ESCAPE)
    assert corpus.view() == ""


@pytest.mark.parametrize(
    "view",
    [
        f"#item={EEG}&around={EEG}",
        f"#compare={EEG}+modality/image&years=2023-2025",
        f"#path={EEG}+modality/image&hide=Concept&out={NSD}",
        "#view=links&support=2&without=mentions",
    ],
)
def test_a_sent_address_opens_the_same_view(corpus: Explorer, view: str):
    corpus.open(view)
    shown = (corpus.view(), corpus.heading(), corpus.texts("#caption"), corpus.on_map())
    corpus.open("#m")
    corpus.open(corpus_address(shown[0]))
    assert (corpus.view(), corpus.heading(), corpus.texts("#caption"), corpus.on_map()) == shown
    assert set(shown[0][1:].split("&")) == set(view[1:].split("&"))


def corpus_address(view: str) -> str:
    """Return a view as an address holds it."""
    return view.replace("/", "%2F")


def test_a_narrow_screen_uses_its_height(corpus: Explorer):
    corpus.open(size=(390, 844))
    assert corpus.run("return document.documentElement.scrollWidth") <= 390
    ys = [place[1] for place in corpus.places().values()]
    room = corpus.run("return document.getElementById('map').clientHeight")
    assert max(ys) - min(ys) > 0.6 * room
    corpus.search("NSD")
    assert corpus.one("#panel").is_displayed()
    assert corpus.heading() == "Natural Scenes Dataset"
    corpus.resize(1400, 900)
