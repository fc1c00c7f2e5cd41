"""The command line: thin commands over the library."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from tqdm import tqdm

from paperlattice import __version__
from paperlattice.errors import PaperLatticeError
from paperlattice.records import Refused

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["main"]

_SOURCES = click.argument(
    "sources", nargs=-1, metavar="[SOURCE]...", type=click.Path(exists=True, path_type=Path)
)
_RECOGNISER = click.option(
    "--recogniser/--no-recogniser",
    default=True,
    help="Use the trained recogniser, or the lexicon and cues alone (faster, finds less).",
)
_JOBS = click.option(
    "--jobs",
    type=click.IntRange(min=1),
    default=lambda: os.cpu_count() or 1,
    show_default="the cores",
    help="How many processes read papers; the output is the same for any number.",
)
_LEXICON = click.option(
    "--lexicon",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A folder of SKOS Turtle files in place of the project's lexicon.",
)


_COLUMNS = click.option(
    "--columns",
    metavar="FIELD=COLUMN,...",
    help="Which columns of CSV, TSV or Parquet hold what: title=Name,abstract=Summary.",
)


_ELSEWHERE = {
    "diff": "paperlattice.difference.commands",
    "fetch": "paperlattice.fetch.commands",
    "query": "paperlattice.query.commands",
    "serve": "paperlattice.serve.commands",
    "sources": "paperlattice.sources.commands",
    "validate": "paperlattice.validation.commands",
}
"""Commands that live beside what they call, imported only when they are used."""


class Group(click.Group):
    """A group whose commands answer what a user can mend with one line, and exit with 1."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        return sorted([*super().list_commands(ctx), *_ELSEWHERE])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, imported if it lives elsewhere."""
        if cmd_name in _ELSEWHERE:
            command: click.Command = getattr(import_module(_ELSEWHERE[cmd_name]), cmd_name)
            return command
        return super().get_command(ctx, cmd_name)

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; without --debug an error of ours is a line, not a traceback."""
        try:
            return super().invoke(ctx)
        except PaperLatticeError as error:
            if ctx.params.get("debug"):
                raise
            raise click.ClickException(str(error)) from error
        except OSError as error:
            if ctx.params.get("debug"):
                raise
            place = f"{error.filename}: " if error.filename else ""
            raise click.ClickException(
                f"{place}{error.strerror or error} (check the path, its permissions and the disk)"
            ) from error


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="paperlattice")
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
def main(debug: bool) -> None:
    """Turn listings of papers into a knowledge graph.

    Papers are joined through what they name: datasets, modalities, methods, tasks, concepts,
    brain regions, organisms, conditions and metrics.

    \b
    Begin with:
      paperlattice build --out output        the bundled corpus: RDF, GraphML, explorer, tables
      paperlattice build page.txt --out out  your own files, in any format that is known
      paperlattice sources                   the formats that are known
    """  # noqa: D301


_CACHE = click.option(
    "--cache",
    type=click.Path(file_okay=False, path_type=Path),
    show_default="the user's cache folder",
    help="Keep what is found in each paper there, and take it up again.",
)
_NO_CACHE = click.option(
    "--no-cache", is_flag=True, help="Take nothing from earlier builds, and keep nothing."
)


@main.command()
@_SOURCES
@click.option(
    "--out",
    default=Path("output"),
    show_default=True,
    type=click.Path(path_type=Path),
    help="The folder to write: whole or not at all.",
)
@_RECOGNISER
@_LEXICON
@_JOBS
@_COLUMNS
@_CACHE
@_NO_CACHE
@click.option("--explain", is_flag=True, help="Tell what was reused, and why the rest was not.")
@click.option("--strict", is_flag=True, help="Write nothing if any record is refused.")
def build(
    sources: tuple[Path, ...],
    out: Path,
    recogniser: bool,
    lexicon: Path | None,
    jobs: int,
    columns: str | None,
    cache: Path | None,
    no_cache: bool,
    explain: bool,
    strict: bool,
) -> None:
    """Build the graph of SOURCEs and write it in every format.

    A SOURCE is a file in any format that `paperlattice sources` lists - a saved listing page,
    JSON lines, an export of Zotero, an answer of arXiv - or a folder of them; without one, the
    project's own corpus is read. Records that cannot be taken
    are named, kept in tables/refused.csv with the reason, and make the exit status 1; all others
    go through.

    What earlier builds found is reused wherever it is what would be found again; an output that
    is up to date is left as it is.

    \b
      paperlattice build
      paperlattice build saved-pages/ zotero.bib more.jsonl --out graph
      paperlattice build table.csv --columns title=Name,abstract=Summary --out graph
    """  # noqa: D301
    from paperlattice.regeneration.memory import Memory
    from paperlattice.regeneration.regenerate import regenerate
    from paperlattice.regeneration.store import Store, default_folder
    from paperlattice.resources import corpus_dir

    if no_cache and cache:
        raise click.UsageError("--cache and --no-cache exclude each other")
    n_refused = 0

    def check(refused: list[Refused]) -> None:
        nonlocal n_refused
        n_refused = _report_refused(refused)
        if strict and n_refused:
            raise PaperLatticeError(
                f"{n_refused} records were refused", remedy="mend them or leave out --strict"
            )

    with Store(None if no_cache else cache or default_folder()) as store:
        memory = Memory(store)
        counts = regenerate(
            sources or [corpus_dir() / "listings"],
            out,
            memory,
            progress=_progress,
            on_refused=check,
            columns=_columns(columns),
            lexicon_dir=lexicon,
            with_recogniser=recogniser,
            jobs=jobs,
            anew=no_cache,
        )
    click.echo(
        f"{out}: {counts['papers']} papers, {counts['entities']} entities, "
        f"{counts['mentions']} mentions, {counts['assertions']} assertions"
    )
    if explain:
        for line in memory.ledger.lines():
            click.echo(line)
    if store.problem:
        click.echo(f"cache: {store.problem}", err=True)
    if n_refused:
        sys.exit(1)


@main.command()
@_SOURCES
@click.option(
    "--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="FILE.jsonl"
)
@_RECOGNISER
@_LEXICON
@_JOBS
@_COLUMNS
def extract(
    sources: tuple[Path, ...],
    out: Path,
    recogniser: bool,
    lexicon: Path | None,
    jobs: int,
    columns: str | None,
) -> None:
    """Write what each paper of SOURCEs names as JSON lines, one paper a line.

    Each line holds the paper's id as it was given, its mentions (offsets in code points into
    title + newline + abstract) and its assertions. Records that cannot be taken are named, and
    kept with the reason in a table beside the file (entities.refused.csv for entities.jsonl).

    \b
      paperlattice extract papers.jsonl --out entities.jsonl
    """  # noqa: D301
    from paperlattice.artefacts import write_text
    from paperlattice.build import build_tables, load_knowledge
    from paperlattice.exporters.jsonlines import paper_lines
    from paperlattice.exporters.tabular import as_csv
    from paperlattice.sources import read_sources

    if not sources:
        raise click.UsageError("name at least one SOURCE (see `paperlattice sources`)")
    read = read_sources(sources, columns=_columns(columns))
    refused = _report_refused(_refused(read.refused))
    knowledge = load_knowledge(lexicon_dir=lexicon, with_recogniser=recogniser)
    tables = build_tables(read, knowledge, with_graph=False, jobs=jobs, progress=_progress)
    write_text(out, "".join(paper_lines(tables, read.original_id)))
    click.echo(f"{out}: {len(tables.papers)} papers, {len(tables.mentions)} mentions")
    if refused:
        write_text(out.with_suffix(".refused.csv"), as_csv(read.refused))
        sys.exit(1)


@main.command()
@click.argument("gold", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--papers",
    type=click.Choice(["all", "held-out", "training"]),
    default="all",
    show_default=True,
    help="Which of the annotated papers: the fixed 15 % held out from training, or the rest.",
)
@click.option("--stratum", help="Only the papers of this field.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON in place of tables.")
@click.option("--faults", default=30, show_default=True, help="How many common faults to list.")
@_RECOGNISER
@_LEXICON
def evaluate(
    gold: tuple[Path, ...],
    papers: str,
    stratum: str | None,
    as_json: bool,
    faults: int,
    recogniser: bool,
    lexicon: Path | None,
) -> None:
    """Measure extraction, linking and roles on annotated papers (GOLD.jsonl...).

    Without GOLD, the annotated papers of the project's own corpus are used.

    \b
      paperlattice evaluate --papers held-out
    """  # noqa: D301
    from paperlattice import evaluation
    from paperlattice.build import load_knowledge
    from paperlattice.resources import corpus_dir

    annotated = evaluation.read_gold(gold or [corpus_dir() / "annotated" / "corpus.jsonl"])
    chosen = [
        paper
        for paper in annotated
        if (papers == "all" or evaluation.is_held_out(paper.id) == (papers == "held-out"))
        and (stratum is None or paper.stratum == stratum)
    ]
    if not chosen:
        raise PaperLatticeError("no annotated paper is left", remedy="loosen --papers or --stratum")
    knowledge = load_knowledge(lexicon_dir=lexicon, with_recogniser=recogniser)
    result = evaluation.evaluate(chosen, knowledge, n_faults=faults, progress=_progress)
    if as_json:
        click.echo(json.dumps(evaluation.as_data(result), indent=2, ensure_ascii=False))
    else:
        click.echo(evaluation.as_text(result))


@main.command()
@click.argument(
    "directory",
    default=Path("output"),
    type=click.Path(exists=True, file_okay=False, path_type=Path),
)
@click.option("--top", default=10, show_default=True, help="How many entities of each type.")
def stats(directory: Path, top: int) -> None:
    """Tell what the graph in DIRECTORY holds: counts, and the entities that join most papers."""
    from paperlattice.exporters import tabular
    from paperlattice.statistics import summary

    click.echo(summary(tabular.read(directory), top=top))


def _columns(text: str | None) -> dict[str, str]:
    from paperlattice.sources.columns import parse_columns

    return parse_columns(text) if text else {}


def _refused(table: pd.DataFrame) -> list[Refused]:
    from paperlattice.tables import records

    return records(table, Refused)


def _report_refused(refused: list[Refused]) -> int:
    for row in refused:
        click.echo(f"refused {row.source}:{row.line}: {row.reason} ({row.remedy})", err=True)
    return len(refused)


def _progress(items: Iterable[Any], /, *, stage: str, total: int | None = None) -> Iterable[Any]:
    """Show a bar on a terminal, and nothing in a pipe."""
    return tqdm(items, desc=stage, total=total, file=sys.stderr, disable=None, leave=False)
