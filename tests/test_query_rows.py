"""The catalogue's queries, each with its expected rows, on two engines."""

from __future__ import annotations

from decimal import Decimal

import pyoxigraph
import pytest
import rdflib

import rdf_data
from paperlattice.exporters.rdf.turtle import compact
from paperlattice.naming import BASE, ONTOLOGY, run_iri
from paperlattice.query.answers import ask
from paperlattice.query.catalogue import bind, catalogue
from paperlattice.query.store import load_store
from paperlattice.resources import ontology_dir

RUN_IRI = run_iri(rdf_data.RUN.fingerprint).removeprefix(BASE)

CASES: dict[str, tuple[dict[str, str], list[tuple[str | None, ...]]]] = {
    "ambiguous-names": (
        {},
        [
            ("stress", "2", f"{BASE}condition/stress", f"{BASE}task/stress"),
        ],
    ),
    "baselines": (
        {},
        [
            ("generative adversarial network", "1"),
        ],
    ),
    "bridges": (
        {"first": "Generative Model", "second": "VISUAL CORTEX"},
        [
            (
                "BrainFlow: brain decoding with a diffusion model",
                "BrainFlow",
                "primary visual cortex",
                "paper:brainflow",
            ),
            (
                "BrainFlow: brain decoding with a diffusion model",
                "diffusion model",
                "primary visual cortex",
                "paper:brainflow",
            ),
            (
                "BrainFlow: brain decoding with a diffusion model",
                "generative adversarial network",
                "primary visual cortex",
                "paper:brainflow",
            ),
            (
                "Images from the visual cortex",
                "latent diffusion model",
                "visual cortex",
                "paper:images-from-the-visual-cortex",
            ),
        ],
    ),
    "conditions": (
        {},
        [
            ("stress", "1", "electrophysiology"),
        ],
    ),
    "datasets-by-year": (
        {"at_least": "1"},
        [
            ("2024", "Natural Scenes Dataset", "1"),
            ("2025", "Natural Scenes Dataset", "1"),
            ("2025", "WESAD", "1"),
        ],
    ),
    "datasets-for-task": (
        {"task": "Brain Decoding"},
        [
            ("Natural Scenes Dataset", "2", "dataset:natural-scenes-dataset"),
        ],
    ),
    "decoded": (
        {"task": "image reconstruction"},
        [
            ("image reconstruction", "electroencephalography", "BrainFlow", "1"),
            (
                "image reconstruction",
                "functional magnetic resonance imaging",
                "latent diffusion model",
                "1",
            ),
        ],
    ),
    "discovered": (
        {"at_least": "2"},
        [
            ("Method", "BrainFlow", "2", "method:brainflow"),
        ],
    ),
    "entity": (
        {"entity": "natural scenes data set"},
        [
            ("Natural Scenes Dataset", "also called", "NSD"),
            ("Natural Scenes Dataset", "also written", "natural scenes data set"),
            ("Natural Scenes Dataset", "definition", 'Brain responses to "natural" scenes.'),
            ("Natural Scenes Dataset", "papers", "2"),
            ("Natural Scenes Dataset", "status", "lexicon"),
            ("Natural Scenes Dataset", "type", "Dataset"),
        ],
    ),
    "evidence": (
        {"entity": "NSD", "paper": "images from the visual cortex"},
        [
            (
                "Images from the visual cortex",
                "evaluates on",
                "Natural Scenes Dataset",
                "We reconstruct images from fMRI of the Natural Scenes Dataset. ",
                "mention/images-from-the-visual-cortex/69-91",
            ),
            (
                "Images from the visual cortex",
                "evaluates on",
                "Natural Scenes Dataset",
                "NSD gives an accuracy of 90 %.",
                "mention/images-from-the-visual-cortex/149-152",
            ),
        ],
    ),
    "facts-by-type": (
        {},
        [
            ("addresses", "Task", "3"),
            ("compares with", "Method", "1"),
            ("evaluates on", "Dataset", "1"),
            ("introduces", "Method", "1"),
            ("mentions", "Brain region", "1"),
            ("mentions", "Dataset", "1"),
            ("reports", "Metric", "1"),
            ("studies", "Brain region", "3"),
            ("studies", "Concept", "2"),
            ("studies", "Condition", "1"),
            ("studies", "Organism", "1"),
            ("uses", "Method", "4"),
            ("uses", "Modality", "4"),
            ("uses", "Dataset", "1"),
        ],
    ),
    "introduced-and-reused": (
        {"type": "method"},
        [
            (
                "BrainFlow",
                "BrainFlow: brain decoding with a diffusion model",
                "BrainFlow for EEG",
                "uses",
            ),
        ],
    ),
    "linked": (
        {"vocabulary": "uberon"},
        [
            (
                "hippocampus",
                "exact",
                "http://purl.obolibrary.org/obo/UBERON_0002421",
                "brain-region:hippocampus",
            ),
            (
                "primary visual cortex",
                "broad",
                "http://purl.obolibrary.org/obo/UBERON_0000411",
                "brain-region:primary-visual-cortex",
            ),
        ],
    ),
    "mentions-by-rule": (
        {},
        [
            ("lexicon", "Method", "9", "1"),
            ("lexicon", "Modality", "5", "1"),
            ("lexicon", "Brain region", "4", "1"),
            ("lexicon", "Dataset", "4", "1"),
            ("lexicon", "Task", "4", "1"),
            ("lexicon", "Concept", "3", "1"),
            ("lexicon", "Condition", "2", "1"),
            ("lexicon", "Organism", "2", "1"),
            ("recogniser", "Metric", "1", "0.5"),
        ],
    ),
    "methods-for-modality": (
        {"modality": "NEUROIMAGING"},
        [
            ("BrainFlow", "1", "method:brainflow"),
            ("diffusion model", "1", "method:diffusion-model"),
            ("generative adversarial network", "1", "method:gan"),
            ("latent diffusion model", "1", "method:latent-diffusion-model"),
        ],
    ),
    "metrics-by-task": (
        {"task": "brain decoding"},
        [
            ("image reconstruction", "accuracy", "1"),
        ],
    ),
    "most-named": (
        {"type": "brainregion", "at_least": "1"},
        [
            ("hippocampus", "2", "brain-region:hippocampus"),
            ("primary visual cortex", "1", "brain-region:primary-visual-cortex"),
            ("visual cortex", "1", "brain-region:visual-cortex"),
        ],
    ),
    "named-together": (
        {"entity": "generative model", "at_least": "2"},
        [
            ("Dataset", "Natural Scenes Dataset", "2"),
            ("Modality", "functional magnetic resonance imaging", "2"),
            ("Task", "image reconstruction", "2"),
        ],
    ),
    "organisms": (
        {},
        [
            ("mouse", "1", "electrophysiology"),
        ],
    ),
    "paper": (
        {"paper": "brainflow-for-eeg"},
        [
            ("addresses", "Task", "image reconstruction", "1", "0.9"),
            ("uses", "Method", "BrainFlow", "2", "0.9"),
            ("uses", "Modality", "electroencephalography", "2", "0.9"),
        ],
    ),
    "papers-by-date": (
        {"since": "2025-06", "until": "2025-12-31"},
        [
            ("2025-07-09", "BrainFlow for EEG", "paper:brainflow-for-eeg"),
            ("2025-06-01", "BrainFlow: brain decoding with a diffusion model", "paper:brainflow"),
        ],
    ),
    "papers-naming": (
        {"entity": "generative model"},
        [
            ("BrainFlow for EEG", "uses", "BrainFlow", "2", "paper:brainflow-for-eeg"),
            (
                "BrainFlow: brain decoding with a diffusion model",
                "introduces",
                "BrainFlow",
                "2",
                "paper:brainflow",
            ),
            (
                "BrainFlow: brain decoding with a diffusion model",
                "uses",
                "diffusion model",
                "1",
                "paper:brainflow",
            ),
            (
                "BrainFlow: brain decoding with a diffusion model",
                "compares with",
                "generative adversarial network",
                "1",
                "paper:brainflow",
            ),
            (
                "Images from the visual cortex",
                "uses",
                "latent diffusion model",
                "1",
                "paper:images-from-the-visual-cortex",
            ),
        ],
    ),
    "papers-with": (
        {"dataset": "nsd", "method": "diffusion model"},
        [
            ("BrainFlow: brain decoding with a diffusion model", "2025-06-01", "paper:brainflow"),
            ("Images from the visual cortex", "2024-03-05", "paper:images-from-the-visual-cortex"),
        ],
    ),
    "provenance": (
        {},
        [
            (RUN_IRI, "used", "lexicon/aaaaaaaaaaaaaaaa", "Lexicon aaaaaaaaaaaaaaaa"),
            (RUN_IRI, "used", "recogniser/bbbbbbbbbbbbbbbb", "Recogniser bbbbbbbbbbbbbbbb"),
            (RUN_IRI, "used", "source/1111111111111111", "page one.txt"),
            (RUN_IRI, "used", "source/2222222222222222", "page-two.txt"),
            (RUN_IRI, "was run by", "software/0.1.0", "PaperLattice 0.1.0"),
        ],
    ),
    "regions-by-modality": (
        {"at_least": "2"},
        [
            ("visual cortex", "functional magnetic resonance imaging", "2"),
        ],
    ),
    "rising-concepts": (
        {"year": "2025", "at_least": "1"},
        [
            ("superposition", "0", "1", "1"),
        ],
    ),
    "similar-papers": (
        {"paper": "Images from the Visual Cortex", "at_least": "2"},
        [
            (
                "BrainFlow: brain decoding with a diffusion model",
                "3",
                "2",
                "Natural Scenes Dataset, functional magnetic resonance imaging",
                "paper:brainflow",
            ),
        ],
    ),
    "thin-papers": (
        {"fewer_than": "4"},
        [
            ("Nothing much", "0", "paper:nothing-much"),
            ("BrainFlow for EEG", "3", "paper:brainflow-for-eeg"),
            (
                'Superposition in "sparse autoencoders" \\ <b>|x|</b> 🧠\ufffd\ufffd',
                "3",
                "paper/arxiv%3A2501.00001v2",
            ),
        ],
    ),
    "under": (
        {"entity": "generative model"},
        [
            ("BrainFlow", "generative model", "2", "method:brainflow"),
            ("diffusion model", "generative model", "1", "method:diffusion-model"),
            ("generative adversarial network", "generative model", "1", "method:gan"),
            ("latent diffusion model", "diffusion model", "1", "method:latent-diffusion-model"),
            ("generative model", None, "0", "method:generative-model"),
        ],
    ),
    "untried": (
        {"modality": "EEG", "at_least": "1"},
        [
            ("diffusion model", "generative model", "1", "33"),
            ("generative adversarial network", "generative model", "1", "33"),
        ],
    ),
    "weak-facts": (
        {"below": "50"},
        [
            (
                "0.4",
                "Images from the visual cortex",
                "reports",
                "accuracy",
                "role",
                "assertion/images-from-the-visual-cortex/reports/metric/accuracy",
            ),
        ],
    ),
}


@pytest.fixture(scope="module")
def directory(tmp_path_factory):
    return rdf_data.write(tmp_path_factory.mktemp("build"))


@pytest.fixture(scope="module")
def store(directory):
    return load_store(directory)


@pytest.fixture(scope="module")
def rdflib_dataset(directory):
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(directory / "graph.nq", format="nquads")
    dataset.parse(ontology_dir() / "paperlattice.ttl", format="turtle")
    return dataset


def from_oxigraph(store, sparql):
    return [tuple(cell(term) for term in row) for row in ask(store, sparql).rows]


def from_rdflib(dataset, sparql):
    return [
        tuple(None if term is None else cell(rdflib_term(term)) for term in row)
        for row in dataset.query(sparql)
    ]


def rdflib_term(term):
    if isinstance(term, rdflib.URIRef):
        return pyoxigraph.NamedNode(term)
    datatype = pyoxigraph.NamedNode(term.datatype) if term.datatype else None
    return pyoxigraph.Literal(str(term), datatype=datatype)


def cell(term):
    if term is None:
        return None
    if isinstance(term, pyoxigraph.NamedNode):
        return compact(str(term)).strip("<>")
    if term.datatype.value.endswith(("integer", "decimal", "double")):
        return str(Decimal(term.value).normalize())
    return term.value


@pytest.mark.parametrize("name", sorted(CASES))
def test_a_query_gives_its_expected_rows_on_oxigraph(store, name):
    values, expected = CASES[name]
    assert from_oxigraph(store, bind(catalogue()[name], values)) == expected


@pytest.mark.parametrize("name", sorted(CASES))
def test_a_query_gives_its_expected_rows_on_rdflib(rdflib_dataset, name):
    values, expected = CASES[name]
    assert from_rdflib(rdflib_dataset, bind(catalogue()[name], values)) == expected


def test_every_query_of_the_catalogue_has_a_case():
    assert set(catalogue()) == {*CASES, "terms"}
    assert len(catalogue()) >= 25


def test_the_terms_are_those_of_the_ontology(store, rdflib_dataset):
    text = catalogue()["terms"].text
    rows = from_oxigraph(store, text)
    assert next(row[1] for row in rows if row[0] == "pl:Paper") == "Paper"
    assert len(rows) > 40
    assert from_rdflib(rdflib_dataset, text) == rows


@pytest.mark.parametrize("name", sorted(CASES))
def test_every_iri_of_ours_that_a_query_returns_is_described(store, name):
    values, _ = CASES[name]
    for row in ask(store, bind(catalogue()[name], values)).rows:
        for term in row:
            if isinstance(term, pyoxigraph.NamedNode) and term.value.startswith((BASE, ONTOLOGY)):
                assert any(store.quads_for_pattern(term, None, None, None)), term


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, 6),
        ({"region": "visual cortex"}, 2),
        ({"region": "v1"}, 1),
        ({"modality": "neuroimaging", "task": "image reconstruction"}, 1),
        ({"dataset": "no such dataset"}, 0),
        ({"dataset": "diffusion model"}, 0),
        ({"dataset": "NSD", "method": "autoencoder"}, 0),
    ],
)
def test_papers_with_takes_any_of_its_parameters(store, values, expected):
    assert len(ask(store, bind(catalogue()["papers-with"], values)).rows) == expected
