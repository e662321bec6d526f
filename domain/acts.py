"""Acts: what somebody did to a meeting by hand, kept for ever and told of in its mails."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from domain.errors import Refused
from domain.meeting import ROUND_1

INITIALS = re.compile("[A-ZÆØÅ]{2,4}")


class ActKind(StrEnum):
    """What can be done to a meeting by hand, beyond the decisions that its run asks for."""

    RERUN = "rerun"
    RESENT = "resent"
    MOVED = "moved"
    EXTENDED = "extended"
    CANCELLED = "cancelled"
    COORDINATOR_REPLACED = "coordinator_replaced"
    MEMBERS_CHANGED = "members_changed"
    FOLLOW_UP_AGREED = "follow_up_agreed"
    FOLLOW_UP_DECLINED = "follow_up_declined"
    TEXTS_CHOSEN = "texts_chosen"
    MAIL_ARRIVED = "mail_arrived"


@dataclass(frozen=True)
class Act:
    """`detail` holds dates, codes, member ids and numbers; `by` an operator's initials or "coordinator".

    Never a name or an address: acts are shown in the Prefect UI and outlive the people's data. The ledger
    gives `number`, counted from 1 for each meeting, and `at` (wall clock). A mail that an act owes has the
    act's number as its sequence, so that it leaves once, however often it is tried.
    """

    meeting_id: str
    kind: ActKind
    by: str
    reason: str = ""
    detail: Mapping[str, Any] = field(default_factory=dict)
    round: int = ROUND_1
    number: int = 0
    at: datetime | None = None


def initials(written: str) -> str:
    """In capitals. Raises Refused for what are none."""
    letters = written.strip().upper()
    if not INITIALS.fullmatch(letters):
        raise Refused("Skriv dine initialer: to til fire bogstaver, fx AB.")
    return letters
