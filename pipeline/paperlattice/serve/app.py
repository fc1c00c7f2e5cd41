"""The web application: the explorer at `/`, the endpoint at `/sparql`, a page at `/query`."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from anyio import CapacityLimiter, to_thread
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from paperlattice.naming import BASE
from paperlattice.query.catalogue import catalogue
from paperlattice.serve.description import describe_service
from paperlattice.serve.engine import Engine
from paperlattice.serve.protocol import GRAPH_FORMATS, ProtocolError, accepted, question

__all__ = ["CONNECTION_LIMIT", "REQUEST_LIMIT", "application"]

CONNECTION_LIMIT = 256
"""How many connections and requests are served at a time; those beyond are refused."""

REQUEST_LIMIT = 1_000_000
"""How many bytes the body of a request may have."""

_LARGE = 1_000_000
_LARGE_AT_ONCE = 8
_SLICE = 65_536
_PAGE = Path(__file__).resolve().parent / "page"
_STRICT = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
# The explorer is one file whose scripts and styles stand in it; it asks no other server.
_EXPLORER = (
    "default-src 'none'; script-src 'unsafe-inline' blob: data:; style-src 'unsafe-inline'; "
    "img-src data: blob:; font-src data:; worker-src blob:; connect-src 'none'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_BASIC = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
_LATER = {"Retry-After": "2"}


def application(
    directory: Path, engine: Engine, *, hosts: Sequence[str], origins: Sequence[str] = ()
) -> Starlette:
    """Return the application over a build's folder.

    `hosts` are the names under which it answers, so that no page elsewhere reaches it under a
    name of its own; `origins` are the sites whose pages may ask it (none unless given).
    """

    async def explorer(_: Request) -> Response:
        path = directory / "explorer.html"
        if not path.is_file():
            return RedirectResponse("/query")
        return FileResponse(path, headers=_BASIC | {"Content-Security-Policy": _EXPLORER})

    # A thread for each request that may be here at a time: files never wait behind queries.
    threads = CapacityLimiter(CONNECTION_LIMIT)
    large = asyncio.Semaphore(_LARGE_AT_ONCE)

    async def sparql(request: Request) -> Response:
        return await _sparql(request, engine, threads, large)

    middleware = [Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts))]
    if origins:
        allowed = Middleware(
            CORSMiddleware, allow_origins=list(origins), allow_methods=["GET", "POST"]
        )
        middleware.append(allowed)
    routes = [
        Route("/", explorer),
        Route("/sparql", sparql, methods=["GET", "POST"]),
        Route("/query", _page("query.html", "text/html")),
        Route("/query.css", _page("query.css", "text/css")),
        Route("/query.js", _page("query.js", "text/javascript")),
        Route("/catalogue.json", _catalogue),
    ]
    return Starlette(routes=routes, middleware=middleware)


class _Sliced(Response):
    """An answer that is sent as fast as it is taken; of large ones only a few are held at once."""

    large: asyncio.Semaphore

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if len(self.body) <= _LARGE:
            await self._send(send)
        elif self.large.locked():
            problem = "too many large results are being sent; ask for less, or later\n"
            headers = _BASIC | _LATER
            await PlainTextResponse(problem, 503, headers)(scope, receive, send)
        else:
            async with self.large:
                await self._send(send)

    async def _send(self, send: Send) -> None:
        start = {"type": "http.response.start", "status": self.status_code}
        await send(start | {"headers": self.raw_headers})
        for at in range(0, max(len(self.body), 1), _SLICE):
            part = bytes(self.body[at : at + _SLICE])
            more = at + _SLICE < len(self.body)
            await send({"type": "http.response.body", "body": part, "more_body": more})


async def _sparql(
    request: Request, engine: Engine, threads: CapacityLimiter, large: asyncio.Semaphore
) -> Response:
    accept = request.headers.get("accept", "")
    try:
        asked = question(
            "POST" if request.method == "POST" else "GET",
            request.url.query.encode(),
            request.headers.get("content-type", ""),
            await _body(request),
        )
    except ProtocolError as error:
        return PlainTextResponse(f"{error}\n", status_code=error.status, headers=_BASIC)
    if asked is None:
        return _description(request, accept)
    reply = await to_thread.run_sync(engine.answer, asked, accept, limiter=threads)
    headers = _BASIC | {"Vary": "Accept"} | (_LATER if reply.status == 503 else {})
    response = _Sliced(reply.body, reply.status, headers, media_type=reply.media_type)
    response.large = large
    return response


def _description(request: Request, accept: str) -> Response:
    if request.method == "POST":
        problem = "no query (send one as `query`)\n"
        return PlainTextResponse(problem, status_code=400, headers=_BASIC)
    media_type = accepted(accept, [*GRAPH_FORMATS, "text/html"])
    if media_type == "text/html":
        return RedirectResponse("/query")
    if media_type is None:
        return PlainTextResponse("no such format\n", status_code=406, headers=_BASIC)
    endpoint = str(request.url.replace(query="", fragment=""))
    body = describe_service(endpoint, media_type)
    return Response(body, headers=_BASIC | {"Vary": "Accept"}, media_type=media_type)


async def _body(request: Request) -> bytes:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > REQUEST_LIMIT:
            raise ProtocolError(413, "the request is too large", remedy="send a shorter query")
    return body


async def _catalogue(_: Request) -> Response:
    entries = [
        {"name": query.name, "title": query.title, "comment": query.comment, "text": query.text}
        for query in catalogue().values()
    ]
    document = json.dumps({"base": BASE, "queries": entries}, ensure_ascii=False)
    return Response(document, headers=_BASIC, media_type="application/json")


def _page(name: str, media_type: str) -> Callable[[Request], Awaitable[Response]]:
    async def page(_: Request) -> Response:
        headers = _BASIC | {"Content-Security-Policy": _STRICT}
        return FileResponse(_PAGE / name, headers=headers, media_type=media_type)

    return page
