"""Checks of a written output: nothing is taken on trust from the code that wrote it."""

from __future__ import annotations

from pathlib import Path

from paperlattice.validation.description import description_findings
from paperlattice.validation.evidence import evidence_findings
from paperlattice.validation.facts import fact_findings
from paperlattice.validation.files import agreements, read
from paperlattice.validation.findings import Finding
from paperlattice.validation.queries import query_findings
from paperlattice.validation.shapes import shape_findings

__all__ = ["Finding", "validate"]


def validate(directory: Path) -> list[Finding]:
    """Return every fault of an output's RDF, sorted; an empty list means that it is sound.

    Checked are: every file is there and strictly valid; two parsers and all files agree; no node
    is blank; the SHACL shapes hold; every mention is what stands at its offsets; facts and
    assertions agree and nothing dangles; VoID's counts and checksums; every catalogue query.
    """
    output, findings = read(directory)
    findings += agreements(output)
    findings += description_findings(output)
    if output.graph:
        findings += shape_findings(output.graph, "graph.nq")
        findings += evidence_findings(output.graph, "graph.nq")
        findings += fact_findings(output.graph, "graph.nq")
        findings += query_findings(directory)
    elif "graph.nq" in output.quads:
        findings.append(Finding(check="files", file="graph.nq", problem="the file is empty"))
    return sorted(findings)
