"""The whole recipe: cycles of fine-tuning, the measure on held-out papers, the model folder."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer

from paperlattice.recogniser.model import Recogniser
from paperlattice.recogniser.training.data import (
    CLS,
    LENGTH,
    SEP,
    TYPES,
    Paper,
    bucket_of,
    example_of,
)
from paperlattice.recogniser.training.evaluate import bootstrap, by_type
from paperlattice.recogniser.training.export import export
from paperlattice.recogniser.training.finetune import Recipe, finetune
from paperlattice.recogniser.training.network import Network, load_bert_weights

__all__ = ["CYCLES", "HELD_OUT", "Cycle", "held_out", "measure", "train", "write_model"]

HELD_OUT = 15
"""Papers in the buckets below this are the test set."""

DEVELOPMENT = 25
"""Papers in the buckets below this, and not in the test set, served to choose settings."""


@dataclass(frozen=True, slots=True)
class Cycle:
    """One rise and fall of the learning rate, over papers in buckets of `least` and above."""

    recipe: Recipe
    least: int


CYCLES = (
    Cycle(Recipe(epochs=3, rate=2e-4, seed=1), DEVELOPMENT),
    Cycle(Recipe(epochs=4, rate=2.5e-4, seed=2), DEVELOPMENT),
    Cycle(Recipe(epochs=3, rate=2e-4, frozen=2, seed=3), HELD_OUT),
)
"""The recipe of the quoted figures: warm restarts, as in Loshchilov and Hutter (ICLR 2017)."""

LAST_CYCLES = (
    Cycle(Recipe(epochs=1, rate=1e-4, frozen=2, seed=4), 0),
    Cycle(Recipe(epochs=1, rate=1e-4, frozen=2, seed=6), 0),
)
"""What the shipped model went through besides, on all papers.

The second of them came when 240 more papers had been annotated; run again, all cycles see them.
"""


TEMPERATURE = 1.4
"""Divides the tags' scores, so that a span's score comes near its chance to be right."""

OUTSIDE_BIAS = 0.3
"""Raises the score of "no entity", so that precision and recall come near each other."""


def held_out(papers: Sequence[Paper]) -> list[Paper]:
    """Pick the papers of the held-out test set."""
    return [p for p in papers if bucket_of(p.id) < HELD_OUT]


def train(
    papers: Sequence[Paper],
    tokenizer: Tokenizer,
    start: Path,
    *,
    cycles: Sequence[Cycle] = CYCLES,
    log: Callable[[str], None] = print,
) -> Network:
    """Fine-tune the BERT checkpoint `start` (safetensors) in cycles."""
    torch.manual_seed(0)
    network = Network(1 + 4 * len(TYPES))
    load_bert_weights(network, start)
    for cycle in cycles:
        learnt = [p for p in papers if bucket_of(p.id) >= cycle.least]
        log(f"{len(learnt)} papers, {cycle.recipe}")
        finetune(network, [example_of(tokenizer, p) for p in learnt], cycle.recipe, log)
    return network


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
