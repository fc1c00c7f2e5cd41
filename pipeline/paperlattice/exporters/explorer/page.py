"""One HTML file from the template, the styles, the scripts and the data."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from paperlattice.exporters.explorer.arrangement import arrange
from paperlattice.exporters.explorer.bundle import bundle
from paperlattice.exporters.explorer.items import read_items
from paperlattice.exporters.explorer.network import network, vis_network
from paperlattice.exporters.explorer.overview import overview
from paperlattice.exporters.explorer.part import best_supported
from paperlattice.exporters.explorer.payload import payload
from paperlattice.tables import Tables

__all__ = ["embedded_json", "render", "write_explorer"]

_SLOT = re.compile(r"\{\{(\w+)\}\}")
_UNSAFE = "<>&\u2028\u2029"


def write_explorer(tables: Tables, path: Path) -> None:
    """Write the explorer of a build to an HTML file; the same tables give the same bytes."""
    path.write_bytes(render(tables).encode("utf-8", errors="replace"))


def render(tables: Tables) -> str:
    """Return the explorer of a build as the text of one HTML file.

    Of a large graph it holds the best-supported part, and says so. The page's own policy allows
    the three scripts and the styles that it holds, by their hashes, and no request of any kind.
    """
    whole = len(tables.papers)
    tables = best_supported(tables)
    items = read_items(tables)
    shown = overview(items)
    positions = arrange(items, shown).tolist()
    data = payload(tables, items, positions)
    data["network"] = network(items, shown, positions)
    folder = files(__package__).joinpath("page")
    styles = "".join(_texts(folder.joinpath("css"), ".css").values())
    scripts = [vis_network(), bundle(_texts(folder.joinpath("js"), ".js"), "main")]
    hashes = " ".join(_hash(script) for script in scripts)
    policy = (
        f"default-src 'none'; script-src {hashes}; style-src {_hash(styles)}; "
        "img-src data: blob:; connect-src 'none'; form-action 'none'; base-uri 'none'"
    )
    slots = {
        "policy": policy,
        "styles": styles,
        "data": embedded_json(data),
        "vis": scripts[0],
        "script": scripts[1],
        "part": _part(len(tables.papers), whole),
    }
    template = folder.joinpath("index.html").read_text("utf-8")
    return _SLOT.sub(lambda match: slots[match[1]], template)


def embedded_json(data: Any) -> str:  # noqa: ANN401 - whatever JSON can hold
    r"""Return JSON that cannot end the script element that holds it, whatever its strings say.

    >>> embedded_json("</script>")
    '"\\u003c/script\\u003e"'
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for character in _UNSAFE:
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _part(shown: int, whole: int) -> str:
    if shown == whole:
        return ""
    return (
        f'<p id="part">This page holds {shown:,} of {whole:,} papers: in each community those that'
        " share most entities with others. The whole graph is in graph.nq and tables/.</p>\n    "
    )


def _texts(folder: Traversable, ending: str) -> dict[str, str]:
    found = sorted(
        (entry for entry in folder.iterdir() if entry.name.endswith(ending)),
        key=lambda entry: entry.name,
    )
    return {
        entry.name.removesuffix(ending): entry.read_text("utf-8").replace("\r\n", "\n")
        for entry in found
    }


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
