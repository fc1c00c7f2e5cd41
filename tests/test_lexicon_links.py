"""Links to other vocabularies are read from SSSOM files, and what contradicts itself is named."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from core_data import entry, lexicon_of
from paperlattice.errors import LexiconError
from paperlattice.lexicon import link_files, load_lexicon
from paperlattice.lexicon.links import COLUMNS, contradictions, expand, read_links
from paperlattice.resources import ontology_dir

HEADER = """\
#mapping_set_id: "https://example.org/links"
#curie_map:
#  DOID: "http://purl.obolibrary.org/obo/DOID_"
#  cogat.disorder: https://www.cognitiveatlas.org/disorder/id/
#  condition: "https://w3id.org/paperlattice/condition/"
#  skos: "http://www.w3.org/2004/02/skos/core#"
#license: "https://creativecommons.org/licenses/by/4.0/"
"""
TURTLE = """\
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix pl: <https://w3id.org/paperlattice/ontology#> .
@prefix condition: <https://w3id.org/paperlattice/condition/> .
condition:epilepsy a pl:Condition ; skos:prefLabel "epilepsy"@en .
condition:focal-epilepsy a pl:Condition ; skos:prefLabel "focal epilepsy"@en ;
    skos:broader condition:epilepsy .
"""
LEXICON = lexicon_of(
    entry("condition/epilepsy", "Condition", "epilepsy"),
    entry(
        "condition/focal-epilepsy", "Condition", "focal epilepsy", broader=("condition/epilepsy",)
    ),
)
EPILEPSY = ("condition:epilepsy", "epilepsy", "skos:exactMatch", "DOID:1826", "epilepsy")
FOCAL = ("condition:focal-epilepsy", "focal epilepsy", "skos:exactMatch", "DOID:2234", "focal")


def write(path: Path, *rows: tuple[str, ...]) -> Path:
    table = [COLUMNS, *((*row, "semapv:ManualMappingCuration", "0.9", "x:y", "1") for row in rows)]
    path.write_text(HEADER + "".join("\t".join(row) + "\n" for row in table), encoding="utf-8")
    return path


def test_a_link_has_its_entry_its_target_and_its_place(tmp_path):
    path = write(tmp_path / "links.sssom.tsv", EPILEPSY)
    (link,) = read_links(path)
    assert (link.entity_id, link.label, link.predicate) == (
        "condition/epilepsy",
        "epilepsy",
        "exact",
    )
    assert link.object_iri == "http://purl.obolibrary.org/obo/DOID_1826"
    assert (link.object_id, link.source, link.source_version) == ("DOID:1826", "x:y", "1")
    assert link.place == f"{path}:9"


@pytest.mark.parametrize(
    "row",
    [
        ("condition:a", "a", "skos:exactMatch", "UBERON:1", "b"),
        ("condition:a", "a", "skos:relatedMatch", "DOID:1", "b"),
        ("condition:a", "a", "skos:exactMatch", "DOID:", "b"),
        ("DOID:1", "a", "skos:exactMatch", "DOID:1", "b"),
        ("condition:a", "a", "skos:exactMatch", "DOID:1"),
    ],
)
def test_a_row_that_is_no_link_is_named_with_its_line(tmp_path, row):
    path = write(tmp_path / "links.sssom.tsv", EPILEPSY, row)
    with pytest.raises(LexiconError, match="no link") as caught:
        read_links(path)
    assert caught.value.place == f"{path}:10"


@pytest.mark.parametrize("content", [b"", b"#a: b\n", b"subject_id\tobject_id\n", b"\xff\n"])
def test_a_file_that_is_no_table_of_links_is_named(tmp_path, content):
    path = tmp_path / "links.sssom.tsv"
    path.write_bytes(content)
    with pytest.raises(LexiconError, match="links") as caught:
        read_links(path)
    assert str(path) in caught.value.place


def test_quotation_marks_in_a_label_are_part_of_it(tmp_path):
    row = (*EPILEPSY[:-1], '"epilepsy"')
    (link,) = read_links(write(tmp_path / "links.sssom.tsv", row))
    assert link.object_label == '"epilepsy"'


def test_a_prefix_outside_the_map_expands_to_nothing():
    assert expand("DOID:1826", {"UBERON": "http://purl.obolibrary.org/obo/UBERON_"}) == ""
    assert expand("DOID", {"DOID": "http://purl.obolibrary.org/obo/DOID_"}) == ""


def test_entries_get_the_links_of_all_files(tmp_path):
    (tmp_path / "condition.ttl").write_text(TURTLE, encoding="utf-8")
    files = [
        write(tmp_path / "a.sssom.tsv", EPILEPSY, (*FOCAL[:2], "skos:broadMatch", "DOID:1826", "")),
        write(
            tmp_path / "b.sssom.tsv",
            (*EPILEPSY[:3], "cogat.disorder:dso_1826", "epilepsy"),
            ("condition:gone", "gone", "skos:closeMatch", "DOID:1", "gone"),
        ),
    ]
    assert link_files(tmp_path) == files
    entries = load_lexicon(tmp_path, links=files).entries
    assert entries["condition/epilepsy"].exact_match == (
        "http://purl.obolibrary.org/obo/DOID_1826",
        "https://www.cognitiveatlas.org/disorder/id/dso_1826",
    )
    assert entries["condition/focal-epilepsy"].broad_match == (
        "http://purl.obolibrary.org/obo/DOID_1826",
    )
    assert entries["condition/focal-epilepsy"].close_match == ()
    assert "condition/gone" not in entries


def test_the_fingerprint_of_the_lexicon_follows_its_links(tmp_path):
    (tmp_path / "condition.ttl").write_text(TURTLE, encoding="utf-8")
    path = write(tmp_path / "links.sssom.tsv", EPILEPSY)
    first = load_lexicon(tmp_path, links=[path]).fingerprint
    write(path, FOCAL)
    second = load_lexicon(tmp_path, links=[path]).fingerprint
    assert len({first, second, load_lexicon(tmp_path).fingerprint}) == 3


def test_a_link_among_the_entries_is_an_error(tmp_path):
    linked = TURTLE + "condition:epilepsy skos:closeMatch <http://x.example/1> ."
    (tmp_path / "condition.ttl").write_text(linked, encoding="utf-8")
    with pytest.raises(LexiconError, match=r"condition/epilepsy has a link .*links\.sssom\.tsv"):
        load_lexicon(tmp_path)


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        ([("condition:gone", "gone", *EPILEPSY[2:])], "the lexicon has no condition/gone"),
        ([("condition:epilepsy", "fits", *EPILEPSY[2:])], "is labelled epilepsy, not fits"),
        ([EPILEPSY, (*EPILEPSY[:2], "skos:closeMatch", *EPILEPSY[3:])], "also stand at"),
        ([EPILEPSY, (*EPILEPSY[:3], "DOID:2234", "x")], "condition/epilepsy equals DOID:1826 too"),
        ([EPILEPSY, (*FOCAL[:3], "DOID:1826", "x")], "DOID:1826 equals condition/epilepsy too"),
        (
            [(*EPILEPSY[:2], "skos:broadMatch", "DOID:2234", "x"), FOCAL],
            "condition/epilepsy is narrower than DOID:2234",
        ),
    ],
)
def test_each_contradiction_is_named(tmp_path, rows, problem):
    links = read_links(write(tmp_path / "links.sssom.tsv", *rows))
    (fault,) = contradictions(links, LEXICON)
    assert re.match(re.escape(str(tmp_path)) + r".*:\d+: ", fault)
    assert problem in fault


def test_links_that_agree_have_no_fault(tmp_path):
    broad = (*FOCAL[:2], "skos:broadMatch", "DOID:1826", "epilepsy")
    other = (*EPILEPSY[:3], "cogat.disorder:dso_1826", "epilepsy")
    links = read_links(write(tmp_path / "links.sssom.tsv", EPILEPSY, other, FOCAL, broad))
    assert list(contradictions(links, LEXICON)) == []


def test_the_projects_links_agree_with_its_lexicon(lexicon):
    links = [link for path in link_files(ontology_dir()) for link in read_links(path)]
    assert list(contradictions(links, lexicon)) == []
    for path in link_files(ontology_dir()):
        pairs = [(link.entity_id.replace("/", ":"), link.object_id) for link in read_links(path)]
        assert pairs == sorted(pairs)


@pytest.mark.parametrize(
    ("kind", "least"),
    [
        ("BrainRegion", 0.9),
        ("Organism", 0.9),
        ("Condition", 0.9),
        ("Modality", 0.6),
        ("Method", 0.4),
        ("Task", 0.4),
    ],
)
def test_enough_entries_of_the_types_with_vocabularies_are_linked(lexicon, kind, least):
    links = [link for path in link_files(ontology_dir()) for link in read_links(path)]
    linked = {link.entity_id for link in links}
    of_kind = Counter(e.entity_id in linked for e in lexicon.entries.values() if e.type == kind)
    assert of_kind[True] / of_kind.total() >= least


def test_share_alike_vocabularies_have_a_file_and_a_licence_of_their_own():
    open_file, share_alike = (
        ontology_dir() / f"links{name}.sssom.tsv" for name in ("", "-share-alike")
    )
    prefixes = {
        path: {link.object_id.partition(":")[0] for link in read_links(path)}
        for path in (open_file, share_alike)
    }
    assert prefixes[share_alike] == {"EDAM", "PWCMETHOD", "PWCTASK"}
    assert not prefixes[open_file] & prefixes[share_alike]
    assert '#license: "https://creativecommons.org/licenses/by-sa/4.0/"' in share_alike.read_text(
        encoding="utf-8"
    )
    assert '#license: "https://creativecommons.org/licenses/by/4.0/"' in open_file.read_text(
        encoding="utf-8"
    )
