"""Offsets count code points in whatever Unicode a source holds: in the tables and in the RDF."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pyarrow.parquet as pq
import pyoxigraph
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core_data import SMALL
from paperlattice.build import Knowledge, build_tables, describe_run
from paperlattice.exporters.rdf.dataset import named_graphs
from paperlattice.exporters.rdf.nquads import write_graph
from paperlattice.records import Mention, Paper
from paperlattice.sources import read_sources
from paperlattice.tables import from_arrow, records, to_arrow

KNOWLEDGE = Knowledge(lexicon=SMALL, recogniser=None)
OA = "http://www.w3.org/ns/oa#"
DCTERMS = "http://purl.org/dc/terms/"
# What the world writes: astral letters, emoji of several code points, marks that combine, turn
# the direction or take no room, other scripts, line and paragraph separators, controls.
MARKS = st.sampled_from(
    [
        *(
            "𝔽",
            "𝛽-VAE",
            "🧠",
            "👩🏽‍🔬",
            "e\u0301\u0302\u0323",
            "\u200b",
            "\u200d",
            "\u202e",
            "\u2066",
        ),
        *("العربية", "עברית", "中文", "हिन्दी", "ﬁ", "ﷺ", "\u2028", "\u2029", "\x85", "\x1b[31m"),
        *(
            "\ufeff",
            "\U0010fffd",
            "\U000e0041",
            "\ufffe",
            "\u00a0",
            "ǅ",
            "İ",
            "ß",
            r"$\mathbb{R}^2$",
        ),
    ]
)
TERMS = st.sampled_from(["fMRI", "NSD", "GPT-2", "sparse autoencoders", "diffusion model"])
TEXTS = st.lists(MARKS | TERMS | st.text(max_size=5), min_size=1, max_size=12).map(" ".join)


def triples(tables) -> list[pyoxigraph.Quad]:
    out = io.BytesIO()
    for name, graph in named_graphs(tables, describe_run(tables, KNOWLEDGE)):
        write_graph(f"<https://example.org/{name}>", graph, out)
    return list(pyoxigraph.parse(out.getvalue(), format=pyoxigraph.RdfFormat.N_QUADS))


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(title=TEXTS, abstract=TEXTS, escaped=st.booleans())
def test_a_span_is_its_text_in_parquet_and_in_rdf(
    tmp_path: Path, title: str, abstract: str, escaped: bool
) -> None:
    record = {"id": "p", "title": f"NSD 🧠 {title}", "abstract": f"𝔽 {abstract} with fMRI."}
    source = tmp_path / "papers.jsonl"
    line = json.dumps(record, ensure_ascii=escaped)
    source.write_bytes(line.encode("utf-8", "surrogatepass"))
    read = read_sources([source])
    if "\0" in line or "\\u0000" in line or not read.refused.empty:
        assert read.papers.empty
        return
    tables = build_tables(read, KNOWLEDGE, with_graph=False)
    pq.write_table(to_arrow("mentions", tables.mentions), tmp_path / "mentions.parquet")
    mentions = records(
        from_arrow("mentions", pq.read_table(tmp_path / "mentions.parquet")), Mention
    )
    (paper,) = records(tables.papers, Paper)
    assert paper.text == f"{record['title']}\n{record['abstract']}"
    assert {"NSD", "fMRI"} <= {mention.text for mention in mentions}
    for mention in mentions:
        assert paper.text[mention.start : mention.end] == mention.text
    known = {(quad.subject, quad.predicate.value): quad.object for quad in triples(tables)}
    texts = {
        predicate: value.value
        for (_, predicate), value in known.items()
        if predicate in {f"{DCTERMS}title", f"{DCTERMS}abstract"}
    }
    whole = f"{texts[f'{DCTERMS}title']}\n{texts[f'{DCTERMS}abstract']}"
    assert len(whole) == len(paper.text)
    starts = [(subject, value) for (subject, name), value in known.items() if name == f"{OA}start"]
    assert len(starts) == len(mentions)
    spans = set()
    for position, start in starts:
        end = known[position, f"{OA}end"]
        quotation = pyoxigraph.NamedNode(position.value.replace("#position", "#quote"))
        span = whole[int(start.value) : int(end.value)]
        assert span == known[quotation, f"{OA}exact"].value
        spans.add((int(start.value), int(end.value)))
    assert spans == {(mention.start, mention.end) for mention in mentions}
