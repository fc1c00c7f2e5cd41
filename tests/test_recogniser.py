"""Behaviour of the trained recogniser that ships with the package."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Sequence
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperlattice.recogniser import Recogniser, RecogniserError
from paperlattice.recogniser.consistency import agree, form_of
from paperlattice.recogniser.decoding import (
    WordSpan,
    log_softmax,
    tag_names,
    viterbi,
    word_spans,
)
from paperlattice.recogniser.encoding import Encoded, shape_of, windows

TYPES = {
    "Dataset",
    "Modality",
    "Method",
    "Task",
    "Concept",
    "BrainRegion",
    "Organism",
    "Condition",
    "Metric",
}
DECODING = (
    "Reconstructing images from fMRI with latent diffusion models\n"
    "Visual image reconstruction from functional magnetic resonance imaging (fMRI) is a long-"
    "standing problem. We train ridge regression on the Natural Scenes Dataset (NSD) and map "
    "voxels of the visual cortex to CLIP embeddings. Results on NSD improve the Pearson "
    "correlation, and we discuss patients with epilepsy and recordings from macaque monkeys."
)


@pytest.fixture(scope="module")
def recogniser() -> Recogniser:
    return Recogniser.load()


def found(recogniser: Recogniser, text: str) -> set[tuple[str, str]]:
    return {(text[s.start : s.end], s.type) for s in recogniser.recognise(text)}


def check(recogniser: Recogniser, text: str) -> None:
    """Assert what holds for every text: order, bounds, no overlap, no space at the edges."""
    previous = 0
    for span in recogniser.recognise(text):
        assert previous <= span.start < span.end <= len(text)
        assert span.type in TYPES
        assert 0 < span.score <= 1
        assert text[span.start : span.end] == text[span.start : span.end].strip()
        previous = span.end


@pytest.mark.parametrize(
    "span",
    [
        ("fMRI", "Modality"),
        ("functional magnetic resonance imaging", "Modality"),
        ("latent diffusion models", "Method"),
        ("ridge regression", "Method"),
        ("Natural Scenes Dataset", "Dataset"),
        ("NSD", "Dataset"),
        ("CLIP", "Method"),
        ("visual cortex", "BrainRegion"),
        ("Pearson correlation", "Metric"),
        ("epilepsy", "Condition"),
    ],
)
def test_finds_plain_entities(recogniser: Recogniser, span: tuple[str, str]) -> None:
    assert span in found(recogniser, DECODING)


def test_finds_every_occurrence(recogniser: Recogniser) -> None:
    places = [s.start for s in recogniser.recognise(DECODING) if DECODING[s.start : s.end] == "NSD"]
    assert len(places) == DECODING.count("NSD") == 2


def test_same_text_gives_same_spans(recogniser: Recogniser) -> None:
    first = recogniser.recognise(DECODING)
    recogniser.recognise("Something else\nabout sparse autoencoders.")
    assert recogniser.recognise(DECODING) == first
    assert Recogniser.load().recognise(DECODING) == first


@pytest.mark.parametrize("text", ["", " ", "\n", "\n\n\t ", "\u200b", "\x00", ".", "\ufeff"])
def test_nothing_in_empty_texts(recogniser: Recogniser, text: str) -> None:
    assert recogniser.recognise(text) == ()


def test_offsets_count_code_points(recogniser: Recogniser) -> None:
    prefix = "\U0001f9e0\U0001d53c e\u0301\u4e2d\u6587 \U0001f468\u200d\U0001f469\u200d\U0001f467 "
    spans = found(recogniser, prefix + DECODING)
    assert ("Natural Scenes Dataset", "Dataset") in spans
    assert ("ridge regression", "Method") in spans
    check(recogniser, prefix + DECODING)


@pytest.mark.parametrize(
    "text",
    [
        "a" * 20_000,
        "\u0301" * 500,
        "\U0001f9e0" * 3_000,
        "(" * 2_000,
        "x\u0000y\u202eRLO\u202c " * 50,
        "\ufdfa " * 200,
        "<script>alert('EEG')</script> -- DROP TABLE papers; \\x00 %s {0} $$\\mathcal{L}$$ " * 5,
        "\ud800 lone surrogate EEG",
        "FMRI EEG MEG " * 100,
        "\r\n".join(["EEG and MEG"] * 40),
        "\u0130stanbul \ufb01ne-tuning \u00df \u1e9e GPT\u20114",
    ],
)
def test_hostile_texts(recogniser: Recogniser, text: str) -> None:
    check(recogniser, text)


def test_random_texts(recogniser: Recogniser) -> None:
    draw = random.Random(7)  # noqa: S311
    alphabet = [
        *"aZ09 -_.,()\n\t",
        "\u0301",
        "\u00e9",
        "\U0001f9e0",
        "\u4e2d",
        "\ufb01",
        "EEG ",
        "CLIP",
    ]
    for _ in range(60):
        check(recogniser, "".join(draw.choice(alphabet) for _ in range(draw.randrange(200))))


def test_long_texts_are_read_to_the_end(recogniser: Recogniser) -> None:
    sentence = (
        "We record EEG from patients with epilepsy and train a convolutional neural network. "
    )
    text = "A title\n" + sentence * 120
    check(recogniser, text)
    spans = recogniser.recognise(text)
    starts = {s.start for s in spans if text[s.start : s.end] == "EEG"}
    assert len(starts) == 120


def test_fingerprint_is_the_files(recogniser: Recogniser) -> None:
    assert len(recogniser.fingerprint) == 64
    assert recogniser.fingerprint == Recogniser.load().fingerprint


def test_missing_and_broken_models_are_named(tmp_path: Path) -> None:
    with pytest.raises(RecogniserError) as caught:
        Recogniser.load(tmp_path)
    assert caught.value.folder == tmp_path
    shipped = Path(__file__).parents[1] / "pipeline" / "paperlattice" / "recogniser" / "model"
    for name in ("config.json", "tokenizer.json", "recogniser.onnx"):
        folder = tmp_path / name
        shutil.copytree(shipped, folder)
        (folder / name).write_text("{}", encoding="utf-8")
        with pytest.raises(RecogniserError):
            Recogniser.load(folder)


def test_model_folder_is_small_and_described() -> None:
    folder = Path(__file__).parents[1] / "pipeline" / "paperlattice" / "recogniser" / "model"
    assert sum(f.stat().st_size for f in folder.iterdir()) < 30 * 2**20
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    assert set(config["types"]) == TYPES
    assert config["licence"]


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("", 0),
        ("brain", 1),
        ("Brain", 2),
        ("EEG", 3),
        ("V", 4),
        ("fMRI", 5),
        ("GPT2", 6),
        ("--", 7),
    ],
)
def test_shapes(text: str, shape: int) -> None:
    assert shape_of(text) == shape


def encoded_of(n_words: int, pieces: int = 1) -> Encoded:
    n = n_words * pieces
    return Encoded(
        np.zeros(n, dtype=np.int64),
        np.zeros(n, dtype=np.int64),
        np.arange(0, n, pieces, dtype=np.int64),
        tuple(range(0, 2 * n_words, 2)),
        tuple(range(1, 2 * n_words, 2)),
    )


@pytest.mark.parametrize("n_words", [0, 1, 9, 10, 11, 37, 400])
@pytest.mark.parametrize("pieces", [1, 3, 10, 25])
def test_windows_keep_each_word_once(n_words: int, pieces: int) -> None:
    cut = windows(encoded_of(n_words, pieces), 10)
    kept = [w for window in cut for w in range(window.keep_start, window.keep_end)]
    assert kept == list(range(n_words))
    for window in cut:
        assert window.start <= window.keep_start <= window.keep_end <= window.end
        assert (window.end - window.start) * pieces <= 10 or window.end - window.start == 1


def test_tags_and_best_legal_sequence() -> None:
    assert tag_names(["A", "B"]) == ("O", "B-A", "I-A", "E-A", "S-A", "B-B", "I-B", "E-B", "S-B")
    scores = np.full((3, 9), -5.0)
    scores[0, 1] = scores[1, 6] = scores[2, 3] = 5.0  # B-A, I-B, E-A: not legal
    scores[1, 2] = 0.0
    logs = log_softmax(scores)
    path = viterbi(logs)
    assert path.tolist() == [1, 2, 3]
    (span,) = word_spans(path, logs, ["A", "B"])
    assert (span.start, span.end, span.type) == (0, 3, "A")
    assert 0 < span.score < 1


def is_legal(path: Sequence[int]) -> bool:
    """Tell whether tags of two types, as `tag_names` orders them, follow each other rightly."""
    open_type = None
    for tag in path:
        kind, part = divmod(tag - 1, 4)
        if tag and part in (1, 2):  # inside, end
            if open_type != kind:
                return False
        elif open_type is not None:
            return False
        open_type = kind if tag and part in (0, 1) else None
    return open_type is None


@given(st.data())
def test_no_legal_sequence_is_better_than_the_best(data: st.DataObject) -> None:
    n_words = data.draw(st.integers(1, 4))
    numbers = st.lists(st.integers(-9, 9), min_size=9, max_size=9)
    scores = np.array([data.draw(numbers) for _ in range(n_words)], dtype=float)
    path = viterbi(scores)
    assert is_legal(path.tolist())
    best = max(
        sum(scores[i, tag] for i, tag in enumerate(tags))
        for tags in product(range(9), repeat=n_words)
        if is_legal(tags)
    )
    assert sum(scores[i, tag] for i, tag in enumerate(path)) == best


def test_forms() -> None:
    assert form_of("Sparse  auto\u2010encoder") == "sparse auto encoder"
    assert form_of("NSD") == "NSD"
    assert form_of("Transformer") == "transformer"


def test_agreement_joins_abbreviations() -> None:
    text = "Natural Scenes (NS) and NS"
    words = ["Natural", "Scenes", "(", "NS", ")", "and", "NS"]
    starts = [0, 8, 15, 16, 18, 20, 24]
    n = np.arange(len(words), dtype=np.int64)
    ends = tuple(s + len(w) for s, w in zip(starts, words, strict=True))
    encoded = Encoded(n, n, n, tuple(starts), ends)
    spans = [WordSpan(0, 2, "Dataset", 0.9), WordSpan(3, 4, "Method", 0.5)]
    agreed = agree(text, encoded, spans)
    assert [(s.start, s.end, s.type) for s in agreed] == [
        (0, 2, "Dataset"),
        (3, 4, "Dataset"),
        (6, 7, "Dataset"),
    ]


def test_agreement_spreads_and_votes() -> None:
    text = "SAE and SAE, then SAE-based; pre-SAE"
    starts, ends = [0, 4, 8, 11, 13, 18, 21, 22, 27, 29, 32, 33], []
    words = ["SAE", "and", "SAE", ",", "then", "SAE", "-", "based", ";", "pre", "-", "SAE"]
    ends = [s + len(w) for s, w in zip(starts, words, strict=True)]
    assert [text[s:e] for s, e in zip(starts, ends, strict=True)] == words
    n = np.arange(len(words), dtype=np.int64)
    encoded = Encoded(n, n, n, tuple(starts), tuple(ends))
    spans = [WordSpan(0, 1, "Method", 0.9), WordSpan(2, 3, "Concept", 0.4)]
    agreed = agree(text, encoded, spans)
    assert [s.type for s in agreed] == ["Method"] * len(agreed)
    assert [s.start for s in agreed] == [0, 2, 5, 11]
    assert agree(text, encoded, []) == []
