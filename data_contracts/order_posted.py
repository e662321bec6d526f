"""An order as the page posts it: the fields of a form held to the same contract as the order file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any

from pydantic import BeforeValidator, ValidationError

from data_contracts.contact import refusal
from data_contracts.order import order_of
from data_contracts.order_form import Known, OrderForm
from domain.errors import BadInput, Fault
from domain.meeting import Order

# The page's field and its place in the contract, in the order of the page.
PLACES: dict[str, tuple[str, ...]] = {
    "pakke": ("package",),
    "klynge": ("cluster",),
    "region": ("region",),
    "antal": ("members_expected",),
    "dato": ("meeting", "date"),
    "tid": ("meeting", "time"),
    "sted": ("meeting", "place"),
    "navn": ("coordinator", "name"),
    "mail": ("coordinator", "email"),
    "telefon": ("coordinator", "phone"),
    "adresse": ("coordinator", "postal_address"),
    "oensker": ("wishes",),
    "samtykke": ("consent",),
}
# A date and hour that are good alone but not together belong to the date.
FIELDS = {place: name for name, place in PLACES.items()} | {("meeting",): "dato"}


def consent(value: object) -> bool:
    if value != "ja":
        what = "Vi kan kun tage imod bestillingen, når du siger ja til vilkårene."
        raise refusal(what, "Sæt kryds, hvis du siger ja.")
    return True


class PostedOrderForm(OrderForm):
    consent: Annotated[bool, BeforeValidator(consent)]


def read_posted_order(posted: Iterable[tuple[str, str]], known: Known, terms: str) -> Order:
    """`posted` are (name, value) pairs; other names than those of PLACES are left to the caller.

    Raises BadInput with at most one fault for each field, in the order of the page, `where` its name.
    """
    try:
        form = PostedOrderForm.model_validate(_nested(list(posted)), context=known)
    except ValidationError as error:
        raise BadInput(_faults(error)) from None
    return order_of(form, terms)


def _nested(posted: list[tuple[str, str]]) -> dict[str, Any]:
    content: dict[str, Any] = {"coordinator": {}, "meeting": {}}
    for name, (*parents, last) in PLACES.items():
        values = [value for key, value in posted if key == name]
        inside = content[parents[0]] if parents else content
        # One written twice is no text, and refused as that.
        inside[last] = values if len(values) > 1 else "".join(values)
    return content


def _faults(error: ValidationError) -> list[Fault]:
    found: dict[str, Fault] = {}
    for detail in error.errors(include_url=False, include_input=False):
        name = FIELDS[tuple(str(part) for part in detail["loc"])]
        context = detail.get("ctx", {})
        what = context.get("what", "Værdien har en forkert form.")
        found.setdefault(name, Fault(name, what, context.get("cure", "")))
    return [found[name] for name in PLACES if name in found]
