"""The explorer's file: one page, the same bytes each time, that nothing in the data can break."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer_data import SCRIPT_TITLE, explorer_tables
from paperlattice.exporters.explorer import render, write_explorer
from paperlattice.exporters.explorer.bundle import BundleError, bundle
from paperlattice.exporters.explorer.items import read_items
from paperlattice.exporters.explorer.network import vis_network
from paperlattice.exporters.explorer.overview import overview
from paperlattice.exporters.explorer.page import embedded_json
from paperlattice.tables import Tables, empty


class _Page(HTMLParser):
    """Collects what a browser would: tags, attributes, and the text of scripts and styles."""

    def __init__(self) -> None:
        super().__init__()
        self.attributes: list[tuple[str, str, str | None]] = []
        self.blocks: list[tuple[str, dict[str, str | None], str]] = []
        self._open: tuple[str, dict[str, str | None]] | None = None

    def handle_starttag(self, tag, attrs):
        self.attributes += [(tag, name, value) for name, value in attrs]
        if tag in ("script", "style"):
            self._open = (tag, dict(attrs))
            self.blocks.append((tag, dict(attrs), ""))

    def handle_data(self, data):
        if self._open:
            tag, attrs, text = self.blocks[-1]
            self.blocks[-1] = (tag, attrs, text + data)

    def handle_endtag(self, tag):
        if tag in ("script", "style"):
            self._open = None


@pytest.fixture(scope="module")
def html() -> str:
    return render(explorer_tables())


@pytest.fixture(scope="module")
def page(html: str) -> _Page:
    parsed = _Page()
    parsed.feed(html)
    return parsed


def _data(page: _Page) -> dict:
    (data,) = [text for _, attrs, text in page.blocks if attrs.get("id") == "data"]
    return json.loads(data)


def test_the_data_come_out_as_they_went_in(page: _Page):
    assert SCRIPT_TITLE in _data(page)["papers"]["title"]


def test_no_title_ends_a_script(page: _Page):
    assert [tag for tag, _, _ in page.blocks] == ["style", "script", "script", "script"]


def test_the_policy_allows_exactly_the_scripts_and_styles_of_the_page(page: _Page):
    (policy,) = [v for t, n, v in page.attributes if t == "meta" and n == "content" and "-src" in v]
    assert policy.startswith("default-src 'none'; ")
    assert "connect-src 'none'" in policy
    assert "unsafe" not in policy
    allowed = set(re.findall(r"'(sha256-[^']+)'", policy))
    held = {
        f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
        for tag, attrs, text in page.blocks
        if tag == "style" or "type" not in attrs
    }
    assert allowed == held


def test_the_page_refers_to_nothing_outside(page: _Page):
    references = {"src", "srcset", "data", "action", "poster", "background"}
    assert not [entry for entry in page.attributes if entry[1] in references]
    assert not [value for tag, name, value in page.attributes if name == "href"]
    styles = [text for tag, _, text in page.blocks if tag == "style"]
    assert not re.search(r"url\(|@import", "".join(styles))


def test_the_first_map_is_the_network_of_pyvis(page: _Page):
    data = _data(page)
    shown = overview(read_items(explorer_tables()))
    assert [node["id"] for node in data["network"]["nodes"]] == shown.items
    assert [(e["from"], e["to"]) for e in data["network"]["edges"]] == shown.links
    assert data["network"]["options"]["physics"] == {"enabled": False}
    assert all({"x", "y"} <= node.keys() for node in data["network"]["nodes"])


def test_vis_network_keeps_its_licence(page: _Page):
    vis = vis_network()
    assert "Apache 2.0 License" in vis[:2000]
    assert vis in [text for _, _, text in page.blocks]


def test_the_same_tables_give_the_same_bytes(tmp_path: Path):
    tables = explorer_tables()
    shuffled = Tables(**{name: table.iloc[::-1] for name, table in tables.items()})
    write_explorer(tables, tmp_path / "one.html")
    write_explorer(shuffled, tmp_path / "two.html")
    assert (tmp_path / "one.html").read_bytes() == (tmp_path / "two.html").read_bytes()


def test_the_hash_seed_does_not_matter():
    code = (
        "import hashlib; from explorer_data import explorer_tables; "
        "from paperlattice.exporters.explorer import render; "
        "print(hashlib.sha256(render(explorer_tables()).encode()).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True,
            cwd=Path(__file__).parent, env={"PYTHONHASHSEED": seed, "PATH": ""},
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(digests) == 1


def test_empty_tables_give_a_page():
    nothing = Tables(**{name: empty(name) for name, _ in explorer_tables().items()})
    assert "<!doctype html>" in render(nothing)


def _contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, as WCAG 2 defines it."""

    def luminance(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    dark, light = sorted([luminance(one), luminance(other)])
    return (light + 0.05) / (dark + 0.05)


def test_marks_and_text_stand_out_on_both_grounds(page: _Page):
    (styles,) = [text for tag, _, text in page.blocks if tag == "style"]
    themes = [
        dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block))
        for block in re.findall(r"color-scheme: (?:light|dark);([^}]*)}", styles)
    ]
    assert len(themes) == 3, "light, dark by choice, dark by the system"
    assert themes[1] == themes[2]
    for theme in themes:
        for ground in (theme["ground"], theme["panel"]):
            for name in ("ink", "quiet", "link"):
                assert _contrast(theme[name], ground) >= 4.5, (name, ground)
            marks = [colour for name, colour in theme.items() if name.startswith("type-")]
            assert len(marks) == 10
            assert all(_contrast(mark, ground) >= 3.0 for mark in [*marks, theme["focus"]])


@given(st.text())
def test_embedded_json_is_json_and_never_markup(text: str):
    embedded = embedded_json(text)
    assert json.loads(embedded) == text
    assert not re.search(r"[<>&\u2028\u2029]", embedded)


def test_the_bundle_runs_what_is_imported_first():
    script = bundle(
        {
            "main": 'import { twice } from "./lib.js";\ntwice(2);\n',
            "lib": "export function twice(n) {\n  return 2 * n;\n}\n",
            "unused": "export const x = 1;\n",
        },
        "main",
    )
    assert script.index("function twice") < script.index("twice(2)")
    assert "import" not in script
    assert "const x" not in script


@pytest.mark.parametrize(
    ("modules", "problem"),
    [
        ({"main": 'import { a } from "./none.js";\n'}, "not there"),
        ({"main": 'import { b } from "./a.js";\n', "a": "export const a = 1;\n"}, "not there"),
        ({"main": 'import { a } from "./main.js";\nexport const a = 1;\n'}, "circle"),
        ({"main": "export default 1;\n"}, "not understood"),
        ({"main": 'import * as all from "./a.js";\n', "a": ""}, "not understood"),
    ],
)
def test_the_bundle_refuses_what_it_does_not_understand(modules: dict[str, str], problem: str):
    with pytest.raises(BundleError, match=problem):
        bundle(modules, "main")
