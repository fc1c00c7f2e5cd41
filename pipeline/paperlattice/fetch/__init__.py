"""Fetch papers from a service into a file of JSON lines that `build` reads."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, fields
from pathlib import Path

from paperlattice.fetch.client import Client, Manners
from paperlattice.fetch.progress import Part
from paperlattice.fetch.services import Arxiv, HuggingFace, Service
from paperlattice.records import Paper

__all__ = ["Arxiv", "Client", "Fetched", "HuggingFace", "Manners", "fetch", "paper_line"]

_LEFT_OUT = {"paper_id", "published_precision", "sources"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """How many papers were written, and how many left out because they have no abstract."""

    papers: int
    without_abstract: int


def fetch(
    service: Service,
    out: Path,
    *,
    client: Client | None = None,
    limit: int | None = None,
    report: Callable[[int], None] = lambda papers: None,  # noqa: ARG005
) -> Fetched:
    """Write the papers that a service has for its query to a file, each paper once.

    The file appears when it is whole. Until then its pages lie in `OUT.part`, from which the same
    call goes on after an interruption. At most `limit` papers are taken; `report` is told how many
    there are after each page.

    Raises FetchError where the service cannot be reached or does not answer well.
    """
    client = client or Client(service.manners)
    part = Part(out=out, request=f"{service.url(0)} {limit}")
    page, lines = part.resume()
    seen = {json.loads(line)["id"] for line in lines}
    untold = 0
    more = True
    while more and (limit is None or len(seen) < limit):
        number = page
        answer = client.get(service.url(number), lambda text: service.read(text, number))  # noqa: B023
        fresh: dict[str, Paper] = {}
        for paper in answer.papers:
            if not paper.abstract:
                untold += 1
            elif paper.paper_id not in seen:
                fresh[paper.paper_id] = paper
        taken = list(fresh.values())[: None if limit is None else limit - len(seen)]
        seen.update(paper.paper_id for paper in taken)
        page += 1
        more = answer.more
        part.append([paper_line(paper) for paper in taken], pages=page)
        report(len(seen))
    part.finish()
    return Fetched(papers=len(seen), without_abstract=untold)


def paper_line(paper: Paper) -> str:
    """Return a paper as a line of JSON with the fields that are known, its id first."""
    values = {field.name: getattr(paper, field.name) for field in fields(Paper)}
    known = {
        name: value
        for name, value in values.items()
        if name not in _LEFT_OUT and value not in ("", (), None)
    }
    return f"{json.dumps({'id': paper.paper_id, **known}, ensure_ascii=False)}\n"
