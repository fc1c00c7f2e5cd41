"""Fine-tune the network on annotated (and teacher-labelled) texts."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from paperlattice.recogniser.encoding import Encoded
from paperlattice.recogniser.training.data import Example, batches, collate
from paperlattice.recogniser.training.network import Network

__all__ = ["Recipe", "finetune", "parameter_groups", "predict"]


@dataclass(frozen=True, slots=True)
class Recipe:
    """Set how to fine-tune; learning rates are peaks.

    `frozen` is the number of lower layers that keep their weights, and the embeddings with them
    if it is not 0; that saves the backward pass through them.
    """

    epochs: float = 8
    batch: int = 16
    rate: float = 2e-4
    head_rate: float = 1e-3
    layer_decay: float = 0.85
    weight_decay: float = 0.01
    warmup: float = 0.1
    smoothing: float = 0.0
    frozen: int = 0
    seed: int = 1


def parameter_groups(
    network: Network, rate: float, head_rate: float, layer_decay: float, weight_decay: float
) -> list[dict[str, object]]:
    """Group parameters by depth: each layer learns `layer_decay` times as fast as the next."""
    groups: list[dict[str, object]] = []
    depth = len(network.blocks)
    for name, parameter in network.named_parameters():
        if name.startswith("heads."):
            speed = head_rate
        elif name.startswith("blocks."):
            speed = rate * layer_decay ** (depth - 1 - int(name.split(".")[1]))
        elif name.startswith(("piece_shapes", "word_shapes", "title")):
            speed = rate
        else:
            speed = rate * layer_decay**depth
        decay = weight_decay if parameter.ndim > 1 else 0.0
        groups.append({"params": [parameter], "lr": speed, "weight_decay": decay})
    return groups


def finetune(
    network: Network,
    examples: Sequence[Example],
    recipe: Recipe,
    log: Callable[[str], None] = print,
    weights: Sequence[float] | None = None,
) -> None:
    """Train in place; each batch holds examples of one head only.

    `weights` scale the examples' losses (default: all 1).
    """
    torch.manual_seed(recipe.seed)
    generator = np.random.default_rng(recipe.seed)
    heads = sorted({e.head for e in examples})
    members = {h: [i for i, e in enumerate(examples) if e.head == h] for h in heads}

    def epoch() -> list[NDArray[np.int64]]:
        made: list[NDArray[np.int64]] = []
        for h in heads:
            lengths = [len(examples[i].encoded.ids) for i in members[h]]
            made += [np.asarray(members[h])[b] for b in batches(lengths, recipe.batch, generator)]
        return [made[i] for i in generator.permutation(len(made))]

    plan: list[NDArray[np.int64]] = []
    while len(plan) < recipe.epochs * sum(-(-len(m) // recipe.batch) for m in members.values()):
        plan += epoch()
    network.freeze(recipe.frozen)
    groups = parameter_groups(
        network, recipe.rate, recipe.head_rate, recipe.layer_decay, recipe.weight_decay
    )
    peaks = [float(g["lr"]) for g in groups]  # type: ignore[arg-type]
    optimizer = torch.optim.AdamW(groups, lr=recipe.rate, betas=(0.9, 0.98), fused=True)
    network.train()
    began, shown, total = time.time(), 0, 0.0
    for step, members_of_batch in enumerate(plan):
        done = step / len(plan)
        factor = min(done / recipe.warmup, (1 - done) / (1 - recipe.warmup))
        for group, peak in zip(optimizer.param_groups, peaks, strict=True):
            group["lr"] = peak * max(factor, 0.5 / len(plan))
        loss = _loss(
            network,
            [examples[i] for i in members_of_batch],
            recipe,
            None if weights is None else [weights[i] for i in members_of_batch],
        )
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        total += loss.item()
        if (step + 1) % 20 == 0:
            log(
                f"step {step + 1}/{len(plan)} loss {total / (step + 1 - shown):.4f} "
                f"{time.time() - began:.0f} s"
            )
            shown, total = step + 1, 0.0
    network.requires_grad_(True)


def _loss(
    network: Network, examples: Sequence[Example], recipe: Recipe, weights: Sequence[float] | None
) -> torch.Tensor:
    batch = collate([e.encoded for e in examples])
    with torch.autocast("cpu", torch.bfloat16):
        states = network.dropout(network.encode(batch.ids, batch.features, batch.valid))
    scores = network.heads[examples[0].head](states[batch.rows, batch.columns].float())
    losses = torch.zeros(len(scores))
    start = 0
    for i, (example, n) in enumerate(zip(examples, batch.n_words, strict=True)):
        part = scores[start : start + n]
        if example.soft is not None:
            target = torch.from_numpy(example.soft[:n])
            value = nn.functional.cross_entropy(part, target, reduction="none")
        elif example.tags is not None:
            value = nn.functional.cross_entropy(
                part,
                torch.from_numpy(example.tags[:n]),
                reduction="none",
                label_smoothing=recipe.smoothing,
            )
        else:
            raise ValueError("an example without targets cannot be learnt from")
        losses[start : start + n] = value * (1.0 if weights is None else weights[i])
        start += n
    return losses.mean()


@torch.no_grad()
def predict(
    network: Network, encoded: Sequence[Encoded], head: str = "entities", size: int = 32
) -> list[NDArray[np.float32]]:
    """Return a head's scores (words, labels) for each text."""
    network.eval()
    order = sorted(range(len(encoded)), key=lambda i: len(encoded[i].ids))
    out: list[NDArray[np.float32]] = [np.zeros((0, 0), dtype=np.float32)] * len(encoded)
    for i in range(0, len(order), size):
        part = order[i : i + size]
        batch = collate([encoded[j] for j in part])
        with torch.autocast("cpu", torch.bfloat16):
            states = network.encode(batch.ids, batch.features, batch.valid)
        scores = network.heads[head](states[batch.rows, batch.columns].float()).numpy()
        for j, piece in zip(part, np.split(scores, np.cumsum(batch.n_words)[:-1]), strict=True):
            out[j] = piece
    return out
