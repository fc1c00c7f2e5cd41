"""Results of single papers as bytes, and back without the loss of a bit."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np

from paperlattice.naming import mention_id
from paperlattice.recogniser.reading import Reading, RecognisedSpan
from paperlattice.records import Abbreviation, Assertion, Mention, Paper

__all__ = [
    "Extracted",
    "assertions_from",
    "assertions_to",
    "mentions_to",
    "reading_from",
    "reading_to",
]

_OF_THE_PAPER = {"mention_id", "paper_id", "text"}
_MENTION = tuple(f.name for f in fields(Mention) if f.name not in _OF_THE_PAPER)
_ABBREVIATION = tuple(f.name for f in fields(Abbreviation) if f.name != "paper_id")
_ARRAYS = tuple(f.name for f in fields(Reading) if f.name not in {"spans", "names", "starts"})
_ASSERTION = tuple(f.name for f in fields(Assertion) if f.name not in {"paper_id", "evidence"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Extracted:
    """What a text names and defines, and what of the lexicon that depends on.

    `touching` is what `LexiconIndex.touching` gave for the text, `lexicon` the fingerprint of the
    last lexicon for which that was so. The rows stand for themselves, not for a paper: the same
    text under another id has the same.
    """

    lexicon: str
    touching: dict[str, str]
    mentions: list[list[Any]]
    abbreviations: list[list[Any]]

    @classmethod
    def of(
        cls,
        mentions: Iterable[Mention],
        abbreviations: Iterable[Abbreviation],
        *,
        lexicon: str,
        touching: dict[str, str],
    ) -> Extracted:
        """Return what is worth keeping of what extraction found in a text."""
        return cls(
            lexicon=lexicon,
            touching=touching,
            mentions=[[getattr(m, name) for name in _MENTION] for m in mentions],
            abbreviations=[[getattr(a, name) for name in _ABBREVIATION] for a in abbreviations],
        )

    @classmethod
    def from_bytes(cls, content: bytes) -> Extracted:
        """Return what `to_bytes` wrote."""
        return cls(**json.loads(content))

    def to_bytes(self) -> bytes:
        """Return this as JSON, whose floats are written so that they come back the same."""
        return _json({name: getattr(self, name) for name in self.__slots__})

    def under(self, lexicon: str) -> Extracted:
        """Return this for another lexicon, of which the touching entries are the same."""
        return replace(self, lexicon=lexicon)

    def mentions_of(self, paper: Paper) -> list[Mention]:
        """Return the mentions as those of a paper with this text."""
        text = paper.text
        found = []
        for row in self.mentions:
            values = _values(_MENTION, row)
            start, end = values["start"], values["end"]
            found.append(
                Mention(
                    mention_id=mention_id(paper.paper_id, start, end),
                    paper_id=paper.paper_id,
                    text=text[start:end],
                    **values,
                )
            )
        return found

    def abbreviations_of(self, paper: Paper) -> list[Abbreviation]:
        """Return the abbreviations as those of a paper with this text."""
        return [
            Abbreviation(paper_id=paper.paper_id, **_values(_ABBREVIATION, row))
            for row in self.abbreviations
        ]


def reading_to(reading: Reading) -> bytes:
    """Return a reading as a line of JSON and its arrays' own bytes."""
    arrays = [getattr(reading, name) for name in _ARRAYS]
    head = {
        "spans": [[s.start, s.end, s.type, s.score] for s in reading.spans],
        "names": list(reading.names),
        "starts": list(reading.starts),
        "arrays": [[array.dtype.str, list(array.shape)] for array in arrays],
    }
    return b"\n".join([_json(head), b"".join(array.tobytes() for array in arrays)])


def reading_from(content: bytes) -> Reading:
    """Return the reading that `reading_to` wrote."""
    line, _, body = content.partition(b"\n")
    head = json.loads(line)
    arrays = {}
    offset = 0
    for name, (dtype, shape) in zip(_ARRAYS, head["arrays"], strict=True):
        count = math.prod(shape)
        arrays[name] = np.frombuffer(body, dtype=dtype, count=count, offset=offset).reshape(shape)
        offset += arrays[name].nbytes
    return Reading(
        spans=tuple(RecognisedSpan(*row) for row in head["spans"]),
        names=tuple(head["names"]),
        starts=tuple(head["starts"]),
        **arrays,
    )


def mentions_to(mentions: Iterable[Mention]) -> bytes:
    """Return all that mentions are, but for which paper's they are, as JSON."""
    return _json([[getattr(m, name) for name in _MENTION] for m in mentions])


def assertions_to(assertions: Iterable[Assertion], mentions: Sequence[Mention]) -> bytes:
    """Return a paper's assertions as JSON; `mentions` are all of its mentions, in order."""
    place = {mention.mention_id: number for number, mention in enumerate(mentions)}
    return _json(
        [
            [[getattr(a, name) for name in _ASSERTION], [place[m] for m in a.evidence]]
            for a in assertions
        ]
    )


def assertions_from(content: bytes, paper_id: str, mentions: Sequence[Mention]) -> list[Assertion]:
    """Return the assertions that `assertions_to` wrote, as those of a paper with such mentions."""
    return [
        Assertion(
            paper_id=paper_id,
            evidence=tuple(mentions[number].mention_id for number in evidence),
            **_values(_ASSERTION, values),
        )
        for values, evidence in json.loads(content)
    ]


def _values(names: Sequence[str], row: Sequence[Any]) -> dict[str, Any]:
    """Return a row's values by name; JSON has lists where the records have tuples."""
    return {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in zip(names, row, strict=True)
    }


def _json(value: Any) -> bytes:  # noqa: ANN401 - whatever JSON can hold
    return json.dumps(value, separators=(",", ":")).encode("ascii")
