"""What tells two similar names apart: versions, sizes, sides, prefixes that turn a word over."""

from __future__ import annotations

import re
from collections.abc import Sequence

__all__ = ["MINOR", "initials", "may_be_one", "may_be_variants"]

MINOR = frozenset(
    "a an and at by for from in of on or over the to under via with".split()  # noqa: SIM905
)
_NUMBER = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_]+|\d+")
_ROMAN = frozenset("ii iii iv vi vii viii ix".split())  # noqa: SIM905
_SIZES = frozenset(
    """base big extended full giant high huge large lite little long low max medium mini nano
    narrow plus pro short small tiny turbo ultra wide xl xs xxl""".split()  # noqa: SIM905
)
_SIDES = frozenset(
    """anterior caudal dorsal inferior lateral left medial posterior right rostral superior
    ventral""".split()  # noqa: SIM905
)
# Two words are different things if they differ by one of these, or in which of them they have.
_PREFIXES = tuple(
    """anti auto bi co contra counter cross de dis down exo endo extra feed fine hetero homo hyper
    hypo im in inter intra ir macro mega meso meta micro mis mono multi non out over para poly post
    pre pro pseudo quasi re semi sub super supra sym trans tri ultra un under uni up a""".split()  # noqa: SIM905
)
_LEAST_STEM = 4


def initials(name: str) -> set[str]:
    """Return the initials of a name of several words, with and without minor ones.

    >>> sorted(initials("area under the curve"))
    ['ac', 'autc']
    """
    words = [word.lower() for word in _WORD.findall(name)]
    if len(words) < 2:
        return set()
    major = [word for word in words if word not in MINOR]
    return {"".join(word[0] for word in part) for part in (words, major)}


def may_be_one(one: str, other: str) -> bool:
    """Tell whether neither versions, nor sizes, nor sides keep two names apart.

    >>> may_be_one("GPT-2", "GPT 2"), may_be_one("ResNet-50", "ResNet-101")
    (True, False)
    """
    return _marks(one) == _marks(other)


def may_be_variants(one: str, other: str) -> bool:
    """Tell whether two words of nearly the same letters may be one word.

    >>> may_be_variants("summarisation", "summarization"), may_be_variants("convex", "nonconvex")
    (True, False)
    """
    first, second = sorted((one.lower(), other.lower()), key=len)
    if second.endswith(first) and second.removesuffix(first) in _PREFIXES:
        return False
    shared = _stems(first) & _stems(second)
    return not any(len(stem) >= _LEAST_STEM for stem in shared)


def _stems(word: str) -> set[str]:
    """Return what is left of a word without each prefix that it has."""
    return {word.removeprefix(prefix) for prefix in _PREFIXES if word.startswith(prefix)}


def _marks(name: str) -> Sequence[str]:
    """Return the parts of a name that stand for a version, a size or a side, in order."""
    words = [word.lower() for word in _WORD.findall(name)]
    single = {word for word in words if len(word) == 1 and word != "a"}
    kept = _ROMAN | _SIZES | _SIDES | single
    return sorted(word for word in words if word in kept or _NUMBER.fullmatch(word))
