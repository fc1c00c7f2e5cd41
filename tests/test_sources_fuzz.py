"""No input makes a reader fail, hang, or lose a good record."""

from __future__ import annotations

import gzip
import json
import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fuzz_data import FIXTURES, FORMATS, damaged, one_damaged, read_bytes, title
from paperlattice.records import Refused
from paperlattice.sources import SourceRecords, files
from paperlattice.sources.registry import reader_for, readers

SEEDS = st.integers(0, 2**32)
FEW = settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.mark.parametrize("name", sorted(path.name for path in FIXTURES.iterdir()))
@FEW
@given(seed=SEEDS)
def test_damage_anywhere_is_refused_in_good_order(tmp_path: Path, name: str, seed: int) -> None:
    read_bytes(damaged((FIXTURES / name).read_bytes(), seed), tmp_path)


@pytest.mark.parametrize("kind", sorted(FORMATS))
@FEW
@given(seed=SEEDS)
def test_a_damaged_record_takes_no_other_with_it(tmp_path: Path, kind: str, seed: int) -> None:
    data, others = one_damaged(FORMATS[kind], seed)
    assert others <= titles(read_bytes(data, tmp_path))


@pytest.mark.parametrize("name", sorted(readers()))
@FEW
@given(
    content=st.text(max_size=300) | st.sampled_from(["{", "[", "<feed", "TY  - ", "@a{b,", "PAR1"])
)
def test_a_reader_reads_any_text_that_it_is_given(name: str, content: str) -> None:
    reader = readers()[name]
    reader.recognises(content)
    for found in reader.read(content or " ", name="a").papers:
        assert found.paper.title.strip()


@pytest.mark.parametrize("kind", sorted(FORMATS))
@FEW
@given(text=st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60))
def test_any_text_of_unicode_comes_through(tmp_path: Path, kind: str, text: str) -> None:
    if kind in {"bibtex", "daily-papers-html", "csl-json", "openalex"} and set(text) & set(
        "\\{}$&<%~\"'`-#^_@"
    ):
        return  # what means something to the format is not the text itself
    known = " ".join(f"Zebra {text} fish".split())
    escaped = {
        "arxiv-atom": known.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"),
        "delimited": known.replace('"', '""'),
    }.get(
        kind, json.dumps(known)[1:-1] if FORMATS[kind].record(0).lstrip().startswith("{") else known
    )
    record = FORMATS[kind].record(0).replace(title(0), escaped)
    if any(mark in known for mark in "\ufffe\uffff") and kind == "arxiv-atom":
        return  # XML holds neither
    expected = f"Zebra {text} fish" if kind == "jsonlines" else known
    if kind == "jsonlines":
        record = FORMATS[kind].record(0).replace(title(0), json.dumps(expected)[1:-1])
    assert titles(read_bytes(FORMATS[kind].file([record]), tmp_path)) == {expected}


LONG = 50_000_000


def titles(result: SourceRecords) -> set[str]:
    return {paper.title for paper in result.papers}


def only(result: SourceRecords) -> Refused:
    (row,) = result.refused
    return row


@pytest.mark.parametrize(
    ("kind", "length"),
    [
        ("arxiv-atom", LONG),
        ("jsonlines", LONG),
        # These readers are slower by the line; the long runs of the benchmark give them more.
        ("bibtex", LONG // 25),
        ("delimited", LONG // 25),
        ("ris", LONG // 25),
    ],
)
def test_a_record_of_millions_of_characters_is_refused_and_the_others_come(
    tmp_path: Path, kind: str, length: int
) -> None:
    form = FORMATS[kind]
    first, second, third = form.records(3)
    long = second.replace(title(1), title(1) + " and more" * (length // 9))
    result = read_bytes(form.file([first, long, third]), tmp_path, seconds=120)
    assert titles(result) == {title(0), title(2)}
    assert "200,000" in only(result).reason


def test_a_page_of_fifty_million_characters_is_refused(tmp_path: Path) -> None:
    form = FORMATS["daily-papers-html"]
    data = form.file([form.record(0).replace(title(0), "a" * LONG)])
    assert "far larger" in only(read_bytes(data, tmp_path)).reason


BILLION_LAUGHS = """<?xml version="1.0"?>
<!DOCTYPE feed [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">]>
<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>&d;</title></entry></feed>"""
EXTERNAL = """<?xml version="1.0"?>
<!DOCTYPE feed [<!ENTITY secret SYSTEM "{address}">]>
<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>&secret;</title></entry></feed>"""


def test_entities_are_neither_expanded_nor_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret")
    for content in (BILLION_LAUGHS, EXTERNAL.format(address=secret.as_uri())):
        result = read_bytes(content.encode(), tmp_path)
        assert not result.papers
        assert "document type" in only(result).reason
        assert "the secret" not in str(result)


def test_a_gzip_bomb_is_refused_before_it_unpacks(tmp_path: Path, monkeypatch) -> None:
    bomb = gzip.compress(b"\n" * 100_000_000, compresslevel=9)
    assert len(bomb) < 200_000
    assert "unpacks to far more" in only(read_bytes(bomb, tmp_path)).reason
    twice = gzip.compress(gzip.compress(FORMATS["ris"].file(FORMATS["ris"].records(1))))
    assert only(read_bytes(twice, tmp_path)).reason == "the file is binary"
    monkeypatch.setattr(files, "_LARGEST", 100)
    large = gzip.compress(random.Random(0).randbytes(200))  # noqa: S311 - not for secrets
    assert "unpacks to far more" in only(read_bytes(large, tmp_path)).reason
    assert "larger than 2 GiB" in only(read_bytes(b"a" * 101, tmp_path)).reason


@pytest.mark.parametrize(
    "content",
    [
        b"[" * 1_000_000,
        b'{"a":' * 1_000_000,
        b'[{"paper": ' + b"[" * 200_000 + b"]" * 200_000 + b"}]",
        b'<feed xmlns="http://www.w3.org/2005/Atom">' + b"<entry>" * 200_000,
        b'<feed xmlns="http://www.w3.org/2005/Atom"><entry>' + b"<a>" * 200_000,
        b"@article{a, title = " + b"{" * 200_000,
        b"TY  - JOUR\n" * 2_000,
        b'title,abstract\n' + b'"a\n' * 20_000,
        b"<!doctype html><a href='/papers/2501.00001'>" + b"<article>" * 100_000,
    ],
)  # fmt: skip
def test_deep_nesting_is_refused_in_time(tmp_path: Path, content: bytes) -> None:
    result = read_bytes(content, tmp_path, seconds=60)
    assert not result.papers
    assert len(result.refused) >= 1


def test_a_zip_archive_is_named(tmp_path: Path) -> None:
    assert "is a zip archive" in only(read_bytes(b"PK\x03\x04" + b"\0" * 50, tmp_path)).reason


@pytest.mark.parametrize("kind", sorted(FORMATS))
@pytest.mark.parametrize("change", ["crlf", "bom", "mac"])
def test_line_ends_and_a_mark_at_the_start_make_no_difference(
    tmp_path: Path, kind: str, change: str
) -> None:
    data = FORMATS[kind].file(FORMATS[kind].records(3))
    ends = {"crlf": b"\r\n", "mac": b"\r"}
    other = b"\xef\xbb\xbf" + data if change == "bom" else data.replace(b"\n", ends[change])
    one, two = read_bytes(data, tmp_path), read_bytes(other, tmp_path)
    assert one.papers == two.papers
    assert len(one.papers) == 3
    assert one.refused == ()


@pytest.mark.parametrize("kind", sorted(FORMATS))
def test_a_file_that_is_cut_off_keeps_what_is_whole(tmp_path: Path, kind: str) -> None:
    form = FORMATS[kind]
    whole = form.file(form.records(4))
    cut = whole[: whole.index(title(3).encode()) + 3]
    if kind == "daily-papers-html":
        cut += b'"></div>'
    result = read_bytes(cut, tmp_path)
    assert {title(n) for n in range(3)} <= titles(result)


def test_every_format_of_the_fuzzer_is_read_by_its_own_reader() -> None:
    for kind, form in FORMATS.items():
        named = reader_for(form.file(form.records(2)).decode())
        assert named is not None
        assert named[0] == kind
