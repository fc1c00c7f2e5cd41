"""Public annotated sets, scored in their own terms."""

from paperlattice.evaluation.public.acronyms import AcronymScore, read_acronyms, score_acronyms
from paperlattice.evaluation.public.scierc import as_gold, read_scierc, score_recogniser
from paperlattice.evaluation.public.sentences import Sentence
from paperlattice.evaluation.public.tdmsci import MAPPING, read_tdmsci, score_extractor

__all__ = [
    "MAPPING",
    "AcronymScore",
    "Sentence",
    "as_gold",
    "read_acronyms",
    "read_scierc",
    "read_tdmsci",
    "score_acronyms",
    "score_extractor",
    "score_recogniser",
]
