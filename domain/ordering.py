"""Takes an order in: what one may be refused for, and when it is in the ledger, its run."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from domain.changes.called_off import is_cancelled
from domain.errors import KlyngeflowError, Refused
from domain.meeting import ROUND_1, Meeting, Order
from domain.ports import Services
from domain.purges import purged_on
from domain.retention import What

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class OrderLimits:
    """The most orders of one day on the page that nobody has confirmed: to one mail address, and in all."""

    to_one_address: int = 3
    in_all: int = 40


ORDER_LIMITS = OrderLimits()


@dataclass(frozen=True)
class Taken:
    """`is_new` is False when the ledger had the meeting already, as `order` tells it."""

    meeting_id: str
    order: Order
    is_new: bool


class AnotherDate(Refused):
    """The cluster has ordered the package for another day: is it a new meeting, or has the old one moved?"""

    def __init__(self, order: Order, meeting_id: str) -> None:
        super().__init__(
            f"{order.cluster_named} har allerede bestilt {order.package_id} på en anden dato ({meeting_id})."
        )


class NameTaken(Refused):
    """Another region's cluster of the same name has a meeting on that day: the two would be one."""


class DayCancelled(NameTaken):
    """The cluster's own meeting on that day was cancelled; its links and mails cannot be brought back."""


class TooManyOrders(Refused):
    """More unconfirmed orders in a day than people make; said to whoever sends the next one."""


def take_order(order: Order, services: Services, *, as_new_meeting: bool = False) -> Taken:
    """Commits the order; the same order again changes nothing. `start_run` comes after it.

    Raises Refused for blanks in the package, NameTaken, and AnotherDate unless it is `as_new_meeting`.
    """
    _refuse_blanks(order, services)
    known = services.ledger.meetings.all()
    for meeting in known:
        if meeting.id == order.meeting_id():
            _refuse_cancelled(meeting, services)
            return _known(order, meeting)
    other = other_meeting(order, known, services)
    if other and not as_new_meeting:
        raise AnotherDate(order, other.id)
    consultant = services.consultant_for(order.region)
    ordered_at = services.clock.real_now()
    meeting_id = services.ledger.meetings.add(order, consultant.id, ordered_at)
    # Of two at the same moment one is in the ledger: what stands there is what was ordered.
    return Taken(meeting_id, services.ledger.meetings.get(meeting_id).order, is_new=True)


def start_run(meeting_id: str, services: Services) -> bool:
    """The order is taken whatever the engine says; upkeep repeats the start and tells what is wrong."""
    try:
        return services.runs.start(meeting_id)
    except KlyngeflowError:
        return False


def is_confirmed(meeting_id: str, services: Services) -> bool:
    """Whether a consultant has talked with who ordered it: before that it may be anybody's invention."""
    return services.ledger.records.decision(meeting_id, ROUND_1, "consultation") is not None


def other_meeting(order: Order, known: Iterable[Meeting], services: Services) -> Meeting | None:
    """One of the same cluster and package on another day, unless that is cancelled, or so long over that
    its names are deleted."""
    others = (meeting for meeting in known if is_another_of(meeting.order, order))
    standing = (meeting for meeting in others if not is_cancelled(meeting.id, services))
    return next((m for m in standing if not purged_on(m.id, What.PEOPLE, services)), None)


def is_another_of(known: Order, order: Order) -> bool:
    """The same cluster and package on another day."""
    return _cluster_and_package(known) == _cluster_and_package(order) and known.identity() != order.identity()


def check_room(order: Order, services: Services, limits: OrderLimits) -> None:
    """Raises TooManyOrders when the page's unconfirmed orders of a day are as many as the limits allow."""
    today = _unconfirmed_of_one_day(services)
    address = order.coordinator_email.casefold()
    at_address = [meeting for meeting in today if meeting.order.coordinator_email.casefold() == address]
    if len(at_address) >= limits.to_one_address or len(today) >= limits.in_all:
        raise TooManyOrders("Vi kan ikke tage imod flere bestillinger på siden lige nu.")


def _unconfirmed_of_one_day(services: Services) -> Sequence[Meeting]:
    since = services.clock.real_now() - ONE_DAY
    return [
        meeting
        for meeting in services.ledger.meetings.all()
        if meeting.ordered_at > since
        and meeting.order.terms  # KiAP's own orders are not counted
        and not is_confirmed(meeting.id, services)
    ]


def _known(order: Order, meeting: Meeting) -> Taken:
    if meeting.order.region != order.region:
        raise NameTaken(
            f"En klynge i {meeting.order.region} med samme navn har bestilt pakken til den dag. "
            "Skriv noget mere i klyngens navn, så de kan kendes fra hinanden."
        )
    return Taken(meeting.id, meeting.order, is_new=False)


def _refuse_cancelled(meeting: Meeting, services: Services) -> None:
    if is_cancelled(meeting.id, services):
        raise DayCancelled(
            "Klyngens møde den dag er aflyst, og det kan ikke sættes i gang igen. "
            "Vælg en anden dag, eller ring til KiAP."
        )


def _refuse_blanks(order: Order, services: Services) -> None:
    package = services.packages.get(order.package_id)
    if package.blanks:
        raise Refused(
            f"Pakken {package.id} kan ikke bestilles endnu; den har felter, der mangler at blive udfyldt:\n"
            + "\n".join(package.blanks)
        )


def _cluster_and_package(order: Order) -> tuple[str, str, str]:
    package, cluster, _ = order.identity().split("|")
    return package, cluster, order.region
