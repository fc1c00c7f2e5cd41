"""The store on disk: loaded once, rebuilt when the graph changes."""

from __future__ import annotations

import pyoxigraph
import pytest

import rdf_data
from paperlattice.errors import ArtefactError
from paperlattice.query import store
from paperlattice.query.store import ONTOLOGY_GRAPH, fingerprint, load_store, open_store


@pytest.fixture
def directory(tmp_path):
    return rdf_data.write(tmp_path / "output")


def kept(directory):
    return sorted(path.name for path in (directory.parent / ".paperlattice-store").iterdir())


def test_the_store_holds_the_build_and_the_schema(directory):
    opened = open_store(directory)
    graphs = {graph.value for graph in opened.named_graphs()}
    assert ONTOLOGY_GRAPH in graphs
    assert len(graphs) == 7
    with pytest.raises(RuntimeError, match="read-write"):
        opened.add(pyoxigraph.Quad(*[pyoxigraph.NamedNode("https://example.org/")] * 3))


def test_the_store_is_kept_and_serves_again(directory):
    first = len(open_store(directory))
    (name,) = kept(directory)
    assert name == f"output-{fingerprint(directory)[:16]}"
    made = (directory.parent / ".paperlattice-store" / name).stat().st_mtime_ns
    assert len(open_store(directory)) == first
    assert (directory.parent / ".paperlattice-store" / name).stat().st_mtime_ns == made


def test_a_changed_graph_gets_a_new_store_and_the_old_one_goes(directory):
    before = len(open_store(directory))
    (old,) = kept(directory)
    with (directory / "graph.nq").open("a") as out:
        out.write('<https://example.org/a> <https://example.org/b> "c" .\n')
    assert len(open_store(directory)) == before + 1
    (new,) = kept(directory)
    assert new != old


def test_a_large_graph_is_known_without_reading_it_whole(directory, monkeypatch):
    whole = fingerprint(directory)
    monkeypatch.setattr(store, "_READ_WHOLE", 0)
    before = fingerprint(directory)
    assert before == fingerprint(directory) != whole
    with (directory / "graph.nq").open("a") as out:
        out.write('<https://example.org/a> <https://example.org/b> "c" .\n')
    assert fingerprint(directory) != before


def test_a_broken_store_is_built_again(directory):
    expected = len(open_store(directory))
    (name,) = kept(directory)
    for path in (directory.parent / ".paperlattice-store" / name).iterdir():
        path.write_bytes(b"")
    assert len(open_store(directory)) == expected


def test_where_no_folder_can_be_made_the_store_is_in_memory(directory):
    (directory.parent / ".paperlattice-store").write_text("in the way")
    assert len(open_store(directory)) == len(load_store(directory))


def test_a_folder_without_graph_is_refused(tmp_path):
    with pytest.raises(ArtefactError, match=r"no graph\.nq.*build"):
        open_store(tmp_path)


def test_a_graph_that_is_not_valid_is_refused(tmp_path):
    (tmp_path / "graph.nq").write_text("<a b> <c> .\n")
    with pytest.raises(ArtefactError, match="not valid N-Quads"):
        load_store(tmp_path)
    with pytest.raises(ArtefactError, match="not valid N-Quads"):
        open_store(tmp_path)
