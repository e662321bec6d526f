"""A rerun rebuilds the same bytes and mails nobody, as a run of the engine and without any engine."""

from __future__ import annotations

import shutil
import sqlite3
import time
from contextlib import closing
from pathlib import Path
from uuid import UUID

import pytest
from prefect.client.orchestration import SyncPrefectClient
from prefect.exceptions import PrefectHTTPStatusError

from domain.rerunning import FROM_STEPS, REASONS
from tests.flows.engine_client import engine_of, latest_artifacts
from tests.flows.processes import processes_of
from tests.flows.rehearsal_process import Rehearsal

WHY = ("--reason", "new_layout", "--by", "AB", "--yes")
REBUILT = ("round 1, report_building: data", "round 2, report_building: data, compared")
IN_THE_UI = ("Runde 1, »Materialet er bygget«: gjort om.", "Runde 2, »Materialet er bygget«: gjort om.")


def test_a_rerun_in_the_engine_rebuilds_identical_files_and_mails_nobody(rehearsal: Rehearsal) -> None:
    files, outbox = set_aside(rehearsal), rehearsal.outbox
    done = rehearsal.command("rerun", rehearsal.meeting_id, "--from", "report", *WHY)
    assert done.returncode == 0, done.stderr
    assert all(line in done.stdout for line in IN_THE_UI), done.stdout
    assert "without a row in the Prefect UI" not in done.stdout
    assert stored(rehearsal) == files
    assert rehearsal.outbox == outbox
    plan = latest_artifacts(rehearsal)[f"gentag-{rehearsal.meeting_id}"]
    assert "Der sendes ingen mail." in plan
    assert acts(rehearsal)[-1] == ("rerun", "AB", "new_layout")


def test_the_form_asks_in_danish_and_shows_the_plan_before_anything_is_done(rehearsal: Rehearsal) -> None:
    before = acts(rehearsal), stored(rehearsal), rehearsal.outbox
    chosen = {"from_step": FROM_STEPS["gate"], "reason": REASONS["lost_files"], "initials": "CD"}
    with engine_of(rehearsal) as client:
        deployment = client.read_deployment_by_name("rerun/rerun")
        fields = deployment.parameter_openapi_schema["properties"]
        assert [field["title"] for field in fields.values()] == [
            "Mødets id",
            "Begynd ved",
            "Begrundelse",
            "Dine initialer",
            "Vis eller gør",
        ]
        parameters = {"meeting_id": rehearsal.meeting_id, **chosen}
        run_id = client.create_flow_run_from_deployment(deployment.id, parameters=parameters).id
        assert ended(client, run_id) == "COMPLETED"
        for wrong in ({"initials": "A1"}, {"reason": "fordi"}, {"from_step": "report"}):
            with pytest.raises(PrefectHTTPStatusError):
                client.create_flow_run_from_deployment(deployment.id, parameters=parameters | wrong)
    assert "besvarelser bedømmes igen" in latest_artifacts(rehearsal)[f"gentag-{rehearsal.meeting_id}"]
    assert (acts(rehearsal), stored(rehearsal), rehearsal.outbox) == before


def ended(client: SyncPrefectClient, run_id: UUID) -> str:
    for _ in range(120):
        state = client.read_flow_run(run_id).state
        if state and state.is_final():
            return state.type.value
        time.sleep(0.5)
    raise AssertionError("The run did not end.")


def acts(rehearsal: Rehearsal) -> list[tuple[str, str, str]]:
    with closing(sqlite3.connect(f"file:{rehearsal.ledger}?mode=ro", uri=True)) as ledger:
        return ledger.execute("SELECT kind, by, reason FROM acts ORDER BY number").fetchall()


def test_the_status_of_a_finished_meeting_names_no_person(rehearsal: Rehearsal) -> None:
    status = rehearsal.command("status")
    assert status.returncode == 0, status.stderr
    assert rehearsal.meeting_id in status.stdout
    assert not any(mail.to in status.stdout for mail in rehearsal.mails)


def test_ctrl_c_ends_everything(stopped: Rehearsal) -> None:
    assert stopped.exit_status == 0, stopped.screen[-2000:]
    assert [seen.command for seen in processes_of(stopped.home)] == []


def test_a_rerun_without_an_engine_rebuilds_identical_files_and_mails_nobody(stopped: Rehearsal) -> None:
    files, outbox = set_aside(stopped), stopped.outbox
    done = stopped.command("rerun", stopped.meeting_id, "--from", "report", *WHY)
    assert done.returncode == 0, done.stderr
    assert all(line in done.stdout for line in REBUILT), done.stdout
    assert "without a row in the Prefect UI" in done.stdout
    assert stored(stopped) == files
    assert stopped.outbox == outbox


def stored(rehearsal: Rehearsal) -> dict[str, bytes]:
    """The object store's files of both reports: key -> content."""
    folder = rehearsal.home / "files/meetings" / rehearsal.meeting_id
    reports = [file for group in ("meeting", "follow-up") for file in (folder / group).iterdir()]
    return {str(file.relative_to(folder)): file.read_bytes() for file in reports}


def set_aside(rehearsal: Rehearsal) -> dict[str, bytes]:
    """Empties the object store, so that a file that is there afterwards was built anew."""
    files = stored(rehearsal)
    assert len(files) == 13
    home = rehearsal.home / "files"
    for place in (home, home / ".sha256"):
        for group in ("meeting", "follow-up"):
            empty(place / "meetings" / rehearsal.meeting_id / group)
    return files


def empty(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.mkdir()
