"""When two written forms are one: inflection, spelling, hyphens, and where case matters."""

from __future__ import annotations

import re
from functools import lru_cache

__all__ = [
    "closed_key",
    "compound_keys",
    "form_key",
    "is_case_sensitive",
    "is_joiner",
    "matches_case",
    "token_key",
    "tokens",
]

_TOKEN = re.compile(r"[^\W_]+|_|[^\w\s]")
_JOINERS = frozenset("-‐‑‒–—/ ")
_NO_JOINERS = dict.fromkeys(map(ord, _JOINERS))
_SHORT = 5
_HYPHEN = re.compile(r"(?<=[^\W_])[-‐‑](?=[^\W\d_])|(?<=[^\W\d_])[-‐‑](?=\d)")
_PREFIX = re.compile(
    r"\b(auto|bio|cross|hyper|inter|intra|macro|meta|micro|multi|neuro|non|over|photo|poly|post|pre"
    r"|pseudo|retro|self|semi|socio|spatio|sub|super|trans|ultra|un|under|visuo)(?=[^\W\d_]{4})",
    re.IGNORECASE,
)

_PLURALS = {
    "analyses": "analysis",
    "axes": "axis",
    "biases": "bias",
    "corpora": "corpus",
    "cortices": "cortex",
    "criteria": "criterion",
    "ganglia": "ganglion",
    "gyri": "gyrus",
    "hippocampi": "hippocampus",
    "hypotheses": "hypothesis",
    "indices": "index",
    "lenses": "lens",
    "matrices": "matrix",
    "movies": "movie",
    "nuclei": "nucleus",
    "phenomena": "phenomenon",
    "stimuli": "stimulus",
    "sulci": "sulcus",
    "syntheses": "synthesis",
    "thalami": "thalamus",
    "vertices": "vertex",
    "viruses": "virus",
}
_SPELLINGS = (
    (re.compile(r"(?<=[a-z]{3})is(?=(?:e[ds]?|er|ing|ation|able)$)"), "iz"),
    (re.compile(r"(?<=[a-z]{3})ys(?=(?:e[ds]?|er|ing)$)"), "yz"),
    (re.compile(r"(?<=[aeiou])ll(?=(?:ed|ing|er)$)"), "l"),
    (re.compile(r"^(behavi|col|tum|neighb|fav|flav|hum|vap|od|lab|hon)our"), r"\1or"),
    (re.compile(r"(?<=[a-z]{3})tre$"), "ter"),
    (re.compile(r"^grey"), "gray"),
    (re.compile(r"^fibre"), "fiber"),
)


def tokens(text: str) -> list[str]:
    """Return the words and signs of a text, without its white space."""
    return _TOKEN.findall(text)


@lru_cache(maxsize=200_000)
def token_key(token: str) -> str:
    """Return what a token has in common with its inflected and respelt forms.

    Both sides of a comparison pass through here, so the key need not be a word: it only has to
    be the same for "analysers" and "analyzer" and to differ for what differs.
    """
    key = token.lower()
    key = _PLURALS.get(key, key)
    if len(key) > 3 and key[-1] == "s" and key[-2] not in "su" and not key.endswith("is"):
        if key.endswith("ies"):
            key = f"{key[:-3]}y"
        elif key.endswith(("sses", "xes", "ches", "shes")):
            key = key[:-2]
        else:
            key = key[:-1]
    elif len(token) == 3 and token[-1] == "s" and token[:2].isupper():
        key = key[:-1]
    if len(key) > 3:
        for pattern, replacement in _SPELLINGS:
            key = pattern.sub(replacement, key)
    return key


@lru_cache(maxsize=100_000)
def form_key(form: str) -> tuple[str, ...]:
    """Return the key of a form: its tokens' keys, hyphens and slashes between words left out.

    >>> form_key("Sparse Auto-Encoders") == form_key("sparse auto encoder")
    True
    """
    return tuple(token_key(token) for token in tokens(form) if token not in _JOINERS)


def closed_key(key: tuple[str, ...]) -> str:
    """Return a form's key with its words closed up, so that compounds are one.

    Only two numbers stay apart: "1-2" is not "12".

    >>> closed_key(form_key("Super-Resolution")) == closed_key(form_key("superresolution"))
    True
    """
    return re.sub(r"(?<!\d) | (?!\d)", "", " ".join(key))


def compound_keys(form: str) -> list[tuple[str, ...]]:
    """Return the keys of a form with its compounds open and closed, its own key first.

    A word with a hyphen may be closed up, and a prefix such as "auto" or "multi" set off.

    >>> compound_keys("sparse autoencoder")
    [('sparse', 'autoencoder'), ('sparse', 'auto', 'encoder')]
    """
    opened = " ".join(_PREFIX.sub(r"\1 ", token) for token in tokens(form))
    return list(dict.fromkeys((form_key(form), _without_hyphens(form), form_key(opened))))


def _without_hyphens(form: str) -> tuple[str, ...]:
    """Return a form's key with the tokens on both sides of a hyphen as one."""
    keys: list[str] = []
    for word in form.split():
        for place, piece in enumerate(_HYPHEN.split(word)):
            key = form_key(piece)
            if place and key:
                # The keys are joined, not the words: "CLIP-S" is no plural of CLIP.
                keys[-1] += key[0]
                key = key[1:]
            keys.extend(key)
    return tuple(keys)


def is_joiner(token: str) -> bool:
    """Tell whether a token only joins two words, as a hyphen does."""
    return token in _JOINERS


@lru_cache(maxsize=100_000)
def is_case_sensitive(form: str) -> bool:
    """Tell whether a form is short enough to be mistaken for a common word in another case.

    >>> is_case_sensitive("SAM"), is_case_sensitive("fMRI"), is_case_sensitive("sparse coding")
    (True, True, False)
    """
    letters = sum(character.isalpha() for character in form)
    return " " not in form and letters <= _SHORT and any(c.isupper() for c in form)


def matches_case(form: str, surface: str) -> bool:
    """Tell whether a surface is a form in just this case, but for a plural s and joiners."""
    plain_form, plain_surface = _without_joiners(form), _without_joiners(surface)
    return plain_surface in (plain_form, f"{plain_form}s")


def _without_joiners(form: str) -> str:
    return form.translate(_NO_JOINERS)
