"""Run all the stages: sources in, every table out."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from paperlattice import __version__
from paperlattice.assertions import assess
from paperlattice.extraction import extract
from paperlattice.graph import build_graph
from paperlattice.lexicon import Lexicon, load_lexicon
from paperlattice.linking import link
from paperlattice.recogniser import DeferredRecogniser
from paperlattice.records import Source
from paperlattice.resources import ontology_dir
from paperlattice.run import Run, source_date_epoch
from paperlattice.sources import SourcesResult
from paperlattice.tables import Tables, empty, records

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
    """What extraction knows beforehand: the lexicon, and the recogniser unless it is left out."""

    lexicon: Lexicon
    recogniser: DeferredRecogniser | None


def load_knowledge(*, lexicon_dir: Path | None = None, with_recogniser: bool = True) -> Knowledge:
    """Return the lexicon (the project's own, or another folder's) and the recogniser."""
    return Knowledge(
        lexicon=load_lexicon(lexicon_dir or ontology_dir() / "lexicon"),
        recogniser=DeferredRecogniser() if with_recogniser else None,
    )


def build_tables(
    read: SourcesResult,
    knowledge: Knowledge,
    *,
    with_graph: bool = True,
    jobs: int = 1,
    progress: Progress = silent,
) -> Tables:
    """Return every table from the papers that were read.

    Without the graph the tables of similarities, placements and communities stay empty.
    """
    found = extract(
        read.papers,
        knowledge.lexicon,
        recogniser=knowledge.recogniser,
        jobs=jobs,
        progress=lambda found: progress(found, stage="extraction", total=len(read.papers)),
    )
    linked = link(found.mentions, found.abbreviations, knowledge.lexicon)
    assertions = assess(read.papers, linked.mentions, linked.entities)
    graph = build_graph(read.papers, linked.entities, assertions) if with_graph else None
    return Tables(
        sources=read.sources,
        papers=read.papers,
        refused=read.refused,
        mentions=linked.mentions,
        abbreviations=found.abbreviations,
        entities=linked.entities,
        assertions=assertions,
        similarities=graph.similarities if graph else empty("similarities"),
        placements=graph.placements if graph else empty("placements"),
        communities=graph.communities if graph else empty("communities"),
    )


def describe_run(tables: Tables, knowledge: Knowledge) -> Run:
    """Return what determined the tables, for provenance."""
    sources: Sequence[Source] = records(tables.sources, Source)
    return Run(
        version=__version__,
        sources=tuple(sources),
        lexicon=knowledge.lexicon.fingerprint,
        recogniser=knowledge.recogniser.fingerprint if knowledge.recogniser else "",
        ended=source_date_epoch(os.environ),
    )
