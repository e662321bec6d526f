"""What a rehearsal leaves behind: the mails in order, every document, the figures and the runs' histories."""

from __future__ import annotations

import email
import email.policy
import json
import time
from pathlib import Path
from typing import Any

from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterId
from prefect.client.schemas.objects import FlowRun
from prefect.client.schemas.sorting import TaskRunSort

from adapters.wiring import LiveServices
from cli.posting import write_papers
from cli.rehearsal.mailbox import mails_in
from domain.meeting import ROUND_1, ROUND_2

LOOKS_FOR_THE_END = 60


def write_outcome(meeting_id: str, services: LiveServices, out: Path) -> list[Path]:
    """Returns the files written, in reading order."""
    return [
        *_mails(services, out / "mails"),
        *_documents(meeting_id, services, out),
        *_posted(meeting_id, services, out / "post"),
        *_figures(meeting_id, services, out),
        _runs(meeting_id, services, out / "runs.json"),
    ]


def _mails(services: LiveServices, folder: Path) -> list[Path]:
    folder.mkdir()
    files = []
    for number, content in enumerate(mails_in(services.settings.outbox), start=1):
        kind = email.message_from_bytes(content, policy=email.policy.default)["X-Klyngeflow-Kind"]
        file = folder / f"{number:03d}-{kind}.eml"
        file.write_bytes(content)
        files.append(file)
    return files


def _documents(meeting_id: str, services: LiveServices, out: Path) -> list[Path]:
    files = []
    for stored in services.ledger.files.of(meeting_id):
        file = out / stored.group / stored.name
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(services.objects.get(stored.key))
        files.append(file)
    return files


def _posted(meeting_id: str, services: LiveServices, folder: Path) -> list[Path]:
    return write_papers(meeting_id, services, folder) if services.ledger.postings.of(meeting_id) else []


def _figures(meeting_id: str, services: LiveServices, out: Path) -> list[Path]:
    files = []
    for round in (ROUND_1, ROUND_2):
        released = services.ledger.records.release(meeting_id, round) or {}
        for name, part in ((f"figures-round-{round}.json", "figures"), ("comparison.json", "comparison")):
            if part in released:
                files.append(_json(out / name, released[part]))
    return files


def _runs(meeting_id: str, services: LiveServices, file: Path) -> Path:
    runs = []
    with get_client(sync_client=True) as client:
        for round in (ROUND_1, ROUND_2):
            attempts = services.database.runs.newest(meeting_id, round, 1000)
            ids = FlowRunFilterId(any_=[a.flow_run_id for a in reversed(attempts) if a.flow_run_id])
            found = _ended(client, FlowRunFilter(id=ids))
            runs += [_run(client, run) for run in sorted(found, key=lambda run: str(run.created))]
    return _json(file, runs)


def _ended(client: SyncPrefectClient, which: FlowRunFilter) -> list[FlowRun]:
    """The last run ends a moment after its last step is done."""
    found: list[FlowRun] = []
    for _ in range(LOOKS_FOR_THE_END):
        found = client.read_flow_runs(flow_run_filter=which)
        if all(run.state and run.state.is_final() for run in found):
            break
        time.sleep(0.5)
    return found


def _run(client: SyncPrefectClient, run: FlowRun) -> dict[str, Any]:
    tasks = client.read_task_runs(
        flow_run_filter=FlowRunFilter(id=FlowRunFilterId(any_=[run.id])),
        sort=TaskRunSort.EXPECTED_START_TIME_ASC,
    )
    return {
        "flow": client.read_flow(run.flow_id).name,
        "run_id": str(run.id),
        "name": run.name,
        "states": [_state(state) for state in client.read_flow_run_states(run.id)],
        "tasks": [
            {
                "name": task.name.rpartition("-")[0] or task.name,
                "states": [_state(state) for state in client.read_task_run_states(task.id)],
            }
            for task in tasks
        ],
    }


def _state(state: Any) -> dict[str, str]:
    told = {"type": state.type.value, "name": state.name, "message": state.message or ""}
    return told | {"timestamp": state.timestamp.isoformat()}


def _json(file: Path, content: Any) -> Path:
    file.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return file
