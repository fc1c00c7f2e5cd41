"""Tables of any size for the explorer: made-up papers that name made-up entities, unevenly."""

from __future__ import annotations

import random

from paperlattice.naming import entity_id, mention_id
from paperlattice.records import (
    Assertion,
    Community,
    Entity,
    EntityType,
    Mention,
    Paper,
    Placement,
    Source,
)
from paperlattice.tables import Tables, empty, frame

MENTIONS_OF_A_PAPER = 12
COMMUNITIES = 40
FIRST_YEAR, LAST_YEAR = 2010, 2025
SEED = 20250101


def scaled_tables(*, papers: int, entities: int) -> Tables:
    """Return tables with so many papers and entities; equal sizes give equal tables.

    Every entity is named at least once; beyond that the n-th is named about 1/n as often as the
    first, as words are.
    """
    chance = random.Random(SEED)  # noqa: S311 - nothing secret
    kinds = [str(kind) for kind in EntityType]
    named = [_entity(row, kinds[row % len(kinds)]) for row in range(entities)]
    weights = [1.0 / (row + 10) for row in range(entities)]
    first = chance.sample(range(entities), entities)
    made: list[Paper] = []
    mentions: list[Mention] = []
    assertions: list[Assertion] = []
    for number in range(papers):
        own = first[number * entities // papers : (number + 1) * entities // papers]
        own += chance.choices(range(entities), weights=weights, k=MENTIONS_OF_A_PAPER)
        paper, found = _paper(number, [named[row] for row in dict.fromkeys(own)], chance)
        made.append(paper)
        mentions += found
        assertions += [_assertion(mention) for mention in found]
    items = [("paper", paper.paper_id) for paper in made]
    items += [("entity", entity.entity_id) for entity in named]
    return Tables(
        sources=frame(
            "sources", [Source(name="made.txt", sha256="0", reader="listing", n_records=papers)]
        ),
        papers=frame("papers", made),
        refused=empty("refused"),
        mentions=frame("mentions", mentions),
        abbreviations=empty("abbreviations"),
        entities=frame("entities", named),
        assertions=frame("assertions", assertions),
        suggestions=empty("suggestions"),
        similarities=empty("similarities"),
        placements=frame("placements", [_placement(*item, chance) for item in items]),
        communities=frame(
            "communities",
            [
                Community(
                    community=number,
                    label=named[number].label,
                    n_papers=papers // COMMUNITIES,
                    n_entities=entities // COMMUNITIES,
                    telling=(named[number].entity_id,),
                )
                for number in range(COMMUNITIES)
            ],
        ),
    )


def _entity(row: int, kind: str) -> Entity:
    label = f"{kind.lower()} number {row}"
    return Entity(entity_id=entity_id(kind, label), type=kind, label=label, n_papers=1)


def _paper(number: int, named: list[Entity], chance: random.Random) -> tuple[Paper, list[Mention]]:
    """Return a paper whose abstract names entities, a sentence each."""
    paper_id = f"paper-{number}"
    title = f"On {named[0].label} and more, part {number}"
    sentences = [f"This sentence of some length names {entity.label} here." for entity in named]
    year = chance.randint(FIRST_YEAR, LAST_YEAR)
    mentions = []
    start = len(title) + 1
    for entity, sentence in zip(named, sentences, strict=True):
        at = start + sentence.index(entity.label)
        end = at + len(entity.label)
        mentions.append(
            Mention(
                mention_id=mention_id(paper_id, at, end),
                paper_id=paper_id,
                start=at,
                end=end,
                text=entity.label,
                type=entity.type,
                rule="lexicon",
                score=0.9,
                sentence_start=start,
                sentence_end=start + len(sentence),
                entity_id=entity.entity_id,
            )
        )
        start += len(sentence) + 1
    paper = Paper(
        paper_id=paper_id,
        title=title,
        abstract=" ".join(sentences),
        published=f"{year}-01-01",
        published_precision="day",
        sources=("made.txt",),
    )
    return paper, mentions


def _assertion(mention: Mention) -> Assertion:
    return Assertion(
        paper_id=mention.paper_id,
        predicate="uses",
        entity_id=mention.entity_id,
        support=1,
        score=mention.score,
        rule="type default",
        evidence=(mention.mention_id,),
    )


def _placement(kind: str, item: str, chance: random.Random) -> Placement:
    return Placement(
        item_id=item,
        kind=kind,
        community=chance.randrange(COMMUNITIES),
        degree=1,
        pagerank=0.0,
        betweenness=0.0,
        x=chance.uniform(-1000, 1000),
        y=chance.uniform(-1000, 1000),
    )
