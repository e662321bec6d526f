"""Who the coordinator's browser is: a signed cookie that holds the meeting's id and nothing else."""

from __future__ import annotations

import hmac

from fastapi import HTTPException, Request

from domain.ports import Services, Tokens

COOKIE, PATH, SECONDS = "klynge", "/k", 12 * 3600
MEETING, FORM_MARK = "meeting", "sikker"


def signing_key(tokens: Tokens) -> str:
    """Derived from the installation's secret; no meeting's id has a blank, so no link is this key."""
    return tokens.coordinator("the cookie's key")


def form_mark(tokens: Tokens, meeting_id: str) -> str:
    """What a form of this meeting's page carries and no other page can know (against forged posts)."""
    return tokens.hash(f"{tokens.coordinator('the key of forms')}|{meeting_id}")


def meeting_of(request: Request) -> str:
    """Raises 403 when the browser has not come through a coordinator's link."""
    meeting_id = request.session.get(MEETING)
    if not isinstance(meeting_id, str):
        raise HTTPException(403)
    return meeting_id


def check_mark(services: Services, meeting_id: str, mark: str) -> None:
    expected = form_mark(services.tokens, meeting_id)
    if not hmac.compare_digest(mark.encode(), expected.encode()):
        raise HTTPException(403)


def meeting_with_link(services: Services, token: str) -> str | None:
    """The meeting whose coordinator has this link. Looks at every meeting: they are few hundred."""
    given, found = token.strip().lower().encode(), None
    for meeting in services.ledger.meetings.all():
        if hmac.compare_digest(given, services.tokens.coordinator(meeting.id).encode()):
            found = meeting.id
    return found
