"""Mails that need a human, over all meetings: each with whom to ask; reminders as one, without a person."""

from __future__ import annotations

import re
from dataclasses import dataclass

from domain.failing_addresses import failing_addresses
from domain.mail_settling import mails_to_settle
from domain.mails import MailOutcome
from domain.meeting import Meeting
from domain.ports import MailRow, Services
from domain.resending_words import NAMED
from survey_app.operator.people import Sent, in_words, may_be_named

GONE = "Står ikke længere på listen"


@dataclass(frozen=True)
class Person:
    """`role` is what they are to the meeting; name and address may be empty."""

    role: str
    name: str = ""
    email: str = ""
    phone: str = ""

    def __repr__(self) -> str:
        return f"Person({self.role})"


@dataclass(frozen=True)
class ToSettle:
    """`person` is None for reminders, which stand as one: whoever gets one has not answered."""

    sent: Sent
    person: Person | None

    @property
    def is_held(self) -> bool:
        return self.sent.row.outcome is MailOutcome.HELD

    @property
    def was_refused(self) -> bool:
        return self.sent.row.outcome is MailOutcome.REJECTED

    @property
    def answer(self) -> str:
        """The mail server's code, such as 550; empty where it gave none."""
        found = re.match(r"[245]\d\d\b", self.sent.row.detail)
        return found[0] if found else ""

    @property
    def may_be_sent_again(self) -> bool:
        return self.person is not None and self.sent.row.key.kind in NAMED


@dataclass(frozen=True)
class Failing:
    """An address that does not work; `why` is a mail server's code, or that somebody has complained."""

    person: Person
    why: str


@dataclass(frozen=True)
class OfMeeting:
    meeting: Meeting
    mails: tuple[ToSettle, ...]
    failing: tuple[Failing, ...]


def mails_of_all(services: Services) -> list[OfMeeting]:
    """The meetings with something to settle or an address that fails."""
    found = (_of(meeting, services) for meeting in services.ledger.meetings.all())
    return [one for one in found if one.mails or one.failing]


def _of(meeting: Meeting, services: Services) -> OfMeeting:
    people = _people(meeting, services)
    mails = tuple(_to_settle(row, people) for row in mails_to_settle(meeting.id, services))
    named = {mail.sent.row.key.recipient for mail in mails if mail.person and mail.was_refused}
    failing = tuple(
        Failing(people[who], why)
        for who, why in failing_addresses(meeting.id, services.ledger).items()
        if who in people and who not in named
    )
    return OfMeeting(meeting, mails, failing)


def _to_settle(row: MailRow, people: dict[str, Person]) -> ToSettle:
    who = people.get(row.key.recipient, Person(GONE)) if may_be_named(row) else None
    return ToSettle(in_words(row), who)


def _people(meeting: Meeting, services: Services) -> dict[str, Person]:
    order, consultant = meeting.order, services.consultant(meeting.consultant_id)
    people = {
        "coordinator": Person("Mødeleder", order.coordinator_name, order.coordinator_email, order.phone),
        "consultant": Person("Konsulent", consultant.name, consultant.email, consultant.phone),
    }
    for member in services.ledger.members.of(meeting.id):
        people[member.id] = Person("Medlem", member.name, member.email)
    return people
