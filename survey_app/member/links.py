"""Whose link it is and where its survey stands, as our clock and the ledger say."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from enum import Enum, auto

from domain.changes.called_off import is_called_off
from domain.errors import NotFound, TryAgain
from domain.meeting import Meeting, Member, Plan
from domain.package import Package
from domain.ports import InvitedTo, Services

LONGEST_TOKEN = 64


class Standing(Enum):
    NOT_YET = auto()
    OPEN = auto()
    ANSWERED = auto()
    CLOSED = auto()
    CALLED_OFF = auto()


@dataclass(frozen=True)
class Link:
    """A genuine personal link. Its repr shows neither token nor member."""

    token: str
    token_hash: str
    invited: InvitedTo
    meeting: Meeting
    package: Package
    plan: Plan | None

    @property
    def round_key(self) -> str:
        return f"{self.invited.meeting_id}/{self.invited.round}"

    @property
    def tab_key(self) -> str:
        """What the answers in progress are called in the browser's tab, so that two links do not mix."""
        return hashlib.sha256(f"fane {self.token}".encode()).hexdigest()[:16]

    def __repr__(self) -> str:
        return f"Link({self.round_key})"


def find_link(services: Services, token: str) -> Link | None:
    """None for a link that is unknown, expired or garbled: nobody can tell which."""
    token = token.strip().lower()
    if not token or len(token) > LONGEST_TOKEN:
        return None
    token_hash = services.tokens.hash(token)
    invited = services.ledger.invitations.find(token_hash)
    if invited is None:
        return None
    try:
        meeting = services.ledger.meetings.get(invited.meeting_id)
    except NotFound:
        return None
    plan = services.ledger.meetings.plan(meeting.id, invited.round)
    return Link(token, token_hash, invited, meeting, package_as_asked(services, meeting, invited.round), plan)


def package_as_asked(services: Services, meeting: Meeting, round: int) -> Package:
    """The package with the questionnaire that the round was opened with."""
    package = services.packages.get(meeting.order.package_id)
    survey = services.ledger.surveys.of(meeting.id, round)
    return replace(package, questionnaire=survey.questionnaire) if survey else package


def standing(services: Services, link: Link) -> Standing:
    now = services.clock.now(link.meeting.id)
    if is_called_off(link.meeting.id, link.invited.round, services):
        return Standing.CALLED_OFF
    if link.plan is None or now >= link.plan.survey_closes:
        return Standing.CLOSED
    if now < link.plan.survey_opens:
        return Standing.NOT_YET
    if not services.answers.exists(link.round_key):
        return Standing.CLOSED
    try:
        used = services.answers.is_used(link.round_key, link.token_hash)
    except TryAgain:
        # A page can be shown while the store is locked; the submit decides.
        used = False
    return Standing.ANSWERED if used else Standing.OPEN


def members_with_the_same_address(services: Services, link: Link) -> list[Member]:
    """The invited member first; more than one means a shared mailbox. Empty once addresses are deleted."""
    members = services.ledger.members.of(link.meeting.id)
    own = [member for member in members if member.id == link.invited.member_id]
    others = [
        member
        for member in members
        if own and member.id != own[0].id and member.email.casefold() == own[0].email.casefold()
    ]
    return own + others
