"""The lexicon is read from Turtle, and what is wrong with a file is named with its remedy."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core_data import entry
from paperlattice.errors import LexiconError
from paperlattice.lexicon import Lexicon, load_lexicon
from paperlattice.lexicon.skos import write_entries

HEAD = """\
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix pl: <https://w3id.org/paperlattice/ontology#> .
@prefix method: <https://w3id.org/paperlattice/method/> .
@prefix dataset: <https://w3id.org/paperlattice/dataset/> .
@prefix scheme: <https://w3id.org/paperlattice/scheme/> .
"""
LABELS = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=20
)


def load(folder, **files: str) -> Lexicon:
    for name, content in files.items():
        (folder / f"{name}.ttl").write_text(HEAD + content, encoding="utf-8")
    return load_lexicon(folder)


def test_every_property_of_an_entry_is_read(tmp_path):
    lexicon = load(
        tmp_path,
        methods="""
        method:model a pl:Method ; skos:prefLabel "model"@en .
        method:sam a pl:Method ; skos:prefLabel "Segment Anything Model"@en ;
            skos:altLabel "SAM"@en ; skos:hiddenLabel "segment anything"@en ;
            skos:broader method:model ; skos:definition "Cuts out anything."@en ;
            pl:exactForm "SAM" ; pl:context "mask", "prompt" .
        """,
    )
    assert lexicon.entries["method/sam"] == entry(
        "method/sam",
        "Method",
        "Segment Anything Model",
        alt_labels=("SAM",),
        hidden_labels=("segment anything",),
        broader=("method/model",),
        definition="Cuts out anything.",
        exact_forms=frozenset({"SAM"}),
        context=("mask", "prompt"),
    )
    assert lexicon.entries["method/sam"].forms == (
        "Segment Anything Model",
        "SAM",
        "segment anything",
    )


def test_the_scheme_gives_the_type_where_no_class_does(tmp_path):
    lexicon = load(
        tmp_path, d='dataset:nsd skos:inScheme scheme:dataset ; skos:prefLabel "NSD"@en .'
    )
    assert lexicon.entries["dataset/nsd"].type == "Dataset"


def test_broader_entries_may_stand_in_another_file(tmp_path):
    lexicon = load(
        tmp_path,
        a='method:b a pl:Method ; skos:prefLabel "b"@en ; skos:broader method:c .',
        b='method:c a pl:Method ; skos:prefLabel "c"@en ; skos:broader method:d .',
        c='method:d a pl:Method ; skos:prefLabel "d"@en .',
    )
    assert lexicon.ancestors("method/b") == ("method/c", "method/d")
    assert list(lexicon.entries) == ["method/b", "method/c", "method/d"]


def test_ancestors_end_even_in_a_circle(tmp_path):
    lexicon = load(
        tmp_path,
        a="""
        method:b a pl:Method ; skos:prefLabel "b"@en ; skos:broader method:c .
        method:c a pl:Method ; skos:prefLabel "c"@en ; skos:broader method:b .
        """,
    )
    assert lexicon.ancestors("method/b") == ("method/c",)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("method:a a pl:Method ; skos:prefLabel 'a'@en ;;; oops", r"a\.ttl:\d+.*not valid Turtle"),
        ("method:a a pl:Method ; skos:prefLabel 'a'@en, 'b'@en .", "2 preferred labels"),
        ("method:a skos:prefLabel 'a'@en .", "0 types"),
        ("method:a a pl:Method, pl:Dataset ; skos:prefLabel 'a'@en .", "2 types"),
        ("dataset:a a pl:Method ; skos:prefLabel 'a'@en .", "begin its id with method/"),
        (
            "method:a a pl:Method ; skos:prefLabel 'a'@en ; skos:broader method:z .",
            "method/z, which does not exist",
        ),
    ],
)
def test_what_is_wrong_with_a_file_is_named(tmp_path, content, problem):
    with pytest.raises(LexiconError, match=problem) as caught:
        load(tmp_path, a=content)
    assert str(tmp_path / "a.ttl") in caught.value.place
    assert caught.value.remedy
    assert "\n" not in str(caught.value)


def test_one_entry_in_two_files_is_an_error(tmp_path):
    content = 'method:a a pl:Method ; skos:prefLabel "a"@en .'
    with pytest.raises(LexiconError, match=r"method/a is also in one\.ttl"):
        load(tmp_path, one=content, two=content)


def test_a_folder_without_turtle_is_an_error(tmp_path):
    with pytest.raises(LexiconError, match="no lexicon files"):
        load_lexicon(tmp_path)


def test_a_file_that_is_not_utf_8_is_an_error(tmp_path):
    (tmp_path / "a.ttl").write_bytes(HEAD.encode() + b'method:a skos:prefLabel "\xff" .')
    with pytest.raises(LexiconError, match="not valid Turtle"):
        load_lexicon(tmp_path)


@given(
    label=LABELS,
    alternatives=st.lists(LABELS, max_size=3),
    definition=st.text(max_size=30).map(lambda text: text.replace("\0", "")),
)
def test_entries_that_are_written_are_read_back(tmp_path_factory, label, alternatives, definition):
    entries = [
        entry(
            "method/x",
            "Method",
            label,
            alt_labels=tuple(sorted(set(alternatives))),
            definition=definition,
            exact_forms=frozenset(alternatives[:1]),
            context=tuple(sorted(set(alternatives))),
            broader=("method/ärger y",),
        ),
        entry("method/ärger y", "Method", "broader"),
    ]
    folder = tmp_path_factory.mktemp("lexicon")
    (folder / "method.ttl").write_text(
        write_entries("Method", entries), encoding="utf-8", newline="\n"
    )
    read = load_lexicon(folder).entries["method/x"]
    assert (read.label, read.alt_labels, read.definition) == (
        label,
        entries[0].alt_labels,
        definition,
    )
    assert (read.exact_forms, read.context) == (entries[0].exact_forms, entries[0].context)


def test_line_breaks_quotes_and_backslashes_survive(tmp_path):
    label = 'a\r\n"b"\\n\\"\t.'
    content = write_entries("Method", [entry("method/x", "Method", label)])
    (tmp_path / "method.ttl").write_bytes(content.encode())
    assert load_lexicon(tmp_path).entries["method/x"].label == label


def test_the_layout_does_not_depend_on_the_order_of_entries():
    entries = [entry(f"method/{name}", "Method", name) for name in "abc"]
    assert write_entries("Method", entries) == write_entries("Method", entries[::-1])


def test_the_fingerprint_follows_the_content(tmp_path):
    first = load(tmp_path, a='method:a a pl:Method ; skos:prefLabel "a"@en .')
    again = load_lexicon(tmp_path)
    other = load(tmp_path, a='method:a a pl:Method ; skos:prefLabel "b"@en .')
    assert first.fingerprint == again.fingerprint != other.fingerprint


@pytest.mark.parametrize(
    ("entity", "ancestors"),
    [
        ("method/latent-diffusion-model", {"method/diffusion-model", "method/generative-model"}),
        ("brain-region/primary-visual-cortex", {"brain-region/visual-cortex"}),
    ],
)
def test_the_projects_entries_roll_up(lexicon, entity, ancestors):
    assert ancestors <= set(lexicon.ancestors(entity))


def test_the_project_knows_over_two_thousand_things_of_nine_types(lexicon):
    assert len(lexicon.entries) > 2000
    assert len({e.type for e in lexicon.entries.values()}) == 9


def test_no_entry_of_the_project_is_its_own_ancestor(lexicon):
    circular = [
        e.entity_id
        for e in lexicon.entries.values()
        if e.entity_id in e.broader
        or any(e.entity_id in lexicon.entries[a].broader for a in lexicon.ancestors(e.entity_id))
    ]
    assert circular == []
