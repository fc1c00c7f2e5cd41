"""Linking: from mentions to the entities that they name, one entity for all its forms."""

from paperlattice.linking.link import LinkingResult, link

__all__ = ["LinkingResult", "link"]
