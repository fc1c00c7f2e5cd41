"""scripts/check_links proves links against vocabularies, and fails where it cannot."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from test_lexicon_links import EPILEPSY, TURTLE, write

SCRIPT = Path(__file__).resolve().parents[1] / "scripts" / "check_links"
TERMS = 'id\tlabel\tsubClassOf\n"DOID:1826"\t"epilepsy"\t"brain disease"\n'


@pytest.fixture
def folders(tmp_path):
    """An ontology with one entry to link, and a vocabulary with its term."""
    ontology, vocabularies = tmp_path / "ontology", tmp_path / "vocabularies"
    (ontology / "lexicon").mkdir(parents=True)
    (ontology / "lexicon" / "condition.ttl").write_text(TURTLE, encoding="utf-8")
    (vocabularies / "doid").mkdir(parents=True)
    (vocabularies / "doid" / "DOreports__HumanDO.tsv").write_text(TERMS, encoding="utf-8")
    source = "repo: example.org/y  commit 1234567890ab\n"
    (vocabularies / "doid" / "SOURCE.txt").write_text(source, encoding="utf-8")
    return ontology, vocabularies


def check(ontology: Path, vocabularies: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(SCRIPT), str(vocabularies), "--ontology", str(ontology)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_links_that_their_vocabulary_has_pass_with_the_share_of_each_type(folders):
    write(folders[0] / "links.sssom.tsv", EPILEPSY)
    done = check(*folders)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Condition             2    50.0%       1       0       0" in done.stdout
    assert "1 links, 0 faults" in done.stdout


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ((*EPILEPSY[:4], "Epilepsie"), "DOID:1826 (Epilepsie) is labelled epilepsy"),
        ((*EPILEPSY[:3], "DOID:9", "epilepsy"), "DOID:9 (epilepsy) is unknown"),
        ((EPILEPSY[0], "fits", *EPILEPSY[2:]), "is labelled epilepsy, not fits"),
        ((*EPILEPSY[:3], "skos:x", "x"), "skos is no known vocabulary"),
    ],
)
def test_a_link_that_is_not_proved_fails(folders, row, problem):
    write(folders[0] / "links.sssom.tsv", row)
    done = check(*folders)
    assert done.returncode == 1
    assert problem in done.stdout


def test_a_version_that_the_folder_does_not_have_fails(folders):
    ontology, vocabularies = folders
    write(ontology / "links.sssom.tsv", EPILEPSY)
    (vocabularies / "doid" / "SOURCE.txt").write_text("commit 222 of y\n", encoding="utf-8")
    done = check(ontology, vocabularies)
    assert done.returncode == 1
    assert "no x:y 1 in doid" in done.stdout


def test_a_vocabulary_that_is_not_there_fails(folders):
    write(folders[0] / "links.sssom.tsv", EPILEPSY)
    shutil.rmtree(folders[1] / "doid")
    assert check(*folders).returncode != 0
