"""Calendar files, read back with the library that others read them with."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar

from adapters.appointments import IcsAppointments
from domain.appointments import follow_up_appointments, meeting_appointment
from domain.meeting import COPENHAGEN, Meeting, Plan
from tests.ledgers import ORDER
from tests.tasks.house import trivsel

STARTS = ORDER.meeting_starts
PLAN = Plan(
    1, STARTS - timedelta(21), (), STARTS - timedelta(7, hours=4), STARTS - timedelta(5), STARTS, STARTS
)
TODAY = date(2027, 1, 4)


def meeting(**changes: Any) -> Meeting:
    return Meeting("trivsel-abc123", replace(ORDER, **changes), "kiap", STARTS)


def written(**changes: Any) -> bytes:
    held = meeting(**changes)
    appointment = meeting_appointment(held, trivsel(), PLAN, "kiap.example")
    return IcsAppointments().render([appointment], held.order, TODAY)


def read(content: bytes) -> Any:
    return Calendar.from_ical(content)


def test_a_calendar_reads_when_and_where_the_meeting_is() -> None:
    calendar = read(written(meeting_place="Sognegården; sal 2, 1. sal"))
    (event,) = calendar.events
    assert calendar["method"] == "PUBLISH"
    assert event.start == STARTS
    assert event.end == STARTS + timedelta(minutes=150)
    assert event["dtstart"].params["tzid"] == "Europe/Copenhagen"
    assert event["location"] == "Sognegården; sal 2, 1. sal"
    assert event["summary"] == "Klyngemøde: Trivsel og arbejdsglæde (Klynge Nord)"
    assert "torsdag den 4. marts 2027 kl. 12.00" in event["description"]
    assert (event["uid"], event["sequence"]) == ("trivsel-abc123@kiap.example", 0)
    assert event["dtstamp"].dt == datetime(2027, 1, 4, tzinfo=UTC)
    assert event["organizer"] == "mailto:aase@praksis.example"
    assert event["organizer"].params["cn"] == "Åse Ærlig"


@pytest.mark.parametrize("month", [3, 7, 12])
def test_the_file_brings_its_own_time_zone(month: int) -> None:
    starts = datetime(2027, month, 11, 16, tzinfo=COPENHAGEN)
    calendar = read(written(meeting_starts=starts))
    (zone,) = calendar.timezones
    assert zone.tz_name == "Europe/Copenhagen"
    assert zone.to_tz().utcoffset(starts.replace(tzinfo=None)) == starts.utcoffset()
    assert b"RDATE" not in written(meeting_starts=starts)


def test_without_a_place_none_is_written() -> None:
    assert b"LOCATION" not in written()


def test_the_same_meeting_and_day_give_the_same_bytes() -> None:
    assert written() == written()


def test_no_value_can_make_a_line_of_its_own() -> None:
    content = written(meeting_place="Her\r\nATTENDEE:mailto:x@y.example", coordinator_name='Eva "x";CN=Bo:')
    (event,) = read(content).events
    assert "attendee" not in event
    assert b"\r\nATTENDEE" not in content
    assert event["organizer"] == "mailto:aase@praksis.example"


def test_lines_are_folded_and_end_in_crlf() -> None:
    content = written()
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert max(map(len, content.split(b"\r\n"))) <= 75


def test_the_follow_up_is_two_days_that_make_nobody_busy() -> None:
    held = meeting()
    events = read(
        IcsAppointments().render(
            follow_up_appointments(held, trivsel(), PLAN, "kiap.example", 1), held.order, TODAY
        )
    ).events
    assert [event.start for event in events] == [date(2027, 3, 4), date(2027, 3, 11)]
    assert {event["transp"] for event in events} == {"TRANSPARENT"}
    assert {event["sequence"] for event in events} == {1}
    assert len({event["uid"] for event in events} | {"trivsel-abc123@kiap.example"}) == 3
    assert "lukker kl. 12.00" in events[0]["summary"]


def test_an_appointment_shows_no_place_in_a_log() -> None:
    appointment = meeting_appointment(meeting(meeting_place="Hos Eva"), trivsel(), PLAN, "kiap.example")
    assert repr(appointment) == "Appointment(trivsel-abc123@kiap.example)"
