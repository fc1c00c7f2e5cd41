"""The pool of workers: every query has a time limit, and no query takes the server down."""

from __future__ import annotations

import multiprocessing
import queue
import threading
import time
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path
from types import TracebackType

from paperlattice.serve.protocol import Question
from paperlattice.serve.worker import Reply, refusal, work

__all__ = ["WAIT_LIMIT", "Engine"]

WAIT_LIMIT = 30.0
"""Seconds that a query may wait for a free worker."""

_START_LIMIT = 120.0
_SHORT = 2.0
_STEP = 0.1


@dataclass(frozen=True, slots=True)
class _Worker:
    process: SpawnProcess
    connection: Connection

    def stop(self) -> None:
        self.process.kill()
        self.process.join()
        self.connection.close()


class Engine:
    """Answers questions in worker processes; use it in a `with` block.

    `time_limit` is in seconds, `result_limit` in bytes. A worker that takes longer, or dies, is
    replaced. Half of the workers (at least one) may be kept by long queries; a long query on
    another worker gives way as soon as somebody waits, so that short ones are always answered.
    """

    def __init__(
        self, directory: Path, *, workers: int = 2, time_limit: float = 30.0, result_limit: int
    ) -> None:
        self._directory = directory
        self._time_limit = time_limit
        self._result_limit = result_limit
        self._workers = workers
        self._idle: queue.Queue[_Worker | None] = queue.Queue()
        self._places = threading.Semaphore(max(1, workers // 2))
        self._lock = threading.Lock()
        self._waiting = 0

    def __enter__(self) -> Engine:
        """Start the workers."""
        for _ in range(self._workers):
            self._idle.put(self._start())
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Stop the workers."""
        for _ in range(self._workers):
            worker = self._idle.get(timeout=self._time_limit + _START_LIMIT)
            if worker is not None:
                worker.stop()

    def answer(self, asked: Question, accept: str) -> Reply:
        """Return the reply to a question: an error where it takes too long or fails."""
        try:
            worker = self._free_worker()
        except queue.Empty:
            return refusal(503, "the server is busy; try again")
        sound = False
        try:
            worker = worker or self._start()
            worker.connection.send((asked, accept))
            refused = self._await(worker.connection)
            if refused is not None:
                return refused
            reply: Reply = worker.connection.recv()
            sound = True
            return reply
        except (EOFError, OSError):
            return refusal(500, "the query failed; it may have needed too much memory")
        finally:
            # The place in the pool stays: where a worker was stopped, the next question starts one.
            if worker is not None and not sound:
                worker.stop()
            self._idle.put(worker if sound else None)

    def _free_worker(self) -> _Worker | None:
        with self._lock:
            self._waiting += 1
        try:
            return self._idle.get(timeout=WAIT_LIMIT)
        finally:
            with self._lock:
                self._waiting -= 1

    def _await(self, connection: Connection) -> Reply | None:
        """Wait until a reply is there, or return the reply of a query that has to be stopped."""
        end = time.monotonic() + self._time_limit
        if connection.poll(min(_SHORT, self._time_limit)):
            return None
        placed = False
        try:
            while (left := end - time.monotonic()) > 0:
                placed = placed or self._places.acquire(blocking=False)
                if connection.poll(left if placed else min(left, _STEP)):
                    return None
                if not placed and self._waiting:
                    return refusal(503, "long queries have to give way now; ask for less, or later")
        finally:
            if placed:
                self._places.release()
        return refusal(503, f"the query took over {self._time_limit:g} seconds; ask for less")

    def _start(self) -> _Worker:
        context = multiprocessing.get_context("spawn")
        here, there = context.Pipe()
        process = context.Process(
            target=work, args=(self._directory, there, self._result_limit), daemon=True
        )
        process.start()
        there.close()
        worker = _Worker(process, here)
        if not here.poll(_START_LIMIT):
            worker.stop()
            raise OSError("a worker did not start")
        here.recv()
        return worker
