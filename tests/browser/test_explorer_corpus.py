"""The explorer of the bundled corpus: from an abbreviation to a sentence that names the data."""

from __future__ import annotations

from pathlib import Path

import pytest
from explorer_browser import Explorer

from paperlattice.exporters import tabular
from paperlattice.records import Mention, Paper
from paperlattice.tables import records

pytestmark = pytest.mark.browser


def test_an_abbreviation_leads_to_a_sentence_that_names_the_data_set(
    browser: object, corpus_output: Path
) -> None:
    tables = tabular.read(corpus_output)
    texts = {paper.paper_id: paper.text for paper in records(tables.papers, Paper)}
    wanted = {
        " ".join(texts[m.paper_id][m.sentence_start : m.sentence_end].split())
        for m in records(tables.mentions, Mention)
        if m.entity_id == "dataset/natural-scenes-dataset"
    }
    explorer = Explorer(browser, corpus_output / "explorer.html")
    explorer.open()
    explorer.search("NSD")
    explorer.wait(lambda: explorer.heading() == "Natural Scenes Dataset")
    quoted = {" ".join(text.split()) for text in explorer.texts("#panel .with-sentence blockquote")}
    assert quoted
    assert quoted <= wanted
    assert explorer.requested() == []
    assert explorer.console_errors() == []
