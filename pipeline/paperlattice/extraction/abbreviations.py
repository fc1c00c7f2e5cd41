"""Abbreviations that a paper defines, and their long forms.

The method is that of A. S. Schwartz and M. A. Hearst, "A simple algorithm for identifying
abbreviation definitions in biomedical text" (PSB 2003): the letters of a short form in brackets
are looked for from right to left in the words before it, the first one at a word's beginning.
Before that, words are tried whose initials are just the letters: "Proximal Policy Optimization
(PPO)" would else begin at "Policy". Initials are also enough where no bracket stands between:
"AUC: area under the curve", "FC stands for functional connectivity".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

__all__ = ["Definition", "find_definitions", "find_long_form", "is_acronym"]

_BRACKETS = re.compile(r"[(\[]([^()\[\]]{1,120})[)\]]")
_BOUNDARY = re.compile(r"[.!?;:]\s|\n|[()\[\]]")
_WORD = re.compile(r"\S+")
_PART = re.compile(r"[^\W_]+")
_SPELT_OUT = re.compile(
    # Possessive: no part of a word can be followed by what follows a short form.
    r"(?<![\w-])(?P<short>\w[\w-]{1,11}+)"
    r"(?:\s?[:=]|,? (?:which )?(?:stand|refer|mean|denote)s?(?: for| to)?|,? short for"
    r"|,? is an? (?:abbreviation|acronym) (?:of|for))\s+(?:the\s+)?(?=\w)"
)
_MINOR = frozenset(
    [
        "a",
        "an",
        "and",
        "at",
        "by",
        "for",
        "from",
        "in",
        "of",
        "on",
        "or",
        "over",
        "the",
        "to",
        "under",
        "via",
        "with",
    ]
)
_SOUNDS = {"2": "to", "4": "for"}
_LEADING = frozenset(
    """a an the of in on for to and or with by as from at our their its we this that these such
    using via called named""".split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class Definition:
    """A short form and its long form, as spans of the text in code points."""

    short: str
    short_start: int
    short_end: int
    long: str
    long_start: int
    long_end: int


def find_definitions(text: str) -> list[Definition]:
    """Return the abbreviations that a text defines, in its order, none overlapping another.

    They are "long form (SF)", "SF (long form)", "SF: long form" and "SF stands for long form".
    """
    found: dict[tuple[int, int], Definition] = {}
    for match in _BRACKETS.finditer(text):
        inner = re.split(r"[,;]| or ", match[1])[0]
        start = match.start(1) + len(inner) - len(inner.lstrip())
        inner = inner.strip().strip("\"'“”‘’")
        start = text.index(inner, start) if inner else start
        definition = _long_before(text, inner, start, match.start()) or _short_before(
            text, inner, start, match.start()
        )
        if definition:
            found.setdefault((definition.short_start, definition.short_end), definition)
    for definition in _spelt_out(text):
        found.setdefault((definition.short_start, definition.short_end), definition)
    return [found[key] for key in sorted(found)]


def is_acronym(word: str) -> bool:
    """Tell whether a word looks like an acronym: mostly capitals, a plural s set aside.

    >>> is_acronym("SAEs"), is_acronym("fMRI"), is_acronym("MindEye")
    (True, True, False)
    """
    letters = _without_plural(word)
    capitals = sum(character.isupper() for character in letters)
    return 2 <= len(letters) <= 10 and capitals >= 2 and capitals > 0.6 * len(letters)


def find_long_form(short: str, candidate: str) -> int | None:
    """Return where in the candidate the long form of a short form begins, or None.

    The candidate's end is the long form's end. Letters are matched from the right; the first
    letter of the short form must begin a word.
    """
    position = len(candidate) - 1
    letters = [character.lower() for character in short if character.isalnum()]
    if not letters:
        return None
    for index in range(len(letters) - 1, -1, -1):
        first = index == 0
        while position >= 0 and not (
            candidate[position].lower() == letters[index]
            and not (first and position > 0 and candidate[position - 1].isalnum())
        ):
            position -= 1
        if position < 0:
            return None
        position -= 1
    return _whole_word(candidate, position + 1)


def _whole_word(candidate: str, begin: int) -> int:
    """Move a beginning inside a hyphenated word to the word's, if that has the same letter."""
    word = max(candidate.rfind(" ", 0, begin), candidate.rfind("\n", 0, begin)) + 1
    same = candidate[word : word + 1].lower() == candidate[begin : begin + 1].lower()
    return word if same else begin


def _long_before(text: str, short: str, short_start: int, bracket: int) -> Definition | None:
    if not _is_short_form(short):
        return None
    left = text[max(0, bracket - 200) : bracket].rstrip().rstrip("\"'”’")
    offset = max(0, bracket - 200)
    boundary = max((match.end() for match in _BOUNDARY.finditer(left)), default=0)
    words = list(_WORD.finditer(left, boundary))
    # Schwartz and Hearst's window: at most |A| + 5 words, and at most twice |A|.
    letters = sum(character.isalnum() for character in short)
    window = words[-min(letters + 5, letters * 2) :]
    if not window:
        return None
    singular = _without_plural(short)
    candidate = left[window[0].start() :]
    for begin, end in _possible_long_forms((short, singular), candidate):
        long_start, long = offset + window[0].start() + begin, candidate[begin:end]
        if _is_long_form(singular, long):
            return Definition(
                short,
                short_start,
                short_start + len(short),
                long,
                long_start,
                long_start + len(long),
            )
    return None


def _possible_long_forms(shorts: Sequence[str], candidate: str) -> Iterator[tuple[int, int]]:
    """Yield where a long form may begin and end in the words before a bracket, best first."""
    parts = list(_PART.finditer(candidate))
    for form in dict.fromkeys(shorts):
        begin = _begin_by_initials(form, parts)
        if begin is not None:
            yield _whole_word(candidate, begin), len(candidate)
    # "Markov chain Monte Carlo methods (MCMC)": the last word is no part of the long form.
    for form in dict.fromkeys(shorts):
        begin = _begin_by_initials(form, parts[:-1])
        if begin is not None and candidate[parts[-2].end() : parts[-1].start()].isspace():
            yield _whole_word(candidate, begin), parts[-2].end()
    for form in dict.fromkeys(shorts):
        begin = find_long_form(form, candidate)
        if begin is not None:
            yield begin, len(candidate)


def _begin_by_initials(short: str, parts: Sequence[re.Match[str]]) -> int | None:
    """Return where the words begin whose initials are a short form's letters, or None."""
    letters = [character.lower() for character in short if character.isalnum()]
    index = len(parts) - 1
    begin = None
    for letter in reversed(letters):
        while index >= 0 and not _stands_for(letter, parts[index][0].lower()):
            if begin is None or not _may_be_left_out(parts[index]):
                return None
            index -= 1
        if index < 0:
            return None
        begin = parts[index].start()
        index -= 1
    return begin


def _stands_for(letter: str, word: str) -> bool:
    return word[0] == letter or _SOUNDS.get(letter) == word


def _spelt_out(text: str) -> Iterator[Definition]:
    """Yield the definitions without brackets, whose long form has just the initials it needs."""
    for match in _SPELT_OUT.finditer(text):
        short, start = match["short"], match.end()
        letters = [character.lower() for character in _without_plural(short) if character.isalnum()]
        if not is_acronym(short) or len(letters) < 2:
            continue
        boundary = _BOUNDARY.search(text, start)
        parts = list(_PART.finditer(text, start, boundary.start() if boundary else len(text)))
        end = _end_by_initials(letters, parts)
        if end is None or not _is_long_form(short, text[start:end]):
            continue
        # Two initials meet by chance; then the long form has to be all that follows.
        if len(letters) > 2 or re.match(r"\s*(?:[,;.)]|and\b|$)", text[end:]):
            yield Definition(
                short, match.start(), match.start() + len(short), text[start:end], start, end
            )


def _end_by_initials(letters: Sequence[str], parts: Sequence[re.Match[str]]) -> int | None:
    rest = list(letters)
    for part in parts:
        if _stands_for(rest[0], part[0].lower()):
            rest.pop(0)
            if not rest:
                return part.end()
        elif len(rest) == len(letters) or not _may_be_left_out(part):
            return None
    return None


def _may_be_left_out(part: re.Match[str]) -> bool:
    """Tell whether a word needs no letter: a minor one, or the second half of a compound."""
    return part[0].lower() in _MINOR or part.string[part.start() - 1 : part.start()] in {"-", "‐"}


def _without_plural(short: str) -> str:
    return short[:-1] if len(short) > 2 and short.endswith("s") and short[-2].isupper() else short


def _short_before(text: str, inner: str, inner_start: int, bracket: int) -> Definition | None:
    before = re.search(r"([^\s()\[\],;:]+)\s*$", text[max(0, bracket - 40) : bracket])
    if before is None or " " not in inner or not _is_short_form(before[1]):
        return None
    short = before[1]
    words = inner.split()
    begin = find_long_form(short, inner)
    if begin != 0 or len(words) > len(short) + 5 or not _is_long_form(short, inner):
        return None
    short_start = max(0, bracket - 40) + before.start(1)
    return Definition(
        short, short_start, short_start + len(short), inner, inner_start, inner_start + len(inner)
    )


def _is_short_form(form: str) -> bool:
    return (
        2 <= len(form) <= 12
        and len(form.split()) <= 2
        and form[0].isalnum()
        and any(character.isupper() for character in form)
        and not re.fullmatch(r"[A-Z]?[a-z]+|\d+[%a-z]*|[A-Z]\.?", form)
        and not re.match(r"(?:Fig|Eq|Sec|Tab|e\.g|i\.e|\d{4})", form)
    )


def _is_long_form(short: str, long: str) -> bool:
    words = [word for word in re.split(r"[\s\-‐–/]+", long) if word]
    letters = sum(character.isalnum() for character in short)
    return (
        len(long) > len(short)
        and short not in long.split()
        and words[0].lower() not in _LEADING
        and len(words) <= min(letters + 5, letters * 2)
    )
