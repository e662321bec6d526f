"""The meeting's people and their mails, for operators: who was sent what, never who has answered.

Reminders go to those alone who have not answered, so no reminder is ever shown beside a person.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from domain.failing_addresses import failing_addresses
from domain.mails import TO_ALL_MEMBERS, MailKind
from domain.meeting import Member
from domain.ports import MailRow, Services
from domain.sheets_people import by_name
from domain.states import OUTCOMES

NO_MEMBERS = ("coordinator", "consultant")
TITLES = {
    MailKind.CONSULTANT_NEW_ORDER: "Ny bestilling",
    MailKind.ORDER_RECEIVED: "Kvittering for bestillingen",
    MailKind.COORDINATOR_KIT: "Mail 1 med materiale",
    MailKind.COORDINATOR_NUDGE: "Rykker for medlemslisten",
    MailKind.COORDINATOR_LINK: "Link til mødelederens side",
    MailKind.INVITATION: "Invitation",
    MailKind.REMINDER: "Påmindelser",
    MailKind.COORDINATOR_DELIVERY: "Mail 2 med materiale",
    MailKind.COORDINATOR_THANKS: "Tak efter mødet",
    MailKind.COORDINATOR_FOLLOW_UP: "Spørgsmål om opfølgningen",
    MailKind.CONSULTANT_ATTENTION: "Besked om at se efter",
    MailKind.CONSULTANT_POSTING: "Det, der skal med posten",
    MailKind.CONSULTANT_POSTING_LATE: "Rykker for posten",
    MailKind.CONSULTANT_CHANGE: "Besked om en ændring",
    MailKind.COORDINATOR_MOVED: "Mødet er flyttet",
    MailKind.COORDINATOR_EXTENDED: "Spørgeskemaet er åbent længere",
    MailKind.COORDINATOR_CANCELLED: "Mødet er aflyst",
    MailKind.COORDINATOR_WELCOME: "Velkommen til en ny mødeleder",
    MailKind.COORDINATOR_FAREWELL: "Tak til den forrige mødeleder",
    MailKind.COORDINATOR_MEMBERS: "Medlemslisten er ændret",
    MailKind.COORDINATOR_FOLLOW_UP_CHANGED: "Opfølgningen er ændret",
    MailKind.MEMBER_MOVED: "Mødet er flyttet",
    MailKind.MEMBER_EXTENDED: "Spørgeskemaet er åbent længere",
    MailKind.MEMBER_CANCELLED: "Mødet er aflyst",
    MailKind.ALERT: "Noget skal ses efter",
    MailKind.OWN_COPY: "Egen kopi",
}


@dataclass(frozen=True)
class Sent:
    """One mail in words."""

    row: MailRow
    title: str
    outcome: str


@dataclass(frozen=True)
class MemberShown:
    member: Member
    mails: tuple[Sent, ...]
    fails: str

    def __repr__(self) -> str:
        return f"MemberShown({self.member.id})"


def members_shown(meeting_id: str, services: Services) -> list[MemberShown]:
    """By name. `fails` is what a mail server says of the address, empty where all is well."""
    mails = services.ledger.mails.of(meeting_id)
    failing = failing_addresses(meeting_id, services.ledger)
    return [
        MemberShown(member, mails_to(member.id, mails), failing.get(member.id, ""))
        for member in by_name(services.ledger.members.of(meeting_id))
    ]


def mails_to(recipient: str, mails: Iterable[MailRow]) -> tuple[Sent, ...]:
    return tuple(in_words(row) for row in mails if row.key.recipient == recipient and may_be_named(row))


def may_be_named(row: MailRow) -> bool:
    """Whether the mail may be shown beside its recipient."""
    return row.key.recipient in NO_MEMBERS or row.key.kind in TO_ALL_MEMBERS


def in_words(row: MailRow) -> Sent:
    again = ", sendt igen" if row.key.resent else ""
    title = TITLES.get(row.key.kind, row.key.kind.value) + again
    return Sent(row, title, OUTCOMES.get(row.outcome.value, row.outcome.value))
