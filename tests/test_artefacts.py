"""What is written is whole or not there at all, and nothing of others is overwritten."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import textwrap
from pathlib import Path

import pytest

from paperlattice import artefacts
from paperlattice.artefacts import replaced_directory, write_text
from paperlattice.errors import ArtefactError


def build(target: Path, content: str = "new") -> None:
    with replaced_directory(target) as folder:
        (folder / "report.json").write_text(content)
        (folder / "tables").mkdir()
        (folder / "tables" / "papers.csv").write_text(content)


def content(target: Path) -> dict[str, str]:
    return {
        str(path.relative_to(target)): path.read_text()
        for path in sorted(target.rglob("*"))
        if path.is_file()
    }


OLD = {"report.json": "old", "tables/papers.csv": "old"}
NEW = {"report.json": "new", "tables/papers.csv": "new"}


@pytest.fixture
def target(tmp_path) -> Path:
    """A folder that an earlier build wrote."""
    target = tmp_path / "output"
    build(target, "old")
    return target


def alone(target: Path) -> bool:
    return [path.name for path in target.parent.iterdir()] == [target.name]


def test_a_build_replaces_the_old_folder_and_leaves_nothing_beside_it(target):
    build(target)
    assert content(target) == NEW
    assert alone(target)


def test_parents_are_made_and_the_folder_can_be_read_by_all(tmp_path):
    build(tmp_path / "a" / "b" / "output")
    assert content(tmp_path / "a" / "b" / "output") == NEW
    assert (tmp_path / "a" / "b" / "output").stat().st_mode & 0o777 == 0o755


def test_what_the_old_folder_had_and_the_new_has_not_is_gone(target):
    (target / "stale.ttl").write_text("old")
    build(target)
    assert content(target) == NEW


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt])
def test_the_old_folder_stays_whole_when_the_build_fails(target, error):
    with pytest.raises(error), replaced_directory(target) as folder:
        (folder / "report.json").write_text("half")
        raise error
    assert content(target) == OLD
    assert alone(target)


@pytest.mark.parametrize("error", [OSError, KeyboardInterrupt])
def test_the_old_folder_is_put_back_when_the_second_rename_fails(target, monkeypatch, error):
    monkeypatch.setattr(artefacts, "_swapped", lambda *_: False)
    rename = Path.rename

    def fails_for_the_new_folder(self, goal):
        if goal == target and not self.name.endswith(".old"):
            raise error
        return rename(self, goal)

    monkeypatch.setattr(Path, "rename", fails_for_the_new_folder)
    with pytest.raises(error):
        build(target)
    assert content(target) == OLD
    assert alone(target)


def killed(target: Path, *, at_rename: int) -> int:
    """Build in another process that dies before a rename, on a system that cannot swap folders."""
    program = f"""
        import os
        from pathlib import Path
        from paperlattice import artefacts
        from paperlattice.artefacts import replaced_directory
        artefacts._swapped = lambda *_: False
        rename, count = Path.rename, 0
        def deadly(self, goal):
            global count
            count += 1
            if count == {at_rename}:
                os._exit(9)
            return rename(self, goal)
        Path.rename = deadly
        with replaced_directory(Path({str(target)!r})) as folder:
            (folder / "report.json").write_text("half")
    """
    return subprocess.run([sys.executable, "-c", textwrap.dedent(program)], check=False).returncode


@pytest.mark.parametrize("at_rename", [1, 2])
def test_after_a_kill_the_old_folder_is_whole_and_the_next_build_goes_on(target, at_rename):
    assert killed(target, at_rename=at_rename) == 9
    with pytest.raises(RuntimeError), replaced_directory(target):
        raise RuntimeError
    assert content(target) == OLD
    build(target)
    assert content(target) == NEW
    assert alone(target)


def test_after_a_kill_before_the_old_folder_was_cleared_the_new_one_stays(target):
    aside = target.with_name(".output.old")
    target.rename(aside)
    build_elsewhere = target.with_name("elsewhere")
    build(build_elsewhere)
    build_elsewhere.rename(target)
    with pytest.raises(RuntimeError), replaced_directory(target):
        raise RuntimeError
    assert content(target) == NEW
    assert alone(target)


def test_a_foreign_folder_is_refused_and_left_alone(tmp_path):
    (tmp_path / "thesis.tex").write_text("years of work")
    with pytest.raises(ArtefactError, match="no build wrote it") as caught:
        build(tmp_path)
    assert content(tmp_path) == {"thesis.tex": "years of work"}
    assert "--out" in caught.value.remedy
    assert str(tmp_path) in str(caught.value)


def test_an_empty_folder_is_taken(tmp_path):
    (tmp_path / "output").mkdir()
    build(tmp_path / "output")
    assert content(tmp_path / "output") == NEW


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path):
    (tmp_path / "output").write_text("a file")
    with pytest.raises(ArtefactError, match="is not a folder"):
        build(tmp_path / "output")
    assert (tmp_path / "output").read_text() == "a file"


def test_a_place_where_nothing_can_be_written_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(ArtefactError, match=r"cannot write there|is not a folder"):
        build(tmp_path / "file" / "output")


def test_a_link_to_the_folder_keeps_pointing_to_it(target):
    link = target.with_name("link")
    link.symlink_to(target)
    for text in ("second", "new"):
        build(link, text)
    assert link.is_symlink()
    assert content(target) == NEW
    assert sorted(path.name for path in target.parent.iterdir()) == ["link", "output"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="swaps in one step on Linux")
def test_where_folders_can_be_swapped_there_is_no_moment_without_output(target, monkeypatch):
    def never(self, goal):
        raise AssertionError(f"{self} was renamed to {goal}")

    monkeypatch.setattr(Path, "rename", never)
    build(target)
    assert content(target) == NEW


def test_what_a_killed_build_left_is_cleared_and_what_a_living_one_writes_is_not(target):
    left = target.with_name(".output.building-abcdefgh")
    (left / "tables").mkdir(parents=True)
    (left / "tables").chmod(0o555)
    foreign = target.with_name(".output.notes")
    foreign.mkdir()
    with replaced_directory(target) as living:
        (living / "report.json").write_text("first")
        assert not left.exists()
        build(target, "second")
        assert (living / "report.json").read_text() == "first"
    assert content(target) == {"report.json": "first"}
    assert foreign.is_dir()


def test_everything_is_on_the_disk_before_the_names_change(target, monkeypatch):
    done: list[str] = []
    fsync, swapped = os.fsync, artefacts._swapped

    def noted_fsync(handle):
        done.append(str(Path(f"/proc/self/fd/{handle}").readlink()))
        fsync(handle)

    def noted_swap(first, second):
        done.append("swap")
        return swapped(first, second)

    monkeypatch.setattr(os, "fsync", noted_fsync)
    monkeypatch.setattr(artefacts, "_swapped", noted_swap)
    build(target)
    before = [Path(name) for name in done[: done.index("swap")]]
    fresh = before[-1]
    assert fresh.name.startswith(".output.building-")
    assert {path.relative_to(fresh).as_posix() for path in before} == {
        "report.json", "tables/papers.csv", "tables", ".",
    }  # fmt: skip
    assert done[done.index("swap") + 1 :] == [str(target.parent)]
    done.clear()
    write_text(target / "a.txt", "text")
    assert done[-1] == str(target)
    assert len(done) == 2


def as_nobody(target: Path) -> None:
    """Build as a user without rights: root may write anywhere."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        build(target)
    finally:
        if root:
            os.seteuid(0)


@pytest.mark.parametrize("place", [".", "output"])
def test_a_read_only_folder_is_named_and_stays_as_it_is(place):
    with tempfile.TemporaryDirectory() as name:
        parent = Path(name)
        build(parent / "output", "old")
        parent.chmod(0o755 if place == "output" else 0o555)
        (parent / place).chmod(0o555)
        with pytest.raises(ArtefactError, match=r"read-only|cannot write there"):
            as_nobody(parent / "output")
        assert content(parent / "output") == OLD
        assert alone(parent / "output")
        for folder in (parent, parent / "output"):
            folder.chmod(0o777)
        as_nobody(parent / "output")
        assert content(parent / "output") == NEW


def test_a_file_is_written_as_utf_8_with_plain_line_ends(tmp_path):
    write_text(tmp_path / "new" / "a.jsonl", "β\n𝔽\n")
    assert (tmp_path / "new" / "a.jsonl").read_bytes() == "β\n𝔽\n".encode()
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["a.jsonl"]


def test_the_old_file_stays_when_writing_fails(tmp_path):
    path = tmp_path / "a.jsonl"
    write_text(path, "old")
    with pytest.raises(UnicodeEncodeError):
        write_text(path, "new \ud800")
    assert path.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["a.jsonl"]
