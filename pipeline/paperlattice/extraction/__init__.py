"""Extraction: from papers to the mentions of what they name."""

from paperlattice.extraction.extract import ExtractionResult, extract, extract_paper
from paperlattice.extraction.pipeline import build_pipeline

__all__ = ["ExtractionResult", "build_pipeline", "extract", "extract_paper"]
