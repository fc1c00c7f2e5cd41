"""A line of JSON for each paper: its id as it came, its mentions and its assertions."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from core_data import HOSTILE, sample_tables
from paperlattice.exporters.jsonlines import paper_lines


def lines(tables, original_id=lambda paper_id: paper_id) -> list[dict]:
    return [json.loads(line) for line in paper_lines(tables, original_id)]


def test_a_line_holds_mentions_and_assertions_with_their_entity():
    first, second = lines(sample_tables(title="GPT-2 reads"))
    assert first == {
        "id": "p0",
        "title": "GPT-2 reads",
        "mentions": [
            {
                "start": 0,
                "end": 5,
                "text": "GPT-2",
                "type": "Method",
                "entity": "method/gpt-2",
                "label": "GPT-2",
                "rule": "recogniser",
                "score": 0.9,
            }
        ],
        "assertions": [
            {
                "predicate": "uses",
                "entity": "method/gpt-2",
                "label": "GPT-2",
                "type": "Method",
                "support": 1,
            }
        ],
    }
    assert second["id"] == "p1"


def test_an_id_keeps_the_type_that_its_source_gave_it():
    found = lines(sample_tables(), {"p0": 7, "p1": "p1"}.get)
    assert [line["id"] for line in found] == [7, "p1"]


@settings(max_examples=20)
@given(st.text(min_size=1, max_size=30) | st.just(HOSTILE))
def test_each_paper_is_one_line_whatever_its_title(title):
    written = list(paper_lines(sample_tables(title=title), lambda paper_id: paper_id))
    assert len(written) == 2
    for line in written:
        assert line.count("\n") == 1
        assert line.endswith("\n")
        assert json.loads(line)["title"] == title
