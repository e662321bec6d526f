"""Appointments become an iCalendar file (RFC 5545) that every calendar can open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time

from icalendar import Calendar, Event, vCalAddress, vText

from domain.appointments import Appointment
from domain.meeting import Order


class IcsAppointments:
    """Implements `domain.ports.Appointments`."""

    def render(self, appointments: Sequence[Appointment], order: Order, made_on: date) -> bytes:
        calendar = Calendar()
        calendar.add("prodid", "-//KiAP//Klyngeflow//DA")
        calendar.add("version", "2.0")
        off = all(appointment.is_cancelled for appointment in appointments)
        calendar.add("method", "CANCEL" if off else "PUBLISH")
        for appointment in appointments:
            calendar.add_component(_event(appointment, order, made_on))
        years = sorted(appointment.starts.year for appointment in appointments)
        # Only the years in question: Outlook reads no long list of changes of the clock.
        calendar.add_missing_timezones(date(years[0], 1, 1), date(years[-1] + 1, 1, 1))
        return bytes(calendar.to_ical())


def _event(appointment: Appointment, order: Order, made_on: date) -> Event:
    event = Event()
    event.add("uid", appointment.uid)
    event.add("sequence", appointment.sequence)
    event.add("dtstamp", datetime.combine(made_on, time(), UTC))
    if appointment.is_cancelled:
        event.add("status", "CANCELLED")
    event.add("summary", appointment.title)
    event.add("description", appointment.description)
    event.add("dtstart", appointment.starts)
    if appointment.ends:
        event.add("dtend", appointment.ends)
    else:
        event.add("transp", "TRANSPARENT")
    if appointment.place:
        event.add("location", appointment.place)
    organiser = vCalAddress(f"mailto:{order.coordinator_email}")
    organiser.params["cn"] = vText(order.coordinator_name)
    event.add("organizer", organiser)
    return event
