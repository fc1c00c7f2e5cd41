"""The explorer: the whole graph as one HTML file that works offline."""

from paperlattice.exporters.explorer.page import render, write_explorer

__all__ = ["render", "write_explorer"]
