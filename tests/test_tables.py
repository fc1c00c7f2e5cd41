"""Records become frames and Arrow tables and come back as they were."""

from __future__ import annotations

from dataclasses import fields

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core_data import sample_tables
from paperlattice import tables
from paperlattice.records import Mention, Paper

_VALUES = {
    "str": st.text(max_size=12),
    "int": st.integers(-(2**63), 2**63 - 1),
    "int | None": st.none() | st.integers(0, 10**6),
    "float": st.floats(allow_nan=False),
    "tuple[str, ...]": st.lists(st.text(max_size=5), max_size=3).map(tuple),
    "tuple[float, ...]": st.lists(st.floats(allow_nan=False), max_size=3).map(tuple),
}


def rows_of(name: str) -> st.SearchStrategy:
    record = tables.RECORDS[name]
    row = st.builds(record, **{f.name: _VALUES[str(f.type)] for f in fields(record)})
    return st.lists(
        row, max_size=6, unique_by=lambda r: tuple(getattr(r, key) for key in tables.KEYS[name])
    )


@pytest.mark.parametrize("name", sorted(tables.RECORDS))
@settings(max_examples=8)
@given(data=st.data())
def test_rows_survive_frame_and_arrow_in_any_order(name, data):
    rows = data.draw(rows_of(name))
    table = tables.frame(name, rows)
    shuffled = data.draw(st.permutations(rows))
    assert set(tables.records(table, tables.RECORDS[name])) == set(rows)
    pd.testing.assert_frame_equal(table, tables.frame(name, shuffled))
    arrow = tables.to_arrow(name, table)
    assert arrow.schema == tables.schema(name)
    pd.testing.assert_frame_equal(tables.from_arrow(name, arrow), table)


@pytest.mark.parametrize("name", sorted(tables.RECORDS))
def test_an_empty_table_has_all_columns_and_comes_back(name):
    table = tables.empty(name)
    assert list(table.columns) == [field.name for field in fields(tables.RECORDS[name])]
    assert tables.records(table, tables.RECORDS[name]) == []
    assert tables.to_arrow(name, table).num_rows == 0


def test_a_missing_number_of_authors_stays_missing():
    rows = [
        Paper(paper_id="b", title="B", abstract="b", n_authors=3),
        Paper(paper_id="a", title="A", abstract="a"),
    ]
    table = tables.frame("papers", rows)
    assert table["n_authors"].tolist() == [None, 3]
    assert tables.to_arrow("papers", table)["n_authors"].to_pylist() == [None, 3]
    assert tables.schema("papers").field("n_authors").type == pa.int64()


def test_mentions_are_ordered_by_paper_and_by_place():
    def at(paper_id: str, start: int) -> Mention:
        return Mention(
            mention_id=f"{paper_id}/{start}",
            paper_id=paper_id,
            start=start,
            end=start + 1,
            text="x",
            type="Method",
            rule="lexicon",
            score=1.0,
            sentence_start=0,
            sentence_end=1,
        )

    table = tables.frame("mentions", [at("b", 2), at("a", 10), at("a", 9)])
    assert table["mention_id"].tolist() == ["a/9", "a/10", "b/2"]


def test_arrow_tables_carry_no_metadata_of_the_writer():
    assert tables.to_arrow("papers", tables.empty("papers")).schema.metadata is None


def test_all_tables_are_listed_in_the_order_of_the_stages():
    assert [name for name, _ in sample_tables().items()] == list(tables.RECORDS)
    assert set(tables.KEYS) == set(tables.RECORDS)


@given(data=st.data(), rows=st.integers(1, 4))
def test_pieces_hold_every_row_once_in_order(data, rows):
    table = tables.frame("mentions", data.draw(rows_of("mentions")))
    found = list(tables.pieces(table, rows=rows))
    assert found
    assert all(len(piece) <= rows for piece in found)
    pd.testing.assert_frame_equal(pd.concat(found), table)


@given(data=st.data())
def test_rows_that_are_not_in_order_are_put_in_order(data):
    table = tables.frame("assertions", data.draw(rows_of("assertions")))
    assert tables.ordered("assertions", table) is table
    shuffled = table.sample(frac=1, random_state=data.draw(st.integers(0, 9)))
    again = tables.ordered("assertions", shuffled)
    kind = tables.RECORDS["assertions"]
    assert list(tables.each(again, kind)) == tables.records(table, kind)
