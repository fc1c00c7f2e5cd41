"""Identifiers that the world gives papers - DOIs and arXiv ids - in one written form each."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

__all__ = ["arxiv_address", "arxiv_id", "doi", "doi_address"]

_LONGEST = 512
_DOI_PREFIX = re.compile(r"(?:https?://(?:dx\.|www\.)?doi\.org/|doi:\s*)", re.IGNORECASE)
_DOI = re.compile(r"10\.[0-9]{4,9}/[^\s\"<>\\^`{|}\x00-\x1f\x7f-\x9f\ud800-\udfff]+")
_ARXIV_PREFIX = re.compile(
    r"(?:https?://(?:www\.|export\.)?arxiv\.org/(?:abs|pdf|html)/|oai:arxiv\.org:"
    r"|https?://(?:www\.)?huggingface\.co/papers/"
    r"|(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?10\.48550/arxiv\.|arxiv:\s*)",
    re.IGNORECASE,
)
_ARXIV = re.compile(
    r"(?P<new>[0-9]{4}\.[0-9]{4,5})(?:v[0-9]{1,3})?"
    r"|(?P<archive>[a-z]{1,8}(?:-[a-z]{2,4})?)(?:\.[A-Z]{2})?/(?P<number>[0-9]{7})(?:v[0-9]{1,3})?"
)


def doi(text: str) -> str:
    """Return the DOI that a text consists of, in lower case and without resolver; else "".

    >>> doi("https://doi.org/10.1038/S41586-020-2649-2")
    '10.1038/s41586-020-2649-2'
    """
    text = text.strip()
    if len(text) > _LONGEST:
        return ""
    resolver = _DOI_PREFIX.match(text)
    if resolver:
        text = text[resolver.end() :]
        text = unquote(text) if "/" in resolver[0] else text
    text = text.strip().rstrip(".,;")
    return text.lower() if _DOI.fullmatch(text) else ""


def arxiv_id(text: str) -> str:
    """Return the arXiv id that a text consists of, without version and subject class; else "".

    An address, an OAI identifier and arXiv's own DOI are taken too.

    >>> arxiv_id("http://arxiv.org/abs/2406.04328v2"), arxiv_id("arXiv:math.GT/0309136")
    ('2406.04328', 'math/0309136')
    """
    text = text.strip()
    if len(text) > _LONGEST:
        return ""
    prefix = _ARXIV_PREFIX.match(text)
    rest = text[prefix.end() :] if prefix else text
    rest = re.sub(r"(?:\.pdf)?(?:[?#].*)?$", "", rest) if prefix else rest
    match = _ARXIV.fullmatch(rest.strip())
    if not match:
        return ""
    return match["new"] or f"{match['archive']}/{match['number']}"


def doi_address(identifier: str) -> str:
    """Return the web address of a DOI.

    >>> doi_address("10.1002/(sici)1096<1>2.0.co;2")
    'https://doi.org/10.1002/(sici)1096%3C1%3E2.0.co;2'
    """
    return f"https://doi.org/{quote(identifier, safe='/():;.,-_~')}"


def arxiv_address(identifier: str) -> str:
    """Return the web address of an arXiv id.

    >>> arxiv_address("2406.04328")
    'https://arxiv.org/abs/2406.04328'
    """
    return f"https://arxiv.org/abs/{quote(identifier, safe='/')}"
