"""Linking: from mentions to the entities that they name, one entity for all its forms."""

from paperlattice.linking.link import LinkingResult, link
from paperlattice.linking.merges import Merges, read_merges
from paperlattice.linking.suggest import suggest

__all__ = ["LinkingResult", "Merges", "link", "read_merges", "suggest"]
