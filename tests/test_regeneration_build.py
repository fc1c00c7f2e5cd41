"""A build that reuses earlier ones writes what a build from nothing writes, byte for byte."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core_data import SMALL, entry
from paperlattice.build import silent
from paperlattice.lexicon import LexiconEntry
from paperlattice.lexicon.skos import write_entries
from paperlattice.regeneration.memory import Memory
from paperlattice.regeneration.regenerate import regenerate
from paperlattice.regeneration.store import FILE, Store

PIECES = (
    "We propose QuuxNet, a diffusion model for fMRI.",
    "It is evaluated on the Natural Scenes Dataset (NSD).",
    "QuuxNet outperforms GPT-2 and GPT-4.",
    "Sparse autoencoders (SAEs) explain it.",
    "SAE features are read from visual cortex.",
    "We use quux scenes, a new data set.",
    "Small Alpine Elk (SAE) live here.",
    "Diffusion-models generate quux-scenes.",
    "Nothing at all is named.",
)
NEW_ENTRIES = (
    entry("dataset/quux-scenes", "Dataset", "Quux Scenes", alt_labels=("QXS",)),
    entry("method/quux-net", "Method", "QuuxNet", broader=("method/generative-model",)),
    entry("organism/small-alpine-elk", "Organism", "Small Alpine Elk", alt_labels=("SAE",)),
    entry("brain-region/visual-cortex", "BrainRegion", "visual cortex", context=("read",)),
    entry("method/sparse-model", "Method", "sparse model", hidden_labels=("SAE",)),
)
TEXTS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=4).map(" ".join)
PAPERS = st.sampled_from(("a", "b", "c", "d"))
KNOWN = st.sampled_from(sorted(SMALL.entries))

PUT = st.tuples(st.just("put"), PAPERS, TEXTS)
DELETE = st.tuples(st.just("delete"), PAPERS, st.just(""))
ADD = st.tuples(st.just("add"), st.sampled_from(range(len(NEW_ENTRIES))), st.just(""))
DROP = st.tuples(st.just("drop"), KNOWN, st.just(""))
RENAME = st.tuples(
    st.just("rename"), KNOWN, st.sampled_from(["quux scenes", "visual cortex", "SAE", "no form"])
)
DESCRIBE = st.tuples(st.just("describe"), KNOWN, st.sampled_from(["one thing", "another"]))
STEPS = st.lists(PUT | DELETE | ADD | DROP | RENAME | DESCRIBE, min_size=3, max_size=5)


BESIDE = {**os.environ, "PYTHONPATH": str(Path(__file__).parent)}
"""An environment in which another process can import this file."""


class World:
    """Papers and a lexicon in files, an output, and the cache of the builds before."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.papers = {"a": PIECES[0], "b": " ".join(PIECES[1:4]), "z": PIECES[4]}
        self.entries: dict[str, LexiconEntry] = dict(SMALL.entries)
        self.out = folder / "out"

    def change(self, kind: str, what: str | int, value: str) -> None:
        if kind == "put":
            self.papers[str(what)] = value
        elif kind == "delete":
            self.papers.pop(str(what), None)
        elif kind == "add":
            new = NEW_ENTRIES[int(what)]
            self.entries[new.entity_id] = new
        elif kind == "drop":
            self.entries.pop(str(what), None)
        elif kind == "rename" and what in self.entries:
            self.entries[str(what)] = replace(self.entries[str(what)], alt_labels=(value,))
        elif kind == "describe" and what in self.entries:
            self.entries[str(what)] = replace(self.entries[str(what)], definition=value)

    def write(self) -> None:
        rows = [
            {"id": name, "title": f"On {name}", "abstract": text}
            for name, text in sorted(self.papers.items())
        ]
        source = self.folder / "papers.jsonl"
        source.write_text("".join(f"{json.dumps(row)}\n" for row in rows))
        lexicon = self.folder / "lexicon"
        shutil.rmtree(lexicon, ignore_errors=True)
        lexicon.mkdir()
        for kind in sorted({e.type for e in self.entries.values()}):
            own = [
                replace(e, broader=tuple(b for b in e.broader if b in self.entries))
                for e in self.entries.values()
                if e.type == kind
            ]
            (lexicon / f"{kind}.ttl").write_text(write_entries(kind, own))

    def build(
        self, *, cache: Path | None = None, out: Path | None = None, recogniser: bool = False
    ) -> list[str]:
        """Build, from the files as they are, and return what the ledger says."""
        with Store(cache or self.folder / "cache") as store:
            memory = Memory(store)
            regenerate(
                [self.folder / "papers.jsonl"],
                out or self.out,
                memory,
                progress=silent,
                on_refused=lambda _: None,
                lexicon_dir=self.folder / "lexicon",
                with_recogniser=recogniser,
            )
            assert store.problem == ""
        return memory.ledger.lines()

    def from_nothing(self, *, recogniser: bool = False) -> dict[str, bytes]:
        """Return what a build writes that knows of no other."""
        out = self.folder / "fresh"
        shutil.rmtree(out, ignore_errors=True)
        regenerate(
            [self.folder / "papers.jsonl"],
            out,
            Memory(),
            progress=silent,
            on_refused=lambda _: None,
            lexicon_dir=self.folder / "lexicon",
            with_recogniser=recogniser,
            anew=True,
        )
        return content(out)


def content(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture
def world(tmp_path) -> World:
    made = World(tmp_path)
    made.write()
    return made


@settings(max_examples=6, suppress_health_check=[HealthCheck.too_slow])
@given(steps=STEPS)
def test_after_any_changes_the_output_is_that_of_a_build_from_nothing(
    tmp_path_factory: pytest.TempPathFactory, steps: Sequence[tuple[str, str | int, str]]
) -> None:
    world = World(tmp_path_factory.mktemp("world"))
    for kind, what, value in steps:
        world.change(kind, what, value)
        world.write()
        world.build()
        assert content(world.out) == world.from_nothing()


def test_with_the_recogniser_too_nothing_is_read_twice_and_the_bytes_are_the_same(world):
    world.build(recogniser=True)
    world.change("put", "a", PIECES[5])
    world.change("add", 3, "")
    world.write()
    lines = world.build(recogniser=True)
    assert "extraction: 1 of 3 papers reused" in lines
    assert "recogniser: 1 of 2 readings reused" in lines
    assert content(world.out) == world.from_nothing(recogniser=True)


def test_an_output_that_stands_is_left_alone(world):
    world.build()
    before = {path: path.stat().st_mtime_ns for path in world.out.rglob("*")}
    assert world.build() == ["output: nothing has changed, and every file is as written"]
    assert {path: path.stat().st_mtime_ns for path in world.out.rglob("*")} == before


@pytest.mark.parametrize("name", ["graph.nq", "tables/papers.parquet", "manifest.json"])
@pytest.mark.parametrize("harm", ["damage", "delete"])
def test_an_output_that_was_harmed_is_written_again(world, name, harm):
    world.build()
    good = content(world.out)
    path = world.out / name
    if harm == "damage":
        path.write_bytes(good[name][:-2] + b"xx")
    else:
        path.unlink()
    assert any(name in line for line in world.build())
    assert content(world.out) == good


def test_a_strange_file_in_the_output_goes_and_a_hidden_one_is_nobodys(world):
    world.build()
    good = content(world.out)
    (world.out / ".DS_Store").write_bytes(b"")
    assert len(world.build()) == 1
    (world.out / "note.txt").write_text("mine")
    assert world.build()[0] == "output: the output holds note.txt, which no build wrote"
    assert content(world.out) == good


def test_only_the_paper_that_changed_is_read_again(world):
    world.build()
    world.change("put", "b", PIECES[7])
    world.write()
    lines = world.build()
    assert lines[0] == "output: the source papers.jsonl has changed"
    assert "extraction: 2 of 3 papers reused" in lines
    assert "  1 computed: no text like this was read before (b)" in lines
    assert "assertions: 2 of 3 papers reused" in lines


def test_only_papers_that_hold_a_form_of_a_new_term_are_read_again(world):
    world.build()
    world.change("add", 3, "")
    world.write()
    lines = world.build()
    assert "extraction: 2 of 3 papers reused" in lines
    told = "the text holds forms of what changed in the lexicon: brain-region/visual-cortex"
    assert f"  1 computed: {told} (z)" in lines
    # The other papers are known to hold for this lexicon now.
    world.change("put", "c", PIECES[8])
    world.write()
    assert "extraction: 3 of 4 papers reused" in world.build()


def test_a_definition_changes_the_output_but_no_reading(world):
    world.build()
    world.change("describe", "method/diffusion-model", "denoises step by step")
    world.write()
    lines = world.build()
    assert "output: the lexicon has changed" in lines
    assert "extraction: 3 of 3 papers reused" in lines
    assert b"denoises step by step" in content(world.out)["graph.ttl"]


def test_damaged_results_are_worked_out_again_and_named(world):
    world.build()
    with sqlite3.connect(world.folder / "cache" / FILE) as connection:
        connection.execute("update results set content = replace(content, '0', '1')")
    connection.close()
    world.change("put", "c", PIECES[8])
    world.write()
    lines = world.build()
    assert any("what was kept of it is damaged" in line for line in lines)
    assert content(world.out) == world.from_nothing()


def test_after_a_kill_at_any_moment_the_next_build_is_whole(world):
    good = world.from_nothing()
    program = """
import os, sys
from pathlib import Path
from paperlattice.regeneration import store as module
from test_regeneration_build import World
module._AT_ONCE = 1
write, count = module.Store._write, 0
def deadly(self):
    global count
    count += 1
    if count == int(sys.argv[1]):
        self._connection.execute("begin immediate")
        self._connection.execute("delete from results")
        os.kill(os.getpid(), 9)
    write(self)
module.Store._write = deadly
World(Path(sys.argv[2])).build()
"""
    for number in (2, 5):
        command = [sys.executable, "-c", program, str(number), str(world.folder)]
        assert subprocess.run(command, check=False, env=BESIDE).returncode == -9
        assert not world.out.exists()
    lines = world.build()
    assert not any("extraction: 0 of" in line for line in lines)
    assert content(world.out) == good


def test_two_builds_at_once_with_one_cache_and_one_output(world):
    good = world.from_nothing()
    program = """
import sys
from pathlib import Path
from test_regeneration_build import World
World(Path(sys.argv[1])).build(out=Path(sys.argv[2]))
"""
    outs = [world.folder / name for name in ("one", "two", "two")]
    builds = [
        subprocess.Popen([sys.executable, "-c", program, str(world.folder), str(out)], env=BESIDE)
        for out in outs
    ]
    assert [build.wait(timeout=900) for build in builds] == [0, 0, 0]
    for out in outs:
        assert content(out) == good
