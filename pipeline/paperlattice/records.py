"""The records that the tables hold: one frozen dataclass a table."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = [
    "Abbreviation",
    "Assertion",
    "Community",
    "Entity",
    "EntityType",
    "Mention",
    "MergeSuggestion",
    "Paper",
    "Placement",
    "Predicate",
    "Refused",
    "Similarity",
    "Source",
]


class EntityType(StrEnum):
    """The nine kinds of thing that a paper names."""

    DATASET = "Dataset"
    MODALITY = "Modality"
    METHOD = "Method"
    TASK = "Task"
    CONCEPT = "Concept"
    BRAIN_REGION = "BrainRegion"
    ORGANISM = "Organism"
    CONDITION = "Condition"
    METRIC = "Metric"


class Predicate(StrEnum):
    """What a paper does with an entity, the strongest claim first; `mentions` is their parent."""

    INTRODUCES = "introduces"
    EVALUATES_ON = "evaluatesOn"
    COMPARES_WITH = "comparesWith"
    USES = "uses"
    STUDIES = "studies"
    ADDRESSES = "addresses"
    REPORTS = "reports"
    MENTIONS = "mentions"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file that papers were read from; `sha256` is of its bytes."""

    name: str
    sha256: str
    reader: str
    n_records: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A paper; its text is title, line break, abstract; every offset counts code points in it.

    `doi` and `arxiv_id` are in the form of `paperlattice.identifiers`; the counts are None where
    no source gives one; `authors` are names as a source writes them, in order.
    """

    paper_id: str
    title: str
    abstract: str
    published: str = ""
    published_precision: str = ""
    authors: tuple[str, ...] = ()
    n_authors: int | None = None
    organisation: str = ""
    venue: str = ""
    doi: str = ""
    arxiv_id: str = ""
    url: str = ""
    topics: tuple[str, ...] = ()
    n_citations: int | None = None
    n_upvotes: int | None = None
    n_comments: int | None = None
    sources: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """Return the text that mentions point into."""
        return f"{self.title}\n{self.abstract}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A record that was not taken, where it stands, why, and what would mend it."""

    source: str
    line: int
    excerpt: str
    reason: str
    remedy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A span of a paper's text that names an entity; `end` is exclusive.

    `rule` says what found it, `cue` (empty for most) what marks it as introduced by the paper.
    `introduced` is how probable the recogniser holds it (0 to 1) that the paper introduces what
    this mention names, `roles` how probable each predicate, in the order of `Predicate`; empty
    where there was no recogniser.
    """

    mention_id: str
    paper_id: str
    start: int
    end: int
    text: str
    type: str
    rule: str
    score: float
    sentence_start: int
    sentence_end: int
    entity_id: str = ""
    cue: str = ""
    introduced: float = 0.0
    roles: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Abbreviation:
    """A short form that a paper itself defines, with its long form."""

    paper_id: str
    short: str
    short_start: int
    short_end: int
    long: str
    long_start: int
    long_end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A thing that papers name; `status` is `lexicon` or `discovered`.

    Ancestors of named entities are entities too, with `n_papers` 0 if no paper names them.
    """

    entity_id: str
    type: str
    label: str
    alt_labels: tuple[str, ...] = ()
    hidden_labels: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    definition: str = ""
    exact_match: tuple[str, ...] = ()
    close_match: tuple[str, ...] = ()
    broad_match: tuple[str, ...] = ()
    status: str = "lexicon"
    n_papers: int = 0
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeSuggestion:
    """Two entities that may be one, for a person to decide; the subject would go into the object.

    `reason` says what they share, `confidence` how often such pairs are one, from 0 to 1.
    """

    subject_id: str
    object_id: str
    reason: str
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Assertion:
    """A fact: this paper - predicate - that entity; `evidence` are its mentions' ids."""

    paper_id: str
    predicate: str
    entity_id: str
    support: int
    score: float
    rule: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Similarity:
    """Two papers, `source` before `target` by id, and the entities that join them, rarest first."""

    source: str
    target: str
    weight: float
    shared: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """Where a paper or an entity stands in the graph: its community, centrality and position.

    `item_id` is a paper's or an entity's id, `kind` says which; `x` and `y` lie in [-1000, 1000].
    """

    item_id: str
    kind: str
    community: int
    degree: int
    pagerank: float
    betweenness: float
    x: float
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Community:
    """A group of papers and entities, named by its most telling entities."""

    community: int
    label: str
    n_papers: int
    n_entities: int
    telling: tuple[str, ...]
