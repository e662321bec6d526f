"""Asks a human: the run suspends under its own name until a form in the Prefect UI is answered."""

from __future__ import annotations

from typing import Any, NoReturn, TypeVar

from prefect.client.schemas.objects import State
from prefect.input import RunInput
from prefect.input.actions import delete_flow_run_input, read_flow_run_input
from prefect.input.run_input import keyset_from_base_key
from prefect.runtime import flow_run
from prefect.states import Suspended
from pydantic import ValidationError

from flows.waiting import leave_in

Form = TypeVar("Form", bound=RunInput)


class Ask(BaseException):
    """Raised inside a flow to leave it until the form is answered."""

    def __init__(self, state: str, key: str, form: type[RunInput], text: str, message: str) -> None:
        super().__init__(state)
        self.state, self.key, self.form, self.text = state, key, form, text
        self.message = message


def form_key(decision: str, number: int) -> str:
    """Of the `number`th form that asks for it; the engine takes lower-case letters, digits and dashes."""
    return f"{decision}-{number}".replace("_", "-")


def answer_to(form: type[Form], key: str) -> Form | None:
    """What this run's form was answered with; None while it has not been, or not usably."""
    value: Any = read_flow_run_input(keyset_from_base_key(key)["response"], flow_run_id=flow_run.id)
    if value is None:
        return None
    try:
        return form(**value)
    except ValidationError:
        return None


def suspend(ask: Ask) -> NoReturn:
    """Saves the form before the state: a run killed in between can still be resumed."""
    keyset = keyset_from_base_key(ask.key)
    form = ask.form.with_initial_data(description=ask.text)
    for name in ("schema", "description"):
        _forget(keyset[name])
    form.save(keyset, flow_run_id=flow_run.id)
    state: State = Suspended(timeout_seconds=None, pause_key=ask.key)
    state.name, state.message = ask.state, ask.message or None
    state.state_details.run_input_keyset = {str(part): name for part, name in keyset.items()}
    leave_in(state)


def _forget(key: str) -> None:
    if read_flow_run_input(key, flow_run_id=flow_run.id) is not None:
        delete_flow_run_input(key, flow_run_id=flow_run.id)
