"""What is known of one cluster meeting: its order, plan, members and rounds."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

COPENHAGEN = ZoneInfo("Europe/Copenhagen")

REGIONS = (
    "Region Hovedstaden",
    "Region Midtjylland",
    "Region Nordjylland",
    "Region Sjælland",
    "Region Syddanmark",
)

SMALLEST_CLUSTER, LARGEST_CLUSTER = 10, 73

ROUND_1, ROUND_2 = 1, 2


@dataclass(frozen=True)
class Order:
    """What the coordinator asked for. `meeting_starts` and `meeting_ends` are Copenhagen local, aware."""

    package_id: str
    cluster: str
    region: str
    coordinator_name: str
    coordinator_email: str
    phone: str
    postal_address: str
    meeting_starts: datetime
    members_expected: int
    meeting_place: str = ""
    wishes: str = ""
    terms: str = ""  # the version of the terms agreed to on the order page; empty when KiAP ordered

    def __repr__(self) -> str:
        """Names no person: reprs reach logs and tracebacks."""
        return f"Order({self.package_id}, {self.cluster}, {self.meeting_starts:%Y-%m-%d})"

    @property
    def cluster_named(self) -> str:
        """Such as Klynge Nord, whether the order says Nord or Klynge Nord."""
        named = self.cluster.casefold().startswith("klynge")
        return self.cluster if named else f"Klynge {self.cluster}"

    def identity(self) -> str:
        """The same cluster, package and date is the same order."""
        cluster = " ".join(self.cluster.casefold().split())
        return f"{self.package_id}|{cluster}|{self.meeting_starts:%Y-%m-%d}"

    def meeting_id(self) -> str:
        digest = hashlib.sha256(self.identity().encode()).digest()
        return f"{self.package_id}-{base64.b32encode(digest).decode().lower()[:6]}"


@dataclass(frozen=True)
class Consultant:
    """The person at KiAP who follows a region's clusters."""

    id: str
    name: str
    email: str
    phone: str = ""
    regions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Plan:
    """The dates of one round, aware, Copenhagen. Rules in `domain.planning`."""

    round: int
    survey_opens: datetime
    reminders: tuple[datetime, ...]
    survey_closes: datetime
    delivery: datetime
    meeting_starts: datetime
    thanks: datetime


@dataclass(frozen=True)
class Meeting:
    """One ordered meeting as the ledger knows it."""

    id: str
    order: Order
    consultant_id: str
    ordered_at: datetime
    rehearsal: bool = False

    def planned(self, first: Plan) -> Meeting:
        """With the time that was agreed, which may differ from the order's; `first` is round 1's plan."""
        return replace(self, order=replace(self.order, meeting_starts=first.meeting_starts))


@dataclass(frozen=True)
class Member:
    """One invited GP. `id` is random and stands for the person wherever a log or key needs one."""

    id: str
    email: str
    name: str = ""
    practice_number: str = ""

    def __repr__(self) -> str:
        return f"Member({self.id})"


@dataclass(frozen=True)
class MemberRow:
    """One accepted row of a member list, before it has an id."""

    email: str
    name: str = ""
    practice_number: str = ""

    def __repr__(self) -> str:
        return "MemberRow(…)"
