"""`klyngeflow up` with a login before Prefect: what it mends, refuses, and never writes down."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import httpx
import psutil
import pytest
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.objects import FlowRun
from prefect.settings import PREFECT_API_AUTH_STRING, PREFECT_API_URL, temporary_settings

from cli.automations import NAMES, make_automations
from domain.meeting import COPENHAGEN
from tests.cli.desk import EXAMPLE
from tests.faults.engine.operation import KLYNGEFLOW, Operation, operating
from tests.faults.engine.people import CONFIRMED
from tests.flows.processes import processes_of
from tests.flows.test_confidentiality import engine_and_logs, found_in

pytestmark = [pytest.mark.long, pytest.mark.engine]

LOGIN = "drift:hemmeligt-kodeord-4711"
IMAP_PASSWORD, SMTP_PASSWORD = "imap-kodeord-4711", "smtp-kodeord-4711"
PEOPLE = {"Mærkelig Navnesen", "maerkelig@praksis.example", "Mærkevej 77"}
TWO_MINUTES = 120


@pytest.fixture(scope="module")
def operation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Operation]:
    more = {"prefect_auth": LOGIN, "bounces_imap_host": "localhost", "bounces_imap_port": 1}
    passwords = {"bounces_imap_password": IMAP_PASSWORD, "smtp_password": SMTP_PASSWORD}
    with operating(tmp_path_factory.mktemp("up"), **more, **passwords) as operation:
        operation.start()
        yield operation


@contextmanager
def engine(operation: Operation) -> Iterator[SyncPrefectClient]:
    told = {PREFECT_API_URL: operation.settings.prefect_api_url, PREFECT_API_AUTH_STRING: LOGIN}
    with temporary_settings(told), get_client(sync_client=True) as client:
        yield client


def upkeeps_of_automations(client: SyncPrefectClient) -> list[FlowRun]:
    runs = client.read_flow_runs(limit=100)
    return [run for run in runs if run.created_by and run.created_by.type == "AUTOMATION"]


def all_over(client: SyncPrefectClient) -> bool:
    return all(run.state and run.state.is_final() for run in upkeeps_of_automations(client))


def states(client: SyncPrefectClient, meeting_id: str) -> set[str]:
    runs = client.read_flow_runs(limit=100)
    return {
        run.state.name or "" for run in runs if run.state and run.parameters == {"meeting_id": meeting_id}
    }


def has_everything(operation: Operation) -> bool:
    try:
        with engine(operation) as client:
            names = {one.name for one in client.read_automations()}
            pools = {pool.name for pool in client.read_work_pools()}
            client.read_deployment_by_name("upkeep/upkeep")
    except Exception:  # noqa: BLE001 - a server that is being started fails in any way
        return False
    return set(NAMES) <= names and pools == {"klyngeflow"}


def test_without_the_login_prefect_tells_and_does_nothing(operation: Operation) -> None:
    api = operation.settings.prefect_api_url
    for login in (None, ("drift", "forkert-kodeord-1")):
        assert httpx.get(f"{api}/work_pools/klyngeflow", auth=login).status_code == 401
        assert httpx.post(f"{api}/flow_runs/filter", auth=login, json={}).status_code in {401, 403}
    assert httpx.get(f"{api}/health").json() is True


def test_a_form_of_a_strange_page_is_refused_although_the_login_is_known(
    operation: Operation,
) -> None:
    user, _, password = LOGIN.partition(":")
    api = operation.settings.prefect_api_url
    refused = httpx.post(f"{api}/flow_runs/filter", auth=(user, password), json={})
    assert refused.status_code == 403
    assert "CSRF" in refused.text


def test_a_run_that_fails_is_seen_to_at_once_and_by_one_upkeep(operation: Operation) -> None:
    with engine(operation) as client:
        deployment = client.read_deployment_by_name("cluster-meeting/cluster-meeting")
        client.create_flow_run_from_deployment(deployment.id, parameters={"meeting_id": "nobody-abcdef"})
        operation.wait_for("upkeep", lambda: bool(upkeeps_of_automations(client)), TWO_MINUTES)
        operation.wait_for("its end", lambda: all_over(client), TWO_MINUTES)
        (upkeep,) = upkeeps_of_automations(client)
        assert upkeep.state.name in {"Completed", "Cancelled"}  # the latter where one was at work already


def test_making_the_automations_again_changes_nothing(operation: Operation) -> None:
    with engine(operation) as client:
        before = client.read_automations()
        make_automations(client)
        assert client.read_automations() == before


def test_the_engines_database_may_vanish_under_a_server_that_runs_on(operation: Operation) -> None:
    for file in (operation.home / "prefect").glob("prefect.db*"):
        file.unlink()
    before = operation.screen.count("made anew")
    seconds = operation.wait_for(
        "it to be made anew", lambda: operation.screen.count("made anew") > before, TWO_MINUTES
    )
    operation.wait_for("everything to be there", lambda: has_everything(operation), TWO_MINUTES)
    print(f"made anew after {seconds:.0f} s")


def test_what_somebody_deleted_by_hand_is_made_anew(operation: Operation) -> None:
    with engine(operation) as client:
        client.delete_deployment(client.read_deployment_by_name("upkeep/upkeep").id)
        for automation in client.read_automations():
            client.delete_automation(automation.id)
    operation.wait_for("it to be made anew", lambda: has_everything(operation), TWO_MINUTES)


def test_a_second_one_on_the_same_home_is_refused_with_the_cure(operation: Operation) -> None:
    second = subprocess.run(
        [KLYNGEFLOW, "up"], cwd=operation.home, env=operation._environment, capture_output=True, text=True
    )
    assert second.returncode == 2
    assert "runs already" in second.stderr
    assert f"kill {operation_itself(operation).pid}" in " ".join(second.stderr.split())
    assert operation.is_up()


def test_after_a_kill_the_next_one_ends_what_was_left_and_goes_on(operation: Operation) -> None:
    left = {seen.process.pid for seen in operation.processes()}
    killed = operation_itself(operation)
    killed.kill()
    killed.wait(10)
    operation.start()
    operation.wait_for(
        "everything to start again", lambda: operation.screen.count("Stop ") == 2, 2 * TWO_MINUTES
    )
    assert "An earlier `klyngeflow up` was killed." in operation.screen
    assert not left & {process.pid for process in psutil.process_iter() if not is_zombie(process)}
    assert operation.is_up()


def test_people_reach_no_log_and_not_the_engine_even_where_mails_and_runs_fail(operation: Operation) -> None:
    """The mail server quotes the person in its refusal, and the run fails over a file that does too."""
    operation.mail.answers["RCPT"] = "550 5.1.1 <maerkelig@praksis.example> unknown"
    (operation.home / "order.yaml").write_text(marked_order(), encoding="utf-8")
    operation.command("order", str(operation.home / "order.yaml"))
    operation.wait_for("a refusal", lambda: bool(operation.asks(REFUSED)), TWO_MINUTES)
    (operation.home / "consultants.yaml").write_text(BROKEN, encoding="utf-8")
    (meeting,) = operation.services.ledger.meetings.all()
    with engine(operation) as client:
        operation.services.runs.resume(meeting.id, 1, CONFIRMED)
        operation.wait_for("a failure", lambda: "Failed" in states(client, meeting.id), TWO_MINUTES)
    found = engine_and_logs(operation)  # type: ignore[arg-type]
    assert found_in(found, {meeting.id}) == {meeting.id}
    assert found_in(found, PEOPLE) == set()


def test_no_secret_is_in_any_file(operation: Operation) -> None:
    written = [file for file in operation.home.rglob("*") if file.is_file()]
    assert any(file.name == "prefect.db" for file in written)
    password = LOGIN.partition(":")[2]
    secrets = {password, IMAP_PASSWORD, SMTP_PASSWORD, operation.settings.secret.get_secret_value()}
    for file in written:
        assert found_in(file.read_bytes(), secrets) == set(), file
    assert found_in(operation.screen.encode(), secrets) == set()


BROKEN = """consultants:
  - {id: proeve, name: Mærkelig Navnesen, email: maerkelig@praksis.example, lives: Mærkevej 77}
"""
REFUSED = "SELECT 1 FROM mails WHERE outcome = 'rejected'"


def operation_itself(operation: Operation) -> psutil.Process:
    (found,) = [seen for seen in processes_of(operation.home) if "klyngeflow up" in seen.command]
    return found.process


def is_zombie(process: psutil.Process) -> bool:
    try:
        return process.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def marked_order() -> str:
    day = (datetime.now(COPENHAGEN) + timedelta(days=90)).date()
    marked = EXAMPLE.replace("date: 2027-03-11", f"date: {day}")
    for line in EXAMPLE.splitlines():
        for key, value in MARKS.items():
            if line.strip().startswith(f"{key}:"):
                marked = marked.replace(line, f"{line.partition(':')[0]}: {value}")
    return marked


MARKS = {
    "name": "Mærkelig Navnesen",
    "email": "maerkelig@praksis.example",
    "postal_address": "Mærkevej 77, 0000 Eksempelby",
}


def test_the_order_bears_the_marks() -> None:
    assert found_in(marked_order().encode(), PEOPLE) == PEOPLE
