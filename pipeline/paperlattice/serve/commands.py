"""The command `serve`."""

from __future__ import annotations

from pathlib import Path

import click

from paperlattice.query.store import open_store

__all__ = ["serve"]


@click.command()
@click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("output"),
    show_default=True,
    help="The folder that `paperlattice build` wrote.",
)
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), default=8042, show_default=True)
@click.option(
    "--time-limit",
    type=click.FloatRange(min=0.1),
    default=30.0,
    show_default=True,
    help="Seconds that a query may take.",
)
@click.option(
    "--result-limit",
    type=click.IntRange(min=1),
    default=50,
    show_default=True,
    help="Megabytes that a result may have.",
)
@click.option("--workers", type=click.IntRange(min=1), default=2, show_default=True)
@click.option(
    "--allow-host", "hosts", multiple=True, help="A further host name under which it answers."
)
@click.option("--cors", "origins", multiple=True, help="A site whose pages may ask, or * for all.")
def serve(
    data: Path,
    *,
    host: str,
    port: int,
    time_limit: float,
    result_limit: int,
    workers: int,
    hosts: tuple[str, ...],
    origins: tuple[str, ...],
) -> None:
    """Serve the explorer at /, SPARQL at /sparql, and a page to query it at /query.

    The graph is read-only, and only this machine can reach it unless --host says otherwise.
    """
    import uvicorn

    from paperlattice.serve.app import CONNECTION_LIMIT, application
    from paperlattice.serve.connection import watched
    from paperlattice.serve.engine import WAIT_LIMIT, Engine

    # Loaded once here, so that the workers find the store on disk.
    open_store(data)
    answered = [host, "localhost", "127.0.0.1", "[::1]", *hosts]
    limit = result_limit * 1_000_000
    with Engine(data, workers=workers, time_limit=time_limit, result_limit=limit) as engine:
        click.echo(f"http://{host}:{port}/  (SPARQL: /sparql, query page: /query; Ctrl-C stops)")
        app = application(data, engine, hosts=answered, origins=origins)
        uvicorn.run(
            app,
            host=host,
            port=port,
            http=watched(WAIT_LIMIT + time_limit),
            ws="none",
            limit_concurrency=CONNECTION_LIMIT,
            server_header=False,
            log_level="error",
        )
