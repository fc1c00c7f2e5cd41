"""The network: a small BERT encoder with letter-case features and three heads over words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from paperlattice.recogniser.encoding import N_SHAPES

__all__ = ["Network", "Scores", "Sizes", "load_bert_weights", "load_layers"]


@dataclass(frozen=True, slots=True)
class Sizes:
    """Give the encoder's dimensions; the defaults are those of MiniLM-L6-H384."""

    vocabulary: int = 30522
    width: int = 384
    layers: int = 6
    heads: int = 12
    inner: int = 1536
    positions: int = 512


@dataclass(frozen=True, slots=True)
class Scores:
    """What the heads say of words: (words, tags), (words,) and (words, roles), not normalised."""

    tags: Tensor
    introduced: Tensor
    roles: Tensor


class Dropout(nn.Module):  # type: ignore[misc]
    """Zero entries with probability `rate` (in steps of 1/256), in training only.

    Eight draws come out of each random 64-bit number, which on a CPU is several times cheaper
    than a draw from a uniform distribution for each entry.
    """

    def __init__(self, rate: float) -> None:
        super().__init__()
        self.zeros = round(rate * 256)

    def forward(self, x: Tensor) -> Tensor:
        """Return `x`, in training with entries dropped and the others scaled up."""
        if not self.training or self.zeros == 0:
            return x
        count = -(-x.numel() // 8)
        bits = torch.randint(-(2**63), 2**63 - 1, (count,)).view(torch.uint8)[: x.numel()]
        kept = (bits >= self.zeros).view(x.shape).to(x.dtype)
        return x * kept.mul_(256 / (256 - self.zeros))


class Block(nn.Module):  # type: ignore[misc]
    """One encoder layer: self-attention and a feed-forward part, each followed by a norm."""

    def __init__(self, sizes: Sizes, dropout: float) -> None:
        super().__init__()
        self.heads = sizes.heads
        self.qkv = nn.Linear(sizes.width, 3 * sizes.width)
        self.out = nn.Linear(sizes.width, sizes.width)
        self.norm1 = nn.LayerNorm(sizes.width, eps=1e-12)
        self.up = nn.Linear(sizes.width, sizes.inner)
        self.down = nn.Linear(sizes.inner, sizes.width)
        self.norm2 = nn.LayerNorm(sizes.width, eps=1e-12)
        self.dropout = Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """Map states (batch, length, width) to states; `mask` is added to attention scores."""
        batch, length, width = x.shape
        qkv = self.qkv(x).view(batch, length, 3, self.heads, width // self.heads)
        q, k, v = qkv.permute(2, 0, 3, 1, 4).unbind(0)
        # Written out: torch's fused attention is three times slower on a CPU in bfloat16.
        scores = (q * (width // self.heads) ** -0.5) @ k.transpose(-1, -2)
        if mask is not None:
            scores = scores + mask
        mixed = (scores.softmax(-1, dtype=scores.dtype) @ v).transpose(1, 2)
        mixed = mixed.reshape(batch, length, width)
        x = self.norm1(x + self.dropout(self.out(mixed)))
        inner = self.down(nn.functional.gelu(self.up(x)))
        return self.norm2(x + self.dropout(inner))


class Network(nn.Module):  # type: ignore[misc]
    """Encoder over wordpieces and their features, with linear heads.

    One head scores a word's tag, one whether the paper introduces what the word names, one the
    role that this plays in the paper.
    """

    def __init__(
        self, tags: int, roles: int, *, sizes: Sizes | None = None, dropout: float = 0.1
    ) -> None:
        super().__init__()
        sizes = sizes or Sizes()
        self.sizes = sizes
        self.words = nn.Embedding(sizes.vocabulary, sizes.width)
        self.positions = nn.Embedding(sizes.positions, sizes.width)
        self.piece_shapes = nn.Embedding(N_SHAPES, sizes.width)
        self.word_shapes = nn.Embedding(N_SHAPES, sizes.width)
        self.title = nn.Embedding(2, sizes.width)
        for table in (self.piece_shapes, self.word_shapes, self.title):
            nn.init.zeros_(table.weight)
        self.norm = nn.LayerNorm(sizes.width, eps=1e-12)
        self.dropout = Dropout(dropout)
        self.blocks = nn.ModuleList(Block(sizes, dropout) for _ in range(sizes.layers))
        self.heads = nn.ModuleDict(
            {
                "tags": nn.Linear(sizes.width, tags),
                "introduced": nn.Linear(sizes.width, 1),
                "roles": nn.Linear(sizes.width, roles),
            }
        )
        for head in self.heads.values():
            nn.init.normal_(head.weight, std=0.02)
            nn.init.zeros_(head.bias)

    def score(self, states: Tensor) -> Scores:
        """Apply the heads to states (words, width)."""
        return Scores(
            self.heads["tags"](states),
            self.heads["introduced"](states).squeeze(-1),
            self.heads["roles"](states),
        )

    def embed(self, ids: Tensor, features: Tensor) -> Tensor:
        """Sum the embeddings of wordpieces, positions and features: (batch, length, width)."""
        x = self.words(ids) + self.positions.weight[: ids.shape[1]] + self.feature_vectors(features)
        return self.dropout(self.norm(x))

    def freeze(self, layers: int) -> None:
        """Exclude the embeddings and the lowest `layers` layers from training."""
        for name, parameter in self.named_parameters():
            kind, _, rest = name.partition(".")
            low = kind not in ("heads", "blocks") or (
                kind == "blocks" and int(rest.split(".")[0]) < layers
            )
            parameter.requires_grad_(not low)

    def feature_vectors(self, features: Tensor) -> Tensor:
        """Sum the embeddings of the parts of features (see `encoding.N_FEATURES`)."""
        piece = features % N_SHAPES
        word = features // N_SHAPES % N_SHAPES
        title = features // (N_SHAPES * N_SHAPES)
        return self.piece_shapes(piece) + self.word_shapes(word) + self.title(title)

    def encode(self, ids: Tensor, features: Tensor, valid: Tensor | None) -> Tensor:
        """Return the last layer's states; `valid` (batch, length) is false at padding."""
        return self.run(self.embed(ids, features), valid)

    def run(self, x: Tensor, valid: Tensor | None) -> Tensor:
        """Run the layers over embedded input."""
        mask = None
        if valid is not None:
            mask = torch.zeros(valid.shape, dtype=torch.float32).masked_fill(~valid, -1e4)
            mask = mask[:, None, None, :]
            if torch.is_autocast_enabled("cpu"):
                mask = mask.to(torch.bfloat16)
        for block in self.blocks:
            x = block(x, mask)
        return x


def load_bert_weights(network: Network, path: Path) -> None:
    """Copy a BERT checkpoint (safetensors) into the encoder; the features keep their values."""
    source = load_file(path)
    source = {k.removeprefix("bert."): v.float() for k, v in source.items()}
    e = "embeddings."
    state = network.state_dict()
    state["words.weight"] = source[e + "word_embeddings.weight"]
    # The checkpoint adds its first segment embedding to every piece; it goes into the positions.
    state["positions.weight"] = (
        source[e + "position_embeddings.weight"] + source[e + "token_type_embeddings.weight"][0]
    )
    for end in ("weight", "bias"):
        state[f"norm.{end}"] = source[f"{e}LayerNorm.{end}"]
        for i in range(network.sizes.layers):
            p = f"encoder.layer.{i}."
            parts = [source[f"{p}attention.self.{x}.{end}"] for x in ("query", "key", "value")]
            state[f"blocks.{i}.qkv.{end}"] = torch.cat(parts)
            state[f"blocks.{i}.out.{end}"] = source[f"{p}attention.output.dense.{end}"]
            state[f"blocks.{i}.norm1.{end}"] = source[f"{p}attention.output.LayerNorm.{end}"]
            state[f"blocks.{i}.up.{end}"] = source[f"{p}intermediate.dense.{end}"]
            state[f"blocks.{i}.down.{end}"] = source[f"{p}output.dense.{end}"]
            state[f"blocks.{i}.norm2.{end}"] = source[f"{p}output.LayerNorm.{end}"]
    network.load_state_dict(state)


def load_layers(network: Network, state: Mapping[str, Tensor], layers: Sequence[int]) -> None:
    """Copy a deeper network's state into a shallower one that keeps only `layers` of it.

    Starting a student from its teacher's layers: Sanh et al., "DistilBERT" (2019).
    """
    kept = {f"blocks.{old}.": f"blocks.{new}." for new, old in enumerate(layers)}
    chosen: dict[str, Tensor] = {}
    for name, value in state.items():
        block = ".".join(name.split(".")[:2]) + "."
        if not name.startswith("blocks."):
            chosen[name] = value
        elif block in kept:
            chosen[name.replace(block, kept[block], 1)] = value
    network.load_state_dict(chosen)
