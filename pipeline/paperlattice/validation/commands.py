"""The command `validate`."""

from __future__ import annotations

from pathlib import Path

import click

from paperlattice.validation import validate as find_faults

__all__ = ["validate"]


@click.command()
@click.argument("directory", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.pass_context
def validate(context: click.Context, directory: Path) -> None:
    """Check the RDF that `paperlattice build` wrote into DIRECTORY, and name every fault.

    Ends with status 1 if there is one.
    """
    findings = find_faults(directory)
    for finding in findings:
        click.echo(str(finding))
    if findings:
        click.echo(f"{len(findings)} faults found in {directory}", err=True)
        context.exit(1)
    click.echo(f"{directory}: sound")
