"""Where a meeting stands when somebody wants to change it: what decides what can still be changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.changes.called_off import is_cancelled
from domain.errors import Refused
from domain.filed import KIT
from domain.mails import MailKind, MailOutcome
from domain.meeting import ROUND_1, ROUND_2, Meeting, Plan
from domain.package import Package
from domain.ports import PostingJob, Services
from domain.purges import check_people_kept

MAY_HAVE_ARRIVED = (MailOutcome.SENT, MailOutcome.UNKNOWN, MailOutcome.HANDED_OVER)


@dataclass(frozen=True)
class Situation:
    """`meeting` has its planned time. `told` are the members, by id, who were invited to the round in which
    the meeting is; `kit` the hashes of the papers that the coordinator has, by document."""

    meeting: Meeting
    package: Package
    first: Plan
    second: Plan | None
    now: datetime
    steps: dict[int, frozenset[str]]
    told: frozenset[str]
    is_open: bool
    kit: dict[str, str]
    post: tuple[PostingJob, ...]

    @property
    def round(self) -> int:
        return ROUND_2 if self.second else ROUND_1

    @property
    def plan(self) -> Plan:
        """Of the round in which the meeting is."""
        return self.second or self.first

    @property
    def has_closed(self) -> bool:
        """Whether the survey of the round has, by our clock: from then on pages and mails say so."""
        return self.now >= self.plan.survey_closes or "survey_collection" in self.steps[self.round]

    def did(self, step: str, round: int = ROUND_1) -> bool:
        return step in self.steps[round]


def situation(meeting_id: str, services: Services) -> Situation:
    """Raises Refused for a meeting that is cancelled, not planned yet, or whose people are forgotten."""
    check_people_kept(meeting_id, services)
    ledger = services.ledger
    meeting, first = ledger.meetings.get(meeting_id), ledger.meetings.plan(meeting_id, ROUND_1)
    if is_cancelled(meeting_id, services):
        raise Refused("Mødet er aflyst, så der er ikke mere at ændre. Bestil et nyt møde i stedet.")
    if first is None:
        raise Refused("Mødet er ikke planlagt endnu. Det sker inden for et minut; prøv så igen.")
    second = ledger.meetings.plan(meeting_id, ROUND_2)
    round = ROUND_2 if second else ROUND_1
    return Situation(
        meeting=meeting.planned(first),
        package=services.packages.get(meeting.order.package_id),
        first=first,
        second=second,
        now=services.clock.now(meeting_id),
        steps={one: frozenset(ledger.records.steps_done(meeting_id, one)) for one in (ROUND_1, ROUND_2)},
        told=invited(meeting_id, round, services),
        is_open=ledger.surveys.of(meeting_id, round) is not None,
        kit={file.document: file.sha256[:16] for file in ledger.files.of(meeting_id, KIT)},
        post=ledger.postings.of(meeting_id),
    )


def invited(
    meeting_id: str, round: int, services: Services, before: datetime | None = None
) -> frozenset[str]:
    """The members on the list who have been mailed their link, or before that moment (wall clock)."""
    members = {member.id for member in services.ledger.members.of(meeting_id)}
    return frozenset(
        row.key.recipient
        for row in services.ledger.mails.of(meeting_id, round)
        if row.key.kind is MailKind.INVITATION
        and row.outcome in MAY_HAVE_ARRIVED
        and (before is None or row.first_try <= before)
        and row.key.recipient in members
    )
