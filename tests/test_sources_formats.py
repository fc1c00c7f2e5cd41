"""Every format is known by its content, gives its papers, and comes through to the graph."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from types import SimpleNamespace

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from core_data import SMALL
from paperlattice.build import Knowledge, build_tables, describe_run
from paperlattice.cli import main
from paperlattice.exporters.rdf.dataset import named_graphs
from paperlattice.records import Paper
from paperlattice.sources import read_sources
from paperlattice.sources.files import load
from paperlattice.sources.reader import Found, ReaderResult
from paperlattice.sources.registry import reader_for, readers
from paperlattice.tables import records

DATA = Path(__file__).parent / "data" / "sources"
SEAL = "Seeing through the seal: decoding natural images from fMRI with latent diffusion"
MICE = "Superposition in mouse cortex"

# File, reader, how many papers, lines of what is refused.
FILES = [
    ("arxiv-snapshot.jsonl", "arxiv-snapshot", 2, []),
    ("arxiv.atom.xml", "arxiv-atom", 2, []),
    ("arxiv.oai.xml", "oai-pmh", 2, []),
    ("daily-papers.html", "daily-papers-html", 2, []),
    ("daily-papers.json", "daily-papers", 2, []),
    ("openalex.page.json", "openalex", 1, [15]),
    ("openalex.works.jsonl", "openalex", 2, []),
    ("papers.tsv", "delimited", 2, []),
    ("repository.oai_dc.xml", "oai-pmh", 1, []),
    ("semantic-scholar.jsonl", "semantic-scholar", 1, []),
    ("semantic-scholar.search.json", "semantic-scholar", 2, []),
    ("trending-papers.html", "daily-papers-html", 2, [14]),
    ("zotero.bib", "bibtex", 4, [39]),
    ("zotero.csl.json", "csl-json", 2, []),
    ("zotero.csv", "delimited", 3, [6]),
    ("zotero.ris", "ris", 3, [28]),
]


def read(name: str) -> ReaderResult:
    file = load(DATA / name)
    named = reader_for(file.content)
    assert named is not None
    return named[1].read(file.content, name=name)


def papers(name: str) -> dict[str, Paper]:
    return {found.paper.title: found.paper for found in read(name).papers}


def test_every_fixture_is_listed_and_every_built_in_reader_has_one() -> None:
    assert {name for name, *_ in FILES} == {path.name for path in DATA.iterdir()}
    with_own_tests = {"jsonlines", "listing", "parquet"}
    assert {reader for _, reader, *_ in FILES} | with_own_tests == set(readers())


@pytest.mark.parametrize(("name", "reader", "n_papers", "refused"), FILES)
def test_a_file_is_known_by_its_content_and_gives_its_papers(
    tmp_path: Path, name: str, reader: str, n_papers: int, refused: list[int]
) -> None:
    for number, content in enumerate(
        ((DATA / name).read_bytes(), gzip.compress((DATA / name).read_bytes()))
    ):
        path = tmp_path / f"{number}"
        path.write_bytes(content)
        result = read_sources([path])
        assert result.sources["reader"].tolist() == [reader]
        assert result.sources["n_records"].tolist() == [n_papers]
        assert result.refused["line"].tolist() == refused


@pytest.mark.parametrize("name", [name for name, *_ in FILES])
def test_a_file_comes_through_to_the_graph(name: str) -> None:
    result = read_sources([DATA / name])
    knowledge = Knowledge(lexicon=SMALL, recogniser=None)
    tables = build_tables(result, knowledge)
    graphs = dict(named_graphs(tables, describe_run(tables, knowledge)))
    triples = {triple for graph in graphs.values() for triple in graph}
    written = {(predicate, value) for _, predicate, value in triples}
    known = records(result.papers, Paper)
    assert known
    for paper in known:
        title = json.dumps(paper.title, ensure_ascii=False)
        assert ("<http://purl.org/dc/terms/title>", f"{title}@en") in written
        for author in paper.authors:
            assert ("<https://schema.org/name>", f'"{author}"') in written
        for predicate, value in (
            ("http://purl.org/ontology/bibo/doi", paper.doi),
            ("https://w3id.org/paperlattice/ontology#arxivId", paper.arxiv_id),
            ("http://prismstandard.org/namespaces/basic/2.0/publicationName", paper.venue),
        ):
            assert not value or (f"<{predicate}>", f'"{value}"') in written


def test_all_files_together_are_eleven_papers_in_any_order() -> None:
    paths = sorted(DATA.iterdir())
    one, other = read_sources(paths), read_sources([*reversed(paths)])
    assert records(one.papers, Paper) == records(other.papers, Paper)
    assert one.papers["paper_id"].tolist() == [
        "10.5555/seal.77",
        "2501.90001",
        "2501.90003",
        "after-the-broken-one",
        "c-elegans-and-its-connectome",
        "hyperlink-http-evil-example-the-organization-of-behavior",
        "neurons-that-fire-together",
        "q-bio/0309136",
        "seal-1",
        "the-organization-of-behavior",
        "without-an-end",
    ]
    seal = records(one.papers, Paper)[1]
    assert len(seal.sources) == 12
    assert seal.authors == ("Zoë van der Berg", "Ming Li", "The Seal Consortium")
    assert (seal.doi, seal.n_citations, seal.n_upvotes) == ("10.5555/jsv.2025.001", 14, 43)
    assert (seal.published, seal.published_precision) == ("2025-01-21", "day")
    assert seal.venue == "Journal of Seal Vision 3 (2025) 1-12"


def test_arxiv_answers_give_ids_without_version_and_both_identifiers() -> None:
    seal, old = (found.paper for found in read("arxiv.atom.xml").papers)
    assert (seal.arxiv_id, seal.doi) == ("2501.90001", "10.5555/jsv.2025.001")
    assert seal.authors == ("Zoë van der Berg", "李明")
    assert seal.abstract.endswith(r"$\mathbb{R}^{768}$ & beats a GAN.")
    assert (old.paper_id, old.published) == ("q-bio/0309136", "2003-09-08")


def test_an_answer_that_is_an_error_holds_no_paper() -> None:
    feed = (DATA / "arxiv.atom.xml").read_text()
    wrong = feed.replace("http://arxiv.org/abs/2501.90001v2", "http://arxiv.org/api/errors#x")
    named = reader_for(wrong)
    assert named is not None
    assert len(named[1].read(wrong, name="a").papers) == 1


def test_harvested_records_give_authors_in_every_format_and_deleted_ones_nothing() -> None:
    assert papers("arxiv.oai.xml")[SEAL].authors == ("Zoë van der Berg", "Ming Li Jr")
    assert papers("arxiv.oai.xml")[MICE].authors == ("C. Hunter", "D. Gatherer", "E. Farmer")
    (dublin,) = papers("repository.oai_dc.xml").values()
    assert dublin.authors == ("Zoë van der Berg", "Ming Li")
    assert dublin.abstract.startswith("We record EEG")
    assert (dublin.published, dublin.doi) == ("2024-11-05", "10.5555/seal.77")


def test_the_abstract_of_openalex_is_put_together_from_its_index() -> None:
    works = papers("openalex.works.jsonl")
    assert works[SEAL].abstract == "We reconstruct natural images from fMRI of NSD and of seals."
    assert works[SEAL].arxiv_id == "2501.90001"
    assert works[SEAL].topics == ("Functional Brain Connectivity Studies", "fMRI")
    worm = works["C. elegans & its connectome"]
    assert (worm.published, worm.published_precision, worm.n_citations) == ("2019", "year", 0)
    assert worm.abstract == ""


def test_daily_papers_give_votes_comments_and_organisation_and_no_hidden_author() -> None:
    for name in ("daily-papers.json", "daily-papers.html"):
        seal, mice = papers(name).values()
        assert (seal.n_upvotes, seal.n_comments, seal.organisation) == (43, 2, "sealai Seal AI")
        assert (mice.authors, mice.n_upvotes) == (("C. Hunter",), 0)


def test_a_page_whose_data_are_gone_is_read_by_its_markup() -> None:
    seal, mice = papers("trending-papers.html").values()
    assert (seal.title, seal.arxiv_id) == (SEAL, "2501.90001")
    assert (seal.n_authors, seal.n_upvotes, seal.published) == (2, 43, "2025-01-21")
    assert mice.abstract == "We study superposition in electrophysiology."


def test_bibtex_loses_its_latex_and_keeps_formulas() -> None:
    entries = papers("zotero.bib")
    assert entries[SEAL].abstract.endswith(r"— with naïve priors & $\ell_1$ sparsity.")
    assert entries[SEAL].authors == ("Zoë van der Berg", "Ming Li", "The Seal Consortium")
    assert (entries[SEAL].published, entries[SEAL].published_precision) == ("2025-02", "month")
    assert entries[MICE].arxiv_id == "2501.90003"
    assert entries[MICE].authors == ("C. Hunter",)
    assert entries["After the broken one"].venue == "Journal of Neural Seals"


def test_zotero_exports_agree_on_a_paper_whatever_the_format() -> None:
    seals = [papers(f"zotero.{end}")[SEAL] for end in ("bib", "ris", "csl.json", "csv")]
    assert {paper.doi for paper in seals} == {"10.5555/jsv.2025.001"}
    assert {paper.authors[:2] for paper in seals} == {("Zoë van der Berg", "Ming Li")}
    assert {paper.venue for paper in seals} == {"Journal of Seal Vision"}
    mice = [papers(f"zotero.{end}")[MICE] for end in ("bib", "ris", "csl.json", "csv")]
    assert {paper.arxiv_id for paper in mice} == {"2501.90003"}


def test_a_formula_stays_text_and_a_script_is_no_address() -> None:
    paper = next(p for title, p in papers("zotero.csv").items() if title.startswith("=HYPER"))
    assert paper.url == ""


def test_tabs_part_what_quotation_marks_would_break() -> None:
    first, second = read("papers.tsv").papers
    assert first.paper.title == '"Why should seals trust EEG?": a study'
    assert (first.original_id, first.paper.n_citations) == ("seal-1", 7)
    assert first.paper.authors == ("Zoë van der Berg", "Ming Li")
    assert second.paper.n_citations is None


def test_columns_can_be_named(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("Nr;Name;What it says;Who\n7;Key memory;We study it.;Ada Lovelace\n")
    assert read_sources([path]).papers.empty
    columns = {"title": "Name", "abstract": "What it says", "authors": "Who", "id": "Nr"}
    (paper,) = records(read_sources([path], columns=columns).papers, Paper)
    assert (paper.paper_id, paper.title, paper.abstract) == ("7", "Key memory", "We study it.")
    assert paper.authors == ("Ada Lovelace",)


def test_parquet_is_read_like_delimited_text(tmp_path: Path) -> None:
    path = tmp_path / "table"
    table = pa.table(
        {
            "Title": ["Key memory", None, "More"],
            "Abstract": ["We study it.", "No title.", None],
            "Authors": [["Ada Lovelace", "B. Two"], None, []],
            "DOI": ["10.1234/A", None, None],
            "year": [2024, 2023, None],
            "embedding": [[0.1], [0.2], [0.3]],
        }
    )
    pq.write_table(table, path)
    result = read_sources([path])
    first, second = records(result.papers, Paper)
    assert (first.paper_id, first.authors) == ("10.1234/a", ("Ada Lovelace", "B. Two"))
    assert (first.published, second.title, second.abstract) == ("2024", "More", "")
    assert result.refused["line"].tolist() == [2]
    columns = {"title": "Abstract"}
    titles = read_sources([path], columns=columns).papers["title"]
    assert sorted(titles) == ["No title.", "We study it."]


def test_a_table_without_titles_says_how_to_name_them(tmp_path: Path) -> None:
    path = tmp_path / "table.parquet"
    pq.write_table(pa.table({"a": ["x"]}), path)
    result = read_sources([path])
    assert "--columns title=" in result.refused["remedy"].item()


def test_a_damaged_record_of_an_array_costs_only_itself() -> None:
    page = (DATA / "openalex.page.json").read_text()
    named = reader_for(page)
    assert named is not None
    broken = page.replace('"doi": "https', '"doi": https', 1)
    result = named[1].read(broken, name="a")
    assert [row.line for row in result.refused] == [4, 15]
    one_line = (DATA / "daily-papers.json").read_text().replace('"id":"2501.90001"', '"id":x', 1)
    named = reader_for(one_line)
    assert named is not None
    assert [found.paper.title for found in named[1].read(one_line, name="a").papers] == [MICE]


def test_a_broken_record_of_xml_costs_only_itself() -> None:
    harvest = (DATA / "arxiv.oai.xml").read_text()
    broken = harvest.replace("<title>Seeing", "<title>&nbsp;Seeing")
    named = reader_for(broken)
    assert named is not None
    result = named[1].read(broken, name="a")
    assert [(found.paper.title, found.line) for found in result.papers] == [(MICE, 25)]
    assert [(row.line, "undefined entity" in row.reason) for row in result.refused] == [(14, True)]


def test_xml_in_another_encoding_is_read_as_it_declares() -> None:
    feed = (DATA / "arxiv.atom.xml").read_text().replace("UTF-8", "ISO-8859-1", 1)
    data = feed.replace("李明", "M. Li").encode("latin-1")
    content = data.decode("utf-8", "surrogateescape")
    named = reader_for(content)
    assert named is not None
    first, _ = named[1].read(content, name="a").papers
    assert first.paper.authors == ("Zoë van der Berg", "M. Li")


def takes_percent(read) -> SimpleNamespace:
    return SimpleNamespace(recognises=lambda content: content.startswith("%"), read=read)


def test_a_reader_that_fails_costs_the_file_alone(monkeypatch, tmp_path: Path) -> None:
    def fail(content: str, *, name: str) -> ReaderResult:
        raise ZeroDivisionError(f"oops {name} {len(content)}")

    found = {**readers(), "a": takes_percent(fail)}
    monkeypatch.setattr("paperlattice.sources.registry.readers", lambda: found)
    (tmp_path / "a").write_text("%")
    (tmp_path / "b").write_bytes((DATA / "zotero.ris").read_bytes())
    result = read_sources([tmp_path])
    assert len(result.papers) == 3
    assert "ZeroDivisionError: oops" in result.refused["reason"].tolist()[0]


def test_a_text_that_no_paper_has_is_refused_whatever_the_reader(monkeypatch, tmp_path) -> None:
    def careless(content: str, *, name: str) -> ReaderResult:
        texts = ("good", "a\0b", "\ud800", content * 200_001)
        papers = [Paper(paper_id=t[:9], title=t, abstract="", sources=(name,)) for t in texts]
        return ReaderResult(papers=tuple(Found(paper=p, line=n) for n, p in enumerate(papers, 1)))

    monkeypatch.setattr(
        "paperlattice.sources.registry.readers", lambda: {"a": takes_percent(careless)}
    )
    (tmp_path / "a").write_text("%")
    result = read_sources([tmp_path])
    assert result.papers["title"].tolist() == ["good"]
    assert result.refused["line"].tolist() == [2, 3, 4]


def test_the_command_lists_every_format_with_what_it_takes() -> None:
    lines = CliRunner().invoke(main, ["sources"]).output.splitlines()
    assert [line.split()[0] for line in lines] == list(readers())
    assert all(len(line.split()) > 2 for line in lines)
    columns = CliRunner().invoke(main, ["sources", "--columns"]).output
    assert "abstract note" in columns


@pytest.mark.parametrize(
    ("columns", "problem"), [("title", "does not say"), ("colour=Red", "no 'colour'")]
)
def test_columns_that_say_nothing_are_an_error(columns: str, problem: str) -> None:
    result = CliRunner().invoke(main, ["build", str(DATA / "papers.tsv"), "--columns", columns])
    assert result.exit_code == 1
    assert problem in result.output
