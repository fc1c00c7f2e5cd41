"""Measured quality is kept beside the recogniser, and given for that recogniser alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import paperlattice.recogniser
from paperlattice.errors import PaperLatticeError
from paperlattice.quality import as_json, read_measurements
from paperlattice.run import Measurement

MEASURED = [
    Measurement(name="strictF1", label="F1 of mentions", value=0.7123, sample="30 papers"),
    Measurement(name="roleAccuracy", label="Right roles", value=0.8, sample="30 papers"),
]


def test_what_is_kept_is_read_back_for_its_recogniser(tmp_path):
    (tmp_path / "measured.json").write_text(as_json(MEASURED, recogniser="ab12"), encoding="utf-8")
    assert read_measurements(tmp_path, recogniser="ab12") == tuple(MEASURED)
    assert read_measurements(tmp_path, recogniser="cd34") == ()


def test_nothing_is_given_where_nothing_was_measured(tmp_path):
    assert read_measurements(tmp_path, recogniser="ab12") == ()


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", '{"recogniser": "ab12", "measurements": [{"name": "x"}]}']
)
def test_a_file_that_is_none_is_named_with_its_remedy(tmp_path, content):
    (tmp_path / "measured.json").write_text(content, encoding="utf-8")
    with pytest.raises(PaperLatticeError, match="scripts/measure") as caught:
        read_measurements(tmp_path, recogniser="ab12")
    assert caught.value.place == str(tmp_path / "measured.json")


def test_the_projects_figures_can_be_read():
    folder = Path(paperlattice.recogniser.__file__).parent / "model"
    kept = json.loads((folder / "measured.json").read_text(encoding="utf-8"))
    measured = read_measurements(folder, recogniser=kept["recogniser"])
    assert {measurement.name for measurement in measured} >= {"strictF1", "entityF1"}
    assert all(0 < measurement.value < 1 for measurement in measured)
