"""Names: slugs, identifiers and IRIs, all readable and independent of input order."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from urllib.parse import quote

from paperlattice.records import EntityType

__all__ = [
    "BASE",
    "ONTOLOGY",
    "artefact_iri",
    "assertion_iri",
    "author_iri",
    "entity_id",
    "entity_iri",
    "graph_iri",
    "mention_id",
    "mention_iri",
    "paper_iri",
    "run_iri",
    "scheme_iri",
    "sentence_iri",
    "similarity_iri",
    "slug",
    "software_iri",
    "source_iri",
    "term_iri",
    "type_slug",
]

BASE = "https://w3id.org/paperlattice/"
ONTOLOGY = f"{BASE}ontology#"

_LONGEST_SLUG = 64
_WORDS = {"+": " plus ", "#": " sharp ", "&": " and ", "@": " at ", "%": " percent "}
_TYPE_SLUGS = {kind: re.sub(r"(?<!^)(?=[A-Z])", "-", kind).lower() for kind in EntityType}


def slug(text: str) -> str:
    """Return a readable identifier of a text: lower-case ASCII letters, digits and hyphens.

    Accents are dropped, Greek letters spelt out; a text that is long, or has nothing that can be
    spelt, ends in a short hash so that different texts keep different slugs.

    >>> slug("β-VAE (Beta Variational Autoencoder)")
    'beta-vae-beta-variational-autoencoder'
    """
    spelt = "".join(_spell(character) for character in unicodedata.normalize("NFKD", text))
    readable = re.sub(r"[^a-z0-9]+", "-", spelt.lower()).strip("-")
    lossy = any(character.isalnum() and not _spell(character).strip() for character in text)
    if readable and len(readable) <= _LONGEST_SLUG and not lossy:
        return readable
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{readable[:_LONGEST_SLUG].rstrip('-')}-{digest}".lstrip("-")


def type_slug(kind: str) -> str:
    """Return the slug of an entity type.

    >>> type_slug("BrainRegion")
    'brain-region'
    """
    return _TYPE_SLUGS[EntityType(kind)]


def entity_id(kind: str, label: str) -> str:
    """Return the id of an entity.

    >>> entity_id("Method", "sparse autoencoder")
    'method/sparse-autoencoder'
    """
    return f"{type_slug(kind)}/{slug(label)}"


def mention_id(paper_id: str, start: int, end: int) -> str:
    """Return the id of a mention: its paper and its span in code points."""
    return f"{paper_id}/{start}-{end}"


def paper_iri(paper_id: str) -> str:
    """Return a paper's IRI; ids from elsewhere are percent-encoded."""
    return f"{BASE}paper/{_segment(paper_id)}"


def entity_iri(entity: str) -> str:
    """Return an entity's IRI from its id."""
    return f"{BASE}{quote(entity, safe='/')}"


def scheme_iri(kind: str) -> str:
    """Return the IRI of the concept scheme that holds the entities of a type."""
    return f"{BASE}scheme/{type_slug(kind)}"


def mention_iri(mention: str) -> str:
    """Return a mention's IRI from its id."""
    paper_id, _, span = mention.rpartition("/")
    return f"{BASE}mention/{_segment(paper_id)}/{span}"


def assertion_iri(paper_id: str, predicate: str, entity: str) -> str:
    """Return an assertion's IRI from its paper, predicate and entity."""
    return f"{BASE}assertion/{_segment(paper_id)}/{predicate}/{quote(entity, safe='/')}"


def author_iri(paper_id: str, position: int) -> str:
    """Return the IRI of the author at a place, from 1, in a paper's list of authors.

    It stands for the name on that paper alone: who of the same name is one person is not known.
    """
    return f"{BASE}author/{_segment(paper_id)}/{position}"


def source_iri(sha256: str) -> str:
    """Return the IRI of an input file, by the hash of its bytes."""
    return f"{BASE}source/{sha256[:16]}"


def sentence_iri(paper_id: str, start: int, end: int) -> str:
    """Return a sentence's IRI: its paper and its span in code points."""
    return f"{BASE}sentence/{_segment(paper_id)}/{start}-{end}"


def similarity_iri(source: str, target: str) -> str:
    """Return the IRI of what joins two papers, from their ids."""
    return f"{BASE}similarity/{_segment(source)}/{_segment(target)}"


def graph_iri(name: str) -> str:
    """Return the IRI of a named graph."""
    return f"{BASE}graph/{name}"


def run_iri(fingerprint: str) -> str:
    """Return the IRI of a run from the hash of what determines it."""
    return f"{BASE}run/{fingerprint[:16]}"


def artefact_iri(kind: str, fingerprint: str) -> str:
    """Return the IRI of a `lexicon` or a `recogniser`, by its fingerprint."""
    return f"{BASE}{kind}/{fingerprint[:16]}"


def software_iri(version: str) -> str:
    """Return the IRI of a release of this software."""
    return f"{BASE}software/{quote(version, safe='')}"


def term_iri(term: str) -> str:
    """Return the IRI of a class or property of the ontology."""
    return f"{ONTOLOGY}{term}"


def _segment(text: str) -> str:
    # A segment of dots alone would be resolved as a relative path, and mean another resource.
    return text.replace(".", "%2E") if text in {".", ".."} else quote(text, safe="")


def _spell(character: str) -> str:
    if character in _WORDS:
        return _WORDS[character]
    if character.isascii():
        return character
    name = unicodedata.name(character, "")
    if name.startswith("GREEK ") and " LETTER " in name:
        return name.split(" LETTER ")[1].split(" WITH ")[0].split()[-1].lower()
    plain = unicodedata.normalize("NFKD", character).encode("ascii", "ignore").decode()
    return plain if plain or character.isalnum() else " " * (not unicodedata.combining(character))
