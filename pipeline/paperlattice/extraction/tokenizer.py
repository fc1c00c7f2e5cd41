"""Split a text into spaCy tokens so that every hyphen and sign stands alone."""

from __future__ import annotations

import re
from functools import lru_cache

from spacy.language import Language
from spacy.tokens import Doc

from paperlattice.extraction.findings import Findings, attach
from paperlattice.lexicon.forms import token_key

__all__ = ["PaperTokenizer"]

_PIECE = re.compile(r"(?:[^\W_]+|_|[^\w\s]|\s+) ?")
_REMEMBERED = 100_000


class PaperTokenizer:
    """A spaCy tokenizer for papers: words, single signs, and white space other than one space.

    Terms in papers are cut anywhere ("GPT-2-based", "fMRI/EEG"): a token never spans a sign, so
    that any term is a run of whole tokens, and offsets are those of the text itself.
    """

    def __init__(self, nlp: Language) -> None:
        self.vocab = nlp.vocab
        self._token = lru_cache(maxsize=_REMEMBERED)(self._read)

    def __call__(self, text: str) -> Doc:
        """Return the tokenised text; `doc.text` equals it character for character."""
        tokens = list(map(self._token, _PIECE.findall(text)))
        words, numbers, spaces, keys = zip(*tokens, strict=True) if tokens else ((), (), (), ())
        # spaCy takes a known word's number much faster than the word.
        doc = Doc(self.vocab, words=numbers, spaces=spaces)  # type: ignore[arg-type]
        starts = doc.to_array("IDX").tolist()
        vocabulary = frozenset(keys)
        attach(
            doc, Findings(text=text, words=words, keys=keys, starts=starts, vocabulary=vocabulary)
        )
        return doc

    def _read(self, piece: str) -> tuple[str, int, bool, str]:
        """Return a piece's word, its number in the vocabulary, if a space follows, and its key."""
        word = piece if piece.isspace() else piece.removesuffix(" ")
        return word, self.vocab.strings.add(word), word != piece, token_key(word)
