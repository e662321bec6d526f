"""Personal links: tokens derived from the installation's one secret, known elsewhere only by their hash."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import secrets
from pathlib import Path

from domain.errors import ConfigurationError
from domain.own_key import DIGITS, READING_KEY_DIGITS

TOKEN_BYTES = 16
DIGITS_OF_KEYS = str.maketrans("abcdefghijklmnopqrstuvwxyz234567", DIGITS)
SHORTEST_SECRET = 32


class SecretTokens:
    """Implements `domain.ports.Tokens`: HMAC-SHA256 cut to 128 bits, 26 lower-case letters and digits."""

    def __init__(self, secret: bytes) -> None:
        if len(secret) < SHORTEST_SECRET:
            raise ConfigurationError(f"The secret has fewer than {SHORTEST_SECRET} bytes. See .env.example.")
        self._secret = secret

    def invitation(self, meeting_id: str, round: int, member_id: str) -> str:
        return self._derive("invitation", meeting_id, str(round), member_id)

    def coordinator(self, meeting_id: str, generation: int = 0) -> str:
        return self._derive("coordinator", meeting_id, str(generation))

    def seal(self, meeting_id: str, round: int) -> str:
        return self._derive("seal", meeting_id, str(round))

    def reading_key(self, meeting_id: str, round: int) -> str:
        return self._derive("reading", meeting_id, str(round)).translate(DIGITS_OF_KEYS)[:READING_KEY_DIGITS]

    def hash(self, token: str) -> str:
        return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()

    def _derive(self, purpose: str, *parts: str) -> str:
        # JSON keeps ("ab", "c") and ("a", "bc") apart.
        message = json.dumps(["klyngeflow", purpose, *parts]).encode()
        digest = hmac.digest(self._secret, message, "sha256")[:TOKEN_BYTES]
        return base64.b32encode(digest).decode().rstrip("=").lower()


def load_or_make_secret(home: Path, configured: str) -> bytes:
    """The configured secret, or the one in HOME/secret, made there once (mode 0600) on first use.

    Several processes may ask at the same moment: all get the same secret. Raises ConfigurationError
    when the file holds something too short.
    """
    if configured:
        return configured.encode()
    file = home / "secret"
    if not file.exists():
        _make_once(file)
    secret = file.read_bytes().strip()
    if len(secret) < SHORTEST_SECRET:
        raise ConfigurationError(f"{file} is too short. Delete it to get a new one; links in mails then die.")
    return secret


def _make_once(file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f".secret-{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(secrets.token_hex(32).encode())
        stream.flush()
        os.fsync(stream.fileno())
    try:
        # A link, unlike a rename, does not replace the secret that another process made first.
        os.link(draft, file)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
