"""Read the links from lexicon entries to other vocabularies, which stand in SSSOM files."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from paperlattice.errors import LexiconError
from paperlattice.lexicon.entries import Lexicon
from paperlattice.naming import BASE

__all__ = ["COLUMNS", "MERGES_FILE", "Link", "contradictions", "expand", "link_files", "read_links"]

MERGES_FILE = "merges.sssom.tsv"
COLUMNS = (
    "subject_id",
    "subject_label",
    "predicate_id",
    "object_id",
    "object_label",
    "mapping_justification",
    "confidence",
    "object_source",
    "object_source_version",
)
_PREDICATES = {f"skos:{name}Match": name for name in ("exact", "close", "broad")}
_HEADER_LINE = re.compile(r"#( *)([\w.-]+): *(.*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An entry and what it matches in another vocabulary; `place` is the file and line.

    `predicate` is `exact`, `close` or `broad`; `object_id` is the compact form of `object_iri`.
    """

    entity_id: str
    label: str
    predicate: str
    object_id: str
    object_iri: str
    object_label: str
    source: str
    source_version: str
    place: str


def link_files(directory: Path) -> list[Path]:
    """Return the files of links in a folder, by name: every SSSOM file but that of merges."""
    return sorted(p for p in directory.glob("*.sssom.tsv") if p.name != MERGES_FILE)


def read_links(path: Path) -> tuple[Link, ...]:
    """Return the links of an SSSOM file, in its order.

    SSSOM: Matentzoglu et al., "A Simple Standard for Sharing Ontological Mappings" (2022): a
    header of YAML in comments, of which the prefixes (`curie_map`) are read, then a table with
    tabs. Raises LexiconError where the file is no such table or a row of it cannot be read.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise LexiconError(
            "the links cannot be read", remedy="give a text file in UTF-8", place=str(path)
        ) from error
    header = [line for line in lines if line.startswith("#")]
    prefixes = _prefixes(header)
    rows = csv.reader(lines[len(header) :], delimiter="\t", quoting=csv.QUOTE_NONE)
    if tuple(next(rows, ())) != COLUMNS:
        raise LexiconError(
            "the links have other columns",
            remedy=f"head the table with {', '.join(COLUMNS)}",
            place=f"{path}:{len(header) + 1}",
        )
    first = len(header) + 2
    return tuple(
        _link(row, prefixes, f"{path}:{first + number}") for number, row in enumerate(rows)
    )


def expand(compact: str, prefixes: Mapping[str, str]) -> str:
    """Return the IRI of a compact one, or an empty text if its prefix is unknown.

    >>> expand("DOID:1826", {"DOID": "http://purl.obolibrary.org/obo/DOID_"})
    'http://purl.obolibrary.org/obo/DOID_1826'
    """
    prefix, colon, local = compact.partition(":")
    return f"{prefixes[prefix]}{local}" if colon and local and prefix in prefixes else ""


def contradictions(links: Iterable[Link], lexicon: Lexicon) -> Iterator[str]:
    """Yield what the links say that cannot be: of unknown entries, twice, or against each other.

    An exact match equates: so an entry has at most one in a vocabulary, no two entries share
    one, and no entry is narrower than what equals one of its own narrower entries.
    """
    ordered = list(links)
    pairs: dict[tuple[str, str], Link] = {}
    equal_to: dict[str, Link] = {}
    of_vocabulary: dict[tuple[str, str], Link] = {}
    for link in ordered:
        entry = lexicon.entries.get(link.entity_id)
        if entry is None:
            yield f"{link.place}: the lexicon has no {link.entity_id}"
        elif entry.label != link.label:
            yield f"{link.place}: {link.entity_id} is labelled {entry.label}, not {link.label}"
        first = pairs.setdefault((link.entity_id, link.object_iri), link)
        if first is not link:
            yield f"{link.place}: {link.entity_id} and {link.object_id} also stand at {first.place}"
        if link.predicate != "exact":
            continue
        vocabulary = link.object_id.partition(":")[0]
        other = of_vocabulary.setdefault((link.entity_id, vocabulary), link)
        if other is not link:
            yield f"{link.place}: {link.entity_id} equals {other.object_id} too ({other.place})"
        other = equal_to.setdefault(link.object_iri, link)
        if other is not link:
            yield f"{link.place}: {link.object_id} equals {other.entity_id} too ({other.place})"
    for link in ordered:
        same = equal_to.get(link.object_iri)
        if (
            link.predicate == "broad"
            and same
            and same.entity_id in lexicon.entries
            and link.entity_id in lexicon.ancestors(same.entity_id)
        ):
            yield (
                f"{link.place}: {link.entity_id} is narrower than {link.object_id}, which equals "
                f"its own narrower {same.entity_id} ({same.place})"
            )


def _prefixes(header: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    inside = False
    for line in header:
        match = _HEADER_LINE.fullmatch(line.rstrip())
        if match is None:
            continue
        indent, key, value = match.groups()
        if len(indent) < 2:
            inside = key == "curie_map"
        elif inside:
            found[key] = value.strip("\"'")
    return found


def _link(row: list[str], prefixes: Mapping[str, str], place: str) -> Link:
    values = dict(zip(COLUMNS, row, strict=False))
    subject = expand(values.get("subject_id", ""), prefixes)
    target = expand(values.get("object_id", ""), prefixes)
    predicate = _PREDICATES.get(values.get("predicate_id", ""), "")
    if len(row) != len(COLUMNS) or not subject.startswith(BASE) or not target or not predicate:
        raise LexiconError(
            "the row is no link",
            remedy=f"give {len(COLUMNS)} columns, ids whose prefixes the header's curie_map has, "
            f"and one of {', '.join(_PREDICATES)}",
            place=place,
        )
    return Link(
        entity_id=subject.removeprefix(BASE),
        label=values["subject_label"],
        predicate=predicate,
        object_id=values["object_id"],
        object_iri=target,
        object_label=values["object_label"],
        source=values["object_source"],
        source_version=values["object_source_version"],
        place=place,
    )
