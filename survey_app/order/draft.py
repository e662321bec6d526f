"""What was typed into the order form, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from data_contracts.order_form import Known
from data_contracts.order_posted import PLACES, read_posted_order
from domain.errors import BadInput, Fault
from domain.meeting import Order
from domain.ports import Services
from survey_app.forms import PostedForm
from survey_app.order.offers import Offer
from survey_app.order.refusals import ASKS, TRAPPED, WITH_STAMP
from survey_app.order.stamps import Freshness, Stamps
from survey_app.order.terms import VERSION

# Beside the order's own fields: the form's stamp, a field that people do not see and programs fill in,
# and whether it is another meeting than the one that is known.
STAMP, TRAP, WHICH_MEETING = "stempel", "hjemmeside", "moede"


@dataclass(frozen=True)
class Draft:
    """`values` as they were typed, by the field's name; `stamp` goes into the page that shows them."""

    values: Mapping[str, str]
    stamp: str
    faults: tuple[Fault, ...] = field(default=())

    @property
    def fault_list(self) -> list[tuple[str, str]]:
        """As the summary on top takes them: field, text."""
        return [(fault.where, f"{fault.what} {fault.cure}".strip()) for fault in self.faults]

    def fault(self, name: str) -> str:
        return next((text for where, text in self.fault_list if where == name), "")

    def value(self, name: str) -> str:
        return self.values.get(name, "")

    def __repr__(self) -> str:
        return f"Draft({len(self.values)} fields, {len(self.faults)} faults)"


def draft_of(form: PostedForm, stamps: Stamps, *faults: Fault) -> Draft:
    """A stamp that is stale is renewed, so that sending again works."""
    stamp = form.get(STAMP)
    if stamps.freshness(stamp) is Freshness.STALE:
        stamp = stamps.issue()
    return Draft({name: form.get(name) for name in PLACES}, stamp, faults)


def read_order_form(
    form: PostedForm, services: Services, stamps: Stamps, offered: Mapping[str, Offer]
) -> Order:
    """Raises BadInput with every field's fault; where all are good, with those of the whole form."""
    asked = offered.get(form.get("pakke").strip())
    known = Known(tuple(offered), services.clock.now(), asked.earliest if asked else None)
    try:
        order = read_posted_order(form.fields, known, VERSION)
    except BadInput as error:
        raise BadInput([_as_asked(fault, form) for fault in error.faults]) from None
    if faults := _faults_of_the_whole(form, stamps):
        raise BadInput(faults)
    return order


def _as_asked(fault: Fault, form: PostedForm) -> Fault:
    """What was left empty is asked for in the page's own words."""
    is_empty = not form.get(fault.where).strip()
    return Fault(fault.where, ASKS[fault.where], "") if is_empty and fault.where in ASKS else fault


def _faults_of_the_whole(form: PostedForm, stamps: Stamps) -> list[Fault]:
    found = [WITH_STAMP.get(stamps.freshness(form.get(STAMP))), TRAPPED if form.get(TRAP) else None]
    return [fault for fault in found if fault]
