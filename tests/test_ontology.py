"""The ontology, its alignments, the shapes and the lexicon."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
from rdflib.namespace import DCTERMS, OWL, PROV, RDF, RDFS, SKOS, XSD

import rdf_data
from paperlattice.naming import BASE, ONTOLOGY, entity_iri, paper_iri, scheme_iri, type_slug
from paperlattice.records import EntityType, Predicate
from paperlattice.resources import ontology_dir
from paperlattice.validation.shapes import violations

PL = rdflib.Namespace(ONTOLOGY)
OA = rdflib.Namespace("http://www.w3.org/ns/oa#")
BIBO = rdflib.Namespace("http://purl.org/ontology/bibo/")
PRISM = rdflib.Namespace("http://prismstandard.org/namespaces/basic/2.0/")
SCHEMA = rdflib.Namespace("https://schema.org/")
SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")
FILES = ("paperlattice.ttl", "alignments.ttl", "shapes.ttl")
LEXICON = sorted(ontology_dir().glob("lexicon/*.ttl"))


def load(name):
    return rdflib.Graph().parse(ontology_dir() / name)


@pytest.fixture(scope="module")
def schema():
    return load("paperlattice.ttl")


def terms(graph):
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
    return sorted({term for kind in kinds for term in graph.subjects(RDF.type, kind)})


@pytest.mark.parametrize("name", FILES)
def test_two_parsers_read_the_same(name):
    path = ontology_dir() / name
    strict = set(pyoxigraph.parse(path=str(path), format=pyoxigraph.RdfFormat.TURTLE))
    assert len(strict) == len(load(name)) > 30


def test_every_term_is_documented(schema):
    assert len(terms(schema)) > 45
    for term in terms(schema):
        for predicate in (RDFS.label, SKOS.definition, SKOS.example):
            (value,) = schema.objects(term, predicate)
            assert value.language == "en", term
        assert schema.value(term, RDFS.isDefinedBy) == rdflib.URIRef(f"{BASE}ontology")


def test_the_page_of_the_ontology_describes_every_term(schema):
    page = Path(__file__).parents[1] / "docs" / "ontology.html"
    text = " ".join(html.unescape(page.read_text(encoding="utf-8")).split())
    for term in terms(schema):
        definition = " ".join(schema.value(term, SKOS.definition).split())
        assert f"<code>{term}</code>" in text
        assert definition in text, f"{term}: run scripts/document_ontology"


def test_every_property_has_a_domain_and_a_range(schema):
    for kind in (OWL.ObjectProperty, OWL.DatatypeProperty):
        for term in schema.subjects(RDF.type, kind):
            assert (term, RDFS.domain, None) in schema, term
            assert (term, RDFS.range, None) in schema, term


def test_the_types_are_those_of_the_tables_each_with_its_scheme(schema):
    assert set(schema.subjects(RDFS.subClassOf, PL.Entity)) == {PL[kind] for kind in EntityType}
    for kind in EntityType:
        scheme = rdflib.URIRef(scheme_iri(kind))
        assert (scheme, RDF.type, SKOS.ConceptScheme) in schema
        assert (scheme, DCTERMS.subject, PL[kind]) in schema


def test_the_predicates_are_those_of_the_tables_under_one_parent(schema):
    children = set(schema.subjects(RDFS.subPropertyOf, PL.mentions))
    assert children == {PL[p] for p in Predicate if p != Predicate.MENTIONS}


def test_alignments_speak_of_terms_that_exist(schema):
    ours = {s for s in load("alignments.ttl").subjects() if str(s).startswith(ONTOLOGY)}
    assert ours <= set(terms(schema))
    assert {PL[p] for p in ("Paper", "Entity", "Mention", "Assertion", "Run", "mentions")} <= ours


def test_every_term_that_the_graph_uses_is_in_the_ontology(schema, graph):
    used = {t for triple in graph for t in triple if str(t).startswith(ONTOLOGY)}
    assert used <= set(terms(schema))


@pytest.mark.parametrize("name", FILES)
def test_attribution_names_every_vocabulary(name):
    text = (ontology_dir() / "ATTRIBUTION.md").read_text(encoding="utf-8")
    prefixes = re.findall(r"@prefix \w+: <([^>]+)>", (ontology_dir() / name).read_text())
    for namespace in prefixes:
        known = namespace.startswith((BASE, str(XSD)))
        assert known or f"`{namespace}`" in text, namespace


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    directory = rdf_data.write(tmp_path_factory.mktemp("build"))
    dataset = rdflib.Dataset()
    dataset.parse(directory / "graph.nq", format="nquads")
    merged = rdflib.Graph()
    for subject, predicate, value, _ in dataset.quads():
        merged.add((subject, predicate, value))
    return merged


def copy(graph):
    made = rdflib.Graph()
    made += graph
    return made


def entity(name):
    return rdflib.URIRef(entity_iri(name))


PAPER = rdflib.URIRef(paper_iri("brainflow"))
OTHER_PAPER = rdflib.URIRef(paper_iri("stress-in-mice"))
MENTION = rdflib.URIRef(f"{BASE}mention/brainflow/0-9")
ASSERTION = rdflib.URIRef(f"{BASE}assertion/brainflow/introduces/method/brainflow")
SIMILARITY = rdflib.URIRef(f"{BASE}similarity/brainflow/brainflow-for-eeg")
SOURCE = rdflib.URIRef(f"{BASE}source/{'1' * 16}")
RUN = rdflib.URIRef(f"{BASE}run/{rdf_data.RUN.fingerprint[:16]}")
LITERAL = rdflib.Literal
AUTHOR = rdflib.URIRef(f"{BASE}author/images-from-the-visual-cortex/1")
STRAY = rdflib.URIRef(f"{BASE}method/no-such")

# By shape: a resource, a predicate, and the values that replace what stands there.
FAULTS = {
    "Paper: no title": (PAPER, DCTERMS.title, []),
    "Paper: title without language": (PAPER, DCTERMS.title, [LITERAL("BrainFlow")]),
    "Paper: wrong date": (PAPER, DCTERMS.issued, [LITERAL("2024-02-30", datatype=XSD.date)]),
    "Paper: untyped date": (OTHER_PAPER, DCTERMS.issued, [LITERAL("2025")]),
    "Paper: undescribed source": (PAPER, DCTERMS.source, [STRAY]),
    "Paper: evaluates on a method": (PAPER, PL.evaluatesOn, [entity("method/gan")]),
    "Paper: mentions nothing described": (OTHER_PAPER, PL.mentions, [STRAY]),
    "Entity: two preferred labels": (
        entity("method/gan"),
        SKOS.prefLabel,
        [LITERAL("a", lang="en"), LITERAL("b", lang="en")],
    ),
    **{
        f"Paper: {name}": (PAPER, predicate, values)
        for name, predicate, values in (
            ("DOI with resolver", BIBO.doi, [LITERAL("https://doi.org/10.1234/a")]),
            ("arXiv id with version", PL.arxivId, [LITERAL("2406.04328v2")]),
            ("same as anything", SCHEMA.sameAs, [rdflib.URIRef("javascript:alert(1)")]),
            ("author not described", SCHEMA.author, [STRAY]),
            ("two venues", PRISM.publicationName, [LITERAL("a"), LITERAL("b")]),
            ("topic with a language", SCHEMA.keywords, [LITERAL("a", lang="en")]),
            ("citations below 0", PL.citationCount, [LITERAL(-1)]),
            ("upvotes as text", PL.upvoteCount, [LITERAL("many")]),
            ("comments below 0", SCHEMA.commentCount, [LITERAL(-1)]),
        )
    },
    "Author: no name": (AUTHOR, SCHEMA.name, []),
    "Author: no person": (AUTHOR, RDF.type, [PL.Author]),
    "Author: two places": (AUTHOR, PL.position, [LITERAL(1), LITERAL(2)]),
    "Entity: label both preferred and alternative": (
        entity("method/autoencoder"),
        SKOS.altLabel,
        [LITERAL("autoencoder", lang="en")],
    ),
    "Entity: broader than nothing described": (entity("task/stress"), SKOS.broader, [STRAY]),
    "Entity: a match that is text": (
        entity("dataset/wesad"),
        SKOS.exactMatch,
        [LITERAL("https://example.org/")],
    ),
    "Entity: the same and within the same": (
        entity("brain-region/hippocampus"),
        SKOS.broadMatch,
        [rdflib.URIRef("http://purl.obolibrary.org/obo/UBERON_0002421")],
    ),
    "Entity: unknown status": (entity("task/stress"), PL.status, [LITERAL("maybe")]),
    "Entity: confidence above 1": (
        entity("concept/superposition"),
        PL.confidence,
        [LITERAL("1.5", datatype=XSD.decimal)],
    ),
    "ConceptScheme: no label": (
        rdflib.URIRef(f"{BASE}scheme/other"),
        RDF.type,
        [SKOS.ConceptScheme],
    ),
    "Mention: no body": (MENTION, OA.hasBody, []),
    "Mention: two targets": (MENTION, OA.hasTarget, [MENTION + "#target", MENTION + "#position"]),
    "Mention: no rule": (MENTION, PL.rule, []),
    "Mention: no sentence": (MENTION, PL.inSentence, []),
    "Target: one selector": (MENTION + "#target", OA.hasSelector, [MENTION + "#quote"]),
    "Target: no paper": (MENTION + "#target", OA.hasSource, [STRAY]),
    "Position: negative": (
        MENTION + "#position",
        OA.start,
        [LITERAL("-1", datatype=XSD.nonNegativeInteger)],
    ),
    "Position: end before start": (
        rdflib.URIRef(f"{BASE}mention/brainflow/60-69#position"),
        OA.end,
        [LITERAL("3", datatype=XSD.nonNegativeInteger)],
    ),
    "Quotation: no text": (MENTION + "#quote", OA.exact, []),
    "Sentence: no text": (rdflib.URIRef(f"{BASE}sentence/brainflow/0-49"), RDF.value, []),
    "Assertion: no evidence": (ASSERTION, PROV.wasDerivedFrom, []),
    "Assertion: unknown predicate": (ASSERTION, RDF.predicate, [PL.likes]),
    "Assertion: no support": (ASSERTION, PL.support, [LITERAL(0)]),
    "Assertion: score is text": (ASSERTION, PL.score, [LITERAL("high")]),
    "Similarity: one paper": (SIMILARITY, PL.joins, [PAPER]),
    "Similarity: nothing shared": (SIMILARITY, PL.shares, []),
    "Run: no agent": (RUN, PROV.wasAssociatedWith, []),
    "SoftwareAgent: no version": (
        rdflib.URIRef(f"{BASE}software/0.1.0"),
        SCHEMA.softwareVersion,
        [],
    ),
    "SourceFile: no hash": (SOURCE, PL.sha256, [LITERAL("abc")]),
    "Artefact: no fingerprint": (rdflib.URIRef(f"{BASE}lexicon/{'a' * 16}"), PL.sha256, []),
    **{
        f"{kind.value}: in another scheme": (
            entity(f"{type_slug(kind)}/made-up"),
            SKOS.inScheme,
            [rdflib.URIRef(f"{BASE}scheme/other")],
        )
        for kind in EntityType
    },
}


def with_made_up_entities(graph):
    # One more entity of each type, so that every fault has a resource of its own.
    made = copy(graph)
    made += load("paperlattice.ttl")
    for kind in EntityType:
        subject = entity(f"{type_slug(kind)}/made-up")
        made.add((subject, RDF.type, PL[kind]))
        made.add((subject, SKOS.prefLabel, LITERAL("made up", lang="en")))
        made.add((subject, SKOS.inScheme, rdflib.URIRef(scheme_iri(kind))))
    return made


@pytest.fixture(scope="module")
def small(graph):
    return with_made_up_entities(graph)


def test_the_small_build_conforms(small):
    assert violations(copy(small)) == []


@pytest.mark.parametrize("fault", sorted(FAULTS))
def test_a_seeded_error_of_each_shape_is_found(small, fault):
    focus, predicate, values = FAULTS[fault]
    faulty = copy(small)
    before = set(faulty.objects(focus, predicate))
    assert before != set(values), "the fault changes nothing"
    faulty.remove((focus, predicate, None))
    for value in values:
        faulty.add((focus, predicate, value))
    found = violations(faulty)
    assert any(problem.startswith(f"<{focus}>: ") for problem in found), found


def test_every_shape_has_a_seeded_error():
    shapes = load("shapes.ttl")
    names = {str(s).rpartition("#")[2] for s in shapes.subjects(RDF.type, SH.NodeShape)}
    assert names == {fault.partition(":")[0] for fault in FAULTS}


def test_the_lexicon_conforms_to_the_shapes():
    lexicon = rdflib.Graph()
    for path in LEXICON:
        lexicon.parse(path)
    assert len(lexicon) > 0
    assert violations(lexicon) == []
