"""Which packages can be ordered, and from which day."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from domain.errors import BadInput, NotFound
from domain.package import Package
from domain.planning import earliest_meeting_day
from domain.ports import Services


@dataclass(frozen=True)
class Offer:
    package: Package
    earliest: date


def offers(services: Services) -> dict[str, Offer]:
    """By package id. A package with blanks or faults is not offered, and takes no other with it."""
    now = services.clock.now()
    return {
        package.id: Offer(package, earliest_meeting_day(package.timing, services.calendar, now))
        for package in _readable(services)
        if not package.blanks
    }


def _readable(services: Services) -> Iterator[Package]:
    for package_id in services.packages.ids():
        with suppress(BadInput, NotFound):
            yield services.packages.get(package_id)
