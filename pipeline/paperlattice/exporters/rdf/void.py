"""The description of the dataset in VoID and DCAT, with counts computed from the triples."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from paperlattice.exporters.rdf import terms
from paperlattice.exporters.rdf.counting import LINKS, Counts
from paperlattice.exporters.rdf.terms import XSD, Triple
from paperlattice.exporters.rdf.vocabulary import RDF_TYPE, name
from paperlattice.naming import BASE, graph_iri, run_iri
from paperlattice.run import Measurement, Run

__all__ = [
    "DATASET",
    "LICENCE",
    "MEDIA_TYPES",
    "File",
    "describe_counts",
    "describe_dataset",
    "describe_files",
]

DATASET = f"<{BASE}dataset>"
LICENCE = "<https://creativecommons.org/publicdomain/zero/1.0/>"
MEDIA_TYPES = {
    "graph.jsonld": "application/ld+json",
    "graph.nq": "application/n-quads",
    "graph.ttl": "text/turtle",
}

_VOCABULARIES = (
    *("bibo", "dcterms", "fabio", "oa", "pl", "prism", "prov", "rdf", "schema", "skos"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file of the dataset: its name, its size in bytes, and the hash of its bytes."""

    name: str
    size: int
    sha256: str


def describe_dataset(
    whole: Counts, graphs: Mapping[str, Counts], files: Iterable[File], run: Run
) -> Iterator[Triple]:
    """Yield the triples that describe the dataset, its graphs, its files and its quality."""
    yield DATASET, RDF_TYPE, name("dcat:Dataset")
    yield DATASET, name("dcterms:title"), terms.text("PaperLattice")
    description = "Papers, the entities that they name, what they do with them, and the evidence."
    yield DATASET, name("dcterms:description"), terms.text(description)
    yield DATASET, name("dcterms:license"), LICENCE
    yield DATASET, name("dcterms:conformsTo"), f"<{BASE}ontology>"
    yield DATASET, name("prov:wasGeneratedBy"), terms.iri(run_iri(run.fingerprint))
    yield DATASET, name("void:uriSpace"), terms.plain(BASE)
    for prefix in _VOCABULARIES:
        yield DATASET, name("void:vocabulary"), name(f"{prefix}:")
    for graph in sorted(graphs):
        subject = terms.iri(graph_iri(graph))
        yield DATASET, name("void:subset"), subject
        yield subject, name("dcterms:title"), terms.text(f"Named graph of {graph}")
        for example in graphs[graph].examples:
            yield DATASET, name("void:exampleResource"), example
    yield from describe_counts(whole, graphs)
    yield from describe_files(files)
    for measurement in run.measurements:
        yield from _measurement(measurement)


def describe_counts(whole: Counts, graphs: Mapping[str, Counts]) -> Iterator[Triple]:
    """Yield the counts of the dataset and its graphs, by class and property, and of its links."""
    yield from _partitions(DATASET, whole)
    for graph in sorted(graphs):
        yield from _partitions(terms.iri(graph_iri(graph)), graphs[graph])
    yield from _linksets(whole)


def describe_files(files: Iterable[File]) -> Iterator[Triple]:
    """Yield the triples of files: media type, size and checksum."""
    for file in files:
        yield from _distribution(file)


def _partitions(subject: str, found: Counts) -> Iterator[Triple]:
    yield subject, RDF_TYPE, name("void:Dataset")
    yield subject, name("void:triples"), terms.integer(found.triples)
    yield subject, name("void:distinctSubjects"), terms.integer(found.subjects)
    yield subject, name("void:distinctObjects"), terms.integer(found.objects)
    yield subject, name("void:classes"), terms.integer(len(found.classes))
    yield subject, name("void:properties"), terms.integer(len(found.properties))
    for kind, number in found.classes.items():
        partition = _part(subject, "class", kind)
        yield subject, name("void:classPartition"), partition
        yield partition, name("void:class"), kind
        yield partition, name("void:entities"), terms.integer(number)
    for predicate, number in found.properties.items():
        partition = _part(subject, "property", predicate)
        yield subject, name("void:propertyPartition"), partition
        yield partition, name("void:property"), predicate
        yield partition, name("void:triples"), terms.integer(number)


def _linksets(whole: Counts) -> Iterator[Triple]:
    for (predicate, vocabulary), number in whole.links.items():
        target = _part(DATASET, "vocabulary", f"<{vocabulary}>")
        subject = _part(DATASET, LINKS[predicate], f"<{vocabulary}>")
        yield target, RDF_TYPE, name("void:Dataset")
        yield target, name("void:uriSpace"), terms.plain(vocabulary)
        yield subject, RDF_TYPE, name("void:Linkset")
        yield subject, name("void:subjectsTarget"), DATASET
        yield subject, name("void:objectsTarget"), target
        yield subject, name("void:linkPredicate"), predicate
        yield subject, name("void:triples"), terms.integer(number)


def _distribution(file: File) -> Iterator[Triple]:
    subject, checksum = f"<{BASE}{file.name}>", f"<{BASE}{file.name}#sha256>"
    media = f"https://www.iana.org/assignments/media-types/{MEDIA_TYPES[file.name]}"
    yield DATASET, name("dcat:distribution"), subject
    yield DATASET, name("void:dataDump"), subject
    yield subject, RDF_TYPE, name("dcat:Distribution")
    yield subject, name("dcterms:title"), terms.text(file.name)
    yield subject, name("dcterms:license"), LICENCE
    yield subject, name("dcat:mediaType"), terms.iri(media)
    yield subject, name("dcat:byteSize"), terms.count(file.size)
    yield subject, name("spdx:checksum"), checksum
    yield checksum, RDF_TYPE, name("spdx:Checksum")
    yield checksum, name("spdx:algorithm"), name("spdx:checksumAlgorithm_sha256")
    yield checksum, name("spdx:checksumValue"), f'"{file.sha256}"^^<{XSD}hexBinary>'


def _measurement(measurement: Measurement) -> Iterator[Triple]:
    subject = f"<{BASE}dataset#quality-{measurement.name}>"
    metric = f"<{BASE}dataset#metric-{measurement.name}>"
    yield DATASET, name("dqv:hasQualityMeasurement"), subject
    yield subject, RDF_TYPE, name("dqv:QualityMeasurement")
    yield subject, name("dqv:computedOn"), DATASET
    yield subject, name("dqv:isMeasurementOf"), metric
    yield subject, name("dqv:value"), terms.decimal(measurement.value)
    yield subject, name("rdfs:comment"), terms.text(f"Measured on {measurement.sample}.")
    yield metric, RDF_TYPE, name("dqv:Metric")
    yield metric, name("rdfs:label"), terms.text(measurement.label)
    yield metric, name("dqv:expectedDataType"), f"<{XSD}decimal>"


def _part(subject: str, kind: str, term: str) -> str:
    words = re.sub(r"[^A-Za-z0-9]+", "-", term[1:-1].partition("://")[2]).strip("-")
    return f"{subject[:-1]}#{kind}-{words}>"
