"""What a paper presents as its own: names found by the words with which authors introduce them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from paperlattice.extraction.abbreviations import Definition
from paperlattice.extraction.occurrences import occurrences

__all__ = ["Introduction", "find_introductions", "is_coined"]

_TOKEN = r"[A-Za-zα-ωΑ-Ω0-9]\w*(?:[-–.+](?=\w)\w+)*\+*"  # noqa: S105
_CAPITAL = r"(?:[A-Z][\w]*|[0-9]+D)(?:[-–/][\w]+)*"
_SMALL = r"(?:of|for|and|the|in|with|by|from|to|as|on|at|via|&)"
_PROPER = rf"{_CAPITAL}(?:\s+(?:{_SMALL}\s+){{0,2}}{_CAPITAL})+"
_IS_PROPER = re.compile(_PROPER + "$")
_NAME = re.compile(rf"(?:\$?\\[a-z]+\{{|[\"'“‘`*])*(?<![\w/.-])(?P<name>{_PROPER}|{_TOKEN})")
_TITLE_HEAD = re.compile(r"^(?P<head>[^:\n]{2,70}?)\s*(?::|\s--+|\s[-–—])\s*(?=\S)(?P<rest>[^\n]*)")
_AGENT = (
    r"(?:\b[Ww]e\b|\b[Tt]his\s+(?:paper|work|study|article|thesis|report|research|manuscript"
    r"|letter|chapter)\b"
    r"|\b[Oo]ur\s+(?:paper|work|study)\b|\b[Tt]he\s+(?:paper|authors?)\b|\b[Tt]o\s+(?:this"
    r"|that)\s+end\b"
    r"|\bis\b|\bare\b|\b[Hh]ere\b|\bwe've\b|\b[Ii]\b)"
)
_VERB = (
    r"(?:propos(?:e[sd]?|ing)|introduc(?:e[sd]?|ing)|present(?:s|ed|ing)?|develop(?:s|ed|ing)?"
    r"|releas(?:e[sd]?|ing)|design(?:s|ed)?|construct(?:s|ed)?|buil[dt]s?|creat(?:e[sd]?|ing)"
    r"|devise[sd]?"
    r"|curate[sd]?|contribute[sd]?|unveil(?:s|ed)?|formulate[sd]?|describe[sd]?|establish(?:e[sd])?"
    r"|put\s+forward|open-source[sd]?|launch(?:e[sd])?|provide[sd]?|offer(?:s|ed)?|incorporates?"
    r"|define[sd]?)"
)
_VERB_STEMS = (
    *("propos", "introduc", "present", "develop", "releas", "design", "construct", "buil", "creat"),
    *("devise", "curate", "contribute", "unveil", "formulate", "describe", "establish", "forward"),
    *("open-source", "launch", "provide", "offer", "incorporate", "define"),
)
_PRESENTS = re.compile(rf"{_AGENT}[^.;:\n]{{0,70}}?\b{_VERB}\b(?:\s+and\s+\w+)?\s*")
_AND_PRESENTS = re.compile(rf"\b(?:and|then|also|further|additionally|finally)\s+{_VERB}\s+")
_ITSELF_PRESENTS = re.compile(
    r"(?:^|[;,]\s+)(?:[A-Z][\w-]*[A-Z0-9][\w-]*|[Ii]t|[Tt]he\s+(?:framework|model|method|system"
    r"|architecture))\s+"
    r"(?:\w+ly\s+)?(?:introduces|incorporates|proposes|presents|comprises|features|designs"
    r"|employs\s+(?:an?\s+)?novel)\s+"
)
_ITSELF_STEMS = (
    *("introduces", "incorporates", "proposes", "presents", "comprises", "features", "designs"),
    "employs",
)
_NAMING = re.compile(
    r"\b(?:called|dubbed|named|termed|coined|christened|denoted(?:\s+as)?|(?:we"
    r"|that\s+is)\s+refer(?:red)?\s+to\s+as"
    r"|referred\s+to\s+as|(?:we|I)\s+(?:call|term|name|dub|coin|denote)(?:\s+it"
    r"|\s+this)?(?:\s+as|\s+the)?"
    r"|abbreviated\s+(?:as|to)|short\s+for|titled|entitled|namely)\s*,?:?\s*(?:the\s+|a\s+|an\s+)?"
)
_NAMING_STEMS = (
    *("call", "dub", "name", "term", "coin", "christened", "denote", "refer", "abbreviated"),
    *("short", "titled"),
)
_COMPONENT = re.compile(
    r"\)\s+(?:sub)?(?:modules?|mechanisms?|strategy|strategies|blocks?|layers?|losses|loss"
    r"|units?|components?|branch"
    r"|schemes?|framework|network|encoder|decoder|paradigm|technique|procedure|algorithm)\b"
)
_OWN_STEMS = ("propos", "novel", "new", "introduced", "develop", "curated")
_OWN = re.compile(
    r"\b(?:[Oo]ur|[Tt]he)\s+(?:newly\s+)?(?:proposed|novel|new|introduced|developed|resulting"
    r"|curated|full|own)?\s*"
    r"(?:method|approach|framework|model|system|architecture|algorithm|dataset|benchmark"
    r"|pipeline|technique|strategy)?"
    r"\s*,?\s*"
)
_APPOSITION = re.compile(
    r"^(?:\s*\([^()]{1,60}\))?\s*(?:,|--|–|—|\bis\b|\(|:)\s*(?:(?:a|an|the|our"
    r"|one)\s+)?(?:\w+ly\s+)?(?:first|novel|new|"
    r"simple|unified|large|open|lightweight|general|comprehensive|efficient|scalable|end-to-end|"
    r"[a-z-]+)\b"
)
_DESCRIPTIVE = re.compile(r"^\s*,\s*(?:a|an|the\s+first|our|one\s+of)\s+")
_BARRIER = re.compile(
    r"\b(?:for|to|that|which|using|based|by|of|with|from|on|in|via|where|how|whether|through"
    r"|over|under|as|while|when"
    r"|between|against|across|into|at|evidence|results?|evaluation|analysis|study|experiments?"
    r"|overview|review|survey)\b"
)
_DATASET = re.compile(
    r"\b(?:datasets?|data\s+sets?|benchmarks?|corpus|corpora|testbeds?|database"
    r"|data\s+collection|challenge|suite|repository|test\s+set)\b",
    re.IGNORECASE,
)
_METRIC = re.compile(r"\b(?:metrics?|scores?|index|measure)\b", re.IGNORECASE)
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class Introduction:
    """A span of the text that names something of the paper's own; `type` is a first guess."""

    start: int
    end: int
    cue: str
    type: str


@lru_cache(maxsize=100_000)
def is_coined(name: str) -> bool:
    """Tell whether a word looks made up: capitals or digits where plain words have none.

    >>> is_coined("MindEye2"), is_coined("NeuroCine"), is_coined("Memory"), is_coined("fMRI")
    (True, True, False, True)
    """
    inner = re.split(r"[-–/]", name)
    return any(
        any(c.isupper() for c in part[1:]) or (any(c.isdigit() for c in part) and part[0].isalpha())
        for part in inner
        if part
    ) or (len(inner) > 1 and any(part.isupper() for part in inner if part.isalpha()))


def find_introductions(
    text: str, definitions: Sequence[Definition], sentences: Iterable[tuple[int, int]]
) -> list[Introduction]:
    """Return what the text introduces, in order; `definitions` are its abbreviations.

    `sentences` are the start and end of each of its sentences, as `sentence_bounds` gives them.

    A name counts where the title puts it before a colon, where authors say that they propose or
    call it, or where they call it their own; its abbreviation counts with it.
    """
    title_end = text.find("\n") if "\n" in text else len(text)
    found: dict[tuple[int, int], Introduction] = {}
    for introduction in (
        *_from_title(text, title_end, definitions),
        *_from_sentences(text, title_end, definitions, sentences),
    ):
        found.setdefault((introduction.start, introduction.end), introduction)
    for introduction in _components(text, title_end, definitions):
        found.setdefault((introduction.start, introduction.end), introduction)
    for introduction in list(found.values()):
        for partner in _partners(introduction, definitions, text):
            found.setdefault((partner.start, partner.end), partner)
    return [found[span] for span in sorted(found)]


def _from_title(
    text: str, title_end: int, definitions: Sequence[Definition]
) -> Iterator[Introduction]:
    match = _TITLE_HEAD.match(text[:title_end])
    if match is None:
        return
    head = match["head"].strip("\"'“”‘’ ")
    start = text.index(head)
    body = text[title_end:]
    words = head.split()
    described = re.match(
        r"(?:A|An|The|Towards?|Learning|Building|Unified|Scal\w+)\b", match["rest"]
    )
    recurs = any(True for _ in occurrences(head, body))
    spelt = any(definition.short == head for definition in definitions) or _spells(
        head, match["rest"]
    )
    single = len(words) == 1 and (is_coined(head) or recurs or spelt)
    proper = 1 < len(words) <= 6 and recurs and bool(described or any(map(is_coined, words)))
    if (single or proper) and not head.isdigit():
        yield Introduction(start, start + len(head), "title-colon", _kind(head, match["rest"][:90]))


def _spells(head: str, rest: str) -> bool:
    """Tell whether a head is made of letters of the words after the colon, in their order."""
    letters = [c.lower() for c in head if c.isalnum()]
    if not 2 <= len(letters) <= 12 or not any(c.isupper() for c in head[1:]):
        return False
    position = 0
    lowered = rest.lower()
    for letter in letters:
        position = lowered.find(letter, position) + 1
        if position == 0:
            return False
    return True


def _from_sentences(
    text: str,
    title_end: int,
    definitions: Sequence[Definition],
    sentences: Iterable[tuple[int, int]],
) -> Iterator[Introduction]:
    # Few sentences introduce anything, and a look for a stem is much quicker than a pattern.
    verbs, itself, naming, own = (
        [stem for stem in stems if stem in text]
        for stems in (_VERB_STEMS, _ITSELF_STEMS, _NAMING_STEMS, ("our", "Our", *_OWN_STEMS))
    )
    for start, end in sentences:
        sentence = text[start:end]
        matches: list[re.Match[str]] = []
        if start >= title_end:
            if _has_any(sentence, verbs):
                matches += _PRESENTS.finditer(sentence)
                matches += _AND_PRESENTS.finditer(sentence)
            if _has_any(sentence, itself):
                matches += _ITSELF_PRESENTS.finditer(sentence)
            for match in matches:
                yield from _presented(text, start + match.end(), end, definitions)
            if _has_any(sentence, own):
                for match in _OWN.finditer(sentence):
                    yield from _owned(text, start + match.start(), start + match.end(), end)
        if _has_any(sentence, naming):
            for match in _NAMING.finditer(sentence):
                yield from _called(text, start + match.end(), end)


def _has_any(sentence: str, stems: Iterable[str]) -> bool:
    return any(stem in sentence for stem in stems)


def _presented(
    text: str, start: int, end: int, definitions: Sequence[Definition]
) -> Iterator[Introduction]:
    """Yield the name that a verb of presenting governs: no preposition may stand between."""
    clause = text[start : min(end, start + 160)]
    barrier = _BARRIER.search(clause)
    limit = start + (barrier.start() if barrier else len(clause))
    for definition in definitions:
        if start <= definition.long_start < limit and definition.long_start - start < _LONGEST:
            kind = _kind(definition.long, text[definition.short_end : definition.short_end + 80])
            yield Introduction(definition.long_start, definition.long_end, "we-present", kind)
            return
    first = True
    for match in _NAME.finditer(text, start, min(end, limit + _LONGEST)):
        name, begin, stop = match["name"], match.start("name"), match.end("name")
        if begin >= limit:
            return
        if name.isalpha() and name.islower():
            continue  # a plain word, whatever stands beside it
        if not (is_coined(name) or (_IS_PROPER.match(name) or _is_name_before(text, stop, name))):
            continue
        between = text[start:begin]
        # In "a Transformer-based EEG model, X" the parts of the description are no names.
        if text[stop : stop + 1] == "-" or _goes_on(text, stop, end):
            continue
        yield Introduction(
            begin, stop, "we-present", _kind(name, between + " " + text[stop : stop + 60])
        )
        if not re.match(r"\s*(?:,|and\b)", text[stop:end]) or not first:
            return
        first = False


def _goes_on(text: str, stop: int, end: int) -> bool:
    """Tell whether lower-case words follow a name directly, so that it only qualifies them."""
    following = re.match(r"\s+([a-z][\w-]*)", text[stop:end])
    return bool(
        following
        and not _BARRIER.match(following[1])
        and not re.match(
            r"(?:and|a|an|the|is|are|was|or|dataset|benchmark|model|framework|method|algorithm"
            r"|corpus|system|"
            r"architecture|network|toolkit|library|package|score|module|layer|task|challenge"
            r"|suite|can|does|has"
            r"|consists|achieves|enables|leverages|uses|integrates|combines|learns|aims|we|our)\b",
            following[1],
        )
    )


def _is_name_before(text: str, stop: int, name: str) -> bool:
    return name[0].isupper() and len(name) > 2 and bool(_APPOSITION.match(text[stop : stop + 60]))


def _owned(text: str, cue_start: int, start: int, end: int) -> Iterator[Introduction]:
    cue = text[cue_start:start]
    if len(cue.split()) < 2 and not cue.lower().startswith("our"):
        return
    if cue.lower().startswith("the") and not _has_any(cue, _OWN_STEMS):
        return
    match = _NAME.match(text, start)
    if match and match.end("name") <= end and is_coined(match["name"]):
        after = text[match.end("name") : match.end("name") + 30]
        if not after.startswith("-"):
            yield Introduction(
                match.start("name"), match.end("name"), "own", _kind(match["name"], cue + after)
            )


def _called(text: str, start: int, end: int) -> Iterator[Introduction]:
    quoted = re.match(r"[\"“‘'`]+([^\"”’'`]{2,60})[\"”’'`]+", text[start:end])
    if quoted:
        begin = start + quoted.start(1)
        name = quoted[1].rstrip(",.;:")
    else:
        match = _NAME.match(text, start)
        if match is None or match.end("name") > end:
            return
        name, begin = match["name"], match.start("name")
        if not (is_coined(name) or name[0].isupper()):
            return
    if len(name.split()) <= 6:
        context = (
            text[max(0, start - 90) : start] + text[begin + len(name) : begin + len(name) + 40]
        )
        yield Introduction(begin, begin + len(name), "called", _kind(name, context))


def _components(
    text: str, title_end: int, definitions: Sequence[Definition]
) -> Iterator[Introduction]:
    """Yield parts named with capitals and an abbreviation: "the Prior Module (PM) block"."""
    for definition in definitions:
        words = definition.long.split()
        capital = sum(word[:1].isupper() for word in words)
        if (
            definition.long_start > title_end
            and len(words) > 1
            and capital >= max(2, len(words) - 1)
            and _COMPONENT.match(text[definition.short_end : definition.short_end + 40])
        ):
            yield Introduction(definition.long_start, definition.long_end, "component", "Method")


def _partners(
    introduction: Introduction, definitions: Sequence[Definition], text: str
) -> Iterator[Introduction]:
    name = text[introduction.start : introduction.end]
    for definition in definitions:
        if name in (definition.long, definition.short):
            for start, end in (
                (definition.long_start, definition.long_end),
                (definition.short_start, definition.short_end),
            ):
                yield Introduction(start, end, introduction.cue, introduction.type)


def _kind(name: str, context: str) -> str:
    if re.search(r"(?:[Bb]ench|[Dd]ata[Ss]et|[Cc]orpus|Arena|QA)(?:mark)?s?$", name):
        return "Dataset"
    if re.search(r"(?:[Ss]core|[Ii]ndex|[Mm]etric)$", name):
        return "Metric"
    first = re.split(r"\b(?:for|to|that|which|of|on|with|from|in|using|trained|based)\b", context)[
        0
    ]
    if _DATASET.search(first):
        return "Dataset"
    return "Metric" if _METRIC.search(first) else "Method"
