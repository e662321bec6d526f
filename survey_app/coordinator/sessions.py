"""Whose browser it is: a signed cookie with the meeting's id and which of its links was used."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from dataclasses import dataclass

from fastapi import HTTPException, Request

from domain.ports import Services, Tokens
from domain.purges import purged_on
from domain.retention import What

COOKIE, PATH, SECONDS = "klynge", "/k", 12 * 3600
MEETING, GENERATION, FORM_MARK = "meeting", "link", "sikker"


@dataclass(frozen=True)
class OpenedWith:
    """The meeting whose coordinator has the link, and the link's generation."""

    meeting_id: str
    generation: int


def signing_key(tokens: Tokens) -> str:
    """Derived from the installation's secret; no meeting's id has a blank, so no link is this key."""
    return tokens.coordinator("the cookie's key")


def form_mark(tokens: Tokens, meeting_id: str) -> str:
    """What a form of this meeting's page carries and no other page can know (against forged posts)."""
    return tokens.hash(f"{tokens.coordinator('the key of forms')}|{meeting_id}")


def meeting_of(services: Services) -> Callable[[Request], str]:
    """A dependency that raises 403 when the browser has not come through the present link."""

    def find(request: Request) -> str:
        meeting_id, generation = request.session.get(MEETING), request.session.get(GENERATION)
        if not isinstance(meeting_id, str):
            raise HTTPException(403)
        if generation != services.ledger.coordinator_links.generation(meeting_id):
            raise HTTPException(403)
        check_open(services, meeting_id)
        return meeting_id

    return find


def check_open(services: Services, meeting_id: str) -> None:
    """Raises 410 once the meeting is over and its people's names are deleted."""
    if purged_on(meeting_id, What.PEOPLE, services):
        raise HTTPException(410)


def begin(request: Request, opened: OpenedWith) -> None:
    request.session.update({MEETING: opened.meeting_id, GENERATION: opened.generation})


def check_mark(services: Services, meeting_id: str, mark: str) -> None:
    expected = form_mark(services.tokens, meeting_id)
    if not hmac.compare_digest(mark.encode("utf-8", "replace"), expected.encode()):
        raise HTTPException(403)


def opened_with(services: Services, token: str) -> OpenedWith | None:
    """None for a link that is unknown or was renewed. Looks at every meeting: they are few hundred."""
    given, found = token.strip().lower().encode("utf-8", "replace"), None
    generations = services.ledger.coordinator_links.generations()
    for meeting in services.ledger.meetings.all():
        generation = generations.get(meeting.id, 0)
        expected = services.tokens.coordinator(meeting.id, generation)
        if hmac.compare_digest(given, expected.encode()):
            found = OpenedWith(meeting.id, generation)
    return found
