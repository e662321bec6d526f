"""Two signed marks: on the form when it was handed out, on the receipt which meeting it is of."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from enum import Enum, auto

from itsdangerous import BadSignature, TimestampSigner, URLSafeSerializer

from domain.ports import Services

# Nobody fills the form in quicker than this; a program does. A page left open for a day is stale.
QUICKEST_SECONDS, ONE_DAY_SECONDS = 3, 24 * 3600
FORM = "bestil"


class Freshness(Enum):
    GOOD = auto()
    TOO_QUICK = auto()
    STALE = auto()


class Stamps:
    """Keys are derived from the installation's secret; the times are the wall clock's."""

    def __init__(self, services: Services) -> None:
        # No meeting's id has a blank, so no coordinator's link is this key.
        key = services.tokens.coordinator("the key of order pages")
        self._form = _Signer(key, services.clock.real_now)
        self._receipt = URLSafeSerializer(key, salt="receipt")

    def issue(self) -> str:
        return self._form.sign(FORM).decode()

    def freshness(self, stamp: str) -> Freshness:
        """STALE too for a stamp that is missing or not ours."""
        try:
            _, issued = self._form.unsign(stamp, max_age=ONE_DAY_SECONDS, return_timestamp=True)
        except BadSignature:
            return Freshness.STALE
        age = self._form.get_timestamp() - issued.timestamp()
        return Freshness.TOO_QUICK if age < QUICKEST_SECONDS else Freshness.GOOD

    def receipt(self, meeting_id: str) -> str:
        """Part of an address; nobody without the secret can make the one of another meeting."""
        return str(self._receipt.dumps(meeting_id))

    def meeting_of(self, receipt: str) -> str:
        """Empty for a receipt that is not ours."""
        try:
            return str(self._receipt.loads(receipt))
        except BadSignature:
            return ""


class _Signer(TimestampSigner):
    def __init__(self, key: str, now: Callable[[], datetime]) -> None:
        super().__init__(key, salt="form")
        self._now = now

    def get_timestamp(self) -> int:
        return int(self._now().timestamp())
