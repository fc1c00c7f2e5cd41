"""The whole recipe: cycles of fine-tuning, the measure on held-out papers, the model folder."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer

from paperlattice.recogniser.encoding import encode
from paperlattice.recogniser.model import Recogniser
from paperlattice.recogniser.reading import ROLES
from paperlattice.recogniser.training.data import (
    CLS,
    LENGTH,
    SEP,
    TYPES,
    Paper,
    bucket_of,
    example_of,
    silver_example,
)
from paperlattice.recogniser.training.evaluate import bootstrap, by_type
from paperlattice.recogniser.training.export import export
from paperlattice.recogniser.training.finetune import Recipe, finetune, predict
from paperlattice.recogniser.training.network import Network, Sizes, load_bert_weights, load_layers

__all__ = [
    "CYCLES",
    "HELD_OUT",
    "LAST_CYCLES",
    "Cycle",
    "held_out",
    "measure",
    "train",
    "write_model",
]

HELD_OUT = 15
"""Papers in the buckets below this are the test set."""

DEVELOPMENT = 25
"""Papers in the buckets below this, and not in the test set, served to choose settings."""

N_TAGS = 1 + 4 * len(TYPES)

STUDENT_LAYERS = (0, 1, 3, 5)
"""The teacher's layers that the student starts from."""


@dataclass(frozen=True, slots=True)
class Cycle:
    """One rise and fall of the learning rate, over papers in buckets of `least` and above."""

    recipe: Recipe
    least: int


TEACHER_CYCLES = (
    Cycle(Recipe(epochs=3, rate=2e-4, seed=1), DEVELOPMENT),
    Cycle(Recipe(epochs=4, rate=2.5e-4, seed=2), DEVELOPMENT),
    Cycle(Recipe(epochs=3, rate=2e-4, frozen=2, seed=3), HELD_OUT),
    Cycle(Recipe(epochs=1, rate=1e-4, frozen=2, seed=5), HELD_OUT),
)
"""How the six-layer teacher is made: warm restarts, as in Loshchilov and Hutter (ICLR 2017)."""

SILVER = Recipe(epochs=2, batch=32, rate=3e-4, layer_decay=0.9, frozen=0, seed=1)
"""How the student learns from the teacher's reading of abstracts that nobody annotated."""

CYCLES = (
    Cycle(Recipe(epochs=3, rate=2e-4, frozen=0, seed=1), DEVELOPMENT),
    Cycle(Recipe(epochs=2, rate=2e-4, frozen=0, seed=2), HELD_OUT),
)
"""How the student goes on with annotated papers; the quoted figures are those of this model."""

LAST_CYCLES = (Cycle(Recipe(epochs=1, rate=1e-4, frozen=0, seed=3), 0),)
"""What the shipped model goes through besides, on all papers."""


TEMPERATURE = 1.4
"""Divides the tags' scores, so that a span's score comes near its chance to be right."""

OUTSIDE_BIAS = 0.3
"""Raises the score of "no entity", so that precision and recall come near each other."""


def held_out(papers: Sequence[Paper]) -> list[Paper]:
    """Pick the papers of the held-out test set."""
    return [p for p in papers if bucket_of(p.id) < HELD_OUT]


def train(
    papers: Sequence[Paper],
    abstracts: Sequence[str],
    tokenizer: Tokenizer,
    start: Path,
    *,
    cycles: Sequence[Cycle] = CYCLES,
    log: Callable[[str], None] = print,
) -> Network:
    """Make the student: a teacher from annotated papers, its reading of abstracts, then papers.

    `start` is a BERT checkpoint (safetensors), `abstracts` are texts like those of papers, best
    some thousands. Learning from a teacher's scores: Hinton et al., "Distilling the knowledge in
    a neural network" (2015).
    """
    torch.manual_seed(0)
    teacher = Network(N_TAGS, len(ROLES))
    load_bert_weights(teacher, start)
    _go_through(teacher, TEACHER_CYCLES, papers, tokenizer, log)
    log(f"the teacher reads {len(abstracts)} abstracts")
    encoded = [encode(tokenizer, text) for text in abstracts]
    scores = predict(teacher, encoded)
    student = Network(N_TAGS, len(ROLES), sizes=Sizes(layers=len(STUDENT_LAYERS)))
    load_layers(student, teacher.state_dict(), STUDENT_LAYERS)
    finetune(student, list(map(silver_example, encoded, scores)), SILVER, log)
    _go_through(student, cycles, papers, tokenizer, log)
    return student


def _go_through(
    network: Network,
    cycles: Sequence[Cycle],
    papers: Sequence[Paper],
    tokenizer: Tokenizer,
    log: Callable[[str], None],
) -> None:
    for cycle in cycles:
        learnt = [p for p in papers if bucket_of(p.id) >= cycle.least]
        log(f"{len(learnt)} papers, {cycle.recipe}")
        finetune(network, [example_of(tokenizer, p) for p in learnt], cycle.recipe, log)


def write_model(
    network: Network,
    folder: Path,
    tokenizer: Path,
    *,
    papers: Sequence[Paper],
    cycles: Sequence[Cycle],
    sources: Sequence[str],
) -> None:
    """Write `recogniser.onnx`, `tokenizer.json` and `config.json`.

    `papers` are all those read, `sources` the names of the files that they came from.
    """
    folder.mkdir(parents=True, exist_ok=True)
    export(network, folder / "recogniser.onnx")
    pieces = json.loads(tokenizer.read_text(encoding="utf-8"))
    pieces["truncation"] = pieces["padding"] = None
    (folder / "tokenizer.json").write_text(
        json.dumps(pieces, ensure_ascii=False, separators=(",", ":")), encoding="utf-8"
    )
    least = min(cycle.least for cycle in cycles)
    learnt = sorted((p for p in papers if bucket_of(p.id) >= least), key=lambda p: p.id)
    digest = hashlib.sha256()
    for paper in learnt:
        digest.update(repr((paper.id, paper.text, paper.spans)).encode("utf-8"))
    config = {
        "types": TYPES,
        "wordpieces": LENGTH,
        "first_piece": CLS,
        "last_piece": SEP,
        "temperature": TEMPERATURE,
        "outside_bias": OUTSIDE_BIAS,
        "licence": "Apache-2.0, as the MiniLM weights and vocabulary that it was made from",
        "trained_on": {
            "papers": len(learnt),
            "of_them_held_out": len(held_out(learnt)),
            "fingerprint": digest.hexdigest(),
            "files": list(sources),
        },
        "cycles": [asdict(cycle) for cycle in cycles],
    }
    (folder / "config.json").write_text(json.dumps(config, indent=1) + "\n", encoding="utf-8")


def measure(folder: Path, papers: Sequence[Paper], log: Callable[[str], None] = print) -> None:
    """Measure a model folder on papers, by type and by stratum, and log tables."""
    recogniser = Recogniser.load(folder)
    gold = [p.spans for p in papers]
    found = [[(s.start, s.end, s.type) for s in recogniser.recognise(p.text)] for p in papers]
    for name, (precision, recall, score, number) in by_type(gold, found).items():
        kept = [
            [[s for s in part if name in ("all", s[2])] for part in side] for side in (gold, found)
        ]
        low, high = bootstrap(*kept)
        log(
            f"| {name} | {precision:.3f} | {recall:.3f} | {score:.3f} | {low:.3f}-{high:.3f} "
            f"| {number} |"
        )
    for stratum in sorted({p.stratum for p in papers}):
        rows = [i for i, p in enumerate(papers) if p.stratum == stratum]
        pair = [gold[i] for i in rows], [found[i] for i in rows]
        low, high = bootstrap(*pair)
        precision, recall, score, number = by_type(*pair)["all"]
        log(
            f"| {stratum} ({len(rows)} papers) | {precision:.3f} | {recall:.3f} | {score:.3f} "
            f"| {low:.3f}-{high:.3f} | {number} |"
        )
