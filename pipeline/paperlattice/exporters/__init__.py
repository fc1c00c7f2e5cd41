"""Exporters: projections of the tables into files that people and programs open."""

from paperlattice.exporters.registry import EXPORTERS, Exporter, export

__all__ = ["EXPORTERS", "Exporter", "export"]
