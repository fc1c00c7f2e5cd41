"""The store of a build's graph: loaded once, kept on disk, rebuilt when the graph changes."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from importlib.metadata import version
from pathlib import Path

import pyoxigraph

from paperlattice.errors import ArtefactError
from paperlattice.naming import BASE
from paperlattice.resources import ontology_dir

__all__ = ["ONTOLOGY_GRAPH", "fingerprint", "load_store", "open_store"]

ONTOLOGY_GRAPH = f"{BASE}ontology"
"""The named graph of the schema, which the store holds beside the graphs of the build."""

_CACHE = ".paperlattice-store"
_READ_WHOLE = 64 * 2**20
_BEGINNING = 2**20


def open_store(directory: Path) -> pyoxigraph.Store:
    """Return the store of a build's folder, read-only, from disk where it was loaded before.

    It is kept in `.paperlattice-store` beside the folder, under the fingerprint of the graph;
    where that cannot be written, it is loaded into memory. Raises ArtefactError where the folder
    holds no readable graph.
    """
    mark = fingerprint(directory)
    folder = directory.resolve()
    kept = folder.parent / _CACHE / f"{folder.name}-{mark[:16]}"
    if kept.is_dir():
        try:
            return pyoxigraph.Store.read_only(str(kept))
        except (OSError, RuntimeError):
            shutil.rmtree(kept, ignore_errors=True)
    try:
        kept.parent.mkdir(exist_ok=True)
        building = Path(tempfile.mkdtemp(prefix=".building-", dir=kept.parent))
    except OSError:
        return load_store(directory)
    try:
        _build(directory, building)
        for old in kept.parent.glob(f"{folder.name}-" + "[0-9a-f]" * 16):
            shutil.rmtree(old, ignore_errors=True)
        building.rename(kept)
    except OSError:
        # Another process may have put the same store there meanwhile: then that one serves.
        if not kept.is_dir():
            return load_store(directory)
    finally:
        shutil.rmtree(building, ignore_errors=True)
    return pyoxigraph.Store.read_only(str(kept))


def load_store(directory: Path) -> pyoxigraph.Store:
    """Return the store of a build's folder in memory, or raise ArtefactError."""
    store = pyoxigraph.Store()
    _fill(store, directory)
    return store


def fingerprint(directory: Path) -> str:
    """Return the hash of all that a build's store holds, and of the store's own version.

    A graph of more than 64 MB is known by its size, its time of change and its first megabyte:
    to read it whole would take longer than most queries.
    """
    digest = hashlib.sha256(version("pyoxigraph").encode())
    for path in (_graph_file(directory), ontology_dir() / "paperlattice.ttl"):
        found = path.stat()
        with path.open("rb") as file:
            if found.st_size <= _READ_WHOLE:
                digest.update(hashlib.file_digest(file, "sha256").digest())
            else:
                digest.update(f"{found.st_size} {found.st_mtime_ns} ".encode())
                digest.update(file.read(_BEGINNING))
    return digest.hexdigest()


def _build(directory: Path, place: Path) -> None:
    store = pyoxigraph.Store(str(place))
    _fill(store, directory)
    store.optimize()
    store.flush()
    # The store is closed when this function lets go of it; only then may its folder move.


def _fill(store: pyoxigraph.Store, directory: Path) -> None:
    path = _graph_file(directory)
    try:
        store.bulk_load(path=str(path), format=pyoxigraph.RdfFormat.N_QUADS)
    except SyntaxError as error:
        raise ArtefactError(
            f"not valid N-Quads: {error}", remedy="run `paperlattice build` again", place=str(path)
        ) from error
    store.bulk_load(
        path=str(ontology_dir() / "paperlattice.ttl"),
        format=pyoxigraph.RdfFormat.TURTLE,
        to_graph=pyoxigraph.NamedNode(ONTOLOGY_GRAPH),
    )


def _graph_file(directory: Path) -> Path:
    path = directory / "graph.nq"
    if not path.is_file():
        raise ArtefactError(
            "there is no graph.nq", remedy="run `paperlattice build` first", place=str(directory)
        )
    return path
