"""The extraction stage: offsets hold for any text, and papers do not touch each other."""

from __future__ import annotations

import sys
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core_data import SMALL, paper
from paperlattice.extraction import Extractor, extract
from paperlattice.naming import mention_id
from paperlattice.records import Abbreviation, EntityType, Mention
from paperlattice.tables import frame, records

PIECES = st.sampled_from(
    [
        "SAM",
        "NSD",
        "sparse autoencoders",
        "fMRI",
        "GPT-2",
        "V1",
        "EEG",
        "We propose ",
        "called ",
        "DeepMind",
        "(",
        ")",
        ": ",
        ". ",
        "\n",
        "\t",
        "\u200b",
        "e\u0301",
        "𝔽",
        "ﬁ",
        "İ",
        "🧠",
        "\u202e",
        "\x00",
        "-",
        "s",
    ]
)
TEXTS = st.text(max_size=60) | st.lists(PIECES | st.text(max_size=3), max_size=20).map(" ".join)


def check(found: list[Mention], text: str) -> None:
    end = 0
    for m in found:
        assert text[m.start : m.end] == m.text
        assert end <= m.start < m.end <= len(text)
        assert m.text == m.text.strip()
        assert m.sentence_start <= m.start < m.end <= m.sentence_end
        assert m.type in set(EntityType)
        assert 0 < m.score <= 1
        assert m.mention_id == mention_id(m.paper_id, m.start, m.end)
        end = m.end


@given(title=TEXTS, abstract=TEXTS)
def test_offsets_hold_and_mentions_never_overlap_in_any_text(extractor: Extractor, title, abstract):
    subject = paper("p", abstract, title)
    found, defined, _ = extractor.read(subject)
    check(found, subject.text)
    for d in defined:
        assert subject.text[d.short_start : d.short_end] == d.short
        assert subject.text[d.long_start : d.long_end] == d.long


@given(TEXTS)
def test_a_paper_is_read_alike_every_time(extractor: Extractor, abstract):
    subject = paper("p", abstract)
    assert extractor.read(subject) == extractor.read(subject)


PAPERS = [
    paper("a", "A sparse autoencoder (SAE) finds features. SAEs of GPT-2 scale."),
    paper("b", "SAE and NSD. We propose MindFormer, a diffusion model for fMRI."),
    paper("c", "The SAE is the Small Alpine Elk (SAE), and MindFormer is a name."),
    paper("d", "", title="🧠 NSD with fMRI"),
    paper("e", "Nothing of note."),
]


@pytest.fixture(scope="module")
def together():
    return extract(frame("papers", PAPERS), SMALL, recogniser=None)


def test_the_order_of_the_papers_does_not_matter(together):
    # Without `frame`, which sorts: the stage must not count on the order of the rows.
    backwards = frame("papers", PAPERS).iloc[::-1]
    again = extract(backwards, SMALL, recogniser=None)
    pd.testing.assert_frame_equal(again.mentions, together.mentions)
    pd.testing.assert_frame_equal(again.abbreviations, together.abbreviations)


def test_a_paper_alone_gives_what_it_gives_among_others(together):
    for subject in PAPERS[1:3]:
        alone = extract(frame("papers", [subject]), SMALL, recogniser=None)
        among = [m for m in records(together.mentions, Mention) if m.paper_id == subject.paper_id]
        assert records(alone.mentions, Mention) == among


def test_offsets_count_code_points_from_the_title_on(together):
    found = [m for m in records(together.mentions, Mention) if m.paper_id == "d"]
    assert [(m.start, m.end, m.text) for m in found] == [(2, 5, "NSD"), (11, 15, "fMRI")]


def test_each_mention_has_the_sentence_that_it_stands_in(together):
    texts = {p.paper_id: p.text for p in PAPERS}
    found = {
        (m.paper_id, m.text): texts[m.paper_id][m.sentence_start : m.sentence_end]
        for m in records(together.mentions, Mention)
    }
    assert found["a", "GPT-2"] == "SAEs of GPT-2 scale."
    assert found["b", "fMRI"] == "We propose MindFormer, a diffusion model for fMRI."


def test_abbreviations_are_kept_with_their_paper(together):
    found = records(together.abbreviations, Abbreviation)
    assert [(a.paper_id, a.short, a.long) for a in found] == [
        ("a", "SAE", "sparse autoencoder"),
        ("c", "SAE", "Small Alpine Elk"),
    ]


def test_progress_sees_every_paper():
    seen = []

    def progress(found):
        for one in found:
            seen.extend({mention.paper_id for mention in one.mentions})
            yield one

    result = extract(frame("papers", PAPERS), SMALL, recogniser=None, progress=progress)
    assert seen == sorted(set(result.mentions["paper_id"]))


def test_any_number_of_processes_gives_the_same_mentions(monkeypatch):
    monkeypatch.setattr(sys.modules["paperlattice.extraction.extract"], "_WORTH_A_POOL", 1)
    papers = [replace(PAPERS[i % len(PAPERS)], paper_id=f"p{i:03}") for i in range(120)]
    one = extract(frame("papers", papers), SMALL, recogniser=None)
    two = extract(frame("papers", papers), SMALL, recogniser=None, jobs=2)
    assert one.mentions.equals(two.mentions)
    assert len(two.mentions) > 120


def test_no_papers_give_empty_tables():
    result = extract(frame("papers", []), SMALL, recogniser=None)
    assert result.mentions.empty
    assert result.abbreviations.empty
    assert list(result.mentions.columns)[:3] == ["mention_id", "paper_id", "start"]
