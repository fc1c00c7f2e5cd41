"""A recogniser that is loaded when the first text has to be read, and not before."""

from __future__ import annotations

import hashlib
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from paperlattice.errors import PaperLatticeError
from paperlattice.recogniser.reading import Reading
from paperlattice.resources import model_dir

if TYPE_CHECKING:
    from paperlattice.recogniser.model import Recogniser

__all__ = ["MODEL_FOLDER", "DeferredRecogniser", "RecogniserError"]

MODEL_FOLDER = model_dir()
"""The model that ships with the package."""


class RecogniserError(PaperLatticeError):
    """A model folder that cannot be used."""

    def __init__(self, folder: Path, problem: str) -> None:
        self.folder = folder
        remedy = "reinstall paperlattice, or give a folder that scripts/train_recogniser wrote"
        super().__init__(problem, remedy=remedy, place=str(folder))


class DeferredRecogniser:
    """A model folder that reads texts: where all readings are known already, nothing is loaded."""

    def __init__(self, folder: Path = MODEL_FOLDER) -> None:
        self.folder = folder

    @cached_property
    def fingerprint(self) -> str:
        """Return the hash of the model's weights, as `Recogniser.fingerprint` does."""
        try:
            return hashlib.sha256((self.folder / "recogniser.onnx").read_bytes()).hexdigest()
        except OSError as error:
            raise RecogniserError(self.folder, str(error)) from error

    @cached_property
    def _loaded(self) -> Recogniser:
        from paperlattice.recogniser.model import Recogniser

        return Recogniser.load(self.folder)

    def read(self, text: str) -> Reading:
        """Return what the recogniser makes of a text. Raises RecogniserError for a bad model."""
        return self._loaded.read(text)
