"""The lexicon: what is known beforehand of the things that papers name."""

from paperlattice.lexicon.entries import Lexicon, LexiconEntry
from paperlattice.lexicon.forms import form_key, is_case_sensitive, matches_case
from paperlattice.lexicon.links import MERGES_FILE, link_files
from paperlattice.lexicon.matcher import Match, Matcher
from paperlattice.lexicon.skos import load_lexicon

__all__ = [
    "MERGES_FILE",
    "Lexicon",
    "LexiconEntry",
    "Match",
    "Matcher",
    "form_key",
    "is_case_sensitive",
    "link_files",
    "load_lexicon",
    "matches_case",
]
