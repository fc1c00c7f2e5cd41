"""The store gives back what was put, or nothing: whatever happened to its file meanwhile."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from paperlattice.regeneration.store import FILE, Store, default_folder

WRITER = """
import hashlib, sys
from pathlib import Path
from paperlattice.regeneration.store import Store
folder, first, count = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
with Store(folder) as store:
    for number in range(first, first + count):
        store.put("squares", str(number), str(number * number).encode() * 500)
        if number % 16 == 0:
            print(number, flush=True)
    assert not store.problem, store.problem
"""


def square(number: int) -> bytes:
    return str(number * number).encode() * 500


def writer(folder: Path, first: int, count: int) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(folder), str(first), str(count)],
        stdout=subprocess.PIPE,
        text=True,
    )


def held(folder: Path, count: int) -> dict[int, bytes]:
    with Store(folder) as store:
        found = {number: store.get("squares", str(number)) for number in range(count)}
        assert store.damaged == set()
        assert store.problem == ""
    return {number: content for number, content in found.items() if content is not None}


def test_what_was_put_is_found_at_once_and_by_the_next_build(tmp_path):
    with Store(tmp_path / "new" / "cache") as store:
        assert store.get("a", "x") is None
        store.put("a", "x", b"1\0")
        store.put("b", "x", b"2")
        assert (store.get("a", "x"), store.get("b", "x")) == (b"1\0", b"2")
    with Store(tmp_path / "new" / "cache") as store:
        assert (store.get("a", "x"), store.get("b", "x"), store.get("a", "y")) == (
            b"1\0",
            b"2",
            None,
        )
        store.put("a", "x", b"3")
    with Store(tmp_path / "new" / "cache") as store:
        assert store.get("a", "x") == b"3"


def test_a_store_nowhere_keeps_nothing_and_has_no_problem():
    with Store.nowhere() as store:
        store.put("a", "x", b"1")
        assert store.get("a", "x") is None
        assert store.problem == ""


def test_after_a_kill_in_the_middle_of_writing_what_is_there_is_whole(tmp_path):
    for attempt in range(3):
        process = writer(tmp_path, 0, 200_000)
        for _ in range(9 + 5 * attempt):
            process.stdout.readline()
        process.send_signal(signal.SIGKILL)
        process.communicate()
        assert process.returncode == -signal.SIGKILL
        found = held(tmp_path, 2_000)
        assert found
        assert all(content == square(number) for number, content in found.items())
    finished = writer(tmp_path, 0, 300)
    finished.communicate(timeout=120)
    assert finished.returncode == 0
    assert set(held(tmp_path, 300)) == set(range(300))


def test_several_builds_at_once_lose_nothing(tmp_path):
    builds = [writer(tmp_path, first, 300) for first in (0, 0, 150, 300)]
    for build in builds:
        build.communicate(timeout=120)
    assert [build.returncode for build in builds] == [0, 0, 0, 0]
    found = held(tmp_path, 600)
    assert set(found) == set(range(600))
    assert all(content == square(number) for number, content in found.items())


@pytest.mark.parametrize("seed", range(12))
def test_no_damage_to_the_file_is_ever_taken_for_a_result(tmp_path, seed):
    with Store(tmp_path) as store:
        for number in range(60):
            store.put("squares", str(number), square(number))
    path = tmp_path / FILE
    content = bytearray(path.read_bytes())
    generator = random.Random(seed)  # noqa: S311
    if seed % 3 == 0:
        del content[generator.randrange(len(content)) :]
    else:
        for _ in range(40 if seed % 3 == 1 else 1):
            content[generator.randrange(len(content))] ^= 1 << generator.randrange(8)
    path.write_bytes(content)
    with Store(tmp_path) as store:
        for number in range(60):
            assert store.get("squares", str(number)) in (None, square(number))
            store.put("squares", str(number), square(number))
    # What was damaged is mended by the build that found it, at the latest by the next one.
    with Store(tmp_path) as store:
        for number in range(60):
            store.put("squares", str(number), square(number))
    assert set(held(tmp_path, 60)) == set(range(60))


def test_a_changed_result_is_damaged_and_so_is_one_that_was_moved(tmp_path):
    with Store(tmp_path) as store:
        store.put("a", "x", b"right")
        store.put("a", "y", b"also right")
    with sqlite3.connect(tmp_path / FILE) as connection:
        connection.execute("update results set content = ? where key = 'x'", (b"wrong",))
        connection.execute("update results set key = 'z' where key = 'y'")
    connection.close()
    with Store(tmp_path) as store:
        assert store.get("a", "x") is None
        assert store.get("a", "z") is None
        assert store.damaged == {("a", "x"), ("a", "z")}


@pytest.mark.parametrize(
    "content", [b"", b"no database at all" * 100, b"SQLite format 3\0" + b"\xff" * 4000]
)
def test_a_file_that_is_no_store_is_begun_anew(tmp_path, content):
    (tmp_path / FILE).write_bytes(content)
    with Store(tmp_path) as store:
        assert store.get("a", "x") is None
        store.put("a", "x", b"1")
    with Store(tmp_path) as store:
        assert store.get("a", "x") == b"1"
        assert store.problem == ""


@pytest.mark.parametrize("change", ["pragma user_version = 99", "drop table results"])
def test_the_store_of_another_version_is_begun_anew_and_named(tmp_path, change):
    with Store(tmp_path) as store:
        store.put("a", "x", b"1")
    with sqlite3.connect(tmp_path / FILE) as connection:
        connection.execute(change)
    connection.close()
    with Store(tmp_path) as store:
        assert store.get("a", "x") is None
        assert "begun anew" in store.problem
        store.put("a", "x", b"2")
    with Store(tmp_path) as store:
        assert store.get("a", "x") == b"2"


def test_a_place_that_cannot_be_a_folder_costs_time_alone(tmp_path):
    (tmp_path / "file").write_text("")
    with Store(tmp_path / "file" / "cache") as store:
        store.put("a", "x", b"1")
        assert store.get("a", "x") is None
        assert "file" in store.problem


@contextmanager
def powerless() -> Iterator[None]:
    """Root may write anywhere; nobody may not."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


def test_a_store_that_may_only_be_read_is_read():
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with Store(folder) as store:
            store.put("a", "x", b"1")
        (folder / FILE).chmod(0o444)
        folder.chmod(0o555)
        with powerless(), Store(folder) as store:
            assert store.get("a", "x") == b"1"
            for number in range(200):
                store.put("a", str(number), b"2")
            assert "readonly" in store.problem
            assert store.get("a", "x") == b"1"
        folder.chmod(0o755)


def test_what_was_not_used_for_longest_goes_first(tmp_path):
    with Store(tmp_path) as store:
        for number in range(40):
            store.put("a", str(number), bytes(10_000))
    with sqlite3.connect(tmp_path / FILE) as connection:
        connection.execute("update results set used = cast(key as integer)")
    connection.close()
    with Store(tmp_path, most_bytes=200_000) as store:
        store.put("a", "new", bytes(10_000))
    with Store(tmp_path) as store:
        kept = [number for number in range(40) if store.get("a", str(number)) is not None]
        assert store.get("a", "new") is not None
    assert kept == list(range(40 - len(kept), 40))
    assert 10 <= len(kept) <= 20
    assert (tmp_path / FILE).stat().st_size <= 250_000


def test_the_users_cache_may_be_named_by_the_environment(monkeypatch, tmp_path):
    monkeypatch.setenv("PAPERLATTICE_CACHE", str(tmp_path))
    assert default_folder() == tmp_path
    monkeypatch.delenv("PAPERLATTICE_CACHE")
    assert default_folder().name == "paperlattice"
