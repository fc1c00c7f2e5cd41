"""Where the package's data lie: inside an installed wheel, or beside `pipeline/` in a checkout."""

from __future__ import annotations

from pathlib import Path

__all__ = ["corpus_dir", "model_dir", "ontology_dir"]

_PACKAGE = Path(__file__).resolve().parent


def ontology_dir() -> Path:
    """Return the folder of the schema, the lexicon and the shapes."""
    return _data("ontology")


def corpus_dir() -> Path:
    """Return the folder of the bundled listing pages and annotated papers."""
    return _data("corpus")


def model_dir() -> Path:
    """Return the folder of the recogniser's model."""
    return _PACKAGE / "recogniser" / "model"


def _data(name: str) -> Path:
    packaged = _PACKAGE / "data" / name
    return packaged if packaged.is_dir() else _PACKAGE.parents[1] / name
