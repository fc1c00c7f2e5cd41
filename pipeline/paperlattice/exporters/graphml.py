"""GraphML: the graph with typed attributes, for Gephi, Cytoscape, igraph and networkx."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from heapq import merge
from operator import itemgetter
from pathlib import Path
from typing import TypeVar
from xml.sax.saxutils import escape, quoteattr

from paperlattice import tables
from paperlattice.graph.network import (
    Link,
    Scalar,
    assertion_link,
    broader_links,
    describe_entity,
    describe_paper,
    item_key,
    similarity_link,
)
from paperlattice.records import Assertion, Community, Entity, Paper, Placement, Similarity
from paperlattice.run import Run

__all__ = ["write", "write_graphml"]

Record = TypeVar("Record")

_NODE_TYPES = {
    "kind": "string",
    "type": "string",
    "label": "string",
    "iri": "string",
    "abstract": "string",
    "published": "string",
    "published_precision": "string",
    "year": "int",
    "n_authors": "int",
    "organisation": "string",
    "authors": "string",
    "venue": "string",
    "doi": "string",
    "arxiv_id": "string",
    "url": "string",
    "topics": "string",
    "n_citations": "int",
    "n_upvotes": "int",
    "n_comments": "int",
    "sources": "string",
    "alt_labels": "string",
    "definition": "string",
    "exact_match": "string",
    "close_match": "string",
    "broad_match": "string",
    "status": "string",
    "n_papers": "int",
    "confidence": "double",
    "community": "int",
    "community_label": "string",
    "degree": "int",
    "pagerank": "double",
    "betweenness": "double",
    "x": "double",
    "y": "double",
}
_EDGE_TYPES = {
    "relation": "string",
    "support": "int",
    "score": "double",
    "rule": "string",
    "weight": "double",
    "shared": "string",
}
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
    xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns
    http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"""
_PAPER = itemgetter(0)
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def write(build: tables.Tables, run: Run, directory: Path) -> None:  # noqa: ARG001
    """Write `graph.graphml` into a folder."""
    write_graphml(build, directory / "graph.graphml")


def write_graphml(build: tables.Tables, path: Path) -> None:
    """Write the graph of a build's tables as GraphML, streamed.

    Papers and entities carry their community, measures and position. Every attribute is declared
    with its type, whether or not any item has it; what is unknown is left out, lists are joined by
    " | ", and characters that XML 1.0 forbids are removed. The links stand in the order of the
    items that they start from.
    """
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(_lines(build))


def _lines(build: tables.Tables) -> Iterator[str]:
    yield _HEAD
    for scope, types in (("node", _NODE_TYPES), ("edge", _EDGE_TYPES)):
        for name, kind in types.items():
            yield (
                f'  <key id="{scope}_{name}" for="{scope}"'
                f' attr.name="{name}" attr.type="{kind}"/>\n'
            )
    yield '  <graph id="paperlattice" edgedefault="directed">\n'
    for key, attributes in _items(build):
        yield f"    <node id={quoteattr(key)}>\n"
        yield from _data("node", _NODE_TYPES, attributes)
        yield "    </node>\n"
    for number, link in enumerate(_links(build)):
        ends = f"source={quoteattr(link.source)} target={quoteattr(link.target)}"
        yield f'    <edge id="e{number}" {ends}>\n'
        yield from _data("edge", _EDGE_TYPES, link.attributes)
        yield "    </edge>\n"
    yield "  </graph>\n</graphml>\n"


def _items(build: tables.Tables) -> Iterator[tuple[str, dict[str, Scalar]]]:
    """Yield the key and the attributes of every paper, then of every entity."""
    labels = {
        community.community: community.label
        for community in tables.each(build.communities, Community)
    }
    placed = {(p.kind, p.item_id): p for p in tables.each(build.placements, Placement)}
    for paper in _each(build, "papers", Paper):
        place = placed.get(("paper", paper.paper_id))
        yield item_key("paper", paper.paper_id), describe_paper(paper) | _placed(place, labels)
    for entity in _each(build, "entities", Entity):
        place = placed.get(("entity", entity.entity_id))
        yield item_key("entity", entity.entity_id), describe_entity(entity) | _placed(place, labels)


def _placed(place: Placement | None, labels: Mapping[int, str]) -> dict[str, Scalar]:
    if place is None:
        return {}
    return {
        "community": place.community,
        "community_label": labels.get(place.community, ""),
        "degree": place.degree,
        "pagerank": place.pagerank,
        "betweenness": place.betweenness,
        "x": place.x,
        "y": place.y,
    }


def _links(build: tables.Tables) -> Iterator[Link]:
    """Yield what papers assert, with each paper's similar papers, then what is broader."""
    assertions = ((a.paper_id, assertion_link(a)) for a in _each(build, "assertions", Assertion))
    similar = ((s.source, similarity_link(s)) for s in _each(build, "similarities", Similarity))
    yield from (link for _, link in merge(assertions, similar, key=_PAPER))
    known = {item_key("entity", entity_id) for entity_id in build.entities["entity_id"]}
    for entity in _each(build, "entities", Entity):
        yield from (link for link in broader_links(entity) if link.target in known)


def _each(build: tables.Tables, name: str, record: type[Record]) -> Iterator[Record]:
    return tables.each(tables.ordered(name, getattr(build, name)), record)


def _data(scope: str, types: Mapping[str, str], attributes: Mapping[str, Scalar]) -> Iterator[str]:
    for name in types:
        if name in attributes:
            text = _FORBIDDEN.sub("", str(attributes[name]))
            value = escape(text, {"\r": "&#13;"})
            yield f'      <data key="{scope}_{name}">{value}</data>\n'
