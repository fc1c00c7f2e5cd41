"""What a paper's text says of the part that an entity plays in it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from paperlattice.extraction.introductions import is_coined
from paperlattice.records import Mention

__all__ = ["role_clues"]

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
_AFTER = {
    "based": r"^-(?:based|driven|guided|inspired|like|style|powered|derived)",
    "data": r"^\s(?:data|dataset|recordings?|signals?|responses?|scans?|images?|features?|corpus"
    r"|benchmarks?|datasets)\b",
    "model": r"^\s(?:models?|networks?|architectures?|methods?|approach(?:es)?|algorithms?"
    r"|frameworks?|encoders?|decoders?)\b",
    "task": r"^\s(?:tasks?|problems?|performance|accuracy|applications?|challenges?)\b",
    "research": r"^\s(?:research|studies|community|literature|field|researchers)\b",
    "has": r"^[^.;,]{0,20}\b(?:has|have|is|are|remains?|can|play|plays)\b",
    "own": r"^\s*(?:,|\()",
    "end": r"^[.;]",
    "outperforms": r"^[^.;]{0,30}\b(?:outperform\w*|achiev\w+|improv\w+|surpass\w*|enabl\w+"
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
_COMPILED = {
    group: {
        name: re.compile(pattern, re.IGNORECASE if group != "sentence" else 0)
        for name, pattern in patterns.items()
    }
    for group, patterns in (("before", _BEFORE), ("after", _AFTER), ("sentence", _SENTENCE))
}
_SELF = re.compile(r"\b(?:survey|review|overview|perspective|tutorial)\b", re.IGNORECASE)


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
        sentence = text[mention.sentence_start : mention.sentence_end]
        before = text[max(mention.sentence_start, mention.start - 100) : mention.start]
        after = text[mention.end : min(len(text), mention.end + 60)]
        in_title = mention.end <= title_end
        for group, part in (("before", before), ("after", after), ("sentence", sentence)):
            if in_title and group == "sentence":
                continue
            place = "title_" if in_title else ""
            clues.update(
                f"{place}{group}:{name}" for name, p in _COMPILED[group].items() if p.search(part)
            )
        if mention.cue:
            clues.add(f"cue:{mention.cue}")
            clues.add("cue")
    clues |= _places(text, mentions, title_end)
    clues |= _shape(mentions)
    if common:
        clues.add("common")
    if _SELF.search(text[:title_end]):
        clues.add("survey")
    return frozenset({f"type:{kind}", *clues, *(f"{kind}&{clue}" for clue in clues)})


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
