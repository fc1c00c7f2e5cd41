"""Polite requests to a service: one at a time, spaced out, and repeated when they fail."""

from __future__ import annotations

import errno
import http.client
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from email.message import Message
from email.utils import parsedate_to_datetime
from typing import TypeVar
from urllib import request
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit

from paperlattice import __version__
from paperlattice.errors import FetchError

__all__ = ["USER_AGENT", "Client", "Manners", "TransientError"]

USER_AGENT = f"PaperLattice/{__version__} (+https://w3id.org/paperlattice)"

_AGAIN_LATER = {408, 425, 429, 500, 502, 503, 504}
_NO_NETWORK = {errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN}
_CHUNK = 1 << 16
_RESUME = "run the same command again later: it goes on where it stopped"

Answer = TypeVar("Answer")


class TransientError(Exception):
    """A request that failed and may succeed when repeated, after `wait` seconds if that is told."""

    def __init__(self, problem: str, *, wait: float | None = None) -> None:
        self.wait = wait
        super().__init__(problem)


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How a service wants to be asked; times in seconds, sizes in bytes.

    `interval` lies between the starts of two requests; `timeout` is for one whole answer; a
    repetition waits `first_wait`, and each further one twice as long as the one before, or as long
    as the service says, but never longer than `longest_wait`.
    """

    interval: float = 3.0
    timeout: float = 120.0
    tries: int = 6
    first_wait: float = 3.0
    longest_wait: float = 600.0
    largest: int = 1 << 26


class Client:
    """Asks one service; `now` and `sleep` are the clock."""

    def __init__(
        self,
        manners: Manners,
        *,
        now: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._manners = manners
        self._now, self._sleep = now, sleep
        self._last: float | None = None
        # No handler for files or FTP: a redirection must not lead there.
        self._opener = request.OpenerDirector()
        for handler in (
            request.ProxyHandler,
            request.HTTPHandler,
            request.HTTPSHandler,
            request.HTTPDefaultErrorHandler,
            request.HTTPRedirectHandler,
            request.HTTPErrorProcessor,
        ):
            self._opener.add_handler(handler())

    def get(self, url: str, read: Callable[[str], Answer]) -> Answer:
        """Return what `read` makes of the answer, asking again while that is a TransientError.

        Raises FetchError where the service is out of reach, says no, or fails every time.
        """
        wait = self._manners.first_wait
        for attempt in range(1, self._manners.tries + 1):
            try:
                return read(self._once(url).decode("utf-8", "surrogateescape"))
            except TransientError as error:
                problem = str(error)
                told = error.wait
            if told is not None and told > self._manners.longest_wait:
                raise FetchError(
                    f"the service asks to wait {told:.0f} seconds", remedy=_RESUME, place=_host(url)
                )
            if attempt < self._manners.tries:
                self._sleep(wait if told is None else told)
                wait = min(2 * wait, self._manners.longest_wait)
        raise FetchError(
            f"no good answer in {self._manners.tries} tries; the last: {problem}",
            remedy=_RESUME,
            place=_host(url),
        )

    def _once(self, url: str) -> bytes:
        self._keep_distance()
        asked = request.Request(url, headers={"User-Agent": USER_AGENT})  # noqa: S310 - checked
        try:
            with self._opener.open(asked, timeout=self._manners.timeout) as response:
                return self._body(response)
        except HTTPError as error:
            problem = f"HTTP status {error.code} {error.reason}".strip()
            if error.code in _AGAIN_LATER:
                raise TransientError(problem, wait=_retry_after(error.headers)) from None
            raise FetchError(
                problem, remedy="check the query and the address of the service", place=_host(url)
            ) from None
        except (URLError, http.client.HTTPException, OSError) as error:
            raise _of_connection(error, url) from None

    def _keep_distance(self) -> None:
        if self._last is not None:
            early = self._last + self._manners.interval - self._now()
            if early > 0:
                self._sleep(early)
        self._last = self._now()

    def _body(self, response: http.client.HTTPResponse) -> bytes:
        """Return a whole answer, however slowly it comes, within the time for one."""
        begun, pieces, size = self._now(), list[bytes](), 0
        while piece := response.read1(_CHUNK):
            pieces.append(piece)
            size += len(piece)
            if size > self._manners.largest:
                raise TransientError(f"the answer is longer than {self._manners.largest} bytes")
            if self._now() - begun > self._manners.timeout:
                raise TransientError("the answer came too slowly")
        told = response.headers.get("Content-Length", "")
        if told.isdecimal() and size != int(told):
            raise TransientError(f"the connection was cut after {size} of {told} bytes")
        return b"".join(pieces)


def _of_connection(error: Exception, url: str) -> Exception:
    """Return what a failed connection means: no network at all, or a fault that may pass."""
    reason = error.reason if isinstance(error, URLError) else error
    if isinstance(reason, socket.gaierror) or getattr(reason, "errno", None) in _NO_NETWORK:
        return FetchError(
            f"cannot be reached: {reason}",
            remedy="check the network; `build` itself works offline, from files",
            place=_host(url),
        )
    if isinstance(reason, TimeoutError):
        return TransientError("no answer in time")
    return TransientError(f"the connection failed: {reason or type(reason).__name__}")


def _retry_after(headers: Message) -> float | None:
    """Return the seconds that a service asks to wait: told as a number, or as a date by its clock.

    Source: RFC 9110, section 10.2.3.
    """
    told = headers.get("Retry-After", "").strip()
    if told.isdecimal():
        return float(told[:9])
    try:
        until = parsedate_to_datetime(told)
        now = parsedate_to_datetime(headers.get("Date", ""))
        return max((until - now).total_seconds(), 0.0)
    except (TypeError, ValueError):
        return None


def _host(url: str) -> str:
    return urlsplit(url).netloc
