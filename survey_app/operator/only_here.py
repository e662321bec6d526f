"""Turns away whatever does not come straight from this machine, whoever carries it here."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from survey_app.operator.failures import failure
from survey_app.rates import is_this_machine
from survey_app.visitors import refusal

# What a proxy adds: somebody has put the page where others can reach it.
CARRIED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")


class OnlyHere:
    """ASGI middleware. Knows this machine's own names only, so that no other name can be pointed at it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        status = _refusal(scope) if scope["type"] == "http" else 0
        if status:
            await failure(status)(scope, receive, send)
        else:
            await self._app(scope, receive, send)


def _refusal(scope: Scope) -> int:
    """The status of a refusal, 0 for whoever may come in."""
    headers = Headers(scope=scope)
    peer = scope["client"][0] if scope.get("client") else ""
    if not is_this_machine(peer) or any(name in headers for name in CARRIED):
        return 421
    return refusal(scope)
