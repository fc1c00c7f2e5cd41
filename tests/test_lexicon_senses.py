"""An ambiguous form means what its sentence, or its paper's own definition, makes of it."""

from __future__ import annotations

import pytest

from core_data import entry, lexicon_of, papers
from paperlattice.extraction import extract
from paperlattice.lexicon.forms import token_key, tokens
from paperlattice.lexicon.senses import choose_sense
from paperlattice.records import Mention
from paperlattice.tables import records

# form, sentence, entity; an empty entity: the form names nothing that the lexicon knows.
CASES = [
    (
        "SAM",
        "We fine-tune SAM with a box prompt for promptable segmentation of medical images.",
        "method/segment-anything-model",
    ),
    (
        "SAM",
        "Training with SAM finds flat minima by minimising sharpness, a drop-in optimizer.",
        "method/sharpness-aware-minimization",
    ),
    (
        "SAM",
        "Participants rated valence and arousal on the Self-Assessment Manikin (SAM).",
        "metric/self-assessment-manikin",
    ),
    ("SAM", "Participants rated valence and arousal and Sam, or sam, was one of them.", ""),
    (
        "MI",
        "The MI between variables is bounded with entropy and a mutual information estimator.",
        "concept/mutual-information",
    ),
    (
        "MI",
        "Decoding MI from EEG of imagined hand movement drives the BCI.",
        "concept/motor-imagery",
    ),
    (
        "MI",
        "MI seeks circuits in transformer language models with a sparse autoencoder.",
        "concept/mechanistic-interpretability",
    ),
    ("Meg", "Meg and her colleagues walked home.", ""),
    ("CLIP", "CLIP embeddings of images predict responses in visual cortex.", "method/clip"),
    ("clip", "Participants watched a film clip and we clip the gradients.", ""),
    (
        "CLIP",
        "Corticotropin-like intermediate peptide (CLIP) is a hormone.",
        "",
    ),
    (
        "attention",
        "Sustained attention and vigilance of human observers were tracked with EEG while "
        "attention drifted.",
        "concept/attention",
    ),
    (
        "EM",
        "We fit the Gaussian mixture by EM, maximising the likelihood over latent parameters.",
        "method/expectation-maximization",
    ),
    (
        "EM",
        "On HotpotQA we report EM and F1 of the answers to each question.",
        "metric/exact-match",
    ),
    (
        "EM",
        "We segment neurons and synapses in a large EM volume of brain tissue.",
        "modality/electron-microscopy",
    ),
    (
        "LDA",
        "Topics are inferred from the documents of a text corpus with LDA.",
        "method/latent-dirichlet-allocation",
    ),
    (
        "LDA",
        "An LDA classifier on EEG features separates the P300 responses.",
        "method/linear-discriminant-analysis",
    ),
    ("LDA", "Low-density areas (LDA) appear in scans.", ""),
    (
        "MAE",
        "Pretraining an MAE by masking patches gives self-supervised features.",
        "method/masked-autoencoder",
    ),
    (
        "MAE",
        "Brain age was predicted with an MAE of 3.2 years, a low regression error.",
        "metric/mean-absolute-error",
    ),
    ("MAE", "Multi-agent exploration (MAE) is hard.", ""),
    (
        "WM",
        "WM load in the n-back task grew with delay and cognitive demand.",
        "concept/working-memory",
    ),
    (
        "WM",
        "Diffusion MRI follows tracts through WM and gray matter tissue.",
        "brain-region/white-matter",
    ),
    (
        "EC",
        "Grid cells in the EC project to hippocampus and code spatial memory.",
        "brain-region/entorhinal-cortex",
    ),
    (
        "EC",
        "Directed causal influence, or EC, among brain areas was estimated from connectivity.",
        "concept/effective-connectivity",
    ),
    (
        "ASR",
        "The jailbreak attack reaches an ASR of 90% against safety-tuned models.",
        "metric/attack-success-rate",
    ),
    (
        "ASR",
        "Automatic speech recognition (ASR) turns audio into text.",
        "task/automatic-speech-recognition",
    ),
    (
        "MT",
        "Neurons in MT of the monkey respond to visual motion direction.",
        "brain-region/middle-temporal-area",
    ),
    (
        "MT",
        "Low-resource MT between languages is measured in BLEU on bilingual text.",
        "task/machine-translation",
    ),
    ("MT", "We study music therapy (MT) in care homes.", ""),
    (
        "DREAM",
        "On awakening from REM sleep, reports in DREAM pair dreaming with EEG.",
        "dataset/dream-database",
    ),
    ("dream", "I dream of better models.", ""),
    ("SEED", "Cross-subject emotion recognition from EEG on SEED and DEAP.", "dataset/seed"),
    ("seed", "We average over a random seed and every seed gives the same result.", ""),
    ("SEED", "Our scalable embodied evaluation deck (SEED) has 40 tasks.", ""),
    (
        "RSA",
        "RSA relates the representational geometry of network layers to fMRI by dissimilarity.",
        "method/representational-similarity-analysis",
    ),
    ("RSA", "The RSA public-key cipher of the server was replaced.", ""),
    (
        "IT",
        "Neurons in IT of the monkey represent object identity in the ventral visual stream.",
        "brain-region/inferior-temporal-cortex",
    ),
    ("IT", "IT departments of firms adopt cloud software.", ""),
    ("it", "We evaluate it on visual objects of monkeys and cortex.", ""),
    (
        "PPA",
        "The PPA and FFA of visual cortex respond to scene and place images in fMRI.",
        "brain-region/parahippocampal-place-area",
    ),
    (
        "PPA",
        "Patients with PPA, a dementia with language impairment, in its logopenic variant.",
        "condition/primary-progressive-aphasia",
    ),
    (
        "SNN",
        "An SNN of leaky neurons saves energy on neuromorphic chips with few spikes.",
        "method/spiking-neural-network",
    ),
    (
        "SNN",
        "We prune weights to an SNN, a lottery ticket with sparse connectivity.",
        "method/sparse-neural-network",
    ),
    ("THINGS", "Similarity judgements on THINGS predict object dimensions.", "dataset/things"),
    ("things", "Many things matter to people.", ""),
    (
        "MATH",
        "Accuracy on GSM8K and MATH, a competition mathematical reasoning benchmark, rises.",
        "dataset/math-dataset",
    ),
    ("math", "Children learn math at school.", ""),
    (
        "GAP",
        "A GAP layer follows the convolutional classifier before pooling.",
        "method/global-average-pooling",
    ),
    ("gap", "This gap is closed by our approach.", ""),
    ("bold", "A bold claim is made.", ""),
    (
        "RF",
        "Among classifiers, RF with many trees in the forest and SVM and XGBoost did best.",
        "method/random-forest",
    ),
    ("GPT-2", "We probe GPT-2 and compare GPT-4 on reading.", "method/gpt-2"),
]


@pytest.fixture(scope="module")
def readings(lexicon) -> dict[str, list[Mention]]:
    """Every sentence of the cases as a paper of its own, read in one go."""
    sentences = sorted({sentence for _, sentence, _ in CASES})
    result = extract(papers(*sentences), lexicon, recogniser=None)
    found: dict[str, list[Mention]] = {sentence: [] for sentence in sentences}
    for mention in records(result.mentions, Mention):
        found[sentences[int(mention.paper_id[1:])]].append(mention)
    return found


@pytest.mark.parametrize(
    ("form", "sentence", "entity"), CASES, ids=[f"{f}-{e or 'nothing'}" for f, _, e in CASES]
)
def test_a_sentence_tells_what_a_form_means(readings, form, sentence, entity):
    meant = {m.entity_id for m in readings[sentence] if m.text == form and m.entity_id}
    assert meant == ({entity} if entity else set())


LEXICON = lexicon_of(
    entry("method/a", "Method", "alpha beta method", alt_labels=("ABM",), context=("graph",)),
    entry("metric/b", "Metric", "absolute bias measure", alt_labels=("ABM",), context=("error",)),
    entry("method/plain", "Method", "PLM"),
)
BOTH = ["method/a", "metric/b"]


def sense(text: str, *, ids=BOTH, form="ABM", expansions=None, expected_type="") -> str | None:
    return choose_sense(
        ids,
        form,
        lexicon=LEXICON,
        text_keys=frozenset(map(token_key, tokens(text))),
        expansions=expansions or {},
        expected_type=expected_type,
    )


def test_context_words_decide():
    assert sense("ABM on a graph") == "method/a"
    assert sense("ABM of the error") == "metric/b"
    assert sense("ABM on graphs") == "method/a"


def test_nothing_is_meant_where_no_context_speaks_for_it():
    assert sense("ABM in the morning") is None


def test_the_type_that_a_recogniser_gave_speaks_where_the_context_is_silent():
    assert sense("ABM in the morning", expected_type="Metric") == "metric/b"


def test_the_papers_own_definition_outweighs_the_context():
    assert sense("graph", expansions={"ABM": "absolute bias measures"}) == "metric/b"
    assert sense("graph", form="ABMs", expansions={"ABM": "absolute bias measure"}) == "metric/b"


def test_a_definition_as_something_else_means_none_of_the_entries():
    assert sense("graph error", expansions={"ABM": "anti-ballistic missile"}) is None


def test_an_entry_without_context_needs_none():
    assert sense("", ids=["method/plain"], form="PLM") == "method/plain"


def test_the_order_of_the_entries_does_not_matter():
    for text in ("graph error", "graph", "error", ""):
        assert sense(text) == sense(text, ids=BOTH[::-1])
