"""What many tests share: the project's lexicon, loaded once, and reproducible hypothesis runs."""

from __future__ import annotations

import pytest
from hypothesis import settings

from paperlattice.extraction import Extractor
from paperlattice.lexicon import Lexicon, load_lexicon
from paperlattice.resources import ontology_dir

settings.register_profile(
    "paperlattice", derandomize=True, database=None, deadline=None, max_examples=60
)
settings.load_profile("paperlattice")


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    """The lexicon that ships with the project."""
    return load_lexicon(ontology_dir() / "lexicon")


@pytest.fixture(scope="session")
def extractor(lexicon: Lexicon) -> Extractor:
    """The project's lexicon and cues, without the recogniser."""
    return Extractor.load(lexicon)
