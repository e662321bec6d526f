"""What an order must look like before anything happens: a YAML file to an `Order`, or all its faults."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from pydantic import ValidationError

from data_contracts.form_faults import faults_of
from data_contracts.meeting_time import starts_at
from data_contracts.order_form import Known, OrderForm
from data_contracts.yaml_text import read_yaml
from domain.errors import BadInput
from domain.meeting import Order


def read_order(
    content: bytes, *, packages: Sequence[str], now: datetime, earliest: date | None = None
) -> Order:
    """An order file to an Order. `now` is aware; `earliest` is the first date a meeting can have.

    Raises BadInput with one Danish fault per thing to mend; no fault quotes a person's data.
    """
    source = read_yaml(content)
    try:
        form = OrderForm.model_validate(source.content, context=Known(packages, now, earliest))
    except ValidationError as error:
        raise BadInput(faults_of(error, OrderForm, source)) from None
    return order_of(form)


def order_of(form: OrderForm, terms: str = "") -> Order:
    """`terms` is the version of the terms that was agreed to, if anybody was asked."""
    return Order(
        package_id=form.package,
        cluster=form.cluster,
        region=form.region,
        coordinator_name=form.coordinator.name,
        coordinator_email=form.coordinator.email,
        phone=form.coordinator.phone,
        postal_address=form.coordinator.postal_address,
        meeting_starts=starts_at(form.meeting.date, form.meeting.time),
        members_expected=form.members_expected,
        meeting_place=form.meeting.place,
        wishes=form.wishes,
        terms=terms,
    )
