"""The web application: the explorer at `/`, the endpoint at `/sparql`, a page at `/query`."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from paperlattice.naming import BASE
from paperlattice.query.catalogue import catalogue
from paperlattice.serve.description import describe_service
from paperlattice.serve.engine import Engine
from paperlattice.serve.protocol import GRAPH_FORMATS, ProtocolError, accepted, question

__all__ = ["REQUEST_LIMIT", "application"]

REQUEST_LIMIT = 1_000_000
"""How many bytes the body of a request may have."""

_PAGE = Path(__file__).resolve().parent / "page"
_STRICT = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'"
# The explorer is one file whose scripts and styles stand in it; it asks no other server.
_EXPLORER = (
    "default-src 'none'; script-src 'unsafe-inline' blob: data:; style-src 'unsafe-inline'; "
    "img-src data: blob:; font-src data:; worker-src blob:; connect-src 'none'"
)
_BASIC = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}


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

    async def sparql(request: Request) -> Response:
        return await _sparql(request, engine)

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


async def _sparql(request: Request, engine: Engine) -> Response:
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
    reply = await run_in_threadpool(engine.answer, asked, accept)
    headers = _BASIC | {"Vary": "Accept"}
    return Response(reply.body, reply.status, headers, media_type=reply.media_type)


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
