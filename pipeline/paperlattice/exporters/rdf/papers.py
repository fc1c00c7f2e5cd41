"""Papers and what joins them, as triples."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from paperlattice.exporters.rdf import terms
from paperlattice.exporters.rdf.terms import Triple
from paperlattice.exporters.rdf.vocabulary import RDF_TYPE, name, pl
from paperlattice.naming import entity_iri, paper_iri, similarity_iri, source_iri
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
_AUTHORS = pl("authorCount")
_ORGANISATION = pl("organisation")
_SIMILARITY = pl("Similarity")
_JOINS = pl("joins")
_SHARES = pl("shares")
_WEIGHT = pl("weight")


def describe_papers(papers: Iterable[Paper], sources: Iterable[Source]) -> Iterator[Triple]:
    """Yield the triples of papers: types, title, abstract, date, identifier and source files.

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
        if paper.n_authors is not None:
            yield subject, _AUTHORS, terms.integer(paper.n_authors)
        if paper.organisation:
            yield subject, _ORGANISATION, terms.plain(paper.organisation)
        url = terms.external_iri(paper.url)
        if url:
            yield subject, _URL, url
        for file in sorted({file for bearer in paper.sources for file in files[bearer]}):
            yield subject, _SOURCE, file


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
