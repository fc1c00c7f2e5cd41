"""Read annotated papers and make batches of them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor

from paperlattice.recogniser.encoding import Encoded, encode
from paperlattice.recogniser.reading import ROLES

__all__ = [
    "CLS",
    "LENGTH",
    "SEP",
    "TYPES",
    "UNKNOWN",
    "Batch",
    "Example",
    "Paper",
    "batches",
    "bucket_of",
    "collate",
    "example_of",
    "read_papers",
    "silver_example",
]

TYPES = (
    "Dataset",
    "Modality",
    "Method",
    "Task",
    "Concept",
    "BrainRegion",
    "Organism",
    "Condition",
    "Metric",
)
CLS, SEP = 101, 102
LENGTH = 512
UNKNOWN = -100


@dataclass(frozen=True, slots=True)
class Paper:
    """An annotated paper: its text and spans (start, end, type) in code points.

    For each span, `introduced` tells whether the paper introduces what it names, and `roles` what
    role this plays, empty where nobody has annotated it.
    """

    id: str
    stratum: str
    text: str
    spans: tuple[tuple[int, int, str], ...]
    introduced: tuple[bool, ...]
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """An encoded text and what is to be learnt of its words.

    Either the tags are given, with `introduced` (0 or 1) and `roles` (an index in `ROLES`, or
    `UNKNOWN`), or a teacher's tag scores (words, tags).
    """

    encoded: Encoded
    tags: NDArray[np.int64]
    introduced: NDArray[np.float32]
    roles: NDArray[np.int64]
    teacher: NDArray[np.float32] | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    """Padded texts: wordpieces, features and validity, and where the words' first pieces are."""

    ids: Tensor
    features: Tensor
    valid: Tensor
    rows: Tensor
    columns: Tensor
    n_words: tuple[int, ...]


def bucket_of(paper_id: str) -> int:
    """Put a paper in one of 100 buckets by its id; below 15 is the held-out test set."""
    return int(hashlib.sha256(paper_id.encode()).hexdigest(), 16) % 100


def read_papers(paths: Iterable[Path]) -> list[Paper]:
    """Read gold files (JSON lines with title, abstract, entities, mentions)."""
    papers = []
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            entities = record["entities"]
            mentions = sorted(record["mentions"], key=lambda m: (m["start"], m["end"]))
            named = [entities[m["entity"]] for m in mentions]
            papers.append(
                Paper(
                    id=str(record["id"]),
                    stratum=record.get("stratum", path.stem),
                    text=record["title"] + "\n" + record["abstract"],
                    spans=tuple(
                        (m["start"], m["end"], e["type"])
                        for m, e in zip(mentions, named, strict=True)
                    ),
                    introduced=tuple(bool(e["introduced"]) for e in named),
                    roles=tuple(e.get("role", "") for e in named),
                )
            )
    return papers


def example_of(tokenizer: Tokenizer, paper: Paper) -> Example:
    """Encode a paper with its spans as begin, inside, end and single tags of words.

    A span that does not begin and end at a word's edges is left out.
    """
    encoded = encode(tokenizer, paper.text)
    starts = {s: i for i, s in enumerate(encoded.starts)}
    ends = {e: i for i, e in enumerate(encoded.ends)}
    n_words = len(encoded.first)
    tags = np.zeros(n_words, dtype=np.int64)
    introduced = np.zeros(n_words, dtype=np.float32)
    roles = np.full(n_words, UNKNOWN, dtype=np.int64)
    for (start, end, name), new, role in zip(
        paper.spans, paper.introduced, paper.roles, strict=True
    ):
        if start not in starts or end not in ends:
            continue
        a, b = starts[start], ends[end]
        base = 1 + 4 * TYPES.index(name)
        if a == b:
            tags[a] = base + 3
        else:
            tags[a : b + 1] = base + 1
            tags[a], tags[b] = base, base + 2
        introduced[a : b + 1] = new
        if role:
            roles[a : b + 1] = ROLES.index(role)
    return Example(encoded, tags, introduced, roles)


def silver_example(encoded: Encoded, teacher: NDArray[np.float32]) -> Example:
    """Make an example of a text that nobody annotated, from a teacher's tag scores."""
    n_words = len(encoded.first)
    return Example(
        encoded,
        np.zeros(n_words, dtype=np.int64),
        np.zeros(n_words, dtype=np.float32),
        np.full(n_words, UNKNOWN, dtype=np.int64),
        teacher,
    )


def collate(encoded: Sequence[Encoded]) -> Batch:
    """Pad encoded texts to one length; what goes beyond the network's length is cut off."""
    limit = LENGTH - 2
    width = max(min(len(e.ids), limit) for e in encoded) + 2
    width = -(-width // 16) * 16
    ids = np.zeros((len(encoded), width), dtype=np.int64)
    features = np.zeros_like(ids)
    valid = np.zeros(ids.shape, dtype=bool)
    rows, columns, n_words = [], [], []
    for i, e in enumerate(encoded):
        n = min(len(e.ids), limit)
        ids[i, 0], ids[i, n + 1] = CLS, SEP
        ids[i, 1 : n + 1] = e.ids[:n]
        features[i, 1 : n + 1] = e.features[:n]
        valid[i, : n + 2] = True
        first = e.first[e.first < n] + 1
        rows.append(np.full(len(first), i))
        columns.append(first)
        n_words.append(len(first))
    return Batch(
        torch.from_numpy(ids),
        torch.from_numpy(features),
        torch.from_numpy(valid),
        torch.from_numpy(np.concatenate(rows)),
        torch.from_numpy(np.concatenate(columns)),
        tuple(n_words),
    )


def batches(
    lengths: Sequence[int], size: int, generator: np.random.Generator, *, pool: int = 16
) -> list[NDArray[np.int64]]:
    """Shuffle indices into batches of similar length, in random order.

    `lengths` are the texts' wordpieces; each `pool * size` shuffled texts are sorted by length.
    """
    order = generator.permutation(len(lengths))
    made: list[NDArray[np.int64]] = []
    for i in range(0, len(order), pool * size):
        part = order[i : i + pool * size]
        part = part[np.argsort([lengths[j] for j in part], kind="stable")]
        made += [part[j : j + size] for j in range(0, len(part), size)]
    return [made[i] for i in generator.permutation(len(made))]
