"""The SSSOM form of merges and suggestions: columns, compact ids, header."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from paperlattice.naming import BASE, type_slug
from paperlattice.records import EntityType

__all__ = ["COLUMNS", "EXACT", "NOT", "compact", "document", "entity_of", "kind_of"]

COLUMNS = (
    "subject_id",
    "subject_label",
    "predicate_modifier",
    "predicate_id",
    "object_id",
    "object_label",
    "mapping_justification",
    "confidence",
    "comment",
)
EXACT = "skos:exactMatch"
NOT = "Not"

_KINDS = {type_slug(kind): str(kind) for kind in EntityType}
_ID = re.compile(r"(?P<prefix>[a-z-]+):(?P<local>[a-z0-9]+(?:-[a-z0-9]+)*)")


def compact(entity: str) -> str:
    """Return the compact IRI of an entity's id.

    >>> compact("method/sparse-autoencoder")
    'method:sparse-autoencoder'
    """
    return entity.replace("/", ":", 1)


def entity_of(compact_iri: str) -> str | None:
    """Return the entity's id of a compact IRI, or None where it is none.

    >>> entity_of("brain-region:retina"), entity_of("EDAM:topic_3360")
    ('brain-region/retina', None)
    """
    match = _ID.fullmatch(compact_iri)
    if match is None or match["prefix"] not in _KINDS:
        return None
    return f"{match['prefix']}/{match['local']}"


def kind_of(entity: str) -> str:
    """Return the type that an entity's id begins with."""
    return _KINDS[entity.partition("/")[0]]


def document(name: str, title: str, rows: Iterable[Mapping[str, str]]) -> str:
    """Return an SSSOM file: a header of YAML in comments, and a row a mapping.

    SSSOM: N. Matentzoglu et al., "A Simple Standard for Sharing Ontological Mappings" (2022).
    """
    lines = [
        f'#mapping_set_id: "{BASE}{name}"',
        f'#mapping_set_title: "{title}"',
        '#license: "https://creativecommons.org/publicdomain/zero/1.0/"',
        "#curie_map:",
        *(f'#  {prefix}: "{BASE}{prefix}/"' for prefix in sorted(_KINDS)),
        '#  semapv: "https://w3id.org/semapv/vocab/"',
        '#  skos: "http://www.w3.org/2004/02/skos/core#"',
        "\t".join(COLUMNS),
        *("\t".join(_cell(row.get(column, "")) for column in COLUMNS) for row in rows),
    ]
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    # A label is hostile text: it may hold what would end a cell or a row.
    return " ".join(text.split()).encode("utf-8", "replace").decode("utf-8")
