"""Make an output what its sources, lexicon and code make of it, with no more work than needed."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from paperlattice.errors import PaperLatticeError
from paperlattice.records import Refused
from paperlattice.regeneration.inputs import Inputs, gather
from paperlattice.regeneration.manifest import faults, write_manifest
from paperlattice.regeneration.memory import Memory

if TYPE_CHECKING:
    from paperlattice.build import Progress

__all__ = ["regenerate"]

_REPORT = "report.json"


def regenerate(
    paths: Sequence[Path],
    out: Path,
    memory: Memory,
    *,
    progress: Progress,
    on_refused: Callable[[list[Refused]], None],
    columns: Mapping[str, str] | None = None,
    lexicon_dir: Path | None = None,
    with_recogniser: bool = True,
    jobs: int = 1,
    anew: bool = False,
) -> dict[str, int]:
    """Build the graph of sources in a folder, and return the counts of its report.

    A folder that is already, byte for byte, what would be written is left as it is, unless all is
    to be made `anew`. `columns` are those of `read_sources`. `on_refused` gets the records that
    cannot be taken as soon as they are known; what it raises ends the build. Raises
    PaperLatticeError where no paper can be read.
    """

    def inputs_now() -> Inputs:
        return gather(
            paths, columns=columns, lexicon_dir=lexicon_dir, with_recogniser=with_recogniser
        )

    inputs = inputs_now()
    reasons = ["everything is made anew"] if anew else faults(out, inputs)
    if not reasons:
        report = _report(out)
        memory.ledger.remarks.append("output: nothing has changed, and every file is as written")
        on_refused([Refused(excerpt="", **row) for row in report["refused"]])
    else:
        memory.ledger.remarks += [f"output: {reason}" for reason in reasons]
        report = _build(
            paths,
            out,
            memory,
            inputs,
            inputs_now,
            progress=progress,
            on_refused=on_refused,
            columns=columns,
            lexicon_dir=lexicon_dir,
            with_recogniser=with_recogniser,
            jobs=jobs,
        )
    counts: dict[str, int] = report["counts"]
    return counts


def _build(
    paths: Sequence[Path],
    out: Path,
    memory: Memory,
    inputs: Inputs,
    inputs_now: Callable[[], Inputs],
    *,
    progress: Progress,
    on_refused: Callable[[list[Refused]], None],
    columns: Mapping[str, str] | None,
    lexicon_dir: Path | None,
    with_recogniser: bool,
    jobs: int,
) -> dict[str, Any]:
    # What follows takes seconds to import, and is not needed where nothing is to be done.
    from paperlattice.artefacts import replaced_directory
    from paperlattice.build import build_tables, describe_run, load_knowledge
    from paperlattice.exporters import EXPORTERS, export
    from paperlattice.sources import read_sources
    from paperlattice.tables import records

    read = read_sources(paths, columns=columns)
    on_refused(records(read.refused, Refused))
    if read.papers.empty:
        raise PaperLatticeError(
            "the sources hold no paper that could be read", remedy="see the lines above"
        )
    with replaced_directory(out) as folder:
        knowledge = load_knowledge(lexicon_dir=lexicon_dir, with_recogniser=with_recogniser)
        tables = build_tables(read, knowledge, memory=memory, jobs=jobs, progress=progress)
        run = describe_run(tables, knowledge)
        for name in progress(list(EXPORTERS), stage="export"):
            export(tables, run, folder, names=[name])
        # Who edits a source during the build gets an output that the next build does not trust.
        if inputs_now() == inputs:
            write_manifest(folder, inputs)
        return _report(folder)


def _report(directory: Path) -> dict[str, Any]:
    report: dict[str, Any] = json.loads((directory / _REPORT).read_text(encoding="utf-8"))
    return report
