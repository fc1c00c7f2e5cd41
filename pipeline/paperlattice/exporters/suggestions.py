"""The entities that may be one, as an SSSOM file whose rows a person can decide."""

from __future__ import annotations

from pathlib import Path

from paperlattice.artefacts import write_text
from paperlattice.linking.sssom import EXACT, compact, document
from paperlattice.linking.suggest import EDIT_DISTANCE
from paperlattice.records import Entity, MergeSuggestion
from paperlattice.run import Run
from paperlattice.tables import Tables, records

__all__ = ["write"]


def write(tables: Tables, run: Run, directory: Path) -> None:  # noqa: ARG001
    """Write `merge-suggestions.sssom.tsv`, the surest suggestion first."""
    labels = {entity.entity_id: entity.label for entity in records(tables.entities, Entity)}
    ordered = sorted(
        records(tables.suggestions, MergeSuggestion),
        key=lambda s: (-s.confidence, s.subject_id, s.object_id),
    )
    rows = (_row(suggestion, labels) for suggestion in ordered)
    content = document("merge-suggestions", "Entities that may be the same thing", rows)
    write_text(directory / "merge-suggestions.sssom.tsv", content)


def _row(suggestion: MergeSuggestion, labels: dict[str, str]) -> dict[str, str]:
    alike = suggestion.reason == EDIT_DISTANCE
    return {
        "subject_id": compact(suggestion.subject_id),
        "subject_label": labels[suggestion.subject_id],
        "predicate_id": EXACT,
        "object_id": compact(suggestion.object_id),
        "object_label": labels[suggestion.object_id],
        "mapping_justification": (
            "semapv:LexicalSimilarityThresholdMatching" if alike else "semapv:LexicalMatching"
        ),
        "confidence": f"{suggestion.confidence:.2f}",
        "comment": suggestion.reason,
    }
