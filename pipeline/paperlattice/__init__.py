"""PaperLattice: a knowledge graph of papers and of what they name."""

from importlib.metadata import version

__version__ = version("paperlattice")

__all__ = ["__version__"]
