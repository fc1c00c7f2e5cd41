"""Papers that are alike, because they share entities that few other papers name."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from paperlattice import tables
from paperlattice.graph.incidence import Floats, Incidence, Ints, build_incidence, rarity

__all__ = ["similarities"]

NEIGHBOURS = 20
"""How many of its nearest papers each paper keeps."""

WIDEST_SHARE = 0.1
"""The share of all papers beyond which an entity says too little to bring two papers together."""

_WIDEST_ALWAYS = 10
_PAIRS_PER_PAPER = 100
_PAIRS_ALWAYS = 200_000
_CANDIDATES = 3 * NEIGHBOURS
_CHUNK = 500_000
_DIGITS = 6
_STEPS = 10**_DIGITS


def similarities(assertions: pd.DataFrame, *, n_papers: int) -> pd.DataFrame:
    """Return the table of similar papers: the 20 nearest of each, either way.

    `assertions` is the table of that name, `n_papers` the number of all papers. The weight is the
    cosine, within (0, 1], of the papers' entities weighted by rarity (Salton and Buckley,
    "Term-weighting approaches in automatic text retrieval", Information Processing & Management
    24, 1988). Two papers are compared if they share an entity that is rare enough; then all they
    share counts. `shared` has the rarest first.

    The number of pairs is bounded, whatever the number of papers: entities make pairs from the
    rarest up, until there are 100 for each paper.
    """
    links = build_incidence(
        assertions, paper_ids=assertions["paper_id"], entity_ids=assertions["entity_id"]
    )
    weights = rarity(links.papers_per_entity(), n_papers=n_papers)
    norms = np.sqrt(
        np.bincount(links.papers, weights[links.entities] ** 2, minlength=links.n_papers)
    )
    first, second, nearness = _candidates(links, weights, norms, n_papers=n_papers)
    kept = _nearest(first, second, nearness, count=_CANDIDATES)
    first, second = first[kept], second[kept]
    pair, entity = _shared(links, first, second)
    total = np.bincount(pair, weights[entity] ** 2, minlength=len(first))
    nearness = (total / (norms[first] * norms[second])).round(_DIGITS)
    kept = _nearest(first, second, nearness, count=NEIGHBOURS) & (nearness > 0)
    return _table(links, weights, first[kept], second[kept], nearness[kept])


def _table(
    links: Incidence, weights: Floats, first: Ints, second: Ints, nearness: Floats
) -> pd.DataFrame:
    """Return the table of pairs, which are ordered by both numbers and so by both ids."""
    pair, entity = _shared(links, first, second)
    order = np.lexsort((entity, -weights[entity], pair))
    names = np.array(links.entity_ids, dtype=object)[entity[order]]
    ends = np.cumsum(np.bincount(pair, minlength=len(first))).tolist()
    papers = np.array(links.paper_ids, dtype=object)
    return tables.from_columns(
        "similarities",
        {
            "source": papers[first].tolist(),
            "target": papers[second].tolist(),
            "weight": nearness.tolist(),
            "shared": [tuple(names[begin:end]) for begin, end in pairwise([0, *ends])],
        },
    )


def _candidates(
    links: Incidence, weights: Floats, norms: Floats, *, n_papers: int
) -> tuple[Ints, Ints, Floats]:
    """Return the pairs of papers that share a rare entity, and what their rare ones add up to."""
    spread = links.papers_per_entity()
    widest = _widest(spread, n_papers=n_papers)
    of_link = spread[links.entities]
    codes: list[Ints] = []
    parts: list[Floats] = []
    for width in range(2, widest + 1):
        chosen = np.flatnonzero(of_link == width)
        by_entity = chosen[np.argsort(links.entities[chosen], kind="stable")].reshape(-1, width)
        left, right = np.triu_indices(width, k=1)
        papers = links.papers[by_entity]
        codes.append((papers[:, left] * links.n_papers + papers[:, right]).ravel())
        parts.append(np.repeat(weights[links.entities[by_entity[:, 0]]] ** 2, len(left)))
    if not codes:
        nothing = np.empty(0, dtype=np.int64)
        return nothing, nothing, np.empty(0)
    pairs, which = np.unique(np.concatenate(codes), return_inverse=True)
    first, second = np.divmod(pairs, links.n_papers)
    total = np.bincount(which, np.concatenate(parts), minlength=len(pairs))
    return first, second, (total / (norms[first] * norms[second])).round(_DIGITS)


def _widest(spread: Ints, *, n_papers: int) -> int:
    """Return the greatest number of papers that an entity which makes pairs may have."""
    limit = max(_WIDEST_ALWAYS, int(WIDEST_SHARE * n_papers))
    widths, counts = np.unique(spread[(spread >= 2) & (spread <= limit)], return_counts=True)
    pairs = np.cumsum(counts * widths * (widths - 1) // 2)
    affordable = widths[pairs <= max(_PAIRS_ALWAYS, _PAIRS_PER_PAPER * n_papers)]
    return int(affordable[-1]) if len(affordable) else 1


def _nearest(first: Ints, second: Ints, nearness: Floats, *, count: int) -> NDArray[np.bool_]:
    """Return which pairs are among the `count` nearest of either paper, ties by number.

    The pairs come ordered by both numbers, so that a stable sort of each paper's pairs, those
    where it stands second before the others, leaves ties in the order of the other paper.
    """
    paper = np.concatenate([second, first])
    farness = _STEPS - np.rint(_STEPS * np.concatenate([nearness, nearness])).astype(np.int64)
    order = np.argsort(paper * (_STEPS + 1) + farness, kind="stable")
    ordered = paper[order]
    rank = np.arange(len(order)) - np.searchsorted(ordered, ordered, side="left")
    kept = np.empty(len(order), dtype=bool)
    kept[order] = rank < count
    return kept[: len(first)] | kept[len(first) :]


def _shared(links: Incidence, first: Ints, second: Ints) -> tuple[Ints, Ints]:
    """Return the entities that each pair shares: the pair's number and the entity's, in turn."""
    codes = links.papers * links.n_entities + links.entities
    counts = links.entities_per_paper()
    starts = np.cumsum(counts) - counts
    pairs: list[Ints] = [np.empty(0, dtype=np.int64)]
    entities: list[Ints] = [np.empty(0, dtype=np.int64)]
    for begin in range(0, len(first), _CHUNK):
        left, right = first[begin : begin + _CHUNK], second[begin : begin + _CHUNK]
        length = counts[left]
        pair = np.repeat(np.arange(len(left)), length)
        within = np.arange(len(pair)) - np.repeat(np.cumsum(length) - length, length)
        entity = links.entities[starts[left][pair] + within]
        wanted = right[pair] * links.n_entities + entity
        at = np.minimum(np.searchsorted(codes, wanted), len(codes) - 1)
        both = codes[at] == wanted
        pairs.append(pair[both] + begin)
        entities.append(entity[both])
    return np.concatenate(pairs), np.concatenate(entities)
