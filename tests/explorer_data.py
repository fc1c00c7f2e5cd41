"""A small corpus for the explorer's tests, with titles that try to break the page."""

from __future__ import annotations

import re
from collections import defaultdict

from paperlattice.naming import entity_id, mention_id, slug
from paperlattice.records import (
    Assertion,
    Community,
    Entity,
    Mention,
    Paper,
    Placement,
    Similarity,
    Source,
)
from paperlattice.tables import Tables, empty, frame

ENTITIES = {
    "Natural Scenes Dataset": ("Dataset", ["NSD"]),
    "WESAD": ("Dataset", []),
    "functional magnetic resonance imaging": ("Modality", ["fMRI"]),
    "electroencephalography": ("Modality", ["EEG"]),
    "image": ("Modality", ["images"]),
    "generative model": ("Method", []),
    "diffusion model": ("Method", ["diffusion models"]),
    "contrastive learning": ("Method", []),
    "sparse autoencoder": ("Method", ["sparse autoencoders", "SAE"]),
    "MindEye2": ("Method", []),
    "NeuroPictor": ("Method", []),
    "image reconstruction": ("Task", []),
    "emotion recognition": ("Task", []),
    "hippocampus": ("BrainRegion", []),
    "disentanglement": ("Concept", []),
    "human": ("Organism", []),
    "stress": ("Condition", []),
    "accuracy": ("Metric", []),
}
BROADER = {"diffusion model": "generative model"}
EXACT = {"hippocampus": "http://purl.obolibrary.org/obo/UBERON_0002421"}
DEFINITIONS = {"Natural Scenes Dataset": "7T fMRI of people who look at natural scenes."}
PREDICATES = {
    "Dataset": "evaluatesOn",
    "Modality": "uses",
    "Method": "uses",
    "Task": "addresses",
    "BrainRegion": "studies",
    "Concept": "studies",
    "Organism": "studies",
    "Condition": "studies",
    "Metric": "reports",
}

SCRIPT_TITLE = '</script><script>window.broken = 1</script><img src=x onerror="window.broken = 2">'
QUOTE_TITLE = "\"Quotes\" 'and' `more` & <b>markup</b> <!-- --> \u2028 \\u003c {{policy}} ${x}"
RTL_TITLE = "\u202eAbstract in reverse\u202c مرحبا with EEG"
LONG_TITLE = "very " * 2000 + "long title on EEG"
ASTRAL_TITLE = "𝛽-rhythms 🧠 of EEG in the 𝔹rain"

PAPERS = [
    (
        "MindEye2: Shared-Subject Models",
        "We present MindEye2. It maps fMRI to image reconstruction with diffusion models on "
        "the Natural Scenes Dataset (NSD). Contrastive training is not contrastive learning.",
        "2024-03-17",
    ),
    (
        "NeuroPictor: Refining fMRI-to-Image Reconstruction",
        "NeuroPictor steers diffusion models. We test NeuroPictor on NSD with fMRI of human "
        "volunteers. Accuracy rises.",
        "2024-03-27",
    ),
    (
        "Visual decoding by contrastive learning",
        "We use contrastive learning on EEG and images. Image reconstruction follows.",
        "2023-10-02",
    ),
    (
        "Contrastive learning of fMRI",
        "Contrastive learning aligns fMRI with images from the Natural Scenes Dataset.",
        "2023-05-01",
    ),
    (
        "Sparse autoencoders find features",
        "A sparse autoencoder (SAE) gives disentanglement. SAE features help.",
        "2022-07-07",
    ),
    (
        "Sparse autoencoder for the hippocampus",
        "The hippocampus is modelled by a sparse autoencoder; disentanglement improves accuracy.",
        "2022-02-02",
    ),
    (
        "Emotion recognition on WESAD",
        "WESAD records stress. Emotion recognition from EEG reaches high accuracy.",
        "2021-01-01",
    ),
    (
        "Stress in human EEG",
        "EEG shows stress in human subjects; emotion recognition follows.",
        "2021-06-06",
    ),
    (
        "A diffusion model of images",
        "A diffusion model draws images.",
        "2020-02-03",
    ),
    (
        SCRIPT_TITLE,
        "The title </script> & <b>abstract</b> name EEG and accuracy.",
        "",
    ),
    (
        QUOTE_TITLE,
        'Quotes "here" and EEG <img src=x onerror="window.broken=3">.',
        "",
    ),
    (
        RTL_TITLE,
        "مرحبا EEG \u202eand more\u202c of accuracy.",
        "",
    ),
    (
        LONG_TITLE,
        "Accuracy of EEG. " + "Filler sentence here. " * 200,
        "",
    ),
    (
        ASTRAL_TITLE,
        "𝛼𝛽𝛾 come first. 🧠🧠 Then EEG 𝕏 and fMRI 🧪 are named. Accuracy ends it.",
        "",
    ),
]


def explorer_tables() -> Tables:
    """Return the tables of the small corpus: every stage's work done by plain string search."""
    papers = [
        Paper(
            paper_id=slug(title),
            title=title,
            abstract=abstract,
            published=published,
            published_precision="day" if published else "",
            n_authors=3 if published else None,
            organisation="acme Acme" if row == 1 else "",
            url="https://example.org/paper" if row == 0 else "javascript:window.broken=4",
            sources=("first.txt", "second.txt") if row % 3 == 0 else ("first.txt",),
        )
        for row, (title, abstract, published) in enumerate(PAPERS)
    ]
    mentions = [mention for paper in papers for mention in _mentions(paper)]
    assertions = _assertions(mentions)
    naming: dict[str, set[str]] = defaultdict(set)
    for assertion in assertions:
        naming[assertion.entity_id].add(assertion.paper_id)
    entities = [
        Entity(
            entity_id=entity_id(kind, label),
            type=kind,
            label=label,
            alt_labels=tuple(sorted(others)),
            broader=(entity_id("Method", BROADER[label]),) if label in BROADER else (),
            definition=DEFINITIONS.get(label, ""),
            exact_match=(EXACT[label],) if label in EXACT else (),
            status="discovered" if label == "NeuroPictor" else "lexicon",
            n_papers=len(naming[entity_id(kind, label)]),
        )
        for label, (kind, others) in ENTITIES.items()
    ]
    return Tables(
        sources=frame(
            "sources",
            [
                Source(name=name, sha256=name * 4, reader="listing", n_records=records)
                for name, records in (("first.txt", 14), ("second.txt", 5))
            ],
        ),
        papers=frame("papers", papers),
        refused=empty("refused"),
        mentions=frame("mentions", mentions),
        abbreviations=empty("abbreviations"),
        suggestions=empty("suggestions"),
        entities=frame("entities", entities),
        assertions=frame("assertions", assertions),
        similarities=frame("similarities", _similarities(naming)),
        placements=frame("placements", _placements(papers, entities)),
        communities=frame(
            "communities",
            [
                Community(
                    community=0,
                    label="fMRI, diffusion model",
                    n_papers=7,
                    n_entities=9,
                    telling=(entity_id("Dataset", "Natural Scenes Dataset"),),
                ),
                Community(
                    community=1,
                    label="EEG, stress",
                    n_papers=7,
                    n_entities=9,
                    telling=(entity_id("Modality", "electroencephalography"),),
                ),
            ],
        ),
    )


def _mentions(paper: Paper) -> list[Mention]:
    text = paper.text
    ends = [0, *(match.end() for match in re.finditer(r"[.!?]\s+|\n", text)), len(text)]
    forms = sorted(
        (
            (form, kind, label)
            for label, (kind, others) in ENTITIES.items()
            for form in [label, *others]
        ),
        key=lambda entry: -len(entry[0]),
    )
    taken: set[int] = set()
    found = []
    for form, kind, label in forms:
        for match in re.finditer(rf"(?<!\w){re.escape(form)}(?!\w)", text, re.IGNORECASE):
            if taken & set(range(*match.span())):
                continue
            taken |= set(range(*match.span()))
            start, end = match.span()
            found.append(
                Mention(
                    mention_id=mention_id(paper.paper_id, start, end),
                    paper_id=paper.paper_id,
                    start=start,
                    end=end,
                    text=match[0],
                    type=kind,
                    rule="lexicon",
                    score=0.97,
                    sentence_start=max(at for at in ends if at <= start),
                    sentence_end=min(at for at in ends if at >= end),
                    entity_id=entity_id(kind, label),
                )
            )
    return found


def _assertions(mentions: list[Mention]) -> list[Assertion]:
    grouped: dict[tuple[str, str], list[Mention]] = defaultdict(list)
    for mention in mentions:
        grouped[mention.paper_id, mention.entity_id].append(mention)
    return [
        Assertion(
            paper_id=paper,
            predicate=_predicate(paper, entity, own[0].type),
            entity_id=entity,
            support=len(own),
            score=0.9,
            rule="title cue" if entity in _OWN else "type default",
            evidence=tuple(sorted(mention.mention_id for mention in own)),
        )
        for (paper, entity), own in grouped.items()
    ]


def _predicate(paper: str, entity: str, kind: str) -> str:
    return "introduces" if entity in _OWN and entity[7:] in paper else PREDICATES[kind]


_OWN = {"method/mindeye2", "method/neuropictor"}


def _similarities(naming: dict[str, set[str]]) -> list[Similarity]:
    shared: dict[tuple[str, str], list[str]] = defaultdict(list)
    for entity, papers in sorted(naming.items()):
        for a in papers:
            for b in papers:
                if a < b:
                    shared[a, b].append(entity)
    return [
        Similarity(source=a, target=b, weight=float(len(entities)), shared=tuple(entities))
        for (a, b), entities in shared.items()
        if len(entities) > 1
    ]


def _placements(papers: list[Paper], entities: list[Entity]) -> list[Placement]:
    items = [("paper", paper.paper_id) for paper in papers]
    items += [("entity", entity.entity_id) for entity in entities]
    return [
        Placement(
            item_id=item,
            kind=kind,
            community=row % 2,
            degree=1,
            pagerank=0.1,
            betweenness=0.0,
            x=float(row * 37 % 400 - 200),
            y=float(row * 91 % 400 - 200),
        )
        for row, (kind, item) in enumerate(items)
    ]
