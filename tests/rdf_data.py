"""A small build for the tests of RDF and SPARQL: six papers, one of them hostile."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from pathlib import Path

from paperlattice import tables
from paperlattice.exporters.rdf import write_rdf
from paperlattice.naming import mention_id
from paperlattice.records import Assertion, Entity, Mention, Paper, Similarity, Source
from paperlattice.run import Measurement, Run
from paperlattice.tables import Tables

SOURCES = (
    Source(name="page one.txt", sha256="1" * 64, reader="listing", n_records=4),
    Source(name="page-two.txt", sha256="2" * 64, reader="listing", n_records=3),
)
RUN = Run(
    version="0.1.0",
    sources=SOURCES,
    lexicon="a" * 64,
    recogniser="b" * 64,
    measurements=(
        Measurement(name="strictF1", label="Strict F1", value=0.71234, sample="40 papers"),
    ),
)

PAPERS = (
    Paper(
        paper_id="images-from-the-visual-cortex",
        title="Images from the visual cortex",
        abstract="We reconstruct images from fMRI of the Natural Scenes Dataset. "
        "A latent diffusion model does the image reconstruction. NSD gives an accuracy of 90 %.",
        published="2024-03-05",
        published_precision="day",
        authors=("Ada Lovelace", 'Çelik "Ç" \u202e=1'),
        n_authors=4,
        organisation="openbmb OpenBMB",
        venue="NeurIPS",
        doi="10.1002/(sici)1097<1>2.0.co;2",
        arxiv_id="2403.01234",
        url="https://example.org/papers/1",
        topics=("cs.CV", "q-bio.NC"),
        n_citations=120,
        n_upvotes=0,
        n_comments=2,
        sources=("page one.txt", "page-two.txt"),
    ),
    Paper(
        paper_id="brainflow",
        title="BrainFlow: brain decoding with a diffusion model",
        abstract="We propose BrainFlow for brain decoding. It takes fMRI of V1 from NSD. "
        "It beats a GAN.",
        published="2025-06-01",
        published_precision="day",
        sources=("page one.txt",),
    ),
    Paper(
        paper_id="brainflow-for-eeg",
        title="BrainFlow for EEG",
        abstract="We bring BrainFlow to EEG for image reconstruction.",
        published="2025-07-09",
        published_precision="inferred-year",
        sources=("page-two.txt",),
    ),
    Paper(
        paper_id="arxiv:2501.00001v2",
        title='Superposition in "sparse autoencoders" \\ <b>|x|</b> 🧠\x00\ud800',
        abstract="Line one of superposition.\r\n\t"
        'Line "two" of the SAE \x1b[31m in the 🧠 hippocampus.',
        url="javascript:alert(1)",
    ),
    Paper(
        paper_id="stress-in-mice",
        title="Stress in mice",
        abstract="We study stress and superposition with electrophysiology in the hippocampus of "
        "the mouse. WESAD is named too.",
        published="2025",
        sources=("page-two.txt",),
    ),
    Paper(paper_id="nothing-much", title="Nothing much", abstract="", published="soon"),
)

ENTITIES = (
    Entity(entity_id="brain-region/hippocampus", type="BrainRegion", label="hippocampus",
           exact_match=("http://purl.obolibrary.org/obo/UBERON_0002421",),
           close_match=("not an address", "https://example.org/a b")),
    Entity(entity_id="brain-region/primary-visual-cortex", type="BrainRegion",
           label="primary visual cortex", alt_labels=("V1",),
           broad_match=("http://purl.obolibrary.org/obo/UBERON_0000411",),
           broader=("brain-region/visual-cortex",)),
    Entity(entity_id="brain-region/visual-cortex", type="BrainRegion", label="visual cortex"),
    Entity(entity_id="concept/superposition", type="Concept", label="superposition"),
    Entity(entity_id="condition/stress", type="Condition", label="stress"),
    Entity(entity_id="dataset/natural-scenes-dataset", type="Dataset",
           label="Natural Scenes Dataset", alt_labels=("NSD", "Natural Scenes Dataset"),
           hidden_labels=("natural scenes data set", "NSD"),
           definition='Brain responses to "natural" scenes.'),
    Entity(entity_id="dataset/wesad", type="Dataset", label="WESAD"),
    Entity(entity_id="method/autoencoder", type="Method", label="autoencoder"),
    Entity(entity_id="method/brainflow", type="Method", label="BrainFlow", status="discovered",
           confidence=0.83, broader=("method/generative-model",)),
    Entity(entity_id="method/diffusion-model", type="Method", label="diffusion model",
           broader=("method/generative-model",)),
    Entity(entity_id="method/gan", type="Method", label="generative adversarial network",
           alt_labels=("GAN",), broader=("method/generative-model",)),
    Entity(entity_id="method/generative-model", type="Method", label="generative model"),
    Entity(entity_id="method/latent-diffusion-model", type="Method",
           label="latent diffusion model", broader=("method/diffusion-model",)),
    Entity(entity_id="method/sparse-autoencoder", type="Method", label="sparse autoencoder",
           alt_labels=("SAE",), broader=("method/autoencoder",)),
    Entity(entity_id="metric/accuracy", type="Metric", label="accuracy"),
    Entity(entity_id="modality/electroencephalography", type="Modality",
           label="electroencephalography", alt_labels=("EEG",),
           broader=("modality/electrophysiology",)),
    Entity(entity_id="modality/electrophysiology", type="Modality", label="electrophysiology"),
    Entity(entity_id="modality/functional-magnetic-resonance-imaging", type="Modality",
           label="functional magnetic resonance imaging", alt_labels=("fMRI",),
           broader=("modality/neuroimaging",)),
    Entity(entity_id="modality/neuroimaging", type="Modality", label="neuroimaging"),
    Entity(entity_id="organism/mouse", type="Organism", label="mouse", alt_labels=("mice",)),
    Entity(entity_id="task/brain-decoding", type="Task", label="brain decoding"),
    Entity(entity_id="task/image-reconstruction", type="Task", label="image reconstruction",
           broader=("task/brain-decoding",)),
    Entity(entity_id="task/stress", type="Task", label="Stress"),
)  # fmt: skip

FACTS = (
    ("images-from-the-visual-cortex", "addresses", "task/image-reconstruction"),
    ("images-from-the-visual-cortex", "evaluatesOn", "dataset/natural-scenes-dataset"),
    ("images-from-the-visual-cortex", "reports", "metric/accuracy"),
    ("images-from-the-visual-cortex", "studies", "brain-region/visual-cortex"),
    ("images-from-the-visual-cortex", "uses", "method/latent-diffusion-model"),
    ("images-from-the-visual-cortex", "uses", "modality/functional-magnetic-resonance-imaging"),
    ("brainflow", "addresses", "task/brain-decoding"),
    ("brainflow", "comparesWith", "method/gan"),
    ("brainflow", "introduces", "method/brainflow"),
    ("brainflow", "studies", "brain-region/primary-visual-cortex"),
    ("brainflow", "uses", "dataset/natural-scenes-dataset"),
    ("brainflow", "uses", "method/diffusion-model"),
    ("brainflow", "uses", "modality/functional-magnetic-resonance-imaging"),
    ("brainflow-for-eeg", "addresses", "task/image-reconstruction"),
    ("brainflow-for-eeg", "uses", "method/brainflow"),
    ("brainflow-for-eeg", "uses", "modality/electroencephalography"),
    ("arxiv:2501.00001v2", "mentions", "brain-region/hippocampus"),
    ("arxiv:2501.00001v2", "studies", "concept/superposition"),
    ("arxiv:2501.00001v2", "uses", "method/sparse-autoencoder"),
    ("stress-in-mice", "mentions", "dataset/wesad"),
    ("stress-in-mice", "studies", "brain-region/hippocampus"),
    ("stress-in-mice", "studies", "concept/superposition"),
    ("stress-in-mice", "studies", "condition/stress"),
    ("stress-in-mice", "studies", "organism/mouse"),
    ("stress-in-mice", "uses", "modality/electrophysiology"),
)


def mentions() -> list[Mention]:
    """Return the mentions of the facts' entities, found by their labels, the longest form first."""
    found = []
    labels = {
        e.entity_id: sorted((e.label, *e.alt_labels), key=len, reverse=True) for e in ENTITIES
    }
    kinds = {entity.entity_id: entity.type for entity in ENTITIES}
    for paper in PAPERS:
        taken: list[tuple[int, int]] = []
        named = [entity for paper_id, _, entity in FACTS if paper_id == paper.paper_id]
        forms = sorted(
            ((form, entity) for entity in named for form in labels[entity]),
            key=lambda pair: (-len(pair[0]), pair),
        )
        for form, entity in forms:
            for match in re.finditer(rf"\b{re.escape(form)}s?\b", paper.text, re.IGNORECASE):
                if all(match.end() <= start or match.start() >= end for start, end in taken):
                    taken.append(match.span())
                    found.append(_mention(paper, match, entity, kinds[entity]))
    return found


def _mention(paper: Paper, match: re.Match[str], entity: str, kind: str) -> Mention:
    text = paper.text
    ends = [0, *(m.end() for m in re.finditer(r"\. |\n", text)), len(text)]
    return Mention(
        mention_id=mention_id(paper.paper_id, *match.span()),
        paper_id=paper.paper_id,
        start=match.start(),
        end=match.end(),
        text=match[0],
        type=kind,
        rule="lexicon" if kind != "Metric" else "recogniser",
        score=1.0 if kind != "Metric" else 0.5,
        sentence_start=max(end for end in ends if end <= match.start()),
        sentence_end=min(end for end in ends if end >= match.end()),
        entity_id=entity,
        cue="title-colon" if entity == "method/brainflow" and match.start() == 0 else "",
    )


def build() -> Tables:
    """Return every table of the small build."""
    spans = mentions()
    evidence = defaultdict(list)
    for mention in spans:
        evidence[mention.paper_id, mention.entity_id].append(mention.mention_id)
    assertions = [
        Assertion(
            paper_id=paper,
            predicate=predicate,
            entity_id=entity,
            support=len(evidence[paper, entity]),
            score=0.4 if predicate == "reports" else 0.9,
            rule="role",
            evidence=tuple(evidence[paper, entity]),
        )
        for paper, predicate, entity in FACTS
    ]
    papers_of = defaultdict(set)
    for paper, _, entity in FACTS:
        papers_of[entity].add(paper)
    entities = [
        Entity(**{field: getattr(entity, field) for field in Entity.__dataclass_fields__}
               | {"n_papers": len(papers_of[entity.entity_id])})
        for entity in ENTITIES
    ]  # fmt: skip
    rows = {
        "sources": SOURCES,
        "papers": PAPERS,
        "mentions": spans,
        "entities": entities,
        "assertions": assertions,
        "similarities": _similarities(papers_of),
    }
    return Tables(**{name: tables.frame(name, rows.get(name, [])) for name in tables.RECORDS})


def _similarities(papers_of: dict[str, set[str]]) -> list[Similarity]:
    shared = defaultdict(list)
    for entity in sorted(papers_of):
        for pair in itertools.combinations(sorted(papers_of[entity]), 2):
            shared[pair].append(entity)
    return [
        Similarity(source=source, target=target, weight=len(entities) * 1.5, shared=tuple(entities))
        for (source, target), entities in shared.items()
    ]


def write(directory: Path) -> Path:
    """Write the small build's RDF into a folder, which is made, and return the folder."""
    directory.mkdir(parents=True, exist_ok=True)
    write_rdf(build(), RUN, directory)
    return directory
