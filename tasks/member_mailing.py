"""Member mailing: each member's personal link, and reminders to those who have not answered."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from domain.mails import MailKind, MailOutcome
from domain.meeting import Member
from domain.planning import open_later
from domain.ports import OpenedSurvey, Services
from tasks.mailing import Recipient, all_settled, send
from tasks.occasion import Occasion, occasion
from tasks.step import Step, step

REMINDED = "those missing were reminded"
OVER = "left out: the survey has closed"


def round_key(meeting_id: str, round: int) -> str:
    return f"{meeting_id}/{round}"


@step("member_mailing", "Sender hvert klyngemedlem et personligt link til spørgeskemaet.")
def member_mailing(meeting_id: str, services: Services, *, round: int) -> str:
    it = occasion(meeting_id, services, round)
    if _is_over(it, services):
        return OVER
    it = _opened(it, services)
    members = services.ledger.members.of(meeting_id)
    hashes = {member.id: services.tokens.hash(_token(it, services, member)) for member in members}
    services.ledger.surveys.open(
        OpenedSurvey(meeting_id, round, it.package.version, it.package.questionnaire)
    )
    _retire_links_without_member(it, services, hashes.keys())
    services.ledger.invitations.add(meeting_id, round, hashes)  # fenced, as the answer store is not
    services.answers.invite(round_key(meeting_id, round), hashes.values())
    return all_settled(invite(it, services, member) for member in members)


def invite(it: Occasion, services: Services, member: Member, resent: int = 0) -> MailOutcome:
    link = link_of(it, services, member)
    return send(it, services, MailKind.INVITATION, recipient(member), resent=resent, link=link)


def remind(it: Occasion, services: Services, member: Member, number: int) -> MailOutcome:
    link, to = link_of(it, services, member), recipient(member)
    return send(it, services, MailKind.REMINDER, to, sequence=number, link=link)


def uninvited(meeting_id: str, services: Services, round: int) -> bool:
    """Whether the list has changed so that the open survey's links no longer fit: a member without a
    link, or an unused link without its member. `member_mailing`, undone and run again, puts that right.
    False before anybody was invited and after the close.
    """
    hashes = services.ledger.invitations.of(meeting_id, round)
    if not hashes:
        return False
    members = {member.id for member in services.ledger.members.of(meeting_id)}
    if members == hashes.keys() or _is_over(occasion(meeting_id, services, round), services):
        return False
    left = {hashes[member_id] for member_id in hashes.keys() - members}
    return not members <= hashes.keys() or not left <= services.answers.used(round_key(meeting_id, round))


def reminder(number: int) -> Step:
    """The step that reminds for the `number`th time, counted from 1."""

    @step(f"reminder_{number}", "Minder dem, der endnu ikke har svaret.")
    def remind_all(meeting_id: str, services: Services, *, round: int) -> str:
        it = occasion(meeting_id, services, round)
        if _is_over(it, services):
            return OVER
        if any(due <= services.clock.now(meeting_id) for due in it.plan.reminders[number:]):
            return "left out: the next reminder is due already"
        used = services.answers.used(round_key(meeting_id, round))
        hashes = services.ledger.invitations.of(meeting_id, round)
        missing = [m for m in services.ledger.members.of(meeting_id) if hashes.get(m.id, "") not in used]
        all_settled(remind(it, services, m, number) for m in missing if m.id in hashes)
        return REMINDED

    return remind_all


def _retire_links_without_member(it: Occasion, services: Services, members: Collection[str]) -> None:
    """Whoever was taken off the list has a dead link, unless it was used: nobody can tell that answer."""
    key = round_key(it.id, it.round)
    left = {m: h for m, h in services.ledger.invitations.of(it.id, it.round).items() if m not in members}
    services.answers.retire(key, left.values())
    used = services.answers.used(key) if left else frozenset()
    services.ledger.invitations.withdraw(it.id, it.round, [m for m, h in left.items() if h not in used])


def _is_over(it: Occasion, services: Services) -> bool:
    """After the close no mail leads to the survey any more, and its store is not opened anew."""
    has_pull = services.ledger.pulls.get(it.id, it.round) is not None
    return has_pull or services.clock.now(it.id) >= it.plan.survey_closes


def _opened(it: Occasion, services: Services) -> Occasion:
    """A list that came late moves the opening and the reminders, never the close."""
    now = services.clock.now(it.id)
    if services.ledger.surveys.of(it.id, it.round) or now.date() <= it.plan.survey_opens.date():
        return it
    plan = open_later(it.plan, now, services.calendar)
    services.ledger.meetings.set_plan(it.id, plan)
    return replace(it, plan=plan)


def recipient(member: Member) -> Recipient:
    return Recipient(member.id, member.name, member.email)


def link_of(it: Occasion, services: Services, member: Member) -> str:
    return f"{services.base_url}/s/{_token(it, services, member)}"


def _token(it: Occasion, services: Services, member: Member) -> str:
    return services.tokens.invitation(it.id, it.round, member.id)
