"""The engine's notice board: what operators see there, brought up to date in its place."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from prefect.client.schemas.objects import StateType

from adapters.prefect_board import Page, put_up
from domain.failures_in_words import UNKNOWN_MEETING
from domain.overview import rows
from domain.ports import Wait
from flows.meeting_page import meeting_page
from flows.overview_page import overview_page
from tests.flows.engine_client import engine_of, latest_artifacts, versions_of
from tests.flows.rehearsal_process import Rehearsal
from tests.tasks.house import House

SECONDS_TO_FAIL = 60


@pytest.fixture
def house(tmp_path: Path) -> House:
    house = House(tmp_path)
    house.have_members()
    house.ledger.records.set_waiting(Wait(house.id, 1, "AwaitingConsultation", None))
    return house


def test_the_overview_of_a_rehearsal_is_there(rehearsal: Rehearsal) -> None:
    shown = latest_artifacts(rehearsal)["overblik"]
    assert "venter på et menneske" in shown
    assert f"moede-{rehearsal.meeting_id}" in latest_artifacts(rehearsal)


def test_the_overview_links_to_the_meetings_own_pages(rehearsal: Rehearsal, house: House) -> None:
    with engine_of(rehearsal):
        pages = put_up([meeting_page(house.id, house)])
        overview = overview_page(rows(house), pages, house)
        put_up([Page("overblik-proeve", overview.markdown, overview.description)])
    shown = latest_artifacts(rehearsal)
    assert f"[Klynge Nord]({pages[f'moede-{house.id}']})" in shown["overblik-proeve"]
    assert "Ring til mødelederen, og bekræft mødet." in shown[f"moede-{house.id}"]


def test_a_page_with_news_keeps_its_address_and_leaves_no_old_version(rehearsal: Rehearsal) -> None:
    with engine_of(rehearsal):
        first = put_up([Page("proeve", "# Før", "Prøve")])
        same = put_up([Page("proeve", "# Før", "Prøve")])
        news = put_up([Page("proeve", "# Efter", "Prøve")])
    assert first == same == news
    assert versions_of(rehearsal, "proeve") == ["# Efter"]


def test_a_page_that_was_deleted_is_put_up_anew(rehearsal: Rehearsal) -> None:
    with engine_of(rehearsal) as client:
        (address,) = put_up([Page("slettet", "# Før", "Prøve")]).values()
        client.delete_artifact(address.rpartition("/")[2])
        put_up([Page("slettet", "# Efter", "Prøve")])
    assert versions_of(rehearsal, "slettet") == ["# Efter"]


def test_a_run_of_an_unknown_meeting_says_so_and_what_to_do(rehearsal: Rehearsal) -> None:
    with engine_of(rehearsal) as client:
        deployment = client.read_deployment_by_name("cluster-meeting/cluster-meeting")
        run = client.create_flow_run_from_deployment(
            deployment.id, parameters={"meeting_id": "trivsel-findesikke"}
        )
        deadline = time.monotonic() + SECONDS_TO_FAIL
        while not (run.state and run.state.is_final()) and time.monotonic() < deadline:
            time.sleep(0.5)
            run = client.read_flow_run(run.id)
    assert run.state
    assert (run.state.type, run.state.message) == (StateType.FAILED, UNKNOWN_MEETING)
