"""The command that lists what can be read."""

from __future__ import annotations

import click

from paperlattice.sources.columns import FIELDS
from paperlattice.sources.registry import readers

__all__ = ["sources"]


@click.command()
@click.option("--columns", is_flag=True, help="List the headers that tables are known by instead.")
def sources(columns: bool) -> None:
    """List the formats that papers are read from, and the reader of each.

    A format is recognised from a file's content, gzipped or not; names and endings do not matter.

    \b
      paperlattice sources
      paperlattice sources --columns
    """  # noqa: D301
    if columns:
        rows = {field: ", ".join(names) for field, names in FIELDS.items()}
    else:
        rows = {name: getattr(reader, "TAKES", "") for name, reader in readers().items()}
    width = max(map(len, rows))
    for name, meaning in rows.items():
        click.echo(f"{name:<{width}}  {meaning}".rstrip())
