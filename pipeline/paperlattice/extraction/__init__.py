"""Extraction: from papers to the mentions of what they name."""

from paperlattice.extraction.extract import ExtractionResult, Extractor, extract
from paperlattice.extraction.pipeline import build_pipeline

__all__ = ["ExtractionResult", "Extractor", "build_pipeline", "extract"]
