"""What a reader comes for, in a few actions: an action is a text typed, a key pressed, a click."""

from __future__ import annotations

import pytest
from explorer_browser import Explorer
from explorer_facts import Facts
from selenium.webdriver.common.keys import Keys

pytestmark = pytest.mark.browser


class Reader:
    """Does what a reader does, and counts it."""

    def __init__(self, explorer: Explorer) -> None:
        self.explorer = explorer
        self.actions = 0

    def type(self, text: str) -> None:
        """Type into the page as it opens: the field is a key away, and that is part of typing."""
        self.actions += 1
        self.explorer.type(text)

    def press(self, key: str) -> None:
        self.actions += 1
        self.explorer.press(key)

    def press_shift(self, key: str) -> None:
        self.actions += 1
        self.explorer.press_shift(key)

    def click(self, selector: str) -> None:
        self.actions += 1
        self.explorer.point(selector)


@pytest.fixture
def reader(corpus: Explorer) -> Reader:
    return Reader(corpus)


def test_every_paper_on_the_natural_scenes_dataset_and_a_sentence(
    corpus: Explorer, facts: Facts, reader: Reader
):
    reader.type("NSD")
    reader.press(Keys.ENTER)
    key = "dataset/natural-scenes-dataset"
    assert corpus.heading() == "Natural Scenes Dataset"
    assert corpus.linked_in(corpus.section("Papers")) == facts.links[key]
    first = corpus.one("#panel .with-sentence blockquote")
    assert first.is_displayed()
    assert first.text in {s for fact in facts.of(key) for s in facts.sentences(fact)}
    assert reader.actions <= 3


def test_what_joins_mindeye2_and_neuropictor(corpus: Explorer, facts: Facts, reader: Reader):
    reader.type("MindEye2 NeuroPictor")
    reader.press(Keys.ENTER)
    papers = [f"paper/{facts.paper_like(name)}" for name in ("MindEye2", "NeuroPictor")]
    shared = facts.links[papers[0]] & facts.links[papers[1]]
    shown = {
        item
        for item in corpus.run(
            "return [...document.querySelectorAll('#panel .hop a')].map((a) => a.dataset.item)"
        )
        if not item.startswith("paper/")
    }
    assert shared & shown
    assert len(shared & shown) >= min(5, len(shared))
    assert corpus.all("#panel .hop blockquote")
    assert reader.actions <= 4


def test_what_joins_them_from_one_to_the_other(corpus: Explorer, reader: Reader):
    reader.type("MindEye2")
    reader.press(Keys.ENTER)
    reader.type("NeuroPictor")
    reader.press_shift(Keys.ENTER)
    assert corpus.view() == "#path=method/mindeye2+method/neuropictor"
    assert reader.actions <= 4


def test_the_modalities_studied_with_contrastive_learning_as_a_file(
    corpus: Explorer, facts: Facts, reader: Reader
):
    reader.type("contrastive learning")
    reader.press(Keys.ENTER)
    reader.click(f"#type-{corpus.data()['types'].index('Modality')}-only")
    reader.click("#save-csv")
    text = corpus.downloaded("paperlattice.csv").decode("utf-8-sig")
    key = "method/contrastive-learning"
    together = facts.together(key)
    wanted = {other for other in together if other.startswith("modality/")}
    lines = [line.split(",") for line in text.splitlines()[1:]]
    assert {line[0] for line in lines} - {key} == wanted
    for line in lines:
        if line[0] != key:
            assert int(line[-2]) == together[line[0]]
    assert reader.actions <= 4
