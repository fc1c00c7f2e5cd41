"""Read the lexicon from its SKOS files, and write entries in the files' own layout."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox

from paperlattice.errors import LexiconError
from paperlattice.lexicon.entries import Lexicon, LexiconEntry
from paperlattice.lexicon.links import Link, read_links
from paperlattice.naming import BASE, ONTOLOGY, entity_iri, scheme_iri, type_slug
from paperlattice.records import EntityType

__all__ = ["load_lexicon", "write_entries"]

_SKOS = "http://www.w3.org/2004/02/skos/core#"
_TYPES = {f"{ONTOLOGY}{kind}": kind for kind in EntityType}
_SCHEMES = {scheme_iri(kind): kind for kind in EntityType}
_RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_MATCHES = [f"{_SKOS}{kind}Match" for kind in ("exact", "close", "broad", "narrow", "related")]


def load_lexicon(directory: Path, *, links: Sequence[Path] = ()) -> Lexicon:
    """Return the lexicon that the Turtle files of a folder hold, with links from SSSOM files.

    An entry's type is its class (`a pl:Method`) or else its scheme (`skos:inScheme`). Links of
    entries that the folder does not have are left aside: the project's own links serve a lexicon
    that has some of its entries. Raises LexiconError where a file cannot be read, or an entry
    lacks a label, lacks a type, has two, or has a broader entry that is not there.
    """
    files = sorted(directory.glob("*.ttl"))
    if not files:
        raise LexiconError(
            "no lexicon files", remedy="put SKOS Turtle files there", place=str(directory)
        )
    digest = hashlib.sha256()
    entries: dict[str, LexiconEntry] = {}
    homes: dict[str, Path] = {}
    for path in files:
        content = path.read_bytes()
        digest.update(content)
        for entry in _read_entries(content, path):
            if entry.entity_id in entries:
                raise LexiconError(
                    f"{entry.entity_id} is also in {homes[entry.entity_id].name}",
                    remedy="keep one of the two entries",
                    place=str(path),
                )
            entries[entry.entity_id] = entry
            homes[entry.entity_id] = path
    for entry in entries.values():
        for broader in entry.broader:
            if broader not in entries:
                raise LexiconError(
                    f"{entry.entity_id} has the broader entry {broader}, which does not exist",
                    remedy="add that entry or drop the skos:broader",
                    place=str(homes[entry.entity_id]),
                )
    for path in links:
        _join(entries, read_links(path))
        digest.update(path.read_bytes())
    ordered = {key: entries[key] for key in sorted(entries)}
    return Lexicon(ordered, fingerprint=digest.hexdigest())


def _join(entries: dict[str, LexiconEntry], links: Iterable[Link]) -> None:
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for link in links:
        if link.entity_id in entries:
            found[link.entity_id][link.predicate].add(link.object_iri)
    for entity, matches in found.items():
        entry = entries[entity]
        entries[entity] = replace(
            entry,
            exact_match=tuple(sorted(matches["exact"].union(entry.exact_match))),
            close_match=tuple(sorted(matches["close"].union(entry.close_match))),
            broad_match=tuple(sorted(matches["broad"].union(entry.broad_match))),
        )


def write_entries(kind: str, entries: Iterable[LexiconEntry]) -> str:
    """Return the Turtle of one type's entries, sorted by id: the layout of `ontology/lexicon/`."""
    own = type_slug(kind)
    lines = [f"@prefix {type_slug(other)}: <{BASE}{type_slug(other)}/> ." for other in EntityType]
    lines += [
        f"@prefix scheme: <{BASE}scheme/> .",
        f"@prefix pl: <{ONTOLOGY}> .",
        f"@prefix skos: <{_SKOS}> .",
    ]
    for entry in sorted(entries, key=lambda entry: entry.entity_id):
        statements = [f"skos:prefLabel {_literal(entry.label)}@en"]
        for name, labels in (("alt", entry.alt_labels), ("hidden", entry.hidden_labels)):
            if labels:
                texts = ", ".join(f"{_literal(label)}@en" for label in sorted(labels))
                statements.append(f"skos:{name}Label {texts}")
        if entry.broader:
            statements.append("skos:broader " + ", ".join(_curie(b) for b in sorted(entry.broader)))
        if entry.definition:
            statements.append(f"skos:definition {_literal(entry.definition)}@en")
        if entry.exact_forms:
            forms = ", ".join(_literal(form) for form in sorted(entry.exact_forms))
            statements.append(f"pl:exactForm {forms}")
        if entry.context:
            words = ", ".join(_literal(word) for word in sorted(entry.context))
            statements.append(f"pl:context {words}")
        statements.append(f"skos:inScheme scheme:{own}")
        body = " ;\n    ".join(statements)
        lines.append(f"\n{_curie(entry.entity_id)} a pl:{kind} ;\n    {body} .")
    return "\n".join(lines) + "\n"


def _read_entries(content: bytes, path: Path) -> list[LexiconEntry]:
    values: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    try:
        for statement in ox.parse(content, format=ox.RdfFormat.TURTLE):
            subject, predicate, target = statement.subject, statement.predicate, statement.object
            if not isinstance(subject, ox.NamedNode):
                continue
            if isinstance(target, ox.NamedNode | ox.Literal):
                values[subject.value][predicate.value].append(target.value)
    except SyntaxError as error:
        raise LexiconError(
            f"not valid Turtle: {error.msg}",
            remedy="mend the line",
            place=f"{path}:{error.lineno}",
        ) from error
    return [
        _entry(iri, properties, path)
        for iri, properties in sorted(values.items())
        if iri.startswith(BASE) and f"{_SKOS}prefLabel" in properties and iri not in _SCHEMES
    ]


def _entry(iri: str, properties: dict[str, list[str]], path: Path) -> LexiconEntry:
    def get(name: str) -> tuple[str, ...]:
        return tuple(sorted(set(properties.get(name, ()))))

    entity = iri.removeprefix(BASE)
    kinds = {_TYPES[value] for value in get(_RDF_TYPE) if value in _TYPES} or {
        _SCHEMES[value] for value in get(f"{_SKOS}inScheme") if value in _SCHEMES
    }
    labels = get(f"{_SKOS}prefLabel")
    if len(kinds) != 1 or len(labels) != 1:
        raise LexiconError(
            f"{entity} has {len(kinds)} types and {len(labels)} preferred labels",
            remedy="an entry has one of each: 'a pl:Method' and one skos:prefLabel",
            place=str(path),
        )
    if any(match in properties for match in _MATCHES):
        raise LexiconError(
            f"{entity} has a link to another vocabulary",
            remedy="put it into a file of links, such as links.sssom.tsv",
            place=str(path),
        )
    kind = kinds.pop()
    if not entity.startswith(f"{type_slug(kind)}/"):
        raise LexiconError(
            f"{entity} is a {kind}", remedy=f"begin its id with {type_slug(kind)}/", place=str(path)
        )
    return LexiconEntry(
        entity_id=entity,
        type=str(kind),
        label=labels[0],
        alt_labels=get(f"{_SKOS}altLabel"),
        hidden_labels=get(f"{_SKOS}hiddenLabel"),
        broader=tuple(value.removeprefix(BASE) for value in get(f"{_SKOS}broader")),
        definition=" ".join(get(f"{_SKOS}definition")),
        exact_forms=frozenset(get(f"{ONTOLOGY}exactForm")),
        context=get(f"{ONTOLOGY}context"),
    )


def _curie(entity: str) -> str:
    prefix, _, local = entity.partition("/")
    return f"{prefix}:{local}" if local and local.isascii() else f"<{entity_iri(entity)}>"


def _literal(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + escaped.replace("\n", "\\n").replace("\r", "\\r") + '"'
