"""Intake and consultation: the meeting is planned, and the consultant hears whom to call."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from domain.errors import BadInput, Refused
from domain.mails import MailKind
from domain.meeting import COPENHAGEN
from domain.ports import Decision
from tasks.consultation import consultation
from tasks.intake import intake
from tasks.occasion import occasion
from tasks.step import DONE_BEFORE
from tests.ledgers import ORDER, START, forget_done
from tests.tasks.house import House, OnePackage, text_of


def test_intake_plans_the_meeting_and_tells_the_consultant_whom_to_call(unplanned: House) -> None:
    assert intake.fn(unplanned.id, unplanned) == "2 sent"
    plan = unplanned.ledger.meetings.plan(unplanned.id, 1)
    assert plan is not None
    assert plan.meeting_starts == ORDER.meeting_starts
    (mail,) = unplanned.mails(MailKind.CONSULTANT_NEW_ORDER)
    assert mail.to_address == "mette@kiap.example"
    text = text_of(mail)
    for fact in (ORDER.phone, ORDER.coordinator_name, ORDER.postal_address, "24"):
        assert fact in text


def test_intake_tells_the_coordinator_what_was_ordered_and_who_calls(unplanned: House) -> None:
    intake.fn(unplanned.id, unplanned)
    (mail,) = unplanned.mails(MailKind.ORDER_RECEIVED)
    assert (mail.to_address, mail.reply_to_address) == (ORDER.coordinator_email, "mette@kiap.example")
    text = text_of(mail)
    for fact in (
        "Trivsel og arbejdsglæde",
        "Klynge Nord i Region Midtjylland",
        "torsdag den 11. marts 2027 kl. 16.00",
        "Torsdag den 18. februar 2027 åbner spørgeskemaet",
        "Torsdag den 4. marts 2027 lukker det kl. 12.00",
        "Mette Mønster ringer til dig",
        "Har du ikke bestilt noget, så skriv det til os",
    ):
        assert fact in text, fact


def test_the_receipt_repeats_no_free_text_that_a_stranger_could_have_typed(tmp_path: Path) -> None:
    house = House(tmp_path, planned=False)
    wishes = replace(ORDER, cluster="Syd", wishes="Køb mine piller", meeting_place="Køb dem her")
    house.id = house.database.meetings.add(wishes, "kiap", START)
    intake.fn(house.id, house)
    (mail,) = house.mails(MailKind.ORDER_RECEIVED)
    assert "Køb" not in mail.subject + mail.text + mail.html
    assert "http" not in mail.text


def test_intake_mails_consultant_and_coordinator_once_each(unplanned: House) -> None:
    intake.fn(unplanned.id, unplanned)
    assert intake.fn(unplanned.id, unplanned) == DONE_BEFORE
    forget_done(unplanned.ledger, unplanned.id, 1, ["intake"])
    assert intake.fn(unplanned.id, unplanned) == "2 sent"
    assert len(unplanned.mails()) == 2


def test_the_plan_is_the_one_from_the_day_of_the_order_however_late_the_run_starts(unplanned: House) -> None:
    unplanned.wall.walk(days=50)
    intake.fn(unplanned.id, unplanned)
    plan = unplanned.ledger.meetings.plan(unplanned.id, 1)
    assert plan is not None
    assert plan.survey_opens.date().isoformat() == "2027-02-18"


def test_a_package_with_blanks_stops_a_real_order_before_anything_happens(unplanned: House) -> None:
    assert isinstance(unplanned.packages, OnePackage)
    unplanned.packages = unplanned.packages.changed(blanks=("package.md:3 the podcast's address",))
    with pytest.raises(Refused, match="klyngeflow check trivsel"):
        intake.fn(unplanned.id, unplanned)
    assert unplanned.ledger.meetings.plan(unplanned.id, 1) is None
    assert unplanned.mails() == []


def decide(house: House, **detail: object) -> None:
    house.ledger.records.decide(house.id, 1, Decision("consultation", "confirmed", detail, "AB"))


def test_a_consultation_without_a_new_date_leaves_the_plan(house: House) -> None:
    decide(house, follow_up="yes", months=9)
    assert consultation.fn(house.id, house) == "the dates stand"
    assert house.ledger.meetings.plan(house.id, 1) == house.planned()


def test_a_meeting_moved_at_the_consultation_is_planned_anew_and_told_so_in_every_mail(house: House) -> None:
    moved = datetime(2027, 4, 8, 17, 30, tzinfo=COPENHAGEN)
    decide(house, meeting_starts=moved.isoformat())
    assert consultation.fn(house.id, house) == "the meeting was moved"
    it = occasion(house.id, house, 1)
    assert it.plan.meeting_starts == it.meeting.order.meeting_starts == moved
    assert it.plan.survey_opens.date().isoformat() == "2027-03-18"
    assert house.ledger.meetings.get(house.id).order.meeting_starts == ORDER.meeting_starts


def test_a_moved_date_that_has_become_too_soon_is_refused_and_the_plan_stands(house: House) -> None:
    decide(house, meeting_starts=datetime(2027, 1, 8, 16, tzinfo=COPENHAGEN).isoformat())
    with pytest.raises(Refused, match="Tidligste mødedato"):
        consultation.fn(house.id, house)
    assert house.ledger.meetings.plan(house.id, 1) == house.planned()
    assert not house.ledger.records.is_done(house.id, 1, "consultation")


def test_a_step_that_fails_is_not_done_and_can_be_repeated(unplanned: House) -> None:
    class Broken:
        def compose(self, kind: MailKind, package: object, context: object) -> object:
            raise BadInput([])

    whole, unplanned.letters = unplanned.letters, Broken()  # type: ignore[assignment]
    with pytest.raises(BadInput):
        intake.fn(unplanned.id, unplanned)
    assert not unplanned.ledger.records.is_done(unplanned.id, 1, "intake")
    unplanned.letters = whole
    assert intake.fn(unplanned.id, unplanned) == "2 sent"
