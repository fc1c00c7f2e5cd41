"""Evaluation: how far what was extracted agrees with annotated papers."""

from paperlattice.evaluation.evaluate import Evaluation, evaluate
from paperlattice.evaluation.gold import GoldPaper, is_held_out, read_gold
from paperlattice.evaluation.summary import as_data, as_text

__all__ = [
    "Evaluation",
    "GoldPaper",
    "as_data",
    "as_text",
    "evaluate",
    "is_held_out",
    "read_gold",
]
