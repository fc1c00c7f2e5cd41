"""Run all the stages: sources in, every table out."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import pandas as pd

from paperlattice import __version__
from paperlattice.assertions import assess
from paperlattice.graph import build_graph
from paperlattice.lexicon import MERGES_FILE, Lexicon, link_files, load_lexicon
from paperlattice.linking import Merges, link, read_merges, suggest
from paperlattice.quality import read_measurements
from paperlattice.recogniser import DeferredRecogniser
from paperlattice.records import Abbreviation, Mention, Paper, Source
from paperlattice.regeneration.assertions import remembering
from paperlattice.regeneration.extraction import RememberingExtractor
from paperlattice.regeneration.memory import Memory
from paperlattice.resources import ontology_dir
from paperlattice.run import Measurement, Run, source_date_epoch
from paperlattice.sources import SourcesResult
from paperlattice.tables import Tables, empty, frame, records

__all__ = ["Knowledge", "Progress", "build_tables", "describe_run", "load_knowledge", "silent"]


class Progress(Protocol):
    """Shows how far a stage is: wraps what the stage goes through."""

    def __call__(
        self, items: Iterable[Any], /, *, stage: str, total: int | None = None
    ) -> Iterable[Any]:
        """Return the items, one after another; `total` is their number, where it is known."""
        ...


def silent(
    items: Iterable[Any],
    /,
    *,
    stage: str,  # noqa: ARG001
    total: int | None = None,  # noqa: ARG001
) -> Iterable[Any]:
    """Show nothing."""
    return items


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """What is known beforehand: the lexicon, merges, and the recogniser unless it is left out.

    `measurements` say how well the two read together, where that was measured.
    """

    lexicon: Lexicon
    recogniser: DeferredRecogniser | None
    merges: Merges = field(default_factory=Merges)
    measurements: tuple[Measurement, ...] = ()


def load_knowledge(*, lexicon_dir: Path | None = None, with_recogniser: bool = True) -> Knowledge:
    """Return the lexicon (the project's own, or another folder's), merges and the recogniser.

    The project's links and merges join to either; another folder may have some of its own.
    """
    folder = lexicon_dir or ontology_dir() / "lexicon"
    links = [*link_files(ontology_dir()), *link_files(folder)]
    lexicon = load_lexicon(folder, links=links)
    places = [place / MERGES_FILE for place in (ontology_dir(), folder)]
    merges = read_merges([path for path in places if path.is_file()])
    if not with_recogniser:
        return Knowledge(lexicon=lexicon, merges=merges, recogniser=None)
    recogniser = DeferredRecogniser()
    measured = read_measurements(recogniser.folder, recogniser=recogniser.fingerprint)
    # What was measured with the project's lexicon says nothing of another.
    measurements = () if lexicon_dir else measured
    return Knowledge(
        lexicon=lexicon, merges=merges, recogniser=recogniser, measurements=measurements
    )


def build_tables(
    read: SourcesResult,
    knowledge: Knowledge,
    *,
    memory: Memory | None = None,
    with_graph: bool = True,
    jobs: int = 1,
    progress: Progress = silent,
) -> Tables:
    """Return every table from the papers that were read.

    What the memory holds of earlier builds is taken where it is what would come out again.
    Without the graph the tables of similarities, placements and communities stay empty.
    """
    memory = memory or Memory()
    mentions, abbreviations = _extracted(read, knowledge, memory, jobs, progress)
    linked = link(mentions, abbreviations, knowledge.lexicon, merges=knowledge.merges)
    assertions = assess(read.papers, linked.mentions, linked.entities, each=remembering(memory))
    graph = build_graph(read.papers, linked.entities, assertions) if with_graph else None
    return Tables(
        sources=read.sources,
        papers=read.papers,
        refused=read.refused,
        mentions=linked.mentions,
        abbreviations=abbreviations,
        entities=linked.entities,
        suggestions=suggest(linked.entities, knowledge.merges),
        assertions=assertions,
        similarities=graph.similarities if graph else empty("similarities"),
        placements=graph.placements if graph else empty("placements"),
        communities=graph.communities if graph else empty("communities"),
    )


def _extracted(
    read: SourcesResult, knowledge: Knowledge, memory: Memory, jobs: int, progress: Progress
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the tables of mentions, linked to the lexicon alone, and of abbreviations."""
    papers = records(read.papers, Paper)
    extractor = RememberingExtractor(knowledge.lexicon, memory, recogniser=knowledge.recogniser)
    found = extractor.extract(
        papers,
        jobs=jobs,
        progress=lambda items, total: progress(items, stage="extraction", total=total),
    )
    mentions: list[Mention] = []
    abbreviations: list[Abbreviation] = []
    for paper in papers:
        mentions += found[paper.paper_id].mentions_of(paper)
        abbreviations += found[paper.paper_id].abbreviations_of(paper)
    return frame("mentions", mentions), frame("abbreviations", abbreviations)


def describe_run(tables: Tables, knowledge: Knowledge) -> Run:
    """Return what determined the tables, for provenance."""
    sources: Sequence[Source] = records(tables.sources, Source)
    return Run(
        version=__version__,
        sources=tuple(sources),
        lexicon=knowledge.lexicon.fingerprint,
        merges=knowledge.merges.fingerprint,
        recogniser=knowledge.recogniser.fingerprint if knowledge.recogniser else "",
        ended=source_date_epoch(os.environ),
        measurements=knowledge.measurements,
    )
