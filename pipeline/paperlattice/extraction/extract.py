"""The extraction stage: the papers table in, the tables of mentions and abbreviations out."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple, Self

import pandas as pd
from spacy.language import Language

from paperlattice.extraction.abbreviations import Definition
from paperlattice.extraction.candidates import Candidate
from paperlattice.extraction.combine import combine
from paperlattice.extraction.findings import Findings, findings
from paperlattice.extraction.pipeline import READING, build_pipeline
from paperlattice.extraction.trust import Trust, load_trust
from paperlattice.lexicon import Lexicon
from paperlattice.naming import mention_id
from paperlattice.processes import end_with_parent
from paperlattice.recogniser.deferred import DeferredRecogniser
from paperlattice.recogniser.reading import Reading, TextReader
from paperlattice.records import Abbreviation, Mention, Paper
from paperlattice.tables import frame, records

__all__ = ["ExtractionResult", "Extractor", "Found", "extract", "read_papers"]


class Found(NamedTuple):
    """What one paper names and defines, and what the recogniser made of it, if there is one."""

    mentions: list[Mention]
    abbreviations: list[Abbreviation]
    reading: Reading | None


Progress = Callable[[Iterable[Found]], Iterable[Found]]

# Starting a pool of workers takes as long as reading some dozens of papers.
_WORTH_A_POOL = 100
_CHUNK = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractionResult:
    """The tables `mentions` (not yet linked beyond the lexicon) and `abbreviations`."""

    mentions: pd.DataFrame
    abbreviations: pd.DataFrame


def extract(
    papers: pd.DataFrame,
    lexicon: Lexicon,
    *,
    recogniser: DeferredRecogniser | None = None,
    jobs: int = 1,
    progress: Progress = iter,
) -> ExtractionResult:
    """Return what the papers name: every mention with its offsets, rule, score and sentence.

    `jobs` processes share the work; their number changes nothing but the time. `progress` wraps
    the iteration over papers, to show how far it is.
    """
    mentions: list[Mention] = []
    abbreviations: list[Abbreviation] = []
    rows = records(papers, Paper)
    for found in progress(read_papers(rows, lexicon, recogniser=recogniser, jobs=jobs)):
        mentions.extend(found.mentions)
        abbreviations.extend(found.abbreviations)
    return ExtractionResult(
        mentions=frame("mentions", mentions), abbreviations=frame("abbreviations", abbreviations)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Extractor:
    """The pipeline and what it weighs candidates with; reads one paper at a time."""

    nlp: Language
    lexicon: Lexicon
    trust: Trust
    with_recogniser: bool

    @classmethod
    def load(cls, lexicon: Lexicon, *, recogniser: TextReader | None = None) -> Self:
        """Return the extractor of a lexicon and, unless it is left out, a recogniser."""
        return cls(
            nlp=build_pipeline(lexicon, recogniser=recogniser),
            lexicon=lexicon,
            trust=load_trust(),
            with_recogniser=recogniser is not None,
        )

    def read(self, paper: Paper, reading: Reading | None = None) -> Found:
        """Return a paper's mentions and abbreviations; nothing of other papers plays a part.

        `reading` is what the recogniser makes of the paper's text, where that is known already.
        """
        doc = self.nlp.make_doc(paper.text)
        if reading is not None:
            doc.user_data[READING] = reading
        doc = self.nlp(doc)
        noted = findings(doc)
        chosen = combine(doc, self.lexicon, self.trust, recogniser=self.with_recogniser)
        return Found(
            mentions=[_mention(paper.paper_id, noted, candidate) for candidate in chosen],
            abbreviations=[_abbreviation(paper.paper_id, d) for d in noted.definitions],
            reading=doc.user_data.get(READING),
        )


def read_papers(
    papers: Sequence[Paper],
    lexicon: Lexicon,
    *,
    recogniser: DeferredRecogniser | None = None,
    jobs: int = 1,
) -> Iterator[Found]:
    """Yield what each paper names, in the order of the papers.

    `jobs` processes share the work if there is enough of it; their number changes nothing else.
    """
    if jobs == 1 or len(papers) < _WORTH_A_POOL:
        extractor = Extractor.load(lexicon, recogniser=recogniser)
        yield from map(extractor.read, papers)
        return
    # Workers are spawned, not forked: a fork copies the threads' locks of libraries that have some.
    context = get_context("spawn")
    folder = recogniser.folder if recogniser is not None else None
    with ProcessPoolExecutor(
        jobs, mp_context=context, initializer=_start_worker, initargs=(lexicon, folder)
    ) as pool:
        yield from pool.map(_read_in_worker, papers, chunksize=_CHUNK)


_worker: list[Extractor] = []


def _start_worker(lexicon: Lexicon, model: Path | None) -> None:
    end_with_parent()
    recogniser = DeferredRecogniser(model) if model is not None else None
    _worker[:] = [Extractor.load(lexicon, recogniser=recogniser)]


def _read_in_worker(paper: Paper) -> Found:
    return _worker[0].read(paper)


def _mention(paper_id: str, noted: Findings, candidate: Candidate) -> Mention:
    begin, end = _sentence(noted.sentences, candidate.start, candidate.end)
    introduced, roles = noted.reading.part(candidate.start, candidate.end)
    return Mention(
        mention_id=mention_id(paper_id, candidate.start, candidate.end),
        paper_id=paper_id,
        start=candidate.start,
        end=candidate.end,
        text=noted.text[candidate.start : candidate.end],
        type=candidate.type,
        rule=candidate.rule,
        score=round(candidate.probability, 4),
        sentence_start=begin,
        sentence_end=end,
        entity_id=candidate.entity_id,
        cue=candidate.cue,
        introduced=round(introduced, 3),
        roles=tuple(round(role, 3) for role in roles),
    )


def _abbreviation(paper_id: str, definition: Definition) -> Abbreviation:
    return Abbreviation(
        paper_id=paper_id,
        short=definition.short,
        short_start=definition.short_start,
        short_end=definition.short_end,
        long=definition.long,
        long_start=definition.long_start,
        long_end=definition.long_end,
    )


def _sentence(sentences: Sequence[tuple[int, int]], start: int, end: int) -> tuple[int, int]:
    """Return the sentence round a span, or the run of sentences that it stretches over."""
    first = bisect_right(sentences, start, key=_end)
    last = bisect_left(sentences, end, key=_start)
    return (sentences[first][0], sentences[last - 1][1]) if first < last else (start, end)


_start, _end = itemgetter(0), itemgetter(1)
