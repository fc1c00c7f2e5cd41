"""Files and folders in, the three tables out; what cannot be read is a row, never a crash."""

from __future__ import annotations

import gzip
import hashlib
import json
from pathlib import Path

import pandas as pd
import pytest

from paperlattice import tables
from paperlattice.errors import SourceError
from paperlattice.records import Paper, Refused, Source
from paperlattice.resources import corpus_dir
from paperlattice.sources import read_sources

LISTING = "Header\nHeader\nSubscribeKey memory\nWe study memory.\n"


def json_lines(*records: tuple[object, str, str]) -> str:
    return "".join(
        json.dumps({"id": key, "title": title, "abstract": abstract}) + "\n"
        for key, title, abstract in records
    )


def only_refused(path: Path) -> Refused:
    result = read_sources([path])
    assert result.papers.empty
    (refused,) = tables.records(result.refused, Refused)
    assert refused.line == 1
    assert refused.source == path.name
    assert refused.remedy
    return refused


def test_the_real_pages_give_350_papers_of_484_records() -> None:
    result = read_sources([corpus_dir() / "listings"])
    assert result.sources["n_records"].tolist() == [166, 57, 147, 67, 47]
    assert set(result.sources["reader"]) == {"listing"}
    assert len(result.papers) == 350
    assert result.refused.empty
    assert sum(map(len, result.papers["sources"])) >= 350
    assert result.papers["published_precision"].value_counts().to_dict() == {
        "": 249,
        "day": 74,
        "inferred-year": 27,
    }


def test_the_order_of_the_paths_makes_no_difference() -> None:
    pages = sorted((corpus_dir() / "listings").glob("*.txt"))
    one, other = read_sources(pages), read_sources([*reversed(pages), *pages])
    for name in ("papers", "refused", "sources"):
        pd.testing.assert_frame_equal(getattr(one, name), getattr(other, name))


def test_a_folder_stands_for_its_files_without_the_hidden_ones(tmp_path: Path) -> None:
    (tmp_path / "b.jsonl").write_text(json_lines((1, "T", "A.")))
    (tmp_path / "a.txt").write_text(LISTING)
    (tmp_path / ".DS_Store").write_bytes(b"\0\1")
    (tmp_path / "deeper").mkdir()
    result = read_sources([tmp_path])
    assert result.sources["name"].tolist() == ["a.txt", "b.jsonl"]
    assert result.papers["paper_id"].tolist() == ["1", "key-memory"]
    assert result.refused.empty


def test_a_source_is_known_by_the_hash_of_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(LISTING)
    (source,) = tables.records(read_sources([path]).sources, Source)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert source == Source(name="a.txt", sha256=digest, reader="listing", n_records=1)


def test_a_missing_path_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no such file or folder") as caught:
        read_sources([tmp_path / "missing.txt"])
    assert caught.value.path == tmp_path / "missing.txt"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (b" \n\n", "is empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "is binary"),
        (b"caf\xe9 au lait\nand a \xa7\n", "is not UTF-8"),
        ("Key memory\nWe study.\n".encode("utf-16"), "is not UTF-8"),
        (b"Dear all,\n\nno papers here.\n", "in no format that is known"),
        (b"<!doctype html>\n<p>papers</p>\n", "in no format that is known"),
        (b"new\n\nDaily Papers\n\nNov 14\n", "holds no papers"),
        (b"\x1f\x8b\x08broken", "damaged gzip"),
        (gzip.compress(b"text")[:-4], "damaged gzip"),
        (gzip.compress(b""), "is empty"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_row(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "input"
    path.write_bytes(content)
    assert reason in only_refused(path).reason


def test_a_bad_file_does_not_stop_the_good_ones(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(LISTING)
    (tmp_path / "b.txt").write_bytes(b"\0\0")
    result = read_sources([tmp_path])
    assert result.papers["paper_id"].tolist() == ["key-memory"]
    assert result.refused["source"].tolist() == ["b.txt"]


def test_a_file_whose_bytes_cannot_be_had_is_one_row(tmp_path: Path, monkeypatch) -> None:
    def deny(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    path = tmp_path / "a.txt"
    path.write_text(LISTING)
    monkeypatch.setattr(Path, "read_bytes", deny)
    assert "Permission denied" in only_refused(path).reason


@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_byte_order_marks_line_ends_and_gzip_make_no_difference(
    tmp_path: Path, bom: bytes, end: bytes, pack
) -> None:
    text = json_lines((7, "T é", "A\nb."), ("x", "U", "B."))
    (tmp_path / "a.jsonl.gz").write_bytes(pack(bom + text.encode().replace(b"\n", end)))
    (tmp_path / "page.txt").write_bytes(pack(bom + LISTING.encode().replace(b"\n", end)))
    result = read_sources([tmp_path])
    papers = tables.records(result.papers, Paper)
    assert [(paper.paper_id, paper.title, paper.abstract) for paper in papers] == [
        ("7", "T é", "A\nb."),
        ("key-memory", "Key memory", "We study memory."),
        ("x", "U", "B."),
    ]
    assert result.refused.empty


def test_ids_are_given_back_in_their_own_type(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json_lines((7, "T", "A."), ("8", "U", "B.")))
    result = read_sources([path])
    assert [result.original_id(key) for key in result.papers["paper_id"]] == [7, "8"]


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(LISTING)
    result = read_sources([path, tmp_path, tmp_path / ".." / tmp_path.name / "a.txt"])
    assert result.sources["n_records"].tolist() == [1]


def test_no_sources_give_empty_tables() -> None:
    result = read_sources([])
    assert result.papers.empty
    assert result.papers.columns.tolist() == tables.schema("papers").names


def test_everything_read_can_be_stored(tmp_path: Path) -> None:
    name = "caf\udce9.jsonl"
    (tmp_path / name).write_bytes(b'{"id": 1, "title": "T", "abstract": "A."}\n\xff\xfe\0{\n')
    result = read_sources([tmp_path])
    for table in ("papers", "refused", "sources"):
        frame = getattr(result, table)
        assert tables.to_arrow(table, frame).num_rows == 1
