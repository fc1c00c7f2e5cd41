"""Readers are found by name, and other packages can bring more."""

from __future__ import annotations

from importlib.metadata import EntryPoint
from pathlib import Path
from types import SimpleNamespace

import pytest

from paperlattice.errors import PaperLatticeError
from paperlattice.records import Paper
from paperlattice.sources import Found, ReaderResult, read_sources, registry
from paperlattice.sources.registry import ENTRY_POINT_GROUP, reader_for, readers


def recognises(content: str) -> bool:
    return content.startswith("%NBIB")


def read(content: str, *, name: str) -> ReaderResult:
    paper = Paper(paper_id="x", title=content.strip(), abstract="A.", sources=(name,))
    return ReaderResult(papers=(Found(paper=paper, line=1, original_id="x"),))


OBJECT = SimpleNamespace(recognises=recognises, read=read)


@pytest.fixture
def entry_point(monkeypatch):
    def install(value: str, name: str = "nbib") -> None:
        point = EntryPoint(name=name, value=value, group=ENTRY_POINT_GROUP)
        monkeypatch.setattr(
            registry, "entry_points", lambda group: [point] if group == ENTRY_POINT_GROUP else []
        )
        readers.cache_clear()

    yield install
    monkeypatch.undo()
    readers.cache_clear()


def test_the_built_in_readers_need_no_installation() -> None:
    assert {"jsonlines", "listing"} <= set(readers())
    assert list(readers()) == sorted(readers())


def test_the_content_decides_on_the_reader() -> None:
    named = reader_for('{"id": 1, "title": "a", "abstract": "b"}')
    assert named is not None
    assert named[0] == "jsonlines"
    assert reader_for("nothing of the kind") is None


def test_a_reader_of_another_package_is_used(entry_point, tmp_path: Path) -> None:
    entry_point(__name__)
    (tmp_path / "a.nbib").write_text("%NBIB one\n")
    result = read_sources([tmp_path / "a.nbib"])
    assert result.sources["reader"].tolist() == ["nbib"]
    assert result.papers["title"].tolist() == ["%NBIB one"]


def test_a_built_in_name_cannot_be_taken(entry_point) -> None:
    entry_point(__name__, name="listing")
    assert readers()["listing"].__name__ == "paperlattice.sources.listing"


@pytest.mark.parametrize("value", ["no_such_module_anywhere", "json"])
def test_a_broken_reader_is_named(entry_point, value: str) -> None:
    entry_point(value)
    with pytest.raises(PaperLatticeError, match=f"nbib = {value}"):
        readers()


def test_an_object_can_be_a_reader(entry_point) -> None:
    entry_point(f"{__name__}:OBJECT")
    assert readers()["nbib"] is OBJECT
