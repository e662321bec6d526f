"""One-time links to the operator page: each a small file for its owner only, named by the link's hash."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from adapters.durable_files import write_whole
from adapters.tokens import TOKEN_BYTES
from domain.errors import NotFound

VALID = timedelta(minutes=5)
REDIRECT = '<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0; url={address}">'


class LinkFolder:
    """Implements `domain.ports.OperatorLinks`. `now` is the wall clock."""

    def __init__(self, folder: Path, now: Callable[[], datetime]) -> None:
        self._folder, self._now = folder, now

    def make(self, initials: str) -> str:
        self._forget_old_ones()
        token = base64.b32encode(secrets.token_bytes(TOKEN_BYTES)).decode().rstrip("=").lower()
        kept = {"made_at": self._now().isoformat(), "initials": initials}
        write_whole(self._file(token), json.dumps(kept).encode())
        self._folder.chmod(0o700)
        return token

    def initials(self, token: str) -> str:
        return self._read(self._file(token))

    def use(self, token: str) -> None:
        file = self._file(token)
        self._read(file)
        try:
            file.unlink()  # of several at the same moment one succeeds
        except FileNotFoundError:
            raise NotFound("The link has been used.") from None
        file.with_suffix(".html").unlink(missing_ok=True)

    def page_that_leads_to(self, address: str, token: str) -> Path:
        """A file for the browser to open: an address on a command line is seen by all on the machine."""
        page = self._file(token).with_suffix(".html")
        write_whole(page, REDIRECT.format(address=address).encode())
        return page

    def _read(self, file: Path) -> str:
        try:
            kept = json.loads(file.read_bytes())
        except FileNotFoundError:
            raise NotFound("There is no such link, or it has been used.") from None
        # A clock that was set back makes no link younger.
        if not timedelta() <= self._now() - datetime.fromisoformat(kept["made_at"]) < VALID:
            raise NotFound("The link is too old.")
        return str(kept["initials"])

    def _forget_old_ones(self) -> None:
        for file in self._folder.glob("*.link"):
            try:
                self._read(file)
            except NotFound:
                file.unlink(missing_ok=True)
                file.with_suffix(".html").unlink(missing_ok=True)

    def _file(self, token: str) -> Path:
        name = hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
        return self._folder / f"{name}.link"
