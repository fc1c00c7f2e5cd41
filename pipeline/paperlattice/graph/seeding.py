"""igraph's random numbers, made the same on every run."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager

import igraph

__all__ = ["seeded"]


@contextmanager
def seeded(seed: int) -> Iterator[None]:
    """Let igraph draw its random numbers from a seed, and from Python's own generator after."""
    igraph.set_random_number_generator(random.Random(seed))  # noqa: S311 - no secret
    try:
        yield
    finally:
        igraph.set_random_number_generator(random)
