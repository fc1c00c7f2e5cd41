"""What the project's own lexicon holds."""

from __future__ import annotations

import json
from collections import defaultdict
from itertools import pairwise

import pytest

from paperlattice.lexicon import Lexicon, form_key
from paperlattice.lexicon.forms import closed_key
from paperlattice.resources import corpus_dir


def test_lexicon_covers_every_entity_that_two_annotated_papers_name(lexicon: Lexicon) -> None:
    papers: dict[str, set[str]] = defaultdict(set)
    for path in sorted((corpus_dir() / "annotated").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            for entity in record["entities"]:
                papers[entity["label"].lower()].add(str(record["id"]))
    forms = {
        closed_key(form_key(form)) for entry in lexicon.entries.values() for form in entry.forms
    }
    common = {label for label, named_in in papers.items() if len(named_in) > 1}
    assert len(common) > 1500
    assert {label for label in common if closed_key(form_key(label)) not in forms} == set()


def test_lexicon_has_thousands_of_entries_of_all_nine_types(lexicon: Lexicon) -> None:
    assert len(lexicon.entries) > 2000
    assert len({entry.type for entry in lexicon.entries.values()}) == 9


@pytest.mark.parametrize(
    "chain",
    [
        ["method/latent-diffusion-model", "method/diffusion-model", "method/generative-model"],
        [
            "modality/7t-functional-magnetic-resonance-imaging",
            "modality/functional-magnetic-resonance-imaging",
            "modality/neuroimaging",
        ],
        ["brain-region/primary-visual-cortex", "brain-region/visual-cortex"],
    ],
)
def test_broader_links_roll_up(chain: list[str], lexicon: Lexicon) -> None:
    for narrower, broader in pairwise(chain):
        assert broader in lexicon.ancestors(narrower)


def test_broader_links_have_no_cycle(lexicon: Lexicon) -> None:
    assert [e for e in lexicon.entries if e in _above(e, lexicon)] == []


def _above(entity_id: str, lexicon: Lexicon) -> set[str]:
    found: set[str] = set()
    queue = list(lexicon.entries[entity_id].broader)
    while queue:
        broader = queue.pop()
        if broader not in found:
            found.add(broader)
            queue.extend(lexicon.entries[broader].broader)
    return found
