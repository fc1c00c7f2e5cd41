"""Assertions: what each paper does with each entity that it names."""

from paperlattice.assertions.assess import assess

__all__ = ["assess"]
