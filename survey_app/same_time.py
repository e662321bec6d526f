"""A link that does not work is answered after the same time, whatever is wrong with it."""

from __future__ import annotations

import asyncio
import time

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from survey_app.limited import is_wrong_link

# Longer than any look-up takes; short enough for whoever clipped a link over.
SECONDS = 0.1


class SameTime:
    """ASGI middleware. Waits without holding a thread."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        came = time.monotonic()

        async def send_in_time(message: Message) -> None:
            if message["type"] == "http.response.start" and is_wrong_link(scope["path"], message["status"]):
                await asyncio.sleep(SECONDS - (time.monotonic() - came))
            await send(message)

        await self._app(scope, receive, send_in_time)
