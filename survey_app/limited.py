"""Which requests are counted together, and the page for who comes too often."""

from __future__ import annotations

import math
from dataclasses import replace

from fastapi.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from survey_app.access_log import PULSE
from survey_app.failures import failure
from survey_app.rates import Rate, Rates, is_this_machine, prefix_of

TEN_MINUTES, HOUR = 600.0, 3600.0
# A cluster of 73 may answer from one address within minutes: a dozen posts and some looks each.
LOOKS = Rate("looks", 6_000, TEN_MINUTES)
POSTS = Rate("posts", 2_000, TEN_MINUTES)
PRINTS = Rate("prints", 400, TEN_MINUTES)
LISTS = Rate("lists", 40, TEN_MINUTES)
LOST_LINKS = Rate("lost links", 20, HOUR)
# Looking an order over and changing it are posts too.
ORDERS = Rate("orders", 60, HOUR)
# Links are 128 bits, nobody guesses one: this keeps the attempts cheap for us.
GUESSES = Rate("guesses", 200, TEN_MINUTES)

# Our own machine is a proxy that was not named as one, a test or the operator: many in one.
THIS_MACHINE_IS_SO_MANY = 20
PERSONAL = ("/s", "/kopi.pdf", "/k", "/mine", "/bestil/kvittering")


class Limited:
    """ASGI middleware. A wrong link counts as a guess; a right one opens however many were guessed."""

    def __init__(self, app: ASGIApp, rates: Rates) -> None:
        self._app = app
        self._rates = rates

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] == PULSE:
            await self._app(scope, receive, send)
            return
        for rate in rates_of(scope["method"], scope["path"]):
            if seconds := self._wait(rate, scope):
                await too_often(seconds)(scope, receive, send)
                return
        await self._app(scope, receive, self._counting_guesses(scope, receive, send))

    def _counting_guesses(self, scope: Scope, receive: Receive, send: Send) -> Send:
        refused = False

        async def send_or_refuse(message: Message) -> None:
            nonlocal refused
            if message["type"] == "http.response.start" and is_wrong_link(scope["path"], message["status"]):
                seconds = self._wait(GUESSES, scope)
                if seconds:
                    refused = True
                    await too_often(seconds)(scope, receive, send)
            if not refused:
                await send(message)

        return send_or_refuse

    def _wait(self, rate: Rate, scope: Scope) -> float:
        address = scope["client"][0] if scope.get("client") else ""
        if is_this_machine(address):
            rate = replace(rate, times=rate.times * THIS_MACHINE_IS_SO_MANY)
        return self._rates.seconds_to_wait(rate, prefix_of(address))


def rates_of(method: str, path: str) -> tuple[Rate, ...]:
    match method, path.split("/")[1:]:
        case "POST", ["bestil", *_]:
            return (POSTS, ORDERS)
        case "POST", ["k", "medlemmer", *_]:
            return (POSTS, LISTS)
        case "POST", ["k", "nyt-link"]:
            return (POSTS, LOST_LINKS)
        case "POST", ["kopi.pdf"]:
            return (POSTS, PRINTS)
        case "GET" | "HEAD", _:
            return (LOOKS,)
        case _:
            return (POSTS,)


def is_personal(path: str) -> bool:
    return path.startswith(tuple(f"{start}/" for start in PERSONAL)) or path in PERSONAL


def is_wrong_link(path: str, status: int) -> bool:
    return status == 404 and is_personal(path)


def too_often(seconds: float) -> Response:
    return failure(429, {"Retry-After": str(math.ceil(seconds))})
