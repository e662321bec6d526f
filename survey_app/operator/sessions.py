"""Who sits at the operator page: sessions in this process's memory, opened by a signed cookie."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from fastapi import HTTPException, Request
from fastapi.responses import Response
from itsdangerous import BadSignature, Signer

from domain.ports import Tokens
from survey_app.forms import PostedForm

IDLE, LONGEST = timedelta(minutes=30), timedelta(hours=8)
FORM_MARK = "sikker"


@dataclass
class Session:
    """`mark` is what this session's forms carry and no other page can know (against forged posts)."""

    by: str
    began: datetime
    seen: datetime
    mark: str

    def check(self, form: PostedForm) -> None:
        """Raises 403 for a form that is not from this session's own pages."""
        if not hmac.compare_digest(form.get(FORM_MARK).encode("utf-8", "replace"), self.mark.encode()):
            raise HTTPException(403)


class Sessions:
    """Kept nowhere else: a restart ends them all, and one that has ended is dead in every copy of its cookie.

    Browsers do not keep cookies of a machine's ports apart, so the cookie is named by the installation.
    """

    def __init__(self, tokens: Tokens, now: Callable[[], datetime]) -> None:
        key = tokens.coordinator("the key of the operator's cookie")  # no meeting's id has a blank
        self.cookie = f"drift-{tokens.hash(key)[:8]}"
        self._signer = Signer(key, digest_method=hashlib.sha256)
        self._now = now
        self._open: dict[str, Session] = {}

    def begin(self, by: str, answer: Response) -> None:
        now, key = self._now(), secrets.token_hex(16)
        self._open = {known: one for known, one in self._open.items() if self._is_alive(one)}
        self._open[key] = Session(by, now, now, secrets.token_hex(16))
        answer.set_cookie(self.cookie, self._signer.sign(key).decode(), httponly=True, samesite="strict")

    def of(self, request: Request) -> Session:
        """A dependency that raises 403 for a browser without a session, or with one that is over."""
        session = self._open.get(self._key(request))
        if session is None or not self._is_alive(session):
            raise HTTPException(403)
        session.seen = self._now()
        return session

    def end(self, request: Request, answer: Response) -> None:
        self._open.pop(self._key(request), None)
        answer.delete_cookie(self.cookie, httponly=True, samesite="strict")

    def _is_alive(self, session: Session) -> bool:
        now = self._now()
        return now - session.seen < IDLE and now - session.began < LONGEST

    def _key(self, request: Request) -> str:
        try:
            return self._signer.unsign(request.cookies.get(self.cookie, "")).decode()
        except BadSignature:
            return ""
