"""Packages, and what draws documents from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Protocol

from domain.appointments import Appointment
from domain.meeting import Order, Plan
from domain.package import Package
from domain.report import DeckModel


class Packages(Protocol):
    def get(self, package_id: str) -> Package:
        """Raises NotFound naming the known packages, BadInput when the folder has faults."""
        ...

    def ids(self) -> tuple[str, ...]: ...


class Documents(Protocol):
    """Typst sheets: `name` is a template in templates/documents/, `data` is what JSON can carry."""

    def render(self, name: str, data: Mapping[str, Any]) -> bytes:
        """A4 PDF bytes; the same data give the same bytes."""
        ...


class Appointments(Protocol):
    """Files for calendars."""

    def render(self, appointments: Sequence[Appointment], order: Order, made_on: date) -> bytes:
        """One iCalendar file to publish, the order's coordinator its organiser; same call, same bytes."""
        ...


class Deck(Protocol):
    def check(self) -> None:
        """Raises BadInput naming what the PowerPoint master lacks."""
        ...

    def render(self, model: DeckModel) -> bytes:
        """PowerPoint bytes; the same model gives the same bytes."""
        ...


class Pictures(Protocol):
    """matplotlib pictures as PNG bytes, deterministic."""

    def timeline(self, plan: Plan, now: datetime) -> bytes:
        """The meeting's dates for operators."""
        ...
