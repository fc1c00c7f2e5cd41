"""Papers and what joins them, as triples."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from paperlattice.exporters.rdf import terms
from paperlattice.exporters.rdf.terms import Triple
from paperlattice.exporters.rdf.vocabulary import RDF_TYPE, name, pl
from paperlattice.identifiers import arxiv_address, doi_address
from paperlattice.naming import author_iri, entity_iri, paper_iri, similarity_iri, source_iri
from paperlattice.records import Paper, Similarity, Source

__all__ = ["describe_papers", "describe_similarities"]

_TYPES = (pl("Paper"), name("schema:ScholarlyArticle"), name("fabio:ResearchPaper"))
_TITLE = name("dcterms:title")
_ABSTRACT = name("dcterms:abstract")
_IDENTIFIER = name("dcterms:identifier")
_ISSUED = name("dcterms:issued")
_SOURCE = name("dcterms:source")
_URL = name("schema:url")
_PRECISION = pl("datePrecision")
_AUTHOR_COUNT = pl("authorCount")
_AUTHOR = name("schema:author")
_AUTHOR_TYPES = (pl("Author"), name("schema:Person"))
_NAME = name("schema:name")
_POSITION = pl("position")
_ORGANISATION = pl("organisation")
_VENUE = name("prism:publicationName")
_DOI = name("bibo:doi")
_ARXIV_ID = pl("arxivId")
_SAME_AS = name("schema:sameAs")
_KEYWORDS = name("schema:keywords")
_COUNTS = {
    "n_authors": _AUTHOR_COUNT,
    "n_citations": pl("citationCount"),
    "n_upvotes": pl("upvoteCount"),
    "n_comments": name("schema:commentCount"),
}
_SIMILARITY = pl("Similarity")
_JOINS = pl("joins")
_SHARES = pl("shares")
_WEIGHT = pl("weight")


def describe_papers(papers: Iterable[Paper], sources: Iterable[Source]) -> Iterator[Triple]:
    """Yield the triples of papers: what they are, who wrote them, where they were published.

    A paper names its source files; each name leads to the files that bear it in `sources`.
    """
    files = defaultdict(list)
    for source in sources:
        files[source.name].append(terms.iri(source_iri(source.sha256)))
    for paper in papers:
        subject = terms.iri(paper_iri(paper.paper_id))
        for kind in _TYPES:
            yield subject, RDF_TYPE, kind
        yield subject, _IDENTIFIER, terms.plain(paper.paper_id)
        yield subject, _TITLE, terms.text(paper.title)
        if paper.abstract:
            yield subject, _ABSTRACT, terms.text(paper.abstract)
        issued = terms.date(paper.published)
        if issued:
            yield subject, _ISSUED, issued
            if paper.published_precision:
                yield subject, _PRECISION, terms.plain(paper.published_precision)
        for field, predicate in _COUNTS.items():
            number = getattr(paper, field)
            if number is not None:
                yield subject, predicate, terms.integer(number)
        if paper.organisation:
            yield subject, _ORGANISATION, terms.plain(paper.organisation)
        yield from _authors(subject, paper)
        yield from _publication(subject, paper)
        url = terms.external_iri(paper.url)
        if url:
            yield subject, _URL, url
        for file in sorted({file for bearer in paper.sources for file in files[bearer]}):
            yield subject, _SOURCE, file


def _authors(subject: str, paper: Paper) -> Iterator[Triple]:
    for position, author in enumerate(paper.authors, start=1):
        person = terms.iri(author_iri(paper.paper_id, position))
        yield subject, _AUTHOR, person
        for kind in _AUTHOR_TYPES:
            yield person, RDF_TYPE, kind
        yield person, _NAME, terms.plain(author)
        yield person, _POSITION, terms.integer(position)


def _publication(subject: str, paper: Paper) -> Iterator[Triple]:
    """Yield where a paper was published, under which identifiers, and what it is filed under."""
    if paper.venue:
        yield subject, _VENUE, terms.plain(paper.venue)
    for topic in sorted(set(paper.topics)):
        yield subject, _KEYWORDS, terms.plain(topic)
    for identifier, predicate, address in (
        (paper.doi, _DOI, doi_address),
        (paper.arxiv_id, _ARXIV_ID, arxiv_address),
    ):
        if identifier:
            yield subject, predicate, terms.plain(identifier)
            page = terms.external_iri(address(identifier))
            if page:
                yield subject, _SAME_AS, page


def describe_similarities(similarities: Iterable[Similarity]) -> Iterator[Triple]:
    """Yield the triples of similarities: the two papers, what they share, and the weight."""
    for similarity in similarities:
        subject = terms.iri(similarity_iri(similarity.source, similarity.target))
        yield subject, RDF_TYPE, _SIMILARITY
        yield subject, _JOINS, terms.iri(paper_iri(similarity.source))
        yield subject, _JOINS, terms.iri(paper_iri(similarity.target))
        yield subject, _WEIGHT, terms.decimal(similarity.weight)
        for entity in similarity.shared:
            yield subject, _SHARES, terms.iri(entity_iri(entity))
