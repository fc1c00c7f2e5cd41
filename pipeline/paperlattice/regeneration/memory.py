"""What a build may take from earlier builds, and how it is found again."""

from __future__ import annotations

from functools import cached_property

from paperlattice.regeneration.fingerprints import code_fingerprint, digest, library_versions
from paperlattice.regeneration.ledger import Ledger
from paperlattice.regeneration.store import Store

__all__ = ["DAMAGED", "Memory"]

DAMAGED = "what was kept of it is damaged"
"""Why something is worked out again that a store has, but not as it was written."""


class Memory:
    """The store of earlier results and the ledger of one build, as its stages use them.

    A result's key is a hash of all that determines it: the code that made it, the libraries, and
    what the stage adds. So what is found is what would be worked out again, or nothing is found.
    """

    def __init__(self, store: Store | None = None) -> None:
        self.store = store or Store.nowhere()
        self.ledger = Ledger()

    def key(self, part: str, *determining: str | bytes) -> str:
        """Return the key of a result of a part of this package, such as `extraction`."""
        return digest(self._libraries, code_fingerprint(part), *determining)

    def get(self, kind: str, key: str) -> bytes | None:
        """Return what is kept of a kind under a key."""
        return self.store.get(kind, key)

    def put(self, kind: str, key: str, content: bytes) -> None:
        """Keep something of a kind under a key."""
        self.store.put(kind, key, content)

    def why_missing(self, kind: str, key: str, otherwise: str) -> str:
        """Return why nothing was found under a key: it is damaged, or else."""
        return DAMAGED if (kind, key) in self.store.damaged else otherwise

    @cached_property
    def _libraries(self) -> str:
        return digest(*(part for pair in library_versions().items() for part in pair))
