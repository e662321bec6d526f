"""What the engine's faults and a run's states mean to us."""

from __future__ import annotations

import httpx
import pytest
from prefect.client.schemas.objects import State, StateType
from prefect.exceptions import ObjectNotFound, PrefectHTTPStatusError

from adapters.prefect_runs import in_our_words
from adapters.prefect_steering import called_off, is_left_alone
from domain.errors import KlyngeflowError, TryAgain


def status(code: int) -> httpx.HTTPStatusError:
    request = httpx.Request("POST", "http://127.0.0.1:4200/api/flow_runs")
    return PrefectHTTPStatusError("no", request=request, response=httpx.Response(code, request=request))


@pytest.mark.parametrize(
    "fault",
    [httpx.ConnectError("no"), httpx.ReadTimeout("no"), RuntimeError("Failed to reach API"), status(503)],
    ids=repr,
)
def test_a_silent_or_busy_engine_is_out_of_reach(fault: Exception) -> None:
    assert isinstance(in_our_words(fault), TryAgain)


@pytest.mark.parametrize("fault", [ObjectNotFound(KeyError("x")), status(409), status(500)], ids=repr)
def test_an_engine_that_refuses_one_meeting_is_not_out_of_reach(fault: Exception) -> None:
    told = in_our_words(fault)
    assert isinstance(told, KlyngeflowError)
    assert not isinstance(told, TryAgain)


def test_a_run_stopped_by_hand_is_left_alone_and_a_meeting_called_off_is_over() -> None:
    assert is_left_alone(State(type=StateType.CANCELLED, name="Cancelled"))
    assert is_left_alone(State(type=StateType.SCHEDULED, name="AwaitingMeeting"))
    assert not is_left_alone(State(type=StateType.FAILED, name="Failed"))
    assert not is_left_alone(called_off())
