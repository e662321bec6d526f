"""An order from a file: checked whole, then taken in."""

from __future__ import annotations

from data_contracts.order import read_order
from domain.errors import Refused
from domain.meeting import Order
from domain.ordering import AnotherDate, Taken, take_order
from domain.planning import earliest_meeting_day
from domain.ports import Services


def checked_order(content: bytes, services: Services) -> Order:
    """Raises BadInput with every fault, before any effect."""
    now = services.clock.now()
    packages = services.packages.ids()
    order = read_order(content, packages=packages, now=now)
    package = services.packages.get(order.package_id)
    earliest = earliest_meeting_day(package.timing, services.calendar, now)
    return read_order(content, packages=packages, now=now, earliest=earliest)


def take_from_file(content: bytes, services: Services, *, as_new_meeting: bool) -> Taken:
    """Raises BadInput for a faulty file, and Refused with the option that answers the question."""
    try:
        return take_order(checked_order(content, services), services, as_new_meeting=as_new_meeting)
    except AnotherDate as question:
        raise Refused(
            f"{question} Er det et nyt møde, så bestil med --as-new. "
            "Er mødet flyttet, så ret datoen i konsultationen."
        ) from None
