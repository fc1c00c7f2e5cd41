"""Public sets are read and scored in their own terms."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperlattice.errors import SourceError
from paperlattice.evaluation.public import (
    as_gold,
    read_acronyms,
    read_scierc,
    read_tdmsci,
    score_acronyms,
    score_extractor,
    score_recogniser,
)
from paperlattice.evaluation.public.sentences import join_tokens, labelled_spans, token_span
from paperlattice.recogniser.reading import RecognisedSpan
from paperlattice.records import Mention


@given(st.lists(st.text(min_size=1).filter(str.strip), max_size=8))
def test_each_token_lies_where_the_text_says(tokens):
    text, places = join_tokens(tokens)
    assert len(places) == len(tokens)
    assert all(a[1] <= b[0] for a, b in pairwise(places))
    for token, (start, end) in zip(tokens, places, strict=True):
        assert text[start:end] == token or token.startswith(("-", "`", "'"))


def test_labels_are_spans_of_tokens():
    labels = ["B-long", "I-long", "B-long", "O", "I-short", "B-short", "I-long"]
    assert labelled_spans(labels) == [
        (0, 2, "long"),
        (2, 3, "long"),
        (4, 5, "short"),
        (5, 6, "short"),
        (6, 7, "long"),
    ]
    assert token_span(((0, 3), (4, 6)), 1, 5) == (0, 2)
    assert token_span(((0, 3), (4, 6)), 9, 10) == (0, 0)


def test_acronyms_are_scored_as_the_mean_of_short_and_long_forms(tmp_path):
    tokens = [*"We train a graph neural network ( GNN ) on the MRI data of".split(), "Foo", "."]  # noqa: SIM905
    labels = ["O"] * len(tokens)
    labels[3:6] = ["B-long", "I-long", "I-long"]
    labels[7] = labels[11] = labels[14] = "B-short"
    path = tmp_path / "dev.json"
    path.write_text(json.dumps([{"id": "TR-1", "tokens": tokens, "labels": labels}]))
    result = score_acronyms(read_acronyms(path))
    assert (result.long.precision, result.long.recall) == (1.0, 1.0)
    assert (result.short.precision, result.short.recall) == (1.0, pytest.approx(2 / 3))
    assert result.recall == pytest.approx(5 / 6)
    assert result.f1 == pytest.approx(10 / 11)


def test_tdmsci_counts_equal_spans_of_the_types_it_has(tmp_path):
    path = tmp_path / "test.conll"
    path.write_text(
        "We\t100\tO\nuse\t103\tO\nGLUE\t107\tB-DATASET\n\nF1\t113\tB-METRIC\nis\t116\tO\n"
        "for\t119\tO\nword\t123\tB-TASK\nsense\t128\tI-TASK\n"
    )
    first, second = read_tdmsci(path)
    assert (first.text, second.text) == ("We use GLUE", "F1 is for word sense")
    assert second.spans == {(0, 2, "METRIC"), (10, 20, "TASK")}

    def read(paper):
        given = [("GLUE", "Dataset"), ("use", "Concept"), ("F1", "Dataset"), ("word", "Task")]
        return [
            Mention(
                mention_id="",
                paper_id=paper.paper_id,
                start=paper.text.index(text),
                end=paper.text.index(text) + len(text),
                text=text,
                type=kind,
                rule="",
                score=1.0,
                sentence_start=0,
                sentence_end=1,
            )
            for text, kind in given
            if text in paper.text
        ]

    scores = score_extractor([first, second], read)
    assert (scores["all"].precision, scores["all"].recall) == pytest.approx((1 / 3, 1 / 3))
    assert scores["DATASET"].recall == 1.0


ABSTRACT = {
    "doc_key": "J1",
    "sentences": [["We", "parse", "-LRB-", "CFG", "-RRB-", "."], ["The", "CFG", "wins", "."]],
    "ner": [[[3, 3, "Method"]], [[7, 7, "Method"], [8, 8, "Generic"]]],
}


class OneWord:
    """A recogniser that finds CFG, and the C of it."""

    def recognise(self, text):
        start = text.index("CFG")
        return (RecognisedSpan(start, start + 1, "Method", 0.9),)


def test_scierc_is_scored_by_its_tokens_and_its_types(tmp_path):
    path = tmp_path / "test.json"
    path.write_text(json.dumps(ABSTRACT) + "\n")
    sentences = read_scierc(path)
    assert sentences[0].text == "We parse (CFG)."
    scores = score_recogniser(sentences, OneWord())
    assert (scores["Method"].precision, scores["Method"].recall) == (1.0, 1.0)
    assert scores["all"].recall == pytest.approx(2 / 3)


def test_scierc_becomes_annotated_papers(tmp_path):
    path = tmp_path / "train.json"
    path.write_text(json.dumps(ABSTRACT) + "\n")
    for line in as_gold(read_scierc(path)).splitlines():
        record = json.loads(line)
        text = f"{record['title']}\n{record['abstract']}"
        for m in record["mentions"]:
            found = record["entities"][m["entity"]]
            assert text[m["start"] : m["end"]] == found["label"]
            assert found["type"] in {"Method", "Generic"}


@pytest.mark.parametrize(
    ("read", "content"),
    [(read_acronyms, "{}x"), (read_tdmsci, "a b c\n"), (read_scierc, '{"doc_key": 1}\n')],
)
def test_a_file_of_another_format_is_refused(tmp_path, read, content):
    path = tmp_path / "wrong"
    path.write_text(content)
    with pytest.raises(SourceError) as caught:
        read(path)
    assert str(path) in str(caught.value)
