"""Fingerprints change with what they stand for: code and all that it imports, files, versions."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from paperlattice.regeneration import fingerprints
from paperlattice.regeneration.fingerprints import (
    code_fingerprint,
    digest,
    files_fingerprint,
    library_versions,
)

PACKAGE = Path(fingerprints.__file__).resolve().parents[1]


@pytest.fixture
def package(tmp_path, monkeypatch):
    """A small package in the place of this one."""
    files = {
        "reading/__init__.py": "from paperlattice.reading.words import words",
        "reading/words.py": "def words():\n    from paperlattice import tables, naming",
        "reading/weights.json": "{}",
        "tables.py": "import paperlattice.errors",
        "naming.py": "",
        "errors.py": "",
        "page.py": "",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    monkeypatch.setattr(fingerprints, "_PACKAGE", tmp_path)

    def forget() -> None:
        for function in (code_fingerprint, fingerprints._parts, fingerprints._part):
            function.cache_clear()

    forget()
    yield tmp_path, forget
    monkeypatch.undo()
    forget()


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("reading/words.py", True),
        ("reading/weights.json", True),
        ("reading/new.py", True),
        ("tables.py", True),
        ("errors.py", True),
        ("page.py", False),
        ("reading/__pycache__/words.pyc", False),
    ],
)
def test_a_part_changes_with_its_files_and_with_all_that_it_names(package, name, counts):
    folder, forget = package
    before, whole = code_fingerprint("reading"), code_fingerprint()
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text("# changed")
    forget()
    assert (code_fingerprint("reading") != before) == counts
    assert (code_fingerprint() != whole) == ("__pycache__" not in name)


@pytest.mark.parametrize("part", ["extraction", "recogniser", "assertions"])
def test_all_that_a_part_imports_is_reached_by_its_names(part):
    program = f"""
import sys
import paperlattice.{part}, paperlattice.extraction.extract
{"import paperlattice.recogniser.model" if part != "assertions" else ""}
print(*sorted(name.split(".")[1] for name in sys.modules if name.startswith("paperlattice.")))
"""
    if part == "recogniser":
        program = program.replace(", paperlattice.extraction.extract", "")
    found = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    )
    reached, waiting = set(), [part]
    while waiting:
        name = waiting.pop()
        if name in fingerprints._parts() and name not in reached:
            reached.add(name)
            waiting += fingerprints._part(name)[1]
    assert set(found.stdout.split()) <= reached


def test_where_one_part_ends_and_the_next_begins_counts():
    assert digest("ab", "c") != digest("a", "bc") != digest("abc")
    assert digest("a", b"b") == digest(b"a", "b")
    assert digest("\ud800") != digest("?")


def test_names_and_contents_of_files_count(tmp_path):
    path = tmp_path / "file"
    path.write_text("content")
    first = files_fingerprint([("a", path)])
    assert files_fingerprint([("b", path)]) != first
    path.write_text("other")
    assert files_fingerprint([("a", path)]) != first


def test_versions_name_python_and_what_the_package_requires():
    versions = library_versions()
    assert versions["python"] == ".".join(map(str, sys.version_info[:2]))
    assert {"spacy", "onnxruntime", "igraph", "paperlattice"} <= versions.keys()
    assert "pytest" not in versions
