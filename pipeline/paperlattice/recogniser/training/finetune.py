"""Fine-tune the network on annotated texts."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from paperlattice.recogniser.encoding import Encoded
from paperlattice.recogniser.training.data import UNKNOWN, Example, batches, collate
from paperlattice.recogniser.training.network import Network

__all__ = ["Recipe", "finetune", "parameter_groups", "predict"]

_INTRODUCED_SHARE = 1.0
_ROLES_SHARE = 0.15


@dataclass(frozen=True, slots=True)
class Recipe:
    """Set how to fine-tune; learning rates are peaks.

    `frozen` is the number of lower layers that keep their weights, as the embeddings do unless it
    is None; that saves the backward pass through them.
    """

    epochs: int = 4
    batch: int = 16
    rate: float = 2e-4
    head_rate: float = 1e-3
    layer_decay: float = 0.85
    weight_decay: float = 0.01
    warmup: float = 0.1
    frozen: int | None = None
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
) -> None:
    """Train in place; the learning rate rises, then falls to nothing, in straight lines."""
    torch.manual_seed(recipe.seed)
    generator = np.random.default_rng(recipe.seed)
    lengths = [len(e.encoded.ids) for e in examples]
    plan = [b for _ in range(recipe.epochs) for b in batches(lengths, recipe.batch, generator)]
    if recipe.frozen is not None:
        network.freeze(recipe.frozen)
    groups = parameter_groups(
        network, recipe.rate, recipe.head_rate, recipe.layer_decay, recipe.weight_decay
    )
    peaks = [float(g["lr"]) for g in groups]  # type: ignore[arg-type]
    optimizer = torch.optim.AdamW(groups, lr=recipe.rate, betas=(0.9, 0.98), fused=True)
    network.train()
    began, shown, total = time.time(), 0, 0.0
    for step, members in enumerate(plan):
        done = step / len(plan)
        factor = min(done / recipe.warmup, (1 - done) / (1 - recipe.warmup))
        for group, peak in zip(optimizer.param_groups, peaks, strict=True):
            group["lr"] = peak * max(factor, 0.5 / len(plan))
        loss = _loss(network, [examples[i] for i in members])
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


def _loss(network: Network, examples: Sequence[Example]) -> torch.Tensor:
    """Give the mean loss over the examples' words.

    Annotated words: cross entropy of the tags, and a share of that of the other heads (roles only
    where they are annotated). Silver ones: Kullback-Leibler divergence from the teacher's tags.
    """
    batch = collate([e.encoded for e in examples])
    with torch.autocast("cpu", torch.bfloat16):
        states = network.dropout(network.encode(batch.ids, batch.features, batch.valid))
    scores = network.score(states[batch.rows, batch.columns].float())

    def joined(parts: Sequence[NDArray[np.generic]]) -> torch.Tensor:
        cut = [part[:n] for part, n in zip(parts, batch.n_words, strict=True)]
        return torch.from_numpy(np.concatenate(cut))

    teachers = [e.teacher for e in examples if e.teacher is not None]
    if teachers:
        wanted = joined(teachers).softmax(-1)
        return nn.functional.cross_entropy(scores.tags, wanted)
    loss = nn.functional.cross_entropy(scores.tags, joined([e.tags for e in examples]))
    loss = loss + _INTRODUCED_SHARE * nn.functional.binary_cross_entropy_with_logits(
        scores.introduced, joined([e.introduced for e in examples])
    )
    roles = joined([e.roles for e in examples])
    if (roles != UNKNOWN).any():
        loss = loss + _ROLES_SHARE * nn.functional.cross_entropy(
            scores.roles, roles, ignore_index=UNKNOWN
        )
    return loss


def predict(
    network: Network, encoded: Sequence[Encoded], size: int = 32
) -> list[NDArray[np.float32]]:
    """Return the tags' scores (words, tags) for each text."""
    network.eval()
    order = sorted(range(len(encoded)), key=lambda i: len(encoded[i].ids))
    out: list[NDArray[np.float32]] = [np.zeros((0, 0), dtype=np.float32)] * len(encoded)
    for i in range(0, len(order), size):
        part = order[i : i + size]
        batch = collate([encoded[j] for j in part])
        with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
            states = network.encode(batch.ids, batch.features, batch.valid)
            words = states[batch.rows, batch.columns].float()
        scores = network.score(words).tags.detach().numpy()
        for j, piece in zip(part, np.split(scores, np.cumsum(batch.n_words)[:-1]), strict=True):
            out[j] = piece
    return out
