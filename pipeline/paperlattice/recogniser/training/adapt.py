"""Adapt the encoder to the field: masked-word prediction on unlabelled abstracts."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from paperlattice.recogniser.encoding import Encoded
from paperlattice.recogniser.training.data import IGNORE, batches, collate
from paperlattice.recogniser.training.network import Network

__all__ = ["Adaptation", "adapt", "mask_words"]

MASK = 103


@dataclass(frozen=True, slots=True)
class Adaptation:
    """Set how to adapt: one pass over the texts with a linear rise and fall of the rate."""

    batch: int = 16
    rate: float = 4e-4
    weight_decay: float = 0.01
    warmup: float = 0.08
    masked: float = 0.2
    seed: int = 1


def mask_words(
    encoded: Encoded, share: float, vocabulary: int, generator: np.random.Generator
) -> tuple[Encoded, NDArray[np.int64]]:
    """Hide whole words; return the altered text and the targets (IGNORE where none).

    Of the chosen words' pieces 80 % become the mask, 10 % a random piece and 10 % stay, as in
    Devlin et al., "BERT" (NAACL 2019). Letter-case features stay visible, so that they gain a
    meaning.
    """
    n = len(encoded.ids)
    word_of = np.zeros(n, dtype=np.int64)
    word_of[encoded.first[1:]] = 1
    chosen = (generator.random(len(encoded.first)) < share)[np.cumsum(word_of)]
    draw = generator.random(n)
    ids = np.where(chosen & (draw < 0.8), MASK, encoded.ids)
    swapped = chosen & (draw >= 0.8) & (draw < 0.9)
    ids = np.where(swapped, generator.integers(1000, vocabulary, n), ids)
    targets = np.where(chosen, encoded.ids, IGNORE)
    return Encoded(ids, encoded.features, encoded.first, encoded.starts, encoded.ends), targets


class _Predictor(nn.Module):
    """Score the frequent wordpieces at a position; shares the encoder's embedding table."""

    def __init__(self, width: int, pieces: Tensor) -> None:
        super().__init__()
        self.dense = nn.Linear(width, width)
        nn.init.eye_(self.dense.weight)
        nn.init.zeros_(self.dense.bias)
        self.norm = nn.LayerNorm(width)
        self.bias = nn.Parameter(torch.zeros(len(pieces)))
        self.pieces = pieces

    def forward(self, states: Tensor, table: Tensor) -> Tensor:
        x = self.norm(nn.functional.gelu(self.dense(states)))
        return nn.functional.linear(x, table[self.pieces], self.bias)


def adapt(
    network: Network,
    texts: Sequence[Encoded],
    plan: Adaptation,
    *,
    least: int = 5,
    log: Callable[[str], None] = print,
) -> None:
    """Train the encoder in place on masked words of the texts.

    Only wordpieces that occur at least `least` times in the texts are predicted, which halves
    the cost of the output layer.
    """
    torch.manual_seed(plan.seed)
    generator = np.random.default_rng(plan.seed)
    vocabulary = network.sizes.vocabulary
    frequency = np.bincount(np.concatenate([t.ids for t in texts]), minlength=vocabulary)
    pieces = np.flatnonzero(frequency >= least)
    place = np.full(vocabulary, IGNORE, dtype=np.int64)
    place[pieces] = np.arange(len(pieces))
    predictor = _Predictor(network.sizes.width, torch.from_numpy(pieces))
    parameters = [*network.parameters(), *predictor.parameters()]
    groups = [
        {"params": [p for p in parameters if p.ndim > 1], "weight_decay": plan.weight_decay},
        {"params": [p for p in parameters if p.ndim <= 1], "weight_decay": 0.0},
    ]
    optimizer = torch.optim.AdamW(groups, lr=plan.rate, betas=(0.9, 0.98), fused=True)
    order = batches([len(t.ids) for t in texts], plan.batch, generator)
    network.train()
    began, shown, total = time.time(), 0, 0.0
    for step, members in enumerate(order):
        done = step / len(order)
        factor = min((step + 1) / (plan.warmup * len(order)), (1 - done) / (1 - plan.warmup))
        for group in optimizer.param_groups:
            group["lr"] = plan.rate * min(factor, 1.0)
        pairs = [mask_words(texts[i], plan.masked, vocabulary, generator) for i in members]
        batch = collate([p[0] for p in pairs])
        targets = np.full(batch.ids.shape, IGNORE, dtype=np.int64)
        for row, (_, target) in enumerate(pairs):
            n = min(len(target), targets.shape[1] - 2)
            known = target[:n] != IGNORE
            targets[row, 1 : n + 1] = np.where(known, place[np.where(known, target[:n], 0)], IGNORE)
        wanted = torch.from_numpy(targets)
        with torch.autocast("cpu", torch.bfloat16):
            states = network.encode(batch.ids, batch.features, batch.valid)
            scores = predictor(states[wanted != IGNORE], network.words.weight)
        loss = nn.functional.cross_entropy(scores.float(), wanted[wanted != IGNORE])
        loss.backward()
        torch.nn.utils.clip_grad_norm_(parameters, 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        total += loss.item()
        if (step + 1) % 20 == 0:
            log(
                f"step {step + 1}/{len(order)} loss {total / (step + 1 - shown):.3f} "
                f"{time.time() - began:.0f} s"
            )
            shown, total = step + 1, 0.0
