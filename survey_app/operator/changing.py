"""What can be changed of a meeting, one entry each: what is asked, what it will do, and doing it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from data_contracts.new_coordinator import read_new_coordinator
from domain.acts import Act, ActKind
from domain.changes.cancel import cancel_meeting, what_cancelling_does
from domain.changes.extend import extend_survey, what_extending_does
from domain.changes.follow_up import (
    agree_on_follow_up,
    decline_follow_up,
    what_agreeing_does,
    what_declining_does,
)
from domain.changes.move import move_meeting, what_moving_does
from domain.changes.new_coordinator import replace_coordinator, what_replacing_does
from domain.errors import BadInput, Fault
from domain.meeting import COPENHAGEN
from domain.ports import Services
from survey_app.forms import PostedForm

DAY, HOUR, MONTHS = "dato", "tid", "maaneder"
NEW_COORDINATOR = ("navn", "mail", "telefon", "adresse")
FIELD_OF = dict(zip(("name", "email", "phone", "postal_address"), NEW_COORDINATOR, strict=True))


@dataclass(frozen=True)
class Proposal:
    """`says` is what carrying it out will do. `carry_out(by, reason, after)` raises Refused as asking did,
    and where the act of the number `after` is not the meeting's last one any more."""

    says: tuple[str, ...]
    carry_out: Callable[[str, str, int], Act]


@dataclass(frozen=True)
class Change:
    """`propose` raises BadInput whose faults' places are the fields' names, and Refused."""

    title: str
    button: str
    kind: ActKind
    fields: tuple[str, ...]
    propose: Callable[[str, PostedForm, Services], Proposal]


def _move(meeting_id: str, form: PostedForm, services: Services) -> Proposal:
    to = datetime.combine(_day(form), _hour(form), COPENHAGEN)
    return Proposal(
        what_moving_does(meeting_id, to, services),
        lambda by, reason, after: move_meeting(
            meeting_id, to, by=by, reason=reason, services=services, after=after
        ),
    )


def _extend(meeting_id: str, form: PostedForm, services: Services) -> Proposal:
    closes_on = _day(form)
    return Proposal(
        what_extending_does(meeting_id, closes_on, services),
        lambda by, reason, after: extend_survey(
            meeting_id, closes_on, by=by, reason=reason, services=services, after=after
        ),
    )


def _cancel(meeting_id: str, _: PostedForm, services: Services) -> Proposal:
    return Proposal(
        what_cancelling_does(meeting_id, services),
        lambda by, reason, after: cancel_meeting(
            meeting_id, by=by, reason=reason, services=services, after=after
        ),
    )


def _replace(meeting_id: str, form: PostedForm, services: Services) -> Proposal:
    name, email, phone, postal_address = map(form.get, NEW_COORDINATOR)
    try:
        new = read_new_coordinator(name=name, email=email, phone=phone, postal_address=postal_address)
    except BadInput as error:
        raise BadInput([Fault(FIELD_OF[one.where], one.what, one.cure) for one in error.faults]) from None
    return Proposal(
        what_replacing_does(meeting_id, new, services),
        lambda by, reason, after: replace_coordinator(
            meeting_id, new, by=by, reason=reason, services=services, after=after
        ),
    )


def _agree(meeting_id: str, form: PostedForm, services: Services) -> Proposal:
    written = form.get(MONTHS)
    if not written.isascii() or not written.isdigit() or len(written) > 2:
        raise BadInput([Fault(MONTHS, "Vælg en af dagene på listen.", "")])
    months = int(written)
    return Proposal(
        what_agreeing_does(meeting_id, months, services),
        lambda by, reason, after: agree_on_follow_up(
            meeting_id, months, by=by, reason=reason, services=services, after=after
        ),
    )


def _decline(meeting_id: str, _: PostedForm, services: Services) -> Proposal:
    return Proposal(
        what_declining_does(meeting_id, services),
        lambda by, reason, after: decline_follow_up(
            meeting_id, by=by, reason=reason, services=services, after=after
        ),
    )


CHANGES: Mapping[str, Change] = {
    "flyt": Change("Flyt mødet", "Flyt mødet", ActKind.MOVED, (DAY, HOUR), _move),
    "forlaeng": Change("Lad spørgeskemaet være åbent længere", "Forlæng", ActKind.EXTENDED, (DAY,), _extend),
    "modeleder": Change(
        "Ny mødeleder", "Skift mødeleder", ActKind.COORDINATOR_REPLACED, NEW_COORDINATOR, _replace
    ),
    "opfoelgning": Change(
        "Aftal eller flyt opfølgningen", "Gem opfølgningen", ActKind.FOLLOW_UP_AGREED, (MONTHS,), _agree
    ),
    "ingen-opfoelgning": Change(
        "Ingen opfølgning", "Sig nej til opfølgningen", ActKind.FOLLOW_UP_DECLINED, (), _decline
    ),
    "aflys": Change("Aflys mødet", "Aflys mødet", ActKind.CANCELLED, (), _cancel),
}


def _day(form: PostedForm) -> date:
    try:
        return date.fromisoformat(form.get(DAY).strip())
    except ValueError:
        raise BadInput([Fault(DAY, "Datoen kan ikke læses.", "Skriv den som 2027-03-18.")]) from None


def _hour(form: PostedForm) -> time:
    try:
        return time.fromisoformat(form.get(HOUR).strip().replace(".", ":"))
    except ValueError:
        raise BadInput([Fault(HOUR, "Klokkeslættet kan ikke læses.", "Skriv det som 16:00.")]) from None
