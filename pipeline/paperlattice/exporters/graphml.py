"""GraphML: the graph with typed attributes, for Gephi, Cytoscape, igraph and networkx."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from paperlattice import tables
from paperlattice.graph.network import build_network, item_key
from paperlattice.records import Community, Placement
from paperlattice.run import Run

__all__ = ["write", "write_graphml"]

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
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def write(build: tables.Tables, run: Run, directory: Path) -> None:  # noqa: ARG001
    """Write `graph.graphml` into a folder."""
    write_graphml(build, directory / "graph.graphml")


def write_graphml(build: tables.Tables, path: Path) -> None:
    """Write the graph of a build's tables as GraphML.

    Papers and entities carry their community, measures and position. Every attribute is declared
    with its type, whether or not any item has it; what is unknown is left out, lists are joined by
    " | ", and characters that XML 1.0 forbids are removed.
    """
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(_lines(build))


def _lines(build: tables.Tables) -> Iterator[str]:
    network = build_network(build.papers, build.entities, build.assertions, build.similarities)
    labels = {
        community.community: community.label
        for community in tables.records(build.communities, Community)
    }
    for placement in tables.records(build.placements, Placement):
        network.nodes[item_key(placement.kind, placement.item_id)].update(
            community=placement.community,
            community_label=labels.get(placement.community, ""),
            degree=placement.degree,
            pagerank=placement.pagerank,
            betweenness=placement.betweenness,
            x=placement.x,
            y=placement.y,
        )
    yield _HEAD
    for scope, types in (("node", _NODE_TYPES), ("edge", _EDGE_TYPES)):
        for name, kind in types.items():
            yield (
                f'  <key id="{scope}_{name}" for="{scope}"'
                f' attr.name="{name}" attr.type="{kind}"/>\n'
            )
    yield '  <graph id="paperlattice" edgedefault="directed">\n'
    for key, attributes in network.nodes(data=True):
        yield f"    <node id={quoteattr(key)}>\n"
        yield from _data("node", _NODE_TYPES, attributes)
        yield "    </node>\n"
    for number, (source, target, attributes) in enumerate(network.edges(data=True)):
        ends = f"source={quoteattr(source)} target={quoteattr(target)}"
        yield f'    <edge id="e{number}" {ends}>\n'
        yield from _data("edge", _EDGE_TYPES, attributes)
        yield "    </edge>\n"
    yield "  </graph>\n</graphml>\n"


def _data(
    scope: str, types: Mapping[str, str], attributes: Mapping[str, str | int | float]
) -> Iterator[str]:
    for name in types:
        if name in attributes:
            text = _FORBIDDEN.sub("", str(attributes[name]))
            value = escape(text, {"\r": "&#13;"})
            yield f'      <data key="{scope}_{name}">{value}</data>\n'
