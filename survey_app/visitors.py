"""Turns away requests that are too long, meant for another host, or sent by another site's page."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from survey_app.failures import failure

THIS_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})
READING = frozenset({"GET", "HEAD", "OPTIONS"})
LONGEST_HEAD = 16 * 1024  # bytes of request line and headers together


class OwnVisitors:
    """ASGI middleware. Knows the host of `base_url` and this machine's own names."""

    def __init__(self, app: ASGIApp, base_url: str) -> None:
        self._app = app
        self._hosts = THIS_MACHINE | {host_of(base_url)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        status = refusal(scope, self._hosts) if scope["type"] == "http" else 0
        if status:
            await failure(status)(scope, receive, send)
        else:
            await self._app(scope, receive, send)


def refusal(scope: Scope, hosts: frozenset[str] = THIS_MACHINE) -> int:
    """The status of a refusal, 0 for whoever may come in."""
    headers = Headers(scope=scope)
    if _head_length(scope) > LONGEST_HEAD:
        return 431
    if host_of(f"//{headers.get('host', '')}") not in hosts:
        return 421
    if scope["method"] not in READING and not _is_own_form(headers, hosts):
        return 403
    return 0


def _is_own_form(headers: Headers, hosts: frozenset[str]) -> bool:
    """The second line behind the forms' own marks. Old browsers send neither header.

    Our pages send no referrer, so browsers call their origin "null".
    """
    told = headers.get("sec-fetch-site")
    if told is not None:
        return told in ("same-origin", "none")
    origin = headers.get("origin", "null")
    return origin == "null" or host_of(origin) in hosts


def _head_length(scope: Scope) -> int:
    headers = sum(len(name) + len(value) + 4 for name, value in scope["headers"])
    return headers + len(scope["raw_path"]) + len(scope["query_string"])


def host_of(url: str) -> str:
    """The lower-case host name without its port; empty for what is no address."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
