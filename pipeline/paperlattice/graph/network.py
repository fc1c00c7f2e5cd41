"""The whole graph for networkx: papers and entities, and what is asserted between them."""

from __future__ import annotations

from dataclasses import dataclass

import networkx as nx
import pandas as pd

from paperlattice import tables
from paperlattice.naming import BASE, entity_iri, paper_iri
from paperlattice.records import Assertion, Entity, Paper, Similarity

__all__ = [
    "BROADER",
    "LIST_SEPARATOR",
    "SIMILAR_TO",
    "Link",
    "Scalar",
    "assertion_link",
    "broader_links",
    "build_network",
    "describe_entity",
    "describe_paper",
    "item_key",
    "similarity_link",
]

BROADER = "broader"
SIMILAR_TO = "similarTo"

LIST_SEPARATOR = " | "
"""What joins the parts of an attribute that has several: attributes are scalars."""

Scalar = str | int | float


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link of the graph: the keys of its two ends, and its attributes, `relation` among them."""

    source: str
    target: str
    attributes: dict[str, Scalar]

    @property
    def relation(self) -> str:
        """Return what the link says: a predicate, `broader` or `similarTo`."""
        return str(self.attributes["relation"])


def item_key(kind: str, item_id: str) -> str:
    """Return the key of a paper or an entity: its IRI after the project's base.

    >>> item_key("paper", "a b")
    'paper/a%20b'
    """
    iri = paper_iri(item_id) if kind == "paper" else entity_iri(item_id)
    return iri.removeprefix(BASE)


def build_network(
    papers: pd.DataFrame,
    entities: pd.DataFrame,
    assertions: pd.DataFrame,
    similarities: pd.DataFrame,
) -> nx.MultiDiGraph[str]:
    """Return the graph of papers and entities, keyed by `item_key`.

    The arguments are the tables of those names. An edge's key is its relation: the predicate of an
    assertion (paper to entity), `broader` (entity to entity), or `similarTo` (two papers, once,
    the lesser id first). Attributes are text, integers or floats; what is unknown is left out.
    """
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for paper in tables.each(papers, Paper):
        network.add_node(item_key("paper", paper.paper_id), **describe_paper(paper))
    for entity in tables.each(entities, Entity):
        network.add_node(item_key("entity", entity.entity_id), **describe_entity(entity))
    for assertion in tables.each(assertions, Assertion):
        link = assertion_link(assertion)
        network.add_edge(link.source, link.target, key=link.relation, **link.attributes)
    for entity in tables.each(entities, Entity):
        for link in broader_links(entity):
            if link.target in network:
                network.add_edge(link.source, link.target, key=link.relation, **link.attributes)
    for similarity in tables.each(similarities, Similarity):
        link = similarity_link(similarity)
        network.add_edge(link.source, link.target, key=link.relation, **link.attributes)
    return network


def assertion_link(assertion: Assertion) -> Link:
    """Return the link from a paper to the entity that it asserts something about."""
    return Link(
        source=item_key("paper", assertion.paper_id),
        target=item_key("entity", assertion.entity_id),
        attributes={
            "relation": assertion.predicate,
            "support": assertion.support,
            "score": assertion.score,
            "rule": assertion.rule,
        },
    )


def broader_links(entity: Entity) -> list[Link]:
    """Return the links from an entity to the broader ones that it names, by key."""
    targets = sorted(item_key("entity", broader) for broader in set(entity.broader))
    return [
        Link(
            source=item_key("entity", entity.entity_id),
            target=target,
            attributes={"relation": BROADER},
        )
        for target in targets
    ]


def similarity_link(similarity: Similarity) -> Link:
    """Return the link between two similar papers."""
    return Link(
        source=item_key("paper", similarity.source),
        target=item_key("paper", similarity.target),
        attributes={
            "relation": SIMILAR_TO,
            "weight": similarity.weight,
            "shared": LIST_SEPARATOR.join(similarity.shared),
        },
    )


def describe_paper(paper: Paper) -> dict[str, Scalar]:
    """Return the attributes of a paper: scalars, what is unknown left out."""
    return _known(
        {
            "kind": "paper",
            "type": "Paper",
            "label": paper.title,
            "iri": paper_iri(paper.paper_id),
            "abstract": paper.abstract,
            "published": paper.published,
            "published_precision": paper.published_precision,
            "year": int(paper.published[:4]) if paper.published else None,
            "n_authors": paper.n_authors,
            "organisation": paper.organisation,
            "authors": LIST_SEPARATOR.join(paper.authors),
            "venue": paper.venue,
            "doi": paper.doi,
            "arxiv_id": paper.arxiv_id,
            "url": paper.url,
            "topics": LIST_SEPARATOR.join(paper.topics),
            "n_citations": paper.n_citations,
            "n_upvotes": paper.n_upvotes,
            "n_comments": paper.n_comments,
            "sources": LIST_SEPARATOR.join(paper.sources),
        }
    )


def describe_entity(entity: Entity) -> dict[str, Scalar]:
    """Return the attributes of an entity: scalars, what is unknown left out."""
    return _known(
        {
            "kind": "entity",
            "type": entity.type,
            "label": entity.label,
            "iri": entity_iri(entity.entity_id),
            "alt_labels": LIST_SEPARATOR.join(entity.alt_labels),
            "definition": entity.definition,
            "exact_match": LIST_SEPARATOR.join(entity.exact_match),
            "close_match": LIST_SEPARATOR.join(entity.close_match),
            "broad_match": LIST_SEPARATOR.join(entity.broad_match),
            "status": entity.status,
            "n_papers": entity.n_papers,
            "confidence": entity.confidence,
        }
    )


def _known(attributes: dict[str, Scalar | None]) -> dict[str, Scalar]:
    return {name: value for name, value in attributes.items() if value is not None and value != ""}
