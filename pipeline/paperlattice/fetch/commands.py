"""The command that fetches papers."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from paperlattice.fetch import Arxiv, HuggingFace
from paperlattice.fetch import fetch as fetch_papers
from paperlattice.fetch.services import ARXIV, HUGGING_FACE

__all__ = ["fetch"]

_DAY = click.DateTime(["%Y-%m-%d"])


@click.command()
@click.argument("service", type=click.Choice(["arxiv", "huggingface"]))
@click.option("--query", default="", help="Words; for arXiv in its own syntax (all:, ti:, cat:).")
@click.option("--from", "first", type=_DAY, help="The first day, by submission or listing.")
@click.option("--to", "last", type=_DAY, help="The last day.")
@click.option("--limit", type=click.IntRange(min=1), help="Take at most so many papers.")
@click.option("--base-url", help="Another address of the service, such as a mirror's.")
@click.option(
    "--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="FILE.jsonl"
)
def fetch(
    service: str,
    query: str,
    first: datetime | None,
    last: datetime | None,
    limit: int | None,
    base_url: str | None,
    out: Path,
) -> None:
    """Fetch papers from arXiv or Hugging Face into JSON lines that `build` reads.

    Requests are spaced out as the service asks, and repeated when they fail. An interrupted fetch
    goes on where it stopped when the same command is given again. It is the only command that
    needs a network.

    \b
      paperlattice fetch arxiv --query 'all:"brain decoding" AND cat:q-bio.NC' --out papers.jsonl
      paperlattice fetch arxiv --query cat:q-bio.NC --from 2025-01-01 --to 2025-01-31 --out jan.jsonl
      paperlattice fetch huggingface --from 2025-01-20 --to 2025-01-24 --out week.jsonl
    """  # noqa: D301, E501
    begin, end = first and first.date(), last and last.date()
    asked = (
        Arxiv(query=query, first=begin, last=end, base=base_url or ARXIV)
        if service == "arxiv"
        else HuggingFace(query=query, first=begin, last=end, base=base_url or HUGGING_FACE)
    )
    done = fetch_papers(
        asked, out, limit=limit, report=lambda papers: click.echo(f"{papers} papers", err=True)
    )
    click.echo(f"{out}: {done.papers} papers")
    if done.without_abstract:
        click.echo(f"left out, without an abstract: {done.without_abstract}", err=True)
