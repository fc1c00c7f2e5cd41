"""After a fault the output is the old one or the new one, whole, and the next build succeeds."""

from __future__ import annotations

import hashlib
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from core_data import SMALL
from paperlattice.artefacts import replaced_directory
from paperlattice.cli import main
from paperlattice.lexicon.skos import write_entries

PAPERS = {
    "old": [{"id": "a", "title": "Images from fMRI", "abstract": "We use NSD and a VAE."}],
    "new": [
        {"id": "a", "title": "Images from fMRI", "abstract": "We use NSD and a diffusion model."},
        {"id": "b", "title": "Speech from EEG", "abstract": "We train a transformer on EEG."},
    ],
}


def arguments(folder: Path, name: str, out: Path) -> list[str]:
    source = folder / f"{name}.jsonl"
    source.write_text("".join(f"{json.dumps(paper)}\n" for paper in PAPERS[name]))
    lexicon = folder / "lexicon"
    lexicon.mkdir(exist_ok=True)
    for kind in ("Method", "Dataset", "Modality"):
        entries = [entry for entry in SMALL.entries.values() if entry.type == kind]
        (lexicon / f"{kind}.ttl").write_text(write_entries(kind, entries))
    quick = ["--no-recogniser", "--lexicon", str(lexicon), "--jobs", "1"]
    return ["build", str(source), "--out", str(out), *quick]


def build(folder: Path, name: str, out: Path) -> None:
    result = CliRunner().invoke(main, arguments(folder, name, out))
    assert result.exit_code == 0, result.output


def begun(folder: Path, name: str, out: Path, **options) -> subprocess.Popen:
    command = [sys.executable, "-m", "paperlattice", *arguments(folder, name, out)]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, **options)


def digest(out: Path) -> str:
    """Return what a folder holds: every path, and every byte."""
    found = hashlib.sha256()
    for path in sorted(out.rglob("*")):
        found.update(f"{path.relative_to(out)}\n".encode())
        found.update(path.read_bytes() if path.is_file() else b"")
    return found.hexdigest()


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> dict[str, str]:
    """The digests of an undisturbed old and new output, and where these are."""
    folder = tmp_path_factory.mktemp("whole")
    for name in PAPERS:
        build(folder, name, folder / name)
    return {"folder": str(folder)} | {name: digest(folder / name) for name in PAPERS}


@pytest.fixture
def out(tmp_path, whole) -> Path:
    """An output of the old papers, alone in its folder."""
    out = tmp_path / "outputs" / "output"
    shutil.copytree(Path(whole["folder"]) / "old", out)
    return out


def left(out: Path) -> list[str]:
    return [
        path.name
        for path in out.parent.iterdir()
        if path != out and path.name[1:].startswith(out.name)
    ]


@pytest.mark.parametrize("room", [2_000, 200_000])
def test_a_full_disk_leaves_the_old_output(tmp_path, out, whole, room):
    def small() -> None:
        # What a full disk does to a write, for files larger than the room.
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

    process = begun(tmp_path, "new", out, preexec_fn=small)
    _, errors = process.communicate()
    assert process.returncode == 1
    assert "Traceback" not in errors
    assert errors.startswith("Error: ")
    assert digest(out) == whole["old"]
    assert left(out) == []


def test_after_a_kill_at_any_moment_the_output_is_whole(tmp_path, out, whole):
    generator = random.Random(7)  # noqa: S311
    for _ in range(3):
        process = begun(tmp_path, "new", out)
        seen = time.monotonic()
        # The moments worth most are those when the new folder is there: wait for it, then some.
        while not left(out) and process.poll() is None and time.monotonic() - seen < 60:
            time.sleep(0.01)
        time.sleep(generator.uniform(0, 1.5))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        assert digest(out) in whole.values()
    build(tmp_path, "new", out)
    assert digest(out) == whole["new"]
    assert left(out) == []


def test_two_builds_into_one_folder_leave_the_output_of_one(tmp_path, out, whole):
    processes = [begun(tmp_path, name, out) for name in ("new", "old")]
    for process in processes:
        _, errors = process.communicate()
        assert process.returncode == 0, errors
    assert digest(out) in whole.values()
    assert left(out) == []


def test_a_clock_set_back_changes_nothing(tmp_path, out, whole, monkeypatch):
    clock = 0.0
    for path in (out, *out.rglob("*")):
        os.utime(path, (clock, clock))
    monkeypatch.setattr(time, "time", lambda: clock)
    monkeypatch.setattr(time, "time_ns", lambda: int(clock * 1e9))
    build(tmp_path, "new", out)
    assert digest(out) == whole["new"]


def test_an_output_of_an_earlier_version_is_replaced(tmp_path, whole):
    out = tmp_path / "output"
    with replaced_directory(out) as folder:
        (folder / "report.json").write_text('{"version": "0.0.1"}')
        (folder / "of-an-earlier-version.bin").write_bytes(b"\0")
    build(tmp_path, "new", out)
    assert digest(out) == whole["new"]
