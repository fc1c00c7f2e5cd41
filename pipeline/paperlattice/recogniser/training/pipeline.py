"""The whole recipe: choose abstracts, adapt, fine-tune, measure, write the model folder."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from paperlattice.recogniser.encoding import encode
from paperlattice.recogniser.model import Recogniser
from paperlattice.recogniser.training.adapt import Adaptation, adapt
from paperlattice.recogniser.training.data import (
    CLS,
    LENGTH,
    SEP,
    TYPES,
    Paper,
    bucket_of,
    example_of,
    read_abstracts,
)
from paperlattice.recogniser.training.evaluate import bootstrap, by_type
from paperlattice.recogniser.training.export import export
from paperlattice.recogniser.training.finetune import Recipe, finetune
from paperlattice.recogniser.training.network import Network, load_bert_weights

__all__ = ["HELD_OUT", "Plan", "choose_abstracts", "held_out", "measure", "train", "write_model"]

HELD_OUT = 15
"""Papers in the buckets below this are never trained on for quoted figures."""

_HEAD = "entities"
_N_TAGS = 1 + 4 * len(TYPES)


@dataclass(frozen=True, slots=True)
class Plan:
    """Set the whole recipe; the defaults are those of the shipped model."""

    abstracts: int = 8000
    adaptation: Adaptation = field(default_factory=lambda: Adaptation(batch=24, rate=5e-4))
    recipe: Recipe = field(default_factory=Recipe)
    outside_bias: float = 0.0
    temperature: float = 1.0


def held_out(papers: Sequence[Paper]) -> list[Paper]:
    """Pick the papers of the held-out test set."""
    return [p for p in papers if bucket_of(p.id) < HELD_OUT]


def choose_abstracts(
    path: Path, number: int, *, without: frozenset[str], first: frozenset[str]
) -> list[str]:
    """Choose abstracts to adapt on, by weighted draws with a fixed seed.

    Papers of `first` weigh most, then those that carry no computer science category (the ones of
    neuroscience); computer vision, of which there is most, weighs least. Papers of `without` are
    left out.
    """
    rows = [row for row in read_abstracts(path) if row[0] not in without]
    fields = {"none": 3.0, "cs.CV": 0.4}
    weights = np.array([1000.0 if i in first else fields.get(c, 1.0) for i, c, _ in rows])
    number = min(number, len(rows))
    chosen = np.random.default_rng(0).choice(
        len(rows), number, replace=False, p=weights / weights.sum()
    )
    return [rows[i][2] for i in chosen]


def train(
    papers: Sequence[Paper],
    tokenizer: Tokenizer,
    start: Path,
    plan: Plan,
    *,
    texts: Sequence[str],
    adapted: Path | None = None,
    log: Callable[[str], None] = print,
) -> Network:
    """Adapt on `texts`, then fine-tune on `papers`; `start` is the checkpoint to begin from.

    With `adapted`, the adapted weights are kept in that file, and read from it if it exists.
    """
    torch.manual_seed(0)
    network = Network({_HEAD: _N_TAGS})
    if adapted is not None and adapted.exists():
        network.load_state_dict(torch.load(adapted))
    else:
        load_bert_weights(network, start)
        encoded = [encode(tokenizer, text) for text in texts]
        adapt(network, [e for e in encoded if len(e.ids) > 20], plan.adaptation, log=log)
        if adapted is not None:
            torch.save(network.state_dict(), adapted)
    examples = [example_of(tokenizer, p.text, p.spans, head=_HEAD) for p in papers]
    finetune(network, examples, plan.recipe, log)
    return network


def write_model(
    network: Network,
    folder: Path,
    tokenizer: Path,
    plan: Plan,
    *,
    papers: Sequence[Paper],
    sources: Sequence[str],
) -> None:
    """Write `recogniser.onnx`, `tokenizer.json` and `config.json`."""
    folder.mkdir(parents=True, exist_ok=True)
    export(network, _HEAD, folder / "recogniser.onnx")
    pieces = json.loads(tokenizer.read_text(encoding="utf-8"))
    pieces["truncation"] = pieces["padding"] = None
    (folder / "tokenizer.json").write_text(
        json.dumps(pieces, ensure_ascii=False, separators=(",", ":")), encoding="utf-8"
    )
    digest = hashlib.sha256()
    for paper in sorted(papers, key=lambda p: p.id):
        digest.update(repr((paper.id, paper.text, paper.spans)).encode("utf-8"))
    config = {
        "types": TYPES,
        "wordpieces": LENGTH,
        "first_piece": CLS,
        "last_piece": SEP,
        "temperature": plan.temperature,
        "outside_bias": plan.outside_bias,
        "licence": "Apache-2.0, as the MiniLM weights and vocabulary that it was made from",
        "trained_on": {
            "papers": len(papers),
            "held_out_papers": len(held_out(papers)),
            "fingerprint": digest.hexdigest(),
            "files": list(sources),
        },
        "plan": asdict(plan),
    }
    (folder / "config.json").write_text(json.dumps(config, indent=1) + "\n", encoding="utf-8")


def measure(folder: Path, papers: Sequence[Paper], log: Callable[[str], None] = print) -> None:
    """Measure a model folder on papers, by type and stratum, and log it as a table."""
    recogniser = Recogniser.load(folder, threads=2)
    gold = [p.spans for p in papers]
    found = [[(s.start, s.end, s.type) for s in recogniser.recognise(p.text)] for p in papers]
    for name, (precision, recall, score, number) in by_type(gold, found).items():
        log(f"{name:16s} P {precision:.3f} R {recall:.3f} F1 {score:.3f} ({number} spans)")
    for stratum in ["all papers", *sorted({p.stratum for p in papers})]:
        rows = [i for i, p in enumerate(papers) if stratum in ("all papers", p.stratum)]
        pair = [gold[i] for i in rows], [found[i] for i in rows]
        low, high = bootstrap(*pair)
        log(
            f"{stratum:16s} F1 {by_type(*pair)['all'][2]:.3f} [{low:.3f}, {high:.3f}]"
            f" ({len(rows)} papers)"
        )
