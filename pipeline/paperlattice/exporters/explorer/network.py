"""The first map as a pyvis network, and vis-network itself as pyvis ships it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib.resources import files
from typing import Any

from pyvis.network import Network

from paperlattice.exporters.explorer.items import Items
from paperlattice.exporters.explorer.overview import Overview

__all__ = ["network", "vis_network"]

VIS_NETWORK = "lib/vis-9.1.2/vis-network.min.js"

OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "nodes": {"shape": "custom"},
    "interaction": {
        "hover": False,
        "dragNodes": False,
        "selectable": False,
        "tooltipDelay": 100000,
        "zoomSpeed": 0.7,
    },
}
"""Positions are given, so nothing moves by itself; hover and selection are the page's own."""


def network(items: Items, shown: Overview, positions: Sequence[Sequence[int]]) -> dict[str, Any]:
    """Return the first map's nodes, edges and options as pyvis gives them to vis-network.

    A node's id is its item number and its group the type; the page draws shapes, labels and links
    itself, so the label that pyvis asks for is blank.
    """
    drawn = Network(directed=True)
    drawn.set_options(json.dumps(OPTIONS))
    for item in shown.items:
        x, y = positions[item]
        group = "Paper" if item < len(items.papers) else items.entities[_row(items, item)].type
        drawn.add_node(item, label=" ", shape="custom", group=group, x=int(x), y=int(y))
    for paper, entity in shown.links:
        drawn.add_edge(paper, entity, arrows="")
    nodes, edges, _, _, _, options = drawn.get_network_data()
    return {"nodes": nodes, "edges": edges, "options": json.loads(options)}


def vis_network() -> str:
    """Return the text of vis-network's script from the installed pyvis."""
    raw = files("pyvis").joinpath(VIS_NETWORK).read_bytes()
    return raw.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")


def _row(items: Items, item: int) -> int:
    return item - len(items.papers)
