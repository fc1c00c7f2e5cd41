"""The command line's `diff`."""

from __future__ import annotations

import json
from pathlib import Path

import click

__all__ = ["diff"]

_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command()
@click.argument("old", type=_FOLDER)
@click.argument("new", type=_FOLDER)
@click.option("--json", "as_json", is_flag=True, help="Print JSON in place of a text.")
@click.option("--most", default=20, show_default=True, help="How many items to list of a kind.")
def diff(old: Path, new: Path, as_json: bool, most: int) -> None:
    """Tell what changed between two outputs, OLD and NEW.

    Papers, entities and assertions that came, went or changed: a digest to read each week.

    \b
      cp -r output last-week; paperlattice build more-pages/; paperlattice diff last-week output
    """  # noqa: D301
    from paperlattice.difference import as_data, as_text, compare
    from paperlattice.exporters import tabular

    difference = compare(tabular.read(old), tabular.read(new))
    if as_json:
        # Escaped, so that whatever a title holds comes through any terminal and any encoding.
        click.echo(json.dumps(as_data(difference), indent=2))
    else:
        click.echo(as_text(difference, most=most))
