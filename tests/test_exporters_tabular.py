"""Tables come back from Parquet as they were, and CSV files harm no spreadsheet."""

from __future__ import annotations

import csv
import hashlib

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core_data import HOSTILE, RUN, sample_tables
from paperlattice.errors import ArtefactError
from paperlattice.exporters import tabular
from paperlattice.tables import RECORDS

DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
TEXTS = st.text(max_size=15) | st.sampled_from(
    [f"{sign}1+cmd|' /C calc'!A0" for sign in DANGEROUS]
    + ["a\rb", "a\r\nb", "\n", '"', '",=1', "a;b", "\x00\x1b[31m", "\ufeff=1", " | ", HOSTILE]
)


def rows(folder, name: str) -> list[dict[str, str]]:
    with (folder / "tables" / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@settings(max_examples=8)
@given(abstract=TEXTS, title=st.just("Title ") | TEXTS.map(lambda text: f"Title {text}"))
def test_parquet_gives_every_table_back_whatever_the_texts(tmp_path_factory, abstract, title):
    folder = tmp_path_factory.mktemp("out")
    tables = sample_tables(abstract=abstract, title=title)
    tabular.write(tables, RUN, folder)
    read = tabular.read(folder)
    for name, table in tables.items():
        pd.testing.assert_frame_equal(getattr(read, name), table)


@settings(max_examples=15)
@given(text=TEXTS)
def test_no_cell_of_a_csv_file_is_a_formula_and_no_row_is_broken(tmp_path_factory, text):
    folder = tmp_path_factory.mktemp("out")
    tables = sample_tables(abstract=text)
    tabular.write(tables, RUN, folder)
    for name, table in tables.items():
        read = rows(folder, name)
        assert len(read) == len(table)
        for row in read:
            assert None not in row
            for column, cell in row.items():
                number = table[column].dtype.kind in "if"
                assert number or not cell.startswith((*DANGEROUS, "\n", "＝"))
                assert "\x00" not in cell
    # Outside of quotes a bare carriage return would end the row for a spreadsheet.
    content = (folder / "tables" / "papers.csv").read_bytes().decode()
    assert all("\r" not in part for part in content.split('"')[::2])


def test_csv_cells_hold_the_texts_that_need_no_care(tmp_path):
    tabular.write(sample_tables(abstract='A "β"\nand, more.'), RUN, tmp_path)
    papers = rows(tmp_path, "papers")
    assert [(p["paper_id"], p["n_authors"]) for p in papers] == [("p0", ""), ("p1", "4")]
    assert papers[0]["abstract"] == 'A "β"\nand, more.'
    assert rows(tmp_path, "entities")[0]["alt_labels"] == "'@SUM(1) | -2+3"
    assert rows(tmp_path, "placements")[0]["x"] == "-3.5"
    assert rows(tmp_path, "refused")[0]["excerpt"] == "'=cmd"


def test_every_table_is_written_in_both_forms(tmp_path):
    tabular.write(sample_tables(), RUN, tmp_path)
    assert {path.name for path in (tmp_path / "tables").iterdir()} == {
        f"{name}.{form}" for name in RECORDS for form in ("parquet", "csv")
    }


def test_the_same_tables_give_the_same_bytes(tmp_path):
    digests = []
    for name in "ab":
        (tmp_path / name).mkdir()
        tabular.write(sample_tables(), RUN, tmp_path / name)
        files = sorted((tmp_path / name / "tables").iterdir())
        digests.append([hashlib.sha256(path.read_bytes()).hexdigest() for path in files])
    assert digests[0] == digests[1]


def test_a_folder_that_no_build_wrote_is_named(tmp_path):
    with pytest.raises(ArtefactError, match="no such table") as caught:
        tabular.read(tmp_path)
    assert "paperlattice build" in caught.value.remedy


def test_a_broken_table_is_named(tmp_path):
    tabular.write(sample_tables(), RUN, tmp_path)
    path = tmp_path / "tables" / "papers.parquet"
    path.write_bytes(b"PAR1 no parquet")
    with pytest.raises(ArtefactError, match="not a Parquet file") as caught:
        tabular.read(tmp_path)
    assert str(path) in str(caught.value)


def test_a_table_with_other_columns_is_named(tmp_path):
    tabular.write(sample_tables(), RUN, tmp_path)
    folder = tmp_path / "tables"
    (folder / "papers.parquet").write_bytes((folder / "refused.parquet").read_bytes())
    with pytest.raises(ArtefactError, match="has other columns"):
        tabular.read(tmp_path)


def test_tables_that_are_written_in_pieces_say_the_same(tmp_path, monkeypatch):
    for name, rows in (("whole", 100_000), ("pieces", 1)):
        monkeypatch.setattr(tabular, "_ROW_GROUP", rows)
        (tmp_path / name).mkdir()
        tabular.write(sample_tables(), RUN, tmp_path / name)
    for name, table in sample_tables().items():
        whole, pieces = (tmp_path / form / "tables" / f"{name}.csv" for form in ("whole", "pieces"))
        assert whole.read_bytes() == pieces.read_bytes()
        pd.testing.assert_frame_equal(getattr(tabular.read(tmp_path / "pieces"), name), table)
