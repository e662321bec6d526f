"""What is logged of a visit: which kind of page, how it went; never who, what, or exactly when.

One line for each visit would let the order of the answers be read from the log. So members' visits
are only counted, and the counts are written when the hour is over, in the order of the alphabet.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime

from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOG = logging.getLogger("klyngeflow.access")
MEMBERS = ("/s", "/kopi.pdf", "/mine")
# Members' pages fetch or link to these: a line of its own would tell to the second that one was opened.
BESIDE_MEMBERS = ("/style.css", "/script", "/favicon.ico", "/privatliv")
PULSE = "/healthz"
METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS"})
QUICK, USUAL = 0.1, 1.0  # seconds
HOUR = "%Y-%m-%dT%HZ"

Visit = tuple[str, str, int, str]


class HourlyCounts:
    """Members' visits, by the hour of the clock `now`. A process that is killed takes its hour along."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._visits: Counter[tuple[str, Visit]] = Counter()
        self._lock = threading.Lock()

    def count(self, visit: Visit) -> None:
        with self._lock:
            self._visits[self._hour(), visit] += 1

    def write_past_hours(self) -> None:
        """Called on others' visits: a line that a member's visit sets off would give its time away."""
        self._write(lambda hour: hour != self._hour())

    def write_all(self) -> None:
        self._write(lambda _: True)

    def _write(self, is_due: Callable[[str], bool]) -> None:
        with self._lock:
            due = sorted((key, times) for key, times in self._visits.items() if is_due(key[0]))
            for (hour, visit), times in due:
                del self._visits[hour, visit]
                LOG.info("visits", extra={"told": {"hour": hour, **_told(visit), "times": times}})

    def _hour(self) -> str:
        return self._now().astimezone(UTC).strftime(HOUR)


class AccessLog:
    """ASGI middleware. What no member can have asked for gets a line of its own."""

    def __init__(self, app: ASGIApp, members: HourlyCounts) -> None:
        self._app = app
        self._members = members

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began, status = time.monotonic(), 500

        async def send_noted(message: Message) -> None:
            nonlocal status
            status = message.get("status", status)
            await send(message)

        try:
            await self._app(scope, receive, send_noted)
        finally:
            self._note(scope, status, time.monotonic() - began)

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        route = getattr(scope.get("route"), "path", "") or "(none)"
        method = scope["method"] if scope["method"] in METHODS else "(other)"
        visit = (route, method, status, duration(seconds))
        if may_be_a_members(scope["path"]):
            self._members.count(visit)
        else:
            self._members.write_past_hours()
            if scope["path"] != PULSE:
                LOG.info("visit", extra={"told": _told(visit)})


def may_be_a_members(path: str) -> bool:
    counted = (*MEMBERS, *BESIDE_MEMBERS)
    return path in counted or path.startswith(tuple(f"{start}/" for start in counted))


def duration(seconds: float) -> str:
    return "quick" if seconds < QUICK else "usual" if seconds < USUAL else "slow"


def _told(visit: Visit) -> dict[str, str | int]:
    return dict(zip(("route", "method", "status", "took"), visit, strict=True))
