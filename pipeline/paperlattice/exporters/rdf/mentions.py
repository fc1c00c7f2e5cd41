"""Mentions as Web Annotations, and the sentences that they stand in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from paperlattice.exporters.rdf import terms
from paperlattice.exporters.rdf.terms import Triple
from paperlattice.exporters.rdf.vocabulary import RDF_TYPE, name, pl
from paperlattice.naming import entity_iri, mention_iri, paper_iri, sentence_iri
from paperlattice.records import Mention, Paper

__all__ = ["CONTEXT_LENGTH", "describe_mentions"]

CONTEXT_LENGTH = 32
"""How many code points a quotation keeps before and after the mention."""

_MENTION_TYPES = (pl("Mention"), name("oa:Annotation"))
_MOTIVATED = name("oa:motivatedBy")
_IDENTIFYING = name("oa:identifying")
_BODY = name("oa:hasBody")
_TARGET = name("oa:hasTarget")
_RESOURCE = name("oa:SpecificResource")
_SOURCE = name("oa:hasSource")
_SELECTOR = name("oa:hasSelector")
_POSITION = name("oa:TextPositionSelector")
_QUOTE = name("oa:TextQuoteSelector")
_START = name("oa:start")
_END = name("oa:end")
_EXACT = name("oa:exact")
_PREFIX = name("oa:prefix")
_SUFFIX = name("oa:suffix")
_SENTENCE_TYPE = pl("Sentence")
_IN_SENTENCE = pl("inSentence")
_FROM = pl("start")
_TO = pl("end")
_VALUE = name("rdf:value")
_PART_OF = name("dcterms:isPartOf")
_RULE = pl("rule")
_SCORE = pl("score")
_CUE = pl("cue")


def describe_mentions(mentions: Iterable[Mention], papers: Iterable[Paper]) -> Iterator[Triple]:
    """Yield the triples of mentions, which must be ordered by paper.

    Each has the entity as its body and a span of the paper as its target, selected by position
    and by quotation; each sentence is described once. A mention without an entity identifies
    nothing and is left out.
    """
    known = {paper.paper_id: paper for paper in papers}  # a text is joined when it is needed
    paper_id, paper, text = "", "", ""
    sentences: dict[tuple[int, int], str] = {}
    for mention in mentions:
        if not mention.entity_id:
            continue
        if mention.paper_id != paper_id:
            paper_id, text, sentences = mention.paper_id, known[mention.paper_id].text, {}
            paper = terms.iri(paper_iri(paper_id))
        span = (mention.sentence_start, mention.sentence_end)
        if span not in sentences:
            sentences[span] = terms.iri(sentence_iri(paper_id, *span))
            yield from _sentence(sentences[span], paper, text, *span)
        yield from _mention(mention, paper, sentences[span], text)


def _sentence(subject: str, paper: str, text: str, start: int, end: int) -> Iterator[Triple]:
    yield subject, RDF_TYPE, _SENTENCE_TYPE
    yield subject, _PART_OF, paper
    yield subject, _FROM, terms.count(start)
    yield subject, _TO, terms.count(end)
    yield subject, _VALUE, terms.text(text[start:end])


def _mention(mention: Mention, paper: str, sentence: str, text: str) -> Iterator[Triple]:
    iri = mention_iri(mention.mention_id)
    subject, target = f"<{iri}>", f"<{iri}#target>"
    position, quotation = f"<{iri}#position>", f"<{iri}#quote>"
    start, end = mention.start, mention.end
    for kind in _MENTION_TYPES:
        yield subject, RDF_TYPE, kind
    yield subject, _MOTIVATED, _IDENTIFYING
    yield subject, _BODY, terms.iri(entity_iri(mention.entity_id))
    yield subject, _TARGET, target
    yield subject, _IN_SENTENCE, sentence
    yield subject, _RULE, terms.plain(mention.rule)
    yield subject, _SCORE, terms.decimal(mention.score)
    if mention.cue:
        yield subject, _CUE, terms.plain(mention.cue)
    yield target, RDF_TYPE, _RESOURCE
    yield target, _SOURCE, paper
    yield target, _SELECTOR, position
    yield target, _SELECTOR, quotation
    yield position, RDF_TYPE, _POSITION
    yield position, _START, terms.count(start)
    yield position, _END, terms.count(end)
    yield quotation, RDF_TYPE, _QUOTE
    yield quotation, _EXACT, terms.text(text[start:end])
    yield quotation, _PREFIX, terms.text(text[max(0, start - CONTEXT_LENGTH) : start])
    yield quotation, _SUFFIX, terms.text(text[end : end + CONTEXT_LENGTH])
