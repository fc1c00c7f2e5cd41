"""A server over the small build, for the tests."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import uvicorn

from paperlattice.serve.app import application
from paperlattice.serve.engine import Engine


@contextlib.contextmanager
def running(directory: Path, *, time_limit: float = 3.0, origins=()) -> Iterator[str]:
    """Serve a build's folder on a free port, and give the address."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        with Engine(directory, workers=2, time_limit=time_limit, result_limit=300_000) as engine:
            app = application(directory, engine, hosts=["127.0.0.1"], origins=origins)
            server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
            thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
            thread.start()
            try:
                while not server.started:
                    time.sleep(0.01)
                yield f"http://127.0.0.1:{listening.getsockname()[1]}"
            finally:
                server.should_exit = True
                thread.join()
