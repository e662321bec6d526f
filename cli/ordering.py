"""Takes an order in: checked whole, kept in the ledger, its run started as soon as the engine can."""

from __future__ import annotations

from dataclasses import dataclass

from data_contracts.order import read_order
from domain.errors import KlyngeflowError, Refused
from domain.meeting import Order
from domain.planning import earliest_meeting_day
from domain.ports import Services


@dataclass(frozen=True)
class Taken:
    """`is_new` is False when the same order was known already; `has_run` when the engine took it."""

    meeting_id: str
    is_new: bool
    has_run: bool


def checked_order(content: bytes, services: Services) -> Order:
    """Raises BadInput with every fault, before any effect."""
    now = services.clock.now()
    packages = services.packages.ids()
    order = read_order(content, packages=packages, now=now)
    package = services.packages.get(order.package_id)
    earliest = earliest_meeting_day(package.timing, services.calendar, now)
    return read_order(content, packages=packages, now=now, earliest=earliest)


def take_order(
    order: Order, services: Services, *, rehearsal: bool = False, as_new_meeting: bool = False
) -> Taken:
    """Raises Refused for blanks in the package and for a cluster that has such a meeting on another day."""
    _refuse_blanks(order, services, rehearsal)
    known = {meeting.id: meeting.order for meeting in services.ledger.meetings.all()}
    if order.meeting_id() in known:
        return Taken(order.meeting_id(), is_new=False, has_run=_has_run(order.meeting_id(), services))
    others = [i for i, o in known.items() if _cluster_and_package(o) == _cluster_and_package(order)]
    if others and not as_new_meeting:
        raise Refused(
            f"{order.cluster_named} har allerede bestilt {order.package_id} på en anden dato ({others[0]}). "
            "Er det et nyt møde, så bestil med --as-new. Er mødet flyttet, så ret datoen i konsultationen."
        )
    consultant = services.consultant_for(order.region)
    meeting_id = services.ledger.meetings.add(
        order, consultant.id, services.clock.real_now(), rehearsal=rehearsal
    )
    return Taken(meeting_id, is_new=True, has_run=_has_run(meeting_id, services))


def _has_run(meeting_id: str, services: Services) -> bool:
    """The order is taken whatever the engine says; upkeep repeats the start and tells what is wrong."""
    try:
        return services.runs.start(meeting_id)
    except KlyngeflowError:
        return False


def _refuse_blanks(order: Order, services: Services, rehearsal: bool) -> None:
    package = services.packages.get(order.package_id)
    if package.blanks and not rehearsal:
        raise Refused(
            f"Pakken {package.id} kan ikke bestilles endnu; den har felter, der mangler at blive udfyldt:\n"
            + "\n".join(package.blanks)
        )


def _cluster_and_package(order: Order) -> tuple[str, str]:
    package, cluster, _ = order.identity().split("|")
    return package, cluster
