"""Find the entities that a paper's text names, with a trained network."""

from typing import TYPE_CHECKING

from paperlattice.recogniser.deferred import DeferredRecogniser, RecogniserError
from paperlattice.recogniser.reading import RecognisedSpan, TextReader

if TYPE_CHECKING:
    from paperlattice.recogniser.model import Recogniser

__all__ = ["DeferredRecogniser", "RecognisedSpan", "Recogniser", "RecogniserError", "TextReader"]


def __getattr__(name: str) -> object:
    """Return the Recogniser, whose import takes the network's library along, when it is used."""
    if name != "Recogniser":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from paperlattice.recogniser.model import Recogniser

    return Recogniser
