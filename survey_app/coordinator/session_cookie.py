"""The one cookie: signed, out of reach for scripts, sent to the coordinator's page alone."""

from __future__ import annotations

import hashlib

from itsdangerous import TimestampSigner
from starlette.middleware.sessions import SessionMiddleware
from starlette.types import ASGIApp

from domain.ports import Tokens
from survey_app.coordinator.sessions import COOKIE, PATH, SECONDS, signing_key


class CoordinatorCookie(SessionMiddleware):
    """ASGI middleware. The library's own signature is HMAC-SHA1; ours is HMAC-SHA256.

    `__Secure-` and not `__Host-`: that one must be sent to every path, and would travel along
    when a coordinator answers the questionnaire.
    """

    def __init__(self, app: ASGIApp, tokens: Tokens, https: bool) -> None:
        key = signing_key(tokens)
        super().__init__(
            app,
            secret_key=key,
            session_cookie=f"__Secure-{COOKIE}" if https else COOKIE,
            max_age=SECONDS,
            path=PATH,
            same_site="lax",
            https_only=https,
        )
        self.signer = TimestampSigner(key, digest_method=hashlib.sha256)
