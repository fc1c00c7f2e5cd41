"""Where the graph comes from: the run, its input files, its software, lexicon and recogniser."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from paperlattice.exporters.rdf import terms
from paperlattice.exporters.rdf.terms import XSD, Triple
from paperlattice.exporters.rdf.vocabulary import RDF_TYPE, name, pl
from paperlattice.naming import artefact_iri, graph_iri, run_iri, software_iri, source_iri
from paperlattice.run import Run

__all__ = ["describe_run"]

_LABEL = name("rdfs:label")
_USED = name("prov:used")
_ENTITY = name("prov:Entity")
_SHA256 = pl("sha256")


def describe_run(run: Run, graphs: Iterable[str]) -> Iterator[Triple]:
    """Yield the triples of a run as a prov:Activity, and which named graphs it generated."""
    activity = terms.iri(run_iri(run.fingerprint))
    agent = terms.iri(software_iri(run.version))
    yield activity, RDF_TYPE, pl("Run")
    yield activity, RDF_TYPE, name("prov:Activity")
    yield activity, _LABEL, terms.text(f"Run of PaperLattice {run.version}")
    yield activity, name("prov:wasAssociatedWith"), agent
    if run.ended:
        ended = run.ended.strftime("%Y-%m-%dT%H:%M:%SZ")
        yield activity, name("prov:endedAtTime"), f'"{ended}"^^<{XSD}dateTime>'
    yield agent, RDF_TYPE, name("prov:SoftwareAgent")
    yield agent, _LABEL, terms.text(f"PaperLattice {run.version}")
    yield agent, name("schema:softwareVersion"), terms.plain(run.version)
    yield from _artefact(activity, "lexicon", "Lexicon", run.lexicon)
    if run.recogniser:
        yield from _artefact(activity, "recogniser", "Recogniser", run.recogniser)
    yield from _sources(run, activity)
    for graph in graphs:
        yield terms.iri(graph_iri(graph)), RDF_TYPE, _ENTITY
        yield terms.iri(graph_iri(graph)), _LABEL, terms.text(f"Named graph of {graph}")
        yield terms.iri(graph_iri(graph)), name("prov:wasGeneratedBy"), activity


def _artefact(activity: str, kind: str, term: str, fingerprint: str) -> Iterator[Triple]:
    subject = terms.iri(artefact_iri(kind, fingerprint))
    yield activity, _USED, subject
    yield subject, RDF_TYPE, pl(term)
    yield subject, RDF_TYPE, _ENTITY
    yield subject, _LABEL, terms.text(f"{term} {fingerprint[:16]}")
    yield subject, _SHA256, terms.plain(fingerprint)


def _sources(run: Run, activity: str) -> Iterator[Triple]:
    # The same bytes may lie under several names: one resource, several labels, the counts once.
    described = set()
    for source in sorted(run.sources, key=lambda source: (source.sha256, source.name)):
        subject = terms.iri(source_iri(source.sha256))
        if subject not in described:
            described.add(subject)
            yield activity, _USED, subject
            yield subject, RDF_TYPE, pl("SourceFile")
            yield subject, RDF_TYPE, _ENTITY
            yield subject, _SHA256, terms.plain(source.sha256)
            yield subject, pl("reader"), terms.plain(source.reader)
            yield subject, pl("recordCount"), terms.integer(source.n_records)
        yield subject, _LABEL, terms.plain(source.name)
