"""The command `query`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TextIO

import click

from paperlattice.query.answers import ask
from paperlattice.query.catalogue import Query, QueryError, bind, catalogue, find
from paperlattice.query.results import FORMATS
from paperlattice.query.store import open_store

__all__ = ["query"]


@click.command(
    context_settings={"ignore_unknown_options": True, "allow_extra_args": True},
    epilog='For example: paperlattice query papers-with --dataset NSD --method "diffusion model"',
)
@click.argument("name", required=False)
@click.option("--list", "listing", is_flag=True, help="List the queries and their parameters.")
@click.option("--text", help="Ask this SPARQL instead of a query of the catalogue.")
@click.option(
    "--file",
    type=click.File(encoding="utf-8"),
    help="Ask the SPARQL of a file; - is standard input.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(sorted(FORMATS)),
    default="table",
    show_default=True,
    help="How to print the answer.",
)
@click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("output"),
    show_default=True,
    help="The folder that `paperlattice build` wrote.",
)
@click.pass_context
def query(
    context: click.Context,
    name: str | None,
    *,
    listing: bool,
    text: str | None,
    file: TextIO | None,
    form: str,
    data: Path,
) -> None:
    """Ask the graph: a query of the catalogue by NAME, its parameters as options, or SPARQL.

    With neither NAME nor --text nor --file, SPARQL is read from standard input.
    """
    if listing:
        click.echo("\n".join(_listed(entry) for entry in catalogue().values()))
        return
    if sum(given is not None for given in (name, text, file)) > 1:
        raise click.UsageError("give a NAME, --text or --file: one of them")
    if name is not None and name.startswith("-"):
        raise click.UsageError(f"no such option: {name}")
    if name is not None:
        sparql = bind(find(name), _parameters(context.args))
    elif context.args:
        raise click.UsageError(f"no such option: {context.args[0]}")
    else:
        sparql = text or (file.read() if file else _standard_input())
    click.echo(FORMATS[form](ask(open_store(data), sparql)), nl=False)


def _standard_input() -> str:
    if sys.stdin.isatty():
        raise click.UsageError("give a NAME, --text or --file; --list shows the names")
    return sys.stdin.read()


def _parameters(arguments: list[str]) -> dict[str, str]:
    values: dict[str, str] = {}
    rest = list(arguments)
    while rest:
        option, joined, value = rest.pop(0).partition("=")
        if not option.startswith("--"):
            raise click.UsageError(f"{option!r} belongs to no option; quote values with spaces")
        if not joined:
            if not rest:
                raise click.UsageError(f"{option} needs a value")
            value = rest.pop(0)
        parameter = option[2:].replace("-", "_")
        if parameter in values:
            raise QueryError(f"{option} is given twice", remedy="give it once")
        values[parameter] = value
    return values


def _listed(entry: Query) -> str:
    lines = [click.style(entry.name, bold=True), f"    {entry.title}. {entry.comment}"]
    for parameter in entry.parameters:
        default = "for example" if parameter.required else "default"
        shown = f'"{parameter.value}"' if not parameter.whole_number else parameter.value
        given = f" ({default} {shown})" if parameter.value else ""
        lines.append(f"    {parameter.option}  {parameter.meaning}{given}")
    return "\n".join(lines)
