"""What many tests share: the project's lexicon, loaded once, and reproducible hypothesis runs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import settings

from paperlattice.extraction import Extractor
from paperlattice.lexicon import Lexicon, load_lexicon
from paperlattice.resources import ontology_dir

settings.register_profile(
    "paperlattice", derandomize=True, database=None, deadline=None, max_examples=60
)
settings.load_profile("paperlattice")


@pytest.fixture(scope="session", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache of the tests' own, in place of the user's."""
    folder = tmp_path_factory.mktemp("cache")
    os.environ["PAPERLATTICE_CACHE"] = str(folder)
    return folder


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    """The lexicon that ships with the project."""
    return load_lexicon(ontology_dir() / "lexicon")


@pytest.fixture(scope="session")
def extractor(lexicon: Lexicon) -> Extractor:
    """The project's lexicon and cues, without the recogniser."""
    return Extractor.load(lexicon)


@pytest.fixture(scope="session")
def corpus_output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `paperlattice build` writes from the bundled corpus, built once for all tests."""
    out = tmp_path_factory.mktemp("corpus") / "output"
    subprocess.run(
        [sys.executable, "-m", "paperlattice", "build", "--out", str(out)],
        check=True,
        env={**os.environ, "PYTHONHASHSEED": "7"},
    )
    return out
