"""Connections that end: a client that sends or reads too slowly is dropped."""

from __future__ import annotations

import asyncio
from enum import Enum, auto

from uvicorn.protocols.http.h11_impl import H11Protocol

__all__ = ["ARRIVAL_LIMIT", "SENDING_LIMIT", "WatchedProtocol", "watched"]

ARRIVAL_LIMIT = 10.0
"""Seconds in which a request has to be there whole, head and body."""

SENDING_LIMIT = 60.0
"""Seconds in which an answer has to be taken, counted after the time that it may take to find."""


class _Stage(Enum):
    ARRIVING = auto()
    ANSWERED = auto()
    RESTING = auto()


class WatchedProtocol(H11Protocol):
    """HTTP/1.1 in which each stage of a connection has a time limit, after which it is cut.

    The server itself limits only the rest between two requests, so that a client that sends a
    byte a minute, or takes none of its answer, would keep its connection for ever.
    """

    arrival_limit = ARRIVAL_LIMIT
    answer_limit = SENDING_LIMIT
    _stage = _Stage.ARRIVING
    _timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for the first request."""
        super().connection_made(transport)
        self._enter(_Stage.ARRIVING)

    def data_received(self, data: bytes) -> None:
        """Take what came, and note where the request is whole by it."""
        if self._stage is _Stage.RESTING:
            self._enter(_Stage.ARRIVING)
        super().data_received(data)
        self._note_arrival()

    def on_response_complete(self) -> None:
        """Leave time to take the rest of the answer; a request that came meanwhile goes on."""
        answered = self.cycle
        self._enter(_Stage.RESTING)
        super().on_response_complete()
        if self.cycle is not answered:
            self._enter(_Stage.ARRIVING)
            self._note_arrival()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop the clock."""
        if self._timer is not None:
            self._timer.cancel()
        super().connection_lost(exc)

    def _note_arrival(self) -> None:
        whole = self.cycle is not None and not self.cycle.more_body
        if self._stage is _Stage.ARRIVING and whole and not self.cycle.response_complete:
            self._enter(_Stage.ANSWERED)

    def _enter(self, stage: _Stage) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._stage = stage
        seconds = self.arrival_limit if stage is _Stage.ARRIVING else self.answer_limit
        self._timer = self.loop.call_later(seconds, self.transport.abort)


def watched(
    answer_time: float,
    *,
    arrival_limit: float = ARRIVAL_LIMIT,
    sending_limit: float = SENDING_LIMIT,
) -> type[WatchedProtocol]:
    """Return the protocol for answers that may take some seconds to find."""
    limits = {"arrival_limit": arrival_limit, "answer_limit": answer_time + sending_limit}
    return type("WatchedProtocol", (WatchedProtocol,), limits)
