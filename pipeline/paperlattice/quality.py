"""The measured quality of the extraction, kept beside the recogniser that it is given for."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from paperlattice.errors import PaperLatticeError
from paperlattice.run import Measurement

__all__ = ["as_json", "read_measurements"]

_FILE = "measured.json"


def as_json(measurements: Iterable[Measurement], *, recogniser: str) -> str:
    """Return the text of the file that keeps measurements; `recogniser` is a fingerprint."""
    rows = [asdict(measurement) for measurement in measurements]
    return json.dumps({"recogniser": recogniser, "measurements": rows}, indent=2) + "\n"


def read_measurements(folder: Path, *, recogniser: str) -> tuple[Measurement, ...]:
    """Return the figures that are kept in a model folder for the recogniser of this fingerprint.

    None where nothing was measured, or where it was for another recogniser, before the folder's
    was trained anew. Raises PaperLatticeError where the file is not what it should be.
    """
    path = folder / _FILE
    if not path.exists():
        return ()
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if data["recogniser"] != recogniser:
            return ()
        return tuple(Measurement(**row) for row in data["measurements"])
    except (KeyError, TypeError, ValueError) as error:
        raise PaperLatticeError(
            "this is no file of measurements",
            remedy="write it anew with scripts/measure",
            place=str(path),
        ) from error
