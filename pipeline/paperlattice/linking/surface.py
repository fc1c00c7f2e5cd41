"""Surfaces of discovered entities: what they have in common, and how best to write them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from paperlattice.lexicon.forms import closed_key, form_key, token_key

__all__ = ["best_label", "group_key", "is_generic", "link_key"]

_TAIL = re.compile(
    r"(?:['’]s?|[-\s](?:based|driven|like|guided|style|inspired|powered))$", re.IGNORECASE
)
_HEAD = re.compile(r"^(?:the|a|an|our|this|these|their|its|novel|new|proposed)\s+", re.IGNORECASE)

_NO_PLURAL = frozenset(
    """alias always atlas bias biases bus canvas chaos corpus cosmos dynamics economics ethics
    gas genetics graphics kinematics linguistics mathematics mechanics news pathos physics
    robotics semantics series species statistics thermodynamics""".split()  # noqa: SIM905
)

GENERIC = frozenset(
    """
    ability accuracy analysis approach architecture area article aspect attribute author
    baseline behavior behaviour benchmark brain case challenge change class classification code
    cohort community comparison component computation condition context contribution control
    corpus cortex cost data dataset decision demonstration design detection device domain
    effect element encoder decoder entity environment error estimation evaluation evidence
    example experiment extension factor failure feature field finding form formulation
    framework function generation goal group human idea image information input insight
    interaction interface item knowledge label language layer learning level library limitation
    measure mechanism method metric mind model module network neuron noise object observation
    operation output paper parameter participant patient pattern people performance phenomenon
    pipeline platform policy prediction presence problem procedure process property protocol
    quality question range rate reality region relation report representation research resource
    response result role sample scene score sequence series setting signal simulation solution
    space stage state step stimulus strategy structure study subject suite survey system target
    task technique term test text theory tool training trial type unit user value variable
    variant vector version video vision volunteer weight word work world
    """.split()  # noqa: SIM905
)


def link_key(surface: str) -> tuple[str, ...]:
    """Return what mentions of one entity have in common: inflection, articles, "X-based" set aside.

    >>> link_key("the MindFormer-based") == link_key("MindFormer")
    True
    """
    return form_key(_TAIL.sub("", _HEAD.sub("", surface.strip()))) or form_key(surface)


def group_key(surface: str) -> str:
    """Return what mentions of one entity have in common, compounds closed up besides.

    >>> group_key("Multi-Head Attention") == group_key("multihead attention")
    True
    """
    return closed_key(link_key(surface))


def is_generic(surface: str) -> bool:
    """Tell whether a surface is a single word too common to be an entity's name, or "SOTA".

    >>> is_generic("models"), is_generic("CEBRA")
    (True, False)
    """
    key = link_key(surface)
    return (
        len(surface) < 2
        or not any(character.isalpha() for character in surface)
        or key == ("sota",)
        or (len(key) == 1 and (surface.islower() or surface.istitle()) and key[0] in _GENERIC_KEYS)
    )


def best_label(surfaces: Mapping[str, int]) -> str:
    """Return the best way to write an entity: the commonest form, singular, in its own case.

    Sentence-initial capitals lose against the form inside a sentence, capitals of titles against
    lower case, where both occur; what is only ever written with capitals keeps them.
    """
    forms: Counter[str] = Counter()
    for surface, count in surfaces.items():
        forms[_singular(_TAIL.sub("", _HEAD.sub("", surface.strip())) or surface)] += count
    return min(forms, key=lambda form: (-_plainness(form, forms), -forms[form], len(form), form))


def _plainness(form: str, forms: Iterable[str]) -> int:
    """Return 1 for a form whose lower-case letters another form only capitalises."""
    return int(
        not any(
            other != form and other.lower() == form.lower() and _capitals(other) < _capitals(form)
            for other in forms
            if not _is_name(form)
        )
    )


def _is_name(form: str) -> bool:
    return any(character.isupper() for word in form.split() for character in word[1:])


def _capitals(form: str) -> int:
    return sum(character.isupper() for character in form)


def _singular(form: str) -> str:
    match = re.search(r"[A-Za-z]+$", form)
    if match is None or not match[0].endswith("s") or len(match[0]) < 4:
        return form
    if match[0].lower() in _NO_PLURAL:
        return form
    word = match[0]
    if word[:-1].isupper() or (word[:-1].islower() or word[:-1].istitle()):
        key = token_key(word)
        if word.endswith("ies") and key == word.lower()[:-3] + "y":
            return form[: match.start()] + word[:-3] + "y"
        if key == word.lower()[:-1]:
            return form[:-1]
        if key == word.lower()[:-2] and word.endswith("es"):
            return form[:-2]
    return form


_GENERIC_KEYS = frozenset(token_key(word) for word in GENERIC)
