"""Find the entities that a paper's text names, with a trained network."""

from paperlattice.recogniser.model import RecognisedSpan, Recogniser, RecogniserError

__all__ = ["RecognisedSpan", "Recogniser", "RecogniserError"]
