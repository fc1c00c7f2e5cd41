"""An evaluation as a text to read and as plain data to keep."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from paperlattice.evaluation.evaluate import Evaluation, Fault
from paperlattice.evaluation.scores import Score, Share
from paperlattice.records import EntityType

__all__ = ["as_data", "as_text"]


def as_data(evaluation: Evaluation) -> dict[str, Any]:
    """Return an evaluation as what JSON can hold."""
    data = asdict(evaluation)
    data["confusion"] = [
        {"wanted": wanted, "given": given, "count": count}
        for (wanted, given), count in evaluation.confusion.items()
    ]
    return data


def as_text(evaluation: Evaluation) -> str:
    """Return an evaluation as tables for a terminal."""
    lines = [f"{evaluation.n_papers} annotated papers; F1 with its 95 % interval", ""]
    lines += _table("mentions, span and type (strict)", evaluation.strict)
    lines += _table("mentions, overlapping span and type", evaluation.overlap)
    lines += _table("entities, after linking", evaluation.entities)
    lines += _table("what the paper introduces", {"introduces": evaluation.introduces})
    if evaluation.roles["all"].wanted:
        lines += _table("roles of the entities found", evaluation.roles)
        lines += [
            f"roles right: {_share(evaluation.role_accuracy)}; "
            f"macro F1 {_share(evaluation.role_macro_f1)}",
            "",
        ]
    lines += [f"duplicated entities: {_share(evaluation.duplicate_share)} of those found", ""]
    lines += _confusion(evaluation.confusion)
    lines += _faults("commonest misses", evaluation.missed, "found as")
    lines += _faults("commonest false finds", evaluation.false, "annotated as")
    return "\n".join(lines)


def _share(share: Share) -> str:
    return f"{share.value:.3f} ({share.low:.3f}-{share.high:.3f})"


def _table(title: str, scores: Mapping[str, Score]) -> list[str]:
    lines = [f"{title:38s}  precision  recall     F1   interval       wanted"]
    lines += [
        f"  {name:36s}  {s.precision:9.3f}  {s.recall:6.3f}  {s.f1:5.3f}"
        f"   {s.low:.3f}-{s.high:.3f}  {s.wanted:7d}"
        for name, s in scores.items()
        if s.wanted or name == "all"
    ]
    return [*lines, ""]


def _confusion(confusion: Mapping[tuple[str, str], int]) -> list[str]:
    kinds = [str(kind) for kind in EntityType]
    lines = ["types of equal spans: annotated (down) and given (across)"]
    lines.append(" " * 14 + "".join(f"{kind[:9]:>10s}" for kind in kinds))
    for wanted in kinds:
        cells = "".join(f"{confusion.get((wanted, given), 0):10d}" for given in kinds)
        lines.append(f"  {wanted:12s}{cells}")
    return [*lines, ""]


def _faults(title: str, faults: Sequence[Fault], other: str) -> list[str]:
    lines = [title]
    for fault in faults:
        also = f", {other} {fault.other}" if fault.other else ""
        lines.append(f"  {fault.count:3d} x {fault.form} ({fault.type}{also}): {fault.sentence}")
    return [*lines, ""]
