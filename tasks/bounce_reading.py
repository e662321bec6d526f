"""Reading bounces: what other servers report is kept with the mail that it is about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from domain.bounces import Report
from domain.ports import BounceBox, Services


@dataclass(frozen=True)
class Counted:
    """How many mails were looked at: about a mail of ours, about an unknown one, and no report at all."""

    ours: int = 0
    unknown: int = 0
    others: int = 0

    @property
    def all(self) -> int:
        return self.ours + self.unknown + self.others

    def __add__(self, other: Counted) -> Counted:
        return Counted(self.ours + other.ours, self.unknown + other.unknown, self.others + other.others)

    def __str__(self) -> str:
        return f"{self.ours} about mails of ours, {self.unknown} about unknown ones, {self.others} no bounces"


def read_bounces(box: BounceBox, read: Callable[[bytes], Report | None], services: Services) -> Counted:
    """Kept first, marked as done afterwards: a mail read twice changes nothing.

    Raises TryAgain while the mailbox is out of reach.
    """
    counted = Counted()
    with box.unread() as mails:
        for mail in mails:
            counted += take_in(read(mail.content), services)
            mail.done()
    return counted


def take_in(report: Report | None, services: Services) -> Counted:
    """Forged or somebody else's: an unknown Message-ID changes nothing but the count."""
    if report is None:
        return Counted(others=1)
    return Counted(ours=1) if services.ledger.bounces.add(report) else Counted(unknown=1)
