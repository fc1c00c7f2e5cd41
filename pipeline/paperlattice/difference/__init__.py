"""The difference between two outputs: what came, what went, what changed."""

from paperlattice.difference.compare import Change, Difference, Part, compare
from paperlattice.difference.digest import as_data, as_text

__all__ = ["Change", "Difference", "Part", "as_data", "as_text", "compare"]
