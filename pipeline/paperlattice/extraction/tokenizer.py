"""Split a text into spaCy tokens so that every hyphen and sign stands alone."""

from __future__ import annotations

import re

from spacy.language import Language
from spacy.tokens import Doc

__all__ = ["PaperTokenizer"]

_PIECE = re.compile(r"[^\W_]+|_|[^\w\s]|\s+")


# spaCy puts `doc.text` together from the tokens each time that it is asked for.
Doc.set_extension("source_text", default="", force=True)


class PaperTokenizer:
    """A spaCy tokenizer for papers: words, single signs, and white space other than one space.

    Terms in papers are cut anywhere ("GPT-2-based", "fMRI/EEG"): a token never spans a sign, so
    that any term is a run of whole tokens, and offsets are those of the text itself.
    """

    def __init__(self, nlp: Language) -> None:
        self.vocab = nlp.vocab

    def __call__(self, text: str) -> Doc:
        """Return the tokenised text; `doc.text` equals it character for character."""
        words: list[str] = []
        spaces: list[bool] = []
        for piece in _PIECE.findall(text):
            if piece[0] == " " and words and not spaces[-1]:
                spaces[-1] = True
                piece = piece[1:]
                if not piece:
                    continue
            words.append(piece)
            spaces.append(False)
        doc = Doc(self.vocab, words=words, spaces=spaces)
        doc._.source_text = text
        return doc
