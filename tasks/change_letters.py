"""Who gets which mail of a change, and what it carries."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from domain.acts import Act, ActKind
from domain.changes.account import account
from domain.changes.reasons import COORDINATOR
from domain.changes.situation import invited
from domain.claimed_mail import SETTLED, may_be_tried
from domain.mails import FileAttachment, MailKey, MailKind, MailOutcome
from domain.meeting import ROUND_1, ROUND_2, Member
from domain.ports import Services
from tasks.change_papers import facts, papers, removal
from tasks.follow_up import in_the_calendar
from tasks.mailing import Recipient, consultant, coordinator, send
from tasks.member_mailing import link_of, recipient, round_key
from tasks.occasion import Occasion, occasion

CHANGE_MAILS = (
    MailKind.CONSULTANT_CHANGE,
    MailKind.COORDINATOR_MOVED,
    MailKind.COORDINATOR_EXTENDED,
    MailKind.COORDINATOR_CANCELLED,
    MailKind.COORDINATOR_WELCOME,
    MailKind.COORDINATOR_FAREWELL,
    MailKind.COORDINATOR_MEMBERS,
    MailKind.COORDINATOR_FOLLOW_UP_CHANGED,
    MailKind.MEMBER_MOVED,
    MailKind.MEMBER_EXTENDED,
    MailKind.MEMBER_CANCELLED,
)
Outcomes = Iterable[MailOutcome]


def farewell(act: Act, services: Services) -> list[MailOutcome]:
    """To whoever had the meeting before; then the ledger forgets who that was."""
    former = services.ledger.changes.former_coordinator(act)
    if former is None:
        return []
    to = Recipient("former_coordinator", former.name, former.email)
    outcome = _send(act, services, MailKind.COORDINATOR_FAREWELL, to, former=former.name, link="")
    if outcome in SETTLED:
        services.ledger.changes.forget_former_coordinator(act)
    return [outcome]


def _moved(act: Act, services: Services) -> Outcomes:
    yield _with_papers(act, services, MailKind.COORDINATOR_MOVED)
    yield _to_consultant(act, services)
    it = _it(act, services)
    for member in _members(act, services):
        link = link_of(it, services, member)
        yield _send(act, services, MailKind.MEMBER_MOVED, recipient(member), link=link)


def _extended(act: Act, services: Services) -> Outcomes:
    yield _with_papers(act, services, MailKind.COORDINATOR_EXTENDED)
    yield _to_consultant(act, services)
    it = _it(act, services)
    if services.clock.now(it.id) >= it.plan.survey_closes:
        return
    used = services.answers.used(round_key(it.id, it.round))
    links = services.ledger.invitations.of(it.id, it.round)
    for member in _members(act, services):
        if links.get(member.id, "") not in used:
            link = link_of(it, services, member)
            yield _send(act, services, MailKind.MEMBER_EXTENDED, recipient(member), link=link)


def _cancelled(act: Act, services: Services) -> Outcomes:
    was_open, off = bool(act.detail["was_open"]), removal(act, _it(act, services), services)
    kind, to = MailKind.COORDINATOR_CANCELLED, _coordinator(act, services)
    yield _send(act, services, kind, to, carries=off, is_open=was_open)
    yield _to_consultant(act, services)
    for member in _members(act, services):
        yield _send(act, services, MailKind.MEMBER_CANCELLED, recipient(member), link="", is_open=was_open)


def _replaced(act: Act, services: Services) -> Outcomes:
    yield _with_papers(act, services, MailKind.COORDINATOR_WELCOME)
    yield _to_consultant(act, services)


def _members_changed(act: Act, services: Services) -> Outcomes:
    """Whoever did it on the page has seen the receipt."""
    if act.by != COORDINATOR:
        yield _send(act, services, MailKind.COORDINATOR_MEMBERS, _coordinator(act, services), **act.detail)


def _agreed(act: Act, services: Services) -> Outcomes:
    it = _it(act, services)
    plan = services.ledger.meetings.plan(it.id, ROUND_2)
    dates = (in_the_calendar(it, services, plan),) if plan else ()
    kind, to = MailKind.COORDINATOR_FOLLOW_UP_CHANGED, _coordinator(act, services)
    yield _send(act, services, kind, to, carries=dates, follow_up=plan)
    yield _to_consultant(act, services)


def _declined(act: Act, services: Services) -> Outcomes:
    was_open = bool(act.detail["was_open"])
    kind, to = MailKind.COORDINATOR_FOLLOW_UP_CHANGED, _coordinator(act, services)
    yield _send(act, services, kind, to, is_open=was_open)
    yield _to_consultant(act, services)
    for member in _members(act, services, ROUND_2) if was_open else ():
        to = recipient(member)
        yield _send(act, services, MailKind.MEMBER_CANCELLED, to, round=ROUND_2, link="", is_open=True)


LETTERS: Mapping[ActKind, Callable[[Act, Services], Outcomes]] = {
    ActKind.MOVED: _moved,
    ActKind.EXTENDED: _extended,
    ActKind.CANCELLED: _cancelled,
    ActKind.COORDINATOR_REPLACED: _replaced,
    ActKind.MEMBERS_CHANGED: _members_changed,
    ActKind.FOLLOW_UP_AGREED: _agreed,
    ActKind.FOLLOW_UP_DECLINED: _declined,
}


def _with_papers(act: Act, services: Services, kind: MailKind) -> MailOutcome:
    """To the coordinator: before the meeting with the papers that have changed, filed anew."""
    it, to = _it(act, services), _coordinator(act, services)
    standing = services.ledger.mails.get(MailKey(it.id, act.round, kind, to.id, act.number))
    if standing and not may_be_tried(standing, services):
        return standing.outcome
    return _send(act, services, kind, to, **papers(act, services))


def _to_consultant(act: Act, services: Services) -> MailOutcome:
    to = consultant(_it(act, services))
    return _send(act, services, MailKind.CONSULTANT_CHANGE, to, changes=account(act))


def _coordinator(act: Act, services: Services) -> Recipient:
    return coordinator(_it(act, services).meeting)


def _members(act: Act, services: Services, round: int | None = None) -> list[Member]:
    """On the list now, and invited before the change: whoever was invited later was told what is so now."""
    ids = invited(act.meeting_id, round or act.round, services, before=act.at)
    return [member for member in services.ledger.members.of(act.meeting_id) if member.id in ids]


def _it(act: Act, services: Services, round: int | None = None) -> Occasion:
    """Of the change's round; a follow-up that was called off has no dates any more, so round 1's then."""
    wanted = round or act.round
    planned = services.ledger.meetings.plan(act.meeting_id, wanted) is not None
    return occasion(act.meeting_id, services, wanted if planned else ROUND_1)


def _send(
    act: Act,
    services: Services,
    kind: MailKind,
    to: Recipient,
    *,
    round: int | None = None,
    carries: tuple[FileAttachment, ...] = (),
    **context: Any,
) -> MailOutcome:
    it = _it(act, services, round)
    told = {**facts(act, it, services), **context}
    belongs = round or act.round  # never by the dates there are now: the same mail would be owed anew
    return send(it, services, kind, to, round=belongs, sequence=act.number, carries=carries, **told)
