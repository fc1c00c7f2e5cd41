"""One thing is one entity, across papers, surface forms and abbreviations; two things are two."""

from __future__ import annotations

from collections import defaultdict

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from core_data import SMALL, abbreviation, mention
from paperlattice.linking import LinkingResult, link
from paperlattice.records import Abbreviation, Entity, Mention
from paperlattice.tables import frame, records


def linked(
    mentions: list[Mention], abbreviations: list[Abbreviation] | None = None
) -> LinkingResult:
    return link(frame("mentions", mentions), frame("abbreviations", abbreviations or []), SMALL)


def entities(result: LinkingResult) -> dict[str, Entity]:
    return {e.entity_id: e for e in records(result.entities, Entity)}


def entity_of(result: LinkingResult) -> dict[tuple[str, str], str]:
    return {(m.paper_id, m.text): m.entity_id for m in records(result.mentions, Mention)}


def test_one_entity_stands_for_all_surface_forms_in_all_papers():
    result = linked(
        [
            mention("a", "MindFormer"),
            mention("b", "MindFormers"),
            mention("c", "MindFormer-based"),
            mention("d", "the MindFormer"),
        ]
    )
    assert set(entity_of(result).values()) == {"method/mindformer"}
    found = entities(result)["method/mindformer"]
    assert (found.label, found.status, found.n_papers) == ("MindFormer", "discovered", 4)
    assert found.label not in found.alt_labels


def test_versions_are_entities_of_their_own():
    result = linked(
        [mention("a", name, start=20 * i) for i, name in enumerate(["GPT-2", "GPT-4", "GPT-5"])]
        + [mention("b", "Foo-1"), mention("c", "Foo-2")]
    )
    assert entity_of(result) == {
        ("a", "GPT-2"): "method/gpt-2",
        ("a", "GPT-4"): "method/gpt-4",
        ("a", "GPT-5"): "method/gpt-5",
        ("b", "Foo-1"): "method/foo-1",
        ("c", "Foo-2"): "method/foo-2",
    }


def test_a_short_form_that_its_paper_defines_is_its_long_form():
    result = linked(
        [
            mention("a", "memory gate", type_="Concept"),
            mention("a", "MG", start=13, type_="Method"),
        ],
        [abbreviation("a", "MG", "memory gate")],
    )
    assert len(set(entity_of(result).values())) == 1
    found = next(iter(entities(result).values()))
    assert found.label == "memory gate"
    assert found.alt_labels == ("MG",)


def test_a_short_form_is_understood_elsewhere_if_all_definitions_agree():
    defined = [mention("a", "memory gate"), mention("b", "memory gates"), mention("c", "MG")]
    agreed = linked(
        defined, [abbreviation("a", "MG", "memory gate"), abbreviation("b", "MG", "memory gates")]
    )
    assert entity_of(agreed)["c", "MG"] == entity_of(agreed)["a", "memory gate"]
    torn = linked(
        [*defined, mention("d", "motor graph")],
        [abbreviation("a", "MG", "memory gate"), abbreviation("d", "MG", "motor graph")],
    )
    assert entity_of(torn)["c", "MG"] not in {
        entity_of(torn)["a", "memory gate"],
        entity_of(torn)["d", "motor graph"],
    }


def test_one_short_form_in_two_papers_may_be_two_entities():
    result = linked(
        [
            mention("a", "memory gate"),
            mention("a", "MG", start=13),
            mention("b", "motor graph"),
            mention("b", "MG", start=13),
        ],
        [abbreviation("a", "MG", "memory gate"), abbreviation("b", "MG", "motor graph")],
    )
    found = entity_of(result)
    assert found["a", "MG"] == found["a", "memory gate"] == "method/memory-gate"
    assert found["b", "MG"] == found["b", "motor graph"] == "method/motor-graph"


def test_a_short_form_that_its_paper_spells_out_as_something_else_is_not_the_lexicons():
    given = [mention("a", "SAE", start=60)]
    assert entity_of(linked(given))["a", "SAE"] == "method/sparse-autoencoder"
    spelled = abbreviation("a", "SAE", "slow adaptive eye")
    assert entity_of(linked(given, [spelled]))["a", "SAE"] == "method/sae"


def test_a_name_that_its_paper_introduces_is_not_the_lexicons():
    given = [mention("a", "SAE", cue="title-colon"), mention("a", "SAE", start=60)]
    assert entity_of(linked(given))["a", "SAE"] == "method/sae"


def test_what_the_recogniser_found_links_to_the_lexicon():
    result = linked(
        [
            mention("a", "sparse auto-encoder"),
            mention("b", "Sparse Autoencoders"),
            mention("c", "NSD", type_="Dataset"),
        ]
    )
    found = entity_of(result)
    assert found["b", "Sparse Autoencoders"] == "method/sparse-autoencoder"
    assert found["c", "NSD"] == "dataset/natural-scenes-dataset"
    assert entities(result)["dataset/natural-scenes-dataset"].status == "lexicon"


def test_a_short_form_in_another_case_is_not_the_lexicons():
    result = linked([mention("a", "nsd", type_="Dataset")])
    assert entity_of(result)["a", "nsd"] != "dataset/natural-scenes-dataset"


def test_broader_entities_come_along_without_papers():
    result = linked([mention("a", "diffusion model", entity_id="method/diffusion-model")])
    found = entities(result)
    assert found["method/diffusion-model"].n_papers == 1
    assert found["method/diffusion-model"].broader == ("method/generative-model",)
    assert found["method/generative-model"].n_papers == 0


def test_a_paper_counts_once_however_often_it_names_an_entity():
    result = linked([mention("a", "MindFormer", start=start) for start in (0, 20, 40)])
    assert entities(result)["method/mindformer"].n_papers == 1


def test_the_surer_type_wins_and_all_mentions_take_it():
    result = linked(
        [
            mention("a", "NeuroSet", type_="Dataset", score=0.9),
            mention("b", "NeuroSet", type_="Dataset", score=0.8),
            mention("c", "NeuroSet", type_="Method", score=0.7),
        ]
    )
    assert set(result.mentions["type"]) == {"Dataset"}
    assert 0 < entities(result)["dataset/neuroset"].confidence < 0.9


def test_no_discovered_entity_is_a_single_generic_word():
    words = ["model", "data", "Methods", "brain", "task", "MindFormer", "42"]
    result = linked([mention("a", word, start=20 * i) for i, word in enumerate(words)])
    assert [e.label for e in entities(result).values()] == ["MindFormer"]
    assert result.mentions["text"].tolist() == ["MindFormer"]


def test_no_mentions_give_empty_tables():
    result = linked([])
    assert result.mentions.empty
    assert result.entities.empty


MENTIONS = st.lists(
    st.builds(
        lambda paper, text, start, kind, score: mention(
            paper, text, start=start * 40, type_=kind, score=score
        ),
        st.sampled_from("abcd"),
        st.sampled_from(
            [
                "MindFormer",
                "MindFormers",
                "mindformer",
                "GPT-2",
                "GPT-3",
                "NSD",
                "SAE",
                "sparse autoencoder",
                "memory gate",
                "MG",
                "Memory Gates",
                "C++",
                "深度",
                "model",
                "β-VAE",
                "the X-like",
            ]
        ),
        st.integers(0, 6),
        st.sampled_from(["Method", "Dataset", "Concept"]),
        st.sampled_from([0.4, 0.6, 0.9]),
    ),
    unique_by=lambda m: (m.paper_id, m.start),
    max_size=14,
)
DEFINED = [abbreviation("a", "MG", "memory gate"), abbreviation("b", "SAE", "sparse autoencoder")]


@settings(max_examples=25)
@given(MENTIONS, st.randoms(use_true_random=False))
def test_whatever_is_named_the_links_are_whole_and_the_order_is_nothing(mentions, random):
    result = linked(mentions, DEFINED)
    known = entities(result)
    papers = defaultdict(set)
    forms = defaultdict(set)
    for m in records(result.mentions, Mention):
        assert m.type == known[m.entity_id].type
        papers[m.entity_id].add(m.paper_id)
        forms[m.paper_id, m.text].add(m.entity_id)
    assert {e: len(p) for e, p in papers.items()} == {
        e.entity_id: e.n_papers for e in known.values() if e.n_papers
    }
    for e in known.values():
        assert set(e.broader) <= set(known)
        assert 0 < e.confidence <= 1
    spans = {(m.paper_id, m.start, m.end, m.text) for m in mentions}
    kept = {(m.paper_id, m.start, m.end, m.text) for m in records(result.mentions, Mention)}
    assert kept <= spans
    shuffled = list(mentions)
    random.shuffle(shuffled)
    again = linked(shuffled, DEFINED[::-1])
    pd.testing.assert_frame_equal(result.mentions, again.mentions)
    pd.testing.assert_frame_equal(result.entities, again.entities)
