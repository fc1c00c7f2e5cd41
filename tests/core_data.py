"""A small lexicon, papers and tables for the tests of the core."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd
import spacy

from paperlattice.extraction.sentences import sentence_bounds
from paperlattice.extraction.tokenizer import PaperTokenizer
from paperlattice.lexicon import Lexicon, LexiconEntry
from paperlattice.naming import mention_id
from paperlattice.records import (
    Abbreviation,
    Assertion,
    Community,
    Entity,
    Mention,
    Paper,
    Placement,
    Refused,
    Similarity,
    Source,
)
from paperlattice.run import Run
from paperlattice.tables import Tables, frame

_TOKENIZER = PaperTokenizer(spacy.blank("en"))
HOSTILE = '=HYPERLINK("http://x","<script>alert(1)</script>")\n\u202e"a",b;𝔽\u0000\ud7ff'


def entry(entity_id: str, type_: str, label: str, **fields) -> LexiconEntry:
    return LexiconEntry(entity_id=entity_id, type=type_, label=label, **fields)


def lexicon_of(*entries: LexiconEntry) -> Lexicon:
    return Lexicon({e.entity_id: e for e in entries}, fingerprint="0" * 64)


SMALL = lexicon_of(
    entry("method/generative-model", "Method", "generative model"),
    entry(
        "method/diffusion-model",
        "Method",
        "diffusion model",
        broader=("method/generative-model",),
    ),
    entry("method/gpt-2", "Method", "GPT-2"),
    entry("method/gpt-4", "Method", "GPT-4"),
    entry("method/sparse-autoencoder", "Method", "sparse autoencoder", alt_labels=("SAE",)),
    entry(
        "dataset/natural-scenes-dataset",
        "Dataset",
        "Natural Scenes Dataset",
        alt_labels=("NSD",),
    ),
    entry(
        "modality/fmri", "Modality", "functional magnetic resonance imaging", alt_labels=("fMRI",)
    ),
)


def paper(paper_id: str, abstract: str, title: str = "A study of things") -> Paper:
    return Paper(paper_id=paper_id, title=title, abstract=abstract)


def papers(*abstracts: str, title: str = "A study of things") -> pd.DataFrame:
    return frame("papers", [paper(f"p{i}", a, title) for i, a in enumerate(abstracts)])


def mention(
    paper_id: str, text: str, *, start: int = 0, type_: str = "Method", **fields
) -> Mention:
    """A mention whose sentence is itself: for tests that look at no text."""
    end = start + len(text)
    given = {"rule": "recogniser", "score": 0.9, "sentence_start": start, "sentence_end": end}
    return Mention(
        mention_id=mention_id(paper_id, start, end),
        paper_id=paper_id,
        start=start,
        end=end,
        text=text,
        type=type_,
        **{**given, **fields},
    )


def mentions_in(subject: Paper, *named: tuple[str, str], **fields) -> list[Mention]:
    """The first occurrence in the paper's text of each (text, type), with its sentence."""
    found = []
    for text, type_ in named:
        start = subject.text.index(text)
        around = next((s, e) for s, e in sentence_bounds(subject.text) if s <= start < e)
        place = {"sentence_start": around[0], "sentence_end": around[1], **fields}
        found.append(mention(subject.paper_id, text, start=start, type_=type_, **place))
    return found


def abbreviation(paper_id: str, short: str, long: str, *, long_start: int = 0) -> Abbreviation:
    short_start = long_start + len(long) + 2
    return Abbreviation(
        paper_id=paper_id,
        short=short,
        short_start=short_start,
        short_end=short_start + len(short),
        long=long,
        long_start=long_start,
        long_end=long_start + len(long),
    )


def tokenised(text: str) -> tuple[list[str], list[int]]:
    """Words and signs with where they start, as the pipeline's tokenizer cuts them."""
    doc = _TOKENIZER(text)
    return [token.text for token in doc], [token.idx for token in doc]


def tables_of(
    papers_: Iterable[Paper],
    mentions: Iterable[Mention],
    entities: Iterable[Entity],
    assertions: Iterable[Assertion],
    *,
    refused: Iterable[Refused] = (),
) -> Tables:
    rows = list(papers_)
    return Tables(
        sources=frame(
            "sources",
            [Source(name="a.txt", sha256="ab" * 32, reader="listing", n_records=len(rows))],
        ),
        papers=frame("papers", rows),
        refused=frame("refused", refused),
        mentions=frame("mentions", mentions),
        abbreviations=frame("abbreviations", []),
        suggestions=frame("suggestions", []),
        entities=frame("entities", entities),
        assertions=frame("assertions", assertions),
        similarities=frame(
            "similarities",
            [Similarity(source="p0", target="p1", weight=0.5, shared=("method/gpt-2",))],
        ),
        placements=frame(
            "placements",
            [
                Placement(
                    item_id=p.paper_id,
                    kind="paper",
                    community=0,
                    degree=1,
                    pagerank=0.25,
                    betweenness=0.0,
                    x=-3.5,
                    y=2.0,
                )
                for p in rows
            ],
        ),
        communities=frame(
            "communities",
            [
                Community(
                    community=0, label="GPT-2", n_papers=2, n_entities=1, telling=("method/gpt-2",)
                )
            ],
        ),
    )


def sample_tables(abstract: str = "We probe GPT-2 on reading.", title: str = "A study") -> Tables:
    """Two papers that both name GPT-2 at the start of their abstract's fourth word."""
    rows = [
        Paper(paper_id=f"p{i}", title=title, abstract=abstract, n_authors=(None, 4)[i])
        for i in range(2)
    ]
    found = [mention(p.paper_id, title[:5], entity_id="method/gpt-2") for p in rows]
    return tables_of(
        rows,
        found,
        [
            Entity(
                entity_id="method/gpt-2",
                type="Method",
                label="GPT-2",
                alt_labels=("@SUM(1)", "-2+3"),
                n_papers=2,
            ),
            Entity(entity_id="method/language-model", type="Method", label="language model"),
        ],
        [
            Assertion(
                paper_id=m.paper_id,
                predicate="uses",
                entity_id="method/gpt-2",
                support=1,
                score=0.6,
                rule="type-default",
                evidence=(m.mention_id,),
            )
            for m in found
        ],
        refused=[
            Refused(source="a.txt", line=3, excerpt="=cmd", reason="no abstract", remedy="add it")
        ],
    )


RUN = Run(version="0.0", sources=(), lexicon="0" * 64)
