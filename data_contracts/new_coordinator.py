"""Another coordinator's name and addresses, checked as those of an order are."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from data_contracts.contact import Email, Line, PersonName, Phone
from data_contracts.order_form import no_web_address
from domain.coordinators import NewCoordinator
from domain.errors import BadInput, Fault


class NewCoordinatorForm(BaseModel):
    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    name: Annotated[PersonName, AfterValidator(no_web_address)]
    email: Email
    phone: Phone
    postal_address: Line = ""


def read_new_coordinator(*, name: str, email: str, phone: str, postal_address: str = "") -> NewCoordinator:
    """Raises BadInput; its faults' places are the names of the arguments."""
    given = {"name": name, "email": email, "phone": phone, "postal_address": postal_address}
    try:
        form = NewCoordinatorForm.model_validate(given)
    except ValidationError as error:
        raise BadInput(
            [_fault(one) for one in error.errors(include_url=False, include_input=False)]
        ) from None
    return NewCoordinator(form.name, form.email, form.phone, form.postal_address)


def _fault(detail: ErrorDetails) -> Fault:
    """Every rule of these fields refuses in its own words."""
    return Fault(str(detail["loc"][0]), detail["ctx"]["what"], detail["ctx"]["cure"])
