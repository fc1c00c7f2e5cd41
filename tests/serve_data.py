"""A server over the small build, for the tests."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import uvicorn

from paperlattice.serve.app import CONNECTION_LIMIT, application
from paperlattice.serve.connection import watched
from paperlattice.serve.engine import WAIT_LIMIT, Engine


@contextlib.contextmanager
def running(
    directory: Path, *, time_limit: float = 3.0, origins=(), patience: float = 60.0
) -> Iterator[str]:
    """Serve a build's folder on a free port, and give the address."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        with Engine(directory, workers=2, time_limit=time_limit, result_limit=300_000) as engine:
            app = application(directory, engine, hosts=["127.0.0.1"], origins=origins)
            protocol = watched(
                WAIT_LIMIT + time_limit, arrival_limit=patience, sending_limit=patience
            )
            config = uvicorn.Config(
                app,
                http=protocol,
                ws="none",
                limit_concurrency=CONNECTION_LIMIT,
                server_header=False,
                log_level="critical",
            )
            server = uvicorn.Server(config)
            thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
            thread.start()
            try:
                while not server.started:
                    time.sleep(0.01)
                yield f"http://127.0.0.1:{listening.getsockname()[1]}"
            finally:
                server.should_exit = True
                thread.join()
