"""Hugging Face Daily Papers: the saved HTML page, by its data or else by its markup."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from paperlattice.records import Refused
from paperlattice.sources.dailypapers import entry
from paperlattice.sources.dates import Published, loose_date
from paperlattice.sources.fields import amount, make
from paperlattice.sources.jsonitems import Item, items
from paperlattice.sources.reader import Found, ReaderResult, RecordError, refuse

__all__ = ["TAKES", "read", "recognises"]

TAKES = "HTML of a Hugging Face Daily or Trending Papers page, as a browser saves it"

_HEAD = 4096
_SURROGATE = re.compile("[\ud800-\udfff]")
_LARGEST = 10_000_000
_DEEPEST = 500
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[A-Za-z][A-Za-z0-9-]{0,30})")
# Elements that have no end, or need none.
_VOID = {
    *("area", "base", "br", "col", "embed", "hr", "img", "input", "li", "link", "meta", "p"),
    *("source", "track", "wbr"),
}
_HTML = re.compile(r"\s*(?:<!--.{0,1000}?-->\s*)*<(?:!doctype html|html)\b", re.I | re.S)
_PAPER_LINK = re.compile(r"(?:https?://huggingface\.co)?/papers/(?P<id>[0-9]{4}\.[0-9]{4,5})")
_AUTHORS = re.compile(r"([0-9]{1,5})\s+authors?")
_LISTS = ("dailyPapers", "papers", "trendingPapers")


def recognises(content: str) -> bool:
    """Return whether a text is an HTML page that holds or links papers of Hugging Face."""
    if not _HTML.match(content[:_HEAD]):
        return False
    return 'data-target="DailyPapers"' in content or bool(_PAPER_LINK.search(content))


def read(content: str, *, name: str) -> ReaderResult:
    """Return the papers of a page.

    The page's data are JSON in an attribute; where there are none that can be read, as in a page
    that was saved from the running page, each article of the markup is a paper.
    """
    if len(content) > _LARGEST or _is_deep(content):
        error = RecordError(
            "the page is far larger, or nested far deeper, than a page of papers", "save it again"
        )
        return ReaderResult(refused=(refuse(error, name=name, line=1, text=content[:500]),))
    whole = _SURROGATE.sub("\ufffd", content)
    damaged = whole != content
    tree = LexborHTMLParser(whole)
    papers: list[Found] = []
    refused: list[Refused] = []
    line = content[: max(content.find("data-props"), 0)].count("\n") + 1
    for item in _data(tree):
        try:
            if item.error:
                raise item.error
            found = entry(item.value or {}, line=line, name=name)
            papers.append(_intact(found) if damaged else found)
        except RecordError as error:
            text = item.text or str(item.value)[:500]
            refused.append(refuse(error, name=name, line=line, text=text))
    if papers:
        return ReaderResult(papers=tuple(papers), refused=tuple(refused))
    line, reached = 1, 0
    for article, link in _articles(tree):
        at = content.find(f"/papers/{link}", reached)
        line, reached = line + content.count("\n", reached, max(at, reached)), max(at, reached)
        try:
            found = _of_article(article, link, line=line, name=name)
            papers.append(_intact(found) if damaged else found)
        except RecordError as error:
            refused.append(refuse(error, name=name, line=line, text=article.text()))
    return ReaderResult(papers=tuple(papers), refused=tuple(refused))


def _intact(found: Found) -> Found:
    """Return a paper of a page with bytes that are not UTF-8, if its own text has none."""
    if "\ufffd" in found.paper.text:
        raise RecordError("the text holds bytes that are not UTF-8", "save the page as UTF-8")
    return found


def _data(tree: LexborHTMLParser) -> Iterator[Item]:
    """Yield the entries in the page's data, damaged ones among them."""
    for node in tree.css("[data-props]"):
        properties = node.attributes.get("data-props") or ""
        if node.attributes.get("data-target") == "DailyPapers" or '"summary"' in properties:
            yield from items(properties, lists=_LISTS)


def _articles(tree: LexborHTMLParser) -> Iterator[tuple[LexborNode, str]]:
    """Yield the articles that link to a paper, each with the id of the first such link."""
    seen: set[int] = set()
    for anchor in tree.css("article a[href]"):
        match = _PAPER_LINK.match(anchor.attributes.get("href") or "")
        article = anchor.parent
        while match and article is not None and article.tag != "article":
            article = article.parent
        if match and article is not None and article.mem_id not in seen:
            seen.add(article.mem_id)
            yield article, match["id"]


def _is_deep(content: str) -> bool:
    """Return whether elements may be nested so deeply that parsing them takes far too long."""
    depth = 0
    for tag in _TAG.finditer(content):
        if tag["name"].lower() not in _VOID:
            depth += -1 if tag["end"] else 1
            if depth > _DEEPEST:
                return True
    return False


def _of_article(article: LexborNode, arxiv: str, *, line: int, name: str) -> Found:
    heading = article.css_first("h3") or article.css_first("h2")
    abstract = article.css_first("p")
    counts = _AUTHORS.search(article.text(separator=" "))
    vote = article.css_first("input[type=checkbox] ~ div, .leading-none")
    return make(
        name=name,
        line=line,
        title=heading.text(separator=" ") if heading else None,
        abstract=abstract.text(separator=" ") if abstract else "",
        published=_published(article),
        n_authors=int(counts[1]) if counts else None,
        ids=[arxiv],
        url=f"https://huggingface.co/papers/{arxiv}",
        n_upvotes=amount(vote.text().strip()) if vote else None,
    )


def _published(article: LexborNode) -> Published:
    time = article.css_first("time[datetime]")
    return loose_date(time.attributes.get("datetime") or "") if time else Published()
