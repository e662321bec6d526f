"""The ledger: the truth about every meeting, part by part."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Protocol

from domain.ports.alerts import Alerts
from domain.ports.bounces import Bounces
from domain.ports.changes import Changes
from domain.ports.checks import Checks
from domain.ports.ledger_of_people import (
    Commitments,
    CoordinatorLinks,
    Invitations,
    Meetings,
    Members,
    Postings,
)
from domain.ports.ledger_of_work import Acts, Clocks, Files, Mails, Pulls, Records, Surveys
from domain.ports.purges import Purges
from domain.ports.restorations import Restorations
from domain.ports.text_choices import TextChoices


class Ledger(Protocol):
    @property
    def meetings(self) -> Meetings: ...

    @property
    def members(self) -> Members: ...

    @property
    def invitations(self) -> Invitations: ...

    @property
    def surveys(self) -> Surveys: ...

    @property
    def files(self) -> Files: ...

    @property
    def mails(self) -> Mails: ...

    @property
    def postings(self) -> Postings: ...

    @property
    def commitments(self) -> Commitments: ...

    @property
    def coordinator_links(self) -> CoordinatorLinks: ...

    @property
    def acts(self) -> Acts: ...

    @property
    def alerts(self) -> Alerts: ...

    @property
    def bounces(self) -> Bounces: ...

    @property
    def changes(self) -> Changes: ...

    @property
    def pulls(self) -> Pulls: ...

    @property
    def text_choices(self) -> TextChoices: ...

    @property
    def records(self) -> Records: ...

    @property
    def restorations(self) -> Restorations: ...

    @property
    def purges(self) -> Purges: ...

    @property
    def checks(self) -> Checks: ...

    @property
    def clocks(self) -> Clocks: ...

    def free_lost_leases(self) -> int:
        """Clears the leases that dead processes let run out; returns how many there were."""
        ...

    def check_lease(self) -> None:
        """Raises LeaseLost when this ledger carries a fencing token and another run has a newer one."""
        ...

    def holding(self, meeting_id: str) -> AbstractContextManager[Ledger]:
        """A ledger whose writes for the meeting carry a fresh fencing token, renewed until left.

        Raises Refused when another run holds the lease; its writes raise LeaseLost once it is lost.
        """
        ...
