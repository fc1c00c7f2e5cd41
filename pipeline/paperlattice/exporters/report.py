"""The report of a build: counts, versions, and what was refused."""

from __future__ import annotations

import json
from importlib.metadata import version
from pathlib import Path
from typing import Any

from paperlattice.exporters.explorer.part import n_shown
from paperlattice.exporters.rdf import FILES, files_of
from paperlattice.records import EntityType, Predicate, Refused
from paperlattice.run import Run
from paperlattice.tables import Tables, records

__all__ = ["left_out", "report", "versions", "write"]

_LIBRARIES = (
    "igraph", "networkx", "onnxruntime", "pandas", "pyarrow", "pyoxigraph", "pyvis", "rdflib",
    "spacy",
)  # fmt: skip


def write(tables: Tables, run: Run, directory: Path) -> None:
    """Write `report.json`."""
    content = json.dumps(report(tables, run), indent=2, ensure_ascii=False)
    text = content.encode("utf-8", "replace").decode("utf-8")
    (directory / "report.json").write_text(f"{text}\n", encoding="utf-8", newline="\n")


def report(tables: Tables, run: Run) -> dict[str, Any]:
    """Return what a build read, found, and was built with."""
    named = tables.entities[tables.entities["n_papers"] > 0]
    per_paper = tables.assertions.groupby("paper_id").size()
    refused = records(tables.refused, Refused)
    return {
        "counts": {
            "records": int(tables.sources["n_records"].sum()),
            "papers": len(tables.papers),
            "refused": len(refused),
            "mentions": len(tables.mentions),
            "entities": len(named),
            "entities_joining_papers": int((named["n_papers"] > 1).sum()),
            "merge_suggestions": len(tables.suggestions),
            "assertions": len(tables.assertions),
            "similarities": len(tables.similarities),
            "communities": len(tables.communities),
            "papers_with_5_entities": int((per_paper >= 5).sum()),
        },
        "entities_by_type": _counts(named["type"].tolist(), list(EntityType)),
        "entities_by_status": _counts(named["status"].tolist(), ["lexicon", "discovered"]),
        "assertions_by_predicate": _counts(
            tables.assertions["predicate"].tolist(), list(Predicate)
        ),
        "mentions_by_rule": _counts(
            tables.mentions["rule"].tolist(), sorted(set(tables.mentions["rule"]))
        ),
        "left_out": left_out(len(tables.papers)),
        "sources": [
            {"name": s.name, "sha256": s.sha256, "reader": s.reader, "records": s.n_records}
            for s in run.sources
        ],
        "refused": [
            {"source": r.source, "line": r.line, "reason": r.reason, "remedy": r.remedy}
            for r in refused
        ],
        "versions": versions(run),
    }


def versions(run: Run) -> dict[str, str]:
    """Return the versions of all that makes an output."""
    return {
        "paperlattice": run.version,
        "lexicon": run.lexicon,
        "recogniser": run.recogniser,
        "merges": run.merges,
        **{name: version(name) for name in _LIBRARIES},
    }


def left_out(n_papers: int) -> dict[str, Any]:
    """Return what the outputs of so many papers leave out: papers of the explorer, whole files."""
    return {
        "papers_of_explorer": n_papers - n_shown(n_papers),
        "files": [name for name in FILES if name not in files_of(n_papers)],
    }


def _counts(values: list[str], names: list[str]) -> dict[str, int]:
    return {str(name): values.count(name) for name in names}
