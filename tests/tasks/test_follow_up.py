"""Thanks and follow-up: what was agreed happens, and nothing else."""

from __future__ import annotations

import pytest
from icalendar import Calendar

from domain.errors import Refused, TryAgain
from domain.follow_up_choice import follow_up_choice
from domain.mails import MailKind
from domain.planning import follow_up_notice
from domain.ports import Decision
from tasks.follow_up import announcement, follow_up
from tasks.thanks import thanks
from tests.ledgers import forget_done
from tests.tasks.house import House, text_of


@pytest.fixture
def held(house: House) -> House:
    """The day after the meeting."""
    house.at(house.planned().thanks)
    return house


def said(house: House, choice: str, months: int | None = None) -> None:
    """On the coordinator's page."""
    detail = {"months": months} if months else {}
    house.ledger.records.decide(house.id, 1, Decision("follow_up", choice, detail, "web"))


def agreed(house: House, choice: str, months: int = 9) -> None:
    """With the consultant on the phone."""
    detail = {"follow_up": choice, "months": months}
    house.ledger.records.decide(house.id, 1, Decision("consultation", "confirmed", detail, "AB"))


def thanked(house: House) -> str:
    assert thanks.fn(house.id, house) == "1 sent"
    (mail,) = house.mails(MailKind.COORDINATOR_THANKS)
    return text_of(mail)


def test_who_agreed_on_a_follow_up_reads_its_date(held: House) -> None:
    agreed(held, "yes", 6)
    text = thanked(held)
    assert "september 2027" in text
    assert "Vil I se, om noget ændrer sig?" not in text


def test_an_agreed_follow_up_comes_for_the_calendar_and_again_when_it_begins(held: House) -> None:
    agreed(held, "yes", 9)
    thanked(held)
    follow_up.fn(held.id, held)
    announcement.fn(held.id, held, round=2)
    plan = held.ledger.meetings.plan(held.id, 2)
    assert plan is not None
    first, second = (
        Calendar.from_ical(mail.attachments[0].content).events
        for kind in (MailKind.COORDINATOR_THANKS, MailKind.COORDINATOR_FOLLOW_UP)
        for mail in held.mails(kind)
    )
    for events in (first, second):
        assert [e.start for e in events] == [plan.survey_closes.date(), plan.meeting_starts.date()]
    assert [event["uid"] for event in first] == [event["uid"] for event in second]
    assert [e["sequence"] for e in (*first, *second)] == [0, 0, 1, 1]


@pytest.mark.parametrize("choice", ["no", "later"])
def test_without_an_agreement_nothing_comes_for_the_calendar(held: House, choice: str) -> None:
    agreed(held, choice)
    thanked(held)
    assert held.mails()[0].attachments == ()


@pytest.mark.parametrize(("choice", "asks"), [("yes", False), ("no", False), ("later", True)])
def test_the_page_is_named_for_what_can_be_done_there(held: House, choice: str, asks: bool) -> None:
    """Agreements are always written there; while the follow-up is undecided it has a form for that too."""
    agreed(held, choice)
    text = thanked(held)
    page = f"{held.base_url}/k/{held.tokens.coordinator(held.id)}"
    assert f"Skriv jeres aftaler: {page}/efter#aftaler" in text
    assert (f"{page}/efter#opfoelgning" in text) is asks


def test_who_has_not_answered_is_asked(held: House) -> None:
    assert "Vil I se, om noget ændrer sig?" in thanked(held)


def test_who_said_later_is_asked(held: House) -> None:
    agreed(held, "later")
    assert "Vil I se, om noget ændrer sig?" in thanked(held)


def test_who_declined_is_not_asked_again(held: House) -> None:
    agreed(held, "no")
    text = thanked(held)
    assert "Vil I se, om noget ændrer sig?" not in text
    assert "takket nej" in text


def test_the_coordinators_own_word_stands_over_the_phone_call(house: House) -> None:
    agreed(house, "yes", 9)
    assert follow_up_choice(house.id, house) == ("yes", 9)
    said(house, "no")
    assert follow_up_choice(house.id, house) == ("no", None)


def test_thanks_are_sent_once(held: House) -> None:
    thanked(held)
    forget_done(held.ledger, held.id, 1, ["thanks"])
    thanked(held)


def test_an_agreed_follow_up_is_planned_and_its_run_scheduled_in_time(held: House) -> None:
    agreed(held, "yes", 7)
    assert follow_up.fn(held.id, held) == "scheduled"
    plan = held.ledger.meetings.plan(held.id, 2)
    assert plan is not None
    assert (plan.round, plan.survey_closes.year, plan.survey_closes.month) == (2, 2027, 10)
    assert held.runs.started == [(held.id, 2, follow_up_notice(plan, held.calendar))]
    assert held.mails() == []


def test_a_declined_follow_up_plans_and_mails_nothing(held: House) -> None:
    said(held, "no")
    assert follow_up.fn(held.id, held) == "declined"
    assert held.ledger.meetings.plan(held.id, 2) is None
    assert held.runs.started == []
    assert held.mails() == []


def test_a_question_nobody_answered_goes_to_the_operator_and_to_no_member(held: House) -> None:
    held.have_members()
    assert follow_up.fn(held.id, held) == "nobody answered: 1 sent"
    (mail,) = held.mails()
    assert (mail.kind, mail.to_address) == (MailKind.CONSULTANT_ATTENTION, "mette@kiap.example")
    assert held.ledger.meetings.plan(held.id, 2) is None
    assert held.runs.started == []


def test_an_engine_out_of_reach_delays_the_follow_up_and_keeps_its_date(held: House) -> None:
    said(held, "yes", 8)
    held.runs.answers = False
    with pytest.raises(TryAgain):
        follow_up.fn(held.id, held)
    plan = held.ledger.meetings.plan(held.id, 2)
    assert plan is not None
    held.runs.answers = True
    held.wall.walk(days=2)
    assert follow_up.fn(held.id, held) == "scheduled"
    assert held.ledger.meetings.plan(held.id, 2) == plan


def test_months_outside_6_to_12_are_refused_and_plan_nothing(held: House) -> None:
    said(held, "yes", 3)
    with pytest.raises(Refused, match="6–12"):
        follow_up.fn(held.id, held)
    assert held.ledger.meetings.plan(held.id, 2) is None


def test_the_coordinator_hears_once_that_the_follow_up_begins(held: House) -> None:
    held.database.meetings.set_plan(held.id, held.planned(2))
    for _ in range(2):
        assert announcement.fn(held.id, held, round=2) == "1 sent"
        forget_done(held.ledger, held.id, 2, ["announcement"])
    (mail,) = held.mails()
    assert (mail.kind, mail.to_address) == (MailKind.COORDINATOR_FOLLOW_UP, "aase@praksis.example")
