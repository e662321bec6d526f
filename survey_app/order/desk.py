"""Takes the form through its steps: filled in, looked over, ordered once."""

from __future__ import annotations

import threading
from dataclasses import replace

from fastapi.responses import RedirectResponse, Response

from domain.errors import BadInput, Fault, TryAgain
from domain.meeting import REGIONS, Order
from domain.ordering import (
    AnotherDate,
    NameTaken,
    OrderLimits,
    Taken,
    TooManyOrders,
    check_room,
    other_meeting,
    start_run,
    take_order,
)
from domain.planning import plan_first_round
from domain.ports import Services
from survey_app.background import Background
from survey_app.failures import RETRY_AFTER, failure
from survey_app.forms import PostedForm
from survey_app.order.draft import STAMP, TRAP, WHICH_MEETING, Draft, draft_of, read_order_form
from survey_app.order.offers import offers
from survey_app.order.refusals import BUSY, FULL, NOT_CHOSEN, NOTHING_TO_ORDER
from survey_app.order.stamps import Stamps
from survey_app.pages import message, page

STEP = "trin"
NEW, MOVED = "nyt", "flyttet"


class OrderDesk:
    def __init__(self, services: Services, background: Background, limits: OrderLimits) -> None:
        self._services = services
        self._background = background
        self._limits = limits
        self._stamps = Stamps(services)
        self._one_at_a_time = threading.Lock()

    def empty(self, package_id: str) -> Response:
        """The form, with this package chosen where it can be ordered."""
        return self._form(Draft({"pakke": package_id}, self._stamps.issue()))

    def change(self, form: PostedForm) -> Response:
        """The form again as it was filled in."""
        return self._form(draft_of(form, self._stamps))

    def look_over(self, form: PostedForm, *faults: Fault) -> Response:
        """Everything in words, before it is ordered."""
        try:
            order = self._read(form)
        except BadInput as error:
            return self._form(draft_of(form, self._stamps, *error.faults), 422)
        meetings = self._services.ledger.meetings.all()
        package = self._services.packages.get(order.package_id)
        now = self._services.clock.now()
        return page(
            "order/check",
            status=422 if faults else 200,
            draft=draft_of(form, self._stamps, *faults),
            order=order,
            package=package,
            plan=plan_first_round(order.meeting_starts, package.timing, self._services.calendar, now),
            consultant=self._services.consultant_for(order.region),
            has_other_date=other_meeting(order, meetings, self._services) is not None,
            names=NAMES,
        )

    def order(self, form: PostedForm) -> Response:
        try:
            order = self._read(form)
            taken = self._take(order, as_new_meeting=form.get(WHICH_MEETING) == NEW)
        except BadInput as error:
            return self._form(draft_of(form, self._stamps, *error.faults), 422)
        except AnotherDate:
            return self._another_date(form, order)
        except NameTaken as error:
            return self._form(draft_of(form, self._stamps, Fault("klynge", str(error), "")), 422)
        except TooManyOrders:
            return self._form(draft_of(form, self._stamps, FULL), 429)
        except TryAgain:
            return self._form(draft_of(form, self._stamps, BUSY), 503)
        if taken.is_new:
            self._background.start(lambda: start_run(taken.meeting_id, self._services))
        return RedirectResponse(self._receipt_of(taken, order), status_code=303)

    def receipt(self, seal: str, *, is_other: bool) -> Response:
        """Nothing private: it may be opened again, and by whoever sits at the machine next."""
        meeting_id = self._stamps.meeting_of(seal)
        if not meeting_id:
            return failure(404)
        meeting = self._services.ledger.meetings.get(meeting_id)
        return page(
            "order/receipt",
            order=meeting.order,
            package=self._services.packages.get(meeting.order.package_id),
            consultant=self._services.consultant(meeting.consultant_id),
            is_other=is_other,
        )

    def _read(self, form: PostedForm) -> Order:
        return read_order_form(form, self._services, self._stamps, offers(self._services))

    def _take(self, order: Order, *, as_new_meeting: bool) -> Taken:
        """Of two orders at one moment the second sees the first."""
        with self._one_at_a_time:
            if all(meeting.id != order.meeting_id() for meeting in self._services.ledger.meetings.all()):
                check_room(order, self._services, self._limits)
            return take_order(order, self._services, as_new_meeting=as_new_meeting)

    def _receipt_of(self, taken: Taken, order: Order) -> str:
        """Says so when what the ledger has is not what was typed this time."""
        address = f"/bestil/kvittering/{self._stamps.receipt(taken.meeting_id)}"
        return address if replace(order, terms=taken.order.terms) == taken.order else f"{address}?andet=ja"

    def _another_date(self, form: PostedForm, order: Order) -> Response:
        if form.get(WHICH_MEETING) == MOVED:
            return page("order/moved", order=order, consultant=self._services.consultant_for(order.region))
        return self.look_over(form, NOT_CHOSEN)

    def _form(self, draft: Draft, status: int = 200) -> Response:
        offered = offers(self._services)
        if not offered:
            return message(*NOTHING_TO_ORDER)
        return page(
            "order/form",
            status=status,
            headers=RETRY_AFTER if status == 503 else None,
            draft=draft,
            offers=list(offered.values()),
            days={offer.earliest for offer in offered.values()},
            region_choices=[("", "Vælg region"), *((region, region) for region in REGIONS)],
            names=NAMES,
        )


NAMES = {"stamp": STAMP, "trap": TRAP, "step": STEP, "which": WHICH_MEETING, "new": NEW, "moved": MOVED}
