"""What a paper's text says of the part that an entity plays in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from paperlattice.extraction.introductions import is_coined
from paperlattice.records import Mention

__all__ = ["clues_before", "role_clues", "sentence_clues"]

_BEFORE = {
    "use": r"\b(?:us(?:e[sd]?|ing)|employ\w*|leverag\w+|appl(?:y|ies|ied|ying)|adopt\w*"
    r"|utili[sz]\w+|combin\w+"
    r"|integrat\w+|incorporat\w+|exploit\w*|with|via|through|by|pre-?trained"
    r"|fine-?tun\w+)\s(?:[\w-]+\s){0,3}$",
    "base": r"\b(?:based|built|build(?:s|ing)?|rel(?:y|ies|ying)|relies|trained|record\w*"
    r"|collected|draw\w*|inspired)"
    r"\s+(?:up)?(?:on|from|by|with|using)\s(?:[\w-]+\s){0,3}$",
    "evaluate": r"\b(?:evaluat\w+|experiment\w*|test\w*|benchmark\w*|validat\w+|assess\w*"
    r"|results?|performance|appl\w+"
    r"|demonstrat\w+|conduct\w*)\b[^.;]{0,40}\b(?:on|across|using|with|over"
    r"|in)\s(?:[\w,-]+\s){0,8}$",
    "compare": r"\b(?:outperform\w*|surpass\w*|exceed\w*|beat\w*|compar\w+|than|over|versus|vs"
    r"|unlike|baselines?|superior"
    r"|against|competitive|rival\w*|match\w*)\b[^.;]{0,40}$",
    "study": r"\b(?:investigat\w+|stud(?:y|ies|ied|ying)|examin\w+|analy[sz]\w+|explor\w+"
    r"|understand\w*|reveal\w*|probe\w*"
    r"|prob(?:ing)|characteri[sz]\w+|mechanisms?|role|effects?|how|whether|nature|emergence"
    r"|model(?:s|ing|ling)?|explain\w*"
    r"|interpret\w*|theor(?:y|ies)|properties)\b[^.;]{0,40}$",
    "address": r"\b(?:address\w*|tackl\w+|solv\w+|tasks?|problems?|challenges?|for|towards?"
    r"|enabl\w+|perform\w*|improv\w+)"
    r"\s(?:[\w-]+\s){0,4}$",
    "achieve": r"\b(?:achiev\w+|reach\w*|obtain\w*|attain\w*|report\w*|yield\w*|improv\w+"
    r"|increas\w+|reduc\w+|gains?|higher"
    r"|lower|better|measured|terms)\b[^.;]{0,40}$",
    "such_as": r"\b(?:such\s+as|e\.g\.,?|including|like|for\s+example|for\s+instance|namely"
    r"|i\.e\.,?)\s[^.;]{0,50}$",
    "on": r"\bon\s(?:the\s|a\s|an\s|our\s|\w+\s){0,2}$",
    "of": r"\bof\s(?:the\s|a\s|an\s)?$",
    "in": r"\bin\s(?:the\s|a\s|an\s)?(?:\w+\s)?$",
    "to": r"\bto\s(?:the\s|a\s|an\s)?(?:\w+\s)?$",
    "from": r"\bfrom\s(?:the\s|a\s|an\s)?(?:\w+\s)?$",
    "new": r"\b(?:novel|new|first|proposed|our|introduc\w+|propos\w+|present\w*|develop\w*"
    r"|called|named|dubbed|termed)"
    r"\s(?:[\w-]+\s){0,4}$",
    "and": r"(?:\band\b|,)\s(?:[\w-]+\s)?$",
}
_BEGINS = {
    "use": "use|using|employ|leverag|appl|adopt|utili|combin|integrat|incorporat|exploit|with|via"
    "|through|by|pre|fine",
    "base": "base|buil|rel|train|record|collect|draw|inspired",
    "evaluate": "evaluat|experiment|test|benchmark|validat|assess|result|perform|appl|demonstrat"
    "|conduct",
    "compare": "outperform|surpass|exceed|beat|compar|than|over|versus|vs|unlike|baseline"
    "|superior|against|competitive|rival|match",
    "study": "investigat|stud|examin|analy|explor|understand|reveal|prob|characteri|mechanism"
    "|role|effect|how|whether|nature|emergence|model|explain|interpret|theor|propert",
    "address": "address|tackl|solv|task|problem|challenge|for|toward|enabl|perform|improv",
    "achieve": "achiev|reach|obtain|attain|report|yield|improv|increas|reduc|gain|higher|lower"
    "|better|measured|terms",
    "such_as": "such|e$|including|like|for|namely|i$",
    "on": "on$",
    "of": "of$",
    "in": "in$",
    "to": "to$",
    "from": "from$",
    "new": "novel|new|first|proposed|our|introduc|propos|present|develop|called|named|dubbed"
    "|termed",
    "and": "and$",
}
"""How the first word begins of what each pattern of `_BEFORE` matches, commas aside."""
_AFTER = {
    "based": r"-(?:based|driven|guided|inspired|like|style|powered|derived)",
    "data": r"\s(?:data|dataset|recordings?|signals?|responses?|scans?|images?|features?|corpus"
    r"|benchmarks?|datasets)\b",
    "model": r"\s(?:models?|networks?|architectures?|methods?|approach(?:es)?|algorithms?"
    r"|frameworks?|encoders?|decoders?)\b",
    "task": r"\s(?:tasks?|problems?|performance|accuracy|applications?|challenges?)\b",
    "research": r"\s(?:research|studies|community|literature|field|researchers)\b",
    "has": r"[^.;,]{0,20}\b(?:has|have|is|are|remains?|can|play|plays)\b",
    "own": r"\s*(?:,|\()",
    "end": r"[.;]",
    "outperforms": r"[^.;]{0,30}\b(?:outperform\w*|achiev\w+|improv\w+|surpass\w*|enabl\w+"
    r"|yields?|reduc\w+|learns?)\b",
}
_SENTENCE = {
    "we": r"\b(?:[Ww]e|[Oo]ur|[Tt]his (?:paper|work|study|article)|[Hh]ere)\b",
    "background": r"\b(?:[Rr]ecent\w*|traditional\w*|[Ee]xisting|[Pp]rior|[Pp]revious\w*|often"
    r"|typically|widely|[Hh]owever"
    r"|[Dd]espite|[Aa]lthough|[Ww]hile|essential|crucial|important|advances?|increasing\w*"
    r"|has been|have been|commonly|growing"
    r"|fundamental|remains?|limited|lack|suffer\w*|challeng\w+|[Cc]urrent\w*|[Mm]any|[Mm]ost)\b",
    "outlook": r"\b(?:future|potential\w*|could|may|might|implications?|paves?|promis\w+"
    r"|towards?|insights?|applications?)\b",
    "result": r"\b(?:results?|[Ee]xperiments?|show\w*|demonstrat\w+|find(?:ings?)?|found"
    r"|outperform\w*|achiev\w+|reveal\w*)\b",
    "number": r"\d",
    "percent": r"%|\bpercent\b",
    "compare": r"\b(?:outperform\w*|compared?|than|baselines?|surpass\w*|state-of-the-art"
    r"|superior)\b",
    "present": r"\b(?:propos\w+|introduc\w+|present\w*|develop\w*|design\w*)\b",
}
_COMPILED_BEFORE, _COMPILED_BEGINS, _COMPILED_AFTER = (
    {name: re.compile(pattern, re.IGNORECASE) for name, pattern in patterns.items()}
    for patterns in (_BEFORE, _BEGINS, _AFTER)
)
_PHRASES = {"we": "his ", "background": "been", "percent": "%", "compare": "state-of-the-art"}
"""What stands in a sentence that has a clue of several words, or of no word."""
_COMPILED_SENTENCE = {name: re.compile(pattern) for name, pattern in _SENTENCE.items()}
_WORD = re.compile(r"\w+")
_SURVEY = re.compile(r"\b(?:survey|review|overview|perspective|tutorial)\b", re.IGNORECASE)


def role_clues(text: str, mentions: Sequence[Mention], *, common: bool) -> frozenset[str]:
    """Return the names of the clues that hold for the entity of these mentions.

    A clue says what stands before or after a mention, what kind of sentence it is in, where in
    the paper, how often, and how it is written; each also once more joined with the entity's type.
    `common` tells that the lexicon knows the entity as a kind of thing, not as one named system.
    """
    kind = mentions[0].type
    title_end = text.find("\n")
    clues: set[str] = set()
    for mention in mentions:
        before = text[max(mention.sentence_start, mention.start - 100) : mention.start]
        after = text[mention.end : min(len(text), mention.end + 60)]
        in_title = mention.end <= title_end
        place = "title_" if in_title else ""
        clues.update(f"{place}before:{name}" for name in clues_before(before))
        clues.update(
            f"{place}after:{name}" for name, p in _COMPILED_AFTER.items() if p.match(after)
        )
        if not in_title:
            sentence = text[mention.sentence_start : mention.sentence_end]
            clues.update(f"sentence:{name}" for name in sentence_clues(sentence))
        if mention.cue:
            clues.add(f"cue:{mention.cue}")
            clues.add("cue")
    clues |= _places(text, mentions, title_end)
    clues |= _shape(mentions)
    if common:
        clues.add("common")
    if _is_survey(text[:title_end]):
        clues.add("survey")
    return frozenset({f"type:{kind}", *clues, *(f"{kind}&{clue}" for clue in clues)})


def clues_before(before: str) -> list[str]:
    """Return the names of the clues in what stands before a mention.

    A pattern is looked for only where a word stands that it can begin with.
    """
    possible = set().union(*map(_begun_by, _WORD.findall(before)))
    if "," in before:
        possible.add("and")
    return [name for name in possible if _COMPILED_BEFORE[name].search(before)]


@lru_cache(maxsize=100_000)
def _begun_by(word: str) -> tuple[str, ...]:
    return tuple(name for name, begin in _COMPILED_BEGINS.items() if begin.match(word))


def sentence_clues(sentence: str) -> set[str]:
    """Return the names of the clues in a sentence: those in its words, then those of phrases."""
    found = set().union(*map(_told_by, _WORD.findall(sentence)))
    for name, sign in _PHRASES.items():
        if name not in found and sign in sentence and _COMPILED_SENTENCE[name].search(sentence):
            found.add(name)
    return found


@lru_cache(maxsize=100_000)
def _told_by(word: str) -> tuple[str, ...]:
    return tuple(name for name, p in _COMPILED_SENTENCE.items() if p.search(word))


@lru_cache
def _is_survey(title: str) -> bool:
    return bool(_SURVEY.search(title))


def _places(text: str, mentions: Sequence[Mention], title_end: int) -> set[str]:
    body = max(1, len(text) - title_end)
    clues: set[str] = set()
    starts = [(mention.start - title_end) / body for mention in mentions]
    if starts[0] < 0:
        clues.add("in_title")
        if starts[0] * body == -title_end:
            clues.add("begins_title")
        if text[mentions[0].end : mentions[0].end + 1] == ":":
            clues.add("before_colon")
    else:
        clues.add(f"first:{min(4, int(starts[0] * 5))}")
    clues.add(f"last:{min(4, int(max(0.0, starts[-1]) * 5))}")
    clues.add(f"sentences:{min(4, len({mention.sentence_start for mention in mentions}))}")
    if all(start > 0.85 for start in starts):
        clues.add("only_at_end")
    if all(0 <= start < 0.25 for start in starts):
        clues.add("only_at_beginning")
    return clues


def _shape(mentions: Sequence[Mention]) -> set[str]:
    clues = {f"mentions:{min(4, len(mentions))}"}
    if any(is_coined(mention.text) for mention in mentions):
        clues.add("coined")
    if len({mention.text for mention in mentions}) > 1:
        clues.add("several_forms")
    if all(mention.text.islower() for mention in mentions):
        clues.add("lower_case")
    return clues
