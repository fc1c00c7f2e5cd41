"""Extraction that reads again only those texts for which anything has changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from paperlattice.lexicon import Lexicon
from paperlattice.recogniser import DeferredRecogniser
from paperlattice.recogniser.reading import Reading
from paperlattice.records import Paper
from paperlattice.regeneration.codecs import Extracted, reading_from, reading_to
from paperlattice.regeneration.dependence import LexiconIndex, changed_entries
from paperlattice.regeneration.fingerprints import files_fingerprint
from paperlattice.regeneration.memory import Memory

if TYPE_CHECKING:
    from paperlattice.extraction.extract import Found

__all__ = ["RememberingExtractor"]

_STAGE = "extraction"
_READING = "recogniser"
_NEW = "no text like this was read before"
_MOST_ENTRIES = 3

Progress = Callable[[Iterable[Any], int], Iterable[Any]]


class RememberingExtractor:
    """A lexicon, a recogniser or none, and the memory of what earlier builds found with them."""

    def __init__(
        self, lexicon: Lexicon, memory: Memory, *, recogniser: DeferredRecogniser | None = None
    ) -> None:
        self.lexicon = lexicon
        self.memory = memory
        self.recogniser = recogniser
        self._model = _model_fingerprint(recogniser)

    def extract(
        self, papers: Sequence[Paper], *, jobs: int = 1, progress: Progress = lambda items, _: items
    ) -> dict[str, Extracted]:
        """Return what each paper's text names and defines, by the paper's id.

        What an earlier build found in a text is taken if the text, the code, the libraries and the
        model are the same, and so are those entries of the lexicon of which a form stands in the
        text; where the lexicon alone has changed for a text, the recogniser's reading of it is
        taken. `progress` wraps what is left to be read, and is told how much that is.
        """
        found: dict[str, Extracted] = {}
        left: list[Paper] = []
        for paper in papers:
            known, reason = self._recall(paper.text)
            if known is None:
                self.memory.ledger.computed(_STAGE, paper.paper_id, reason)
                left.append(paper)
            else:
                self.memory.ledger.reused(_STAGE)
                found[paper.paper_id] = known
        if left:
            for paper, one in progress(self._read(left, jobs), len(left)):
                found[paper.paper_id] = self._keep(paper.text, one)
        return found

    def _recall(self, text: str) -> tuple[Extracted | None, str]:
        """Return what was found in a text, if that holds still, or else why it does not."""
        key = self._key(text)
        content = self.memory.get(_STAGE, key)
        if content is None:
            return None, self.memory.why_missing(_STAGE, key, _NEW)
        known = Extracted.from_bytes(content)
        if known.lexicon == self.lexicon.fingerprint:
            return known, ""
        touching = self._index.touching(text)
        changed = changed_entries(known.touching, touching)
        if changed:
            return None, _told(changed)
        known = known.under(self.lexicon.fingerprint)
        self.memory.put(_STAGE, key, known.to_bytes())
        return known, ""

    def _keep(self, text: str, found: Found) -> Extracted:
        extracted = Extracted.of(
            found.mentions,
            found.abbreviations,
            lexicon=self.lexicon.fingerprint,
            touching=self._index.touching(text),
        )
        self.memory.put(_STAGE, self._key(text), extracted.to_bytes())
        return extracted

    def _read(self, papers: Sequence[Paper], jobs: int) -> Iterator[tuple[Paper, Found]]:
        """Yield what the papers name, first of those for which there is a recogniser's reading."""
        from paperlattice.extraction.extract import Extractor, read_papers

        unread = list(papers)
        if self.recogniser is not None:
            unread.clear()
            extractor = Extractor.load(self.lexicon, recogniser=self.recogniser)
            for paper in papers:
                reading = self._reading(paper)
                if reading is None:
                    unread.append(paper)
                else:
                    yield paper, extractor.read(paper, reading)
        all_found = read_papers(unread, self.lexicon, recogniser=self.recogniser, jobs=jobs)
        for paper, found in zip(unread, all_found, strict=True):
            if found.reading is not None:
                key = self._reading_key(paper.text)
                self.memory.put(_READING, key, reading_to(found.reading))
            yield paper, found

    def _reading(self, paper: Paper) -> Reading | None:
        """Return what the recogniser made of a paper's text, if it has read it before."""
        key = self._reading_key(paper.text)
        content = self.memory.get(_READING, key)
        if content is None:
            reason = self.memory.why_missing(_READING, key, _NEW)
            self.memory.ledger.computed(_READING, paper.paper_id, reason, unit="readings")
            return None
        self.memory.ledger.reused(_READING, unit="readings")
        return reading_from(content)

    def _key(self, text: str) -> str:
        return self.memory.key("extraction", self._model, text)

    def _reading_key(self, text: str) -> str:
        return self.memory.key("recogniser", self._model, text)

    @cached_property
    def _index(self) -> LexiconIndex:
        return LexiconIndex(self.lexicon)


def _model_fingerprint(recogniser: DeferredRecogniser | None) -> str:
    if recogniser is None:
        return ""
    files = sorted(path for path in recogniser.folder.glob("*") if path.is_file())
    return files_fingerprint((path.name, path) for path in files)


def _told(changed: Sequence[str]) -> str:
    named = ", ".join(changed[:_MOST_ENTRIES])
    more = f" and {len(changed) - _MOST_ENTRIES} more" if len(changed) > _MOST_ENTRIES else ""
    return f"the text holds forms of what changed in the lexicon: {named}{more}"
