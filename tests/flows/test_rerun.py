"""A rerun rebuilds the same bytes and mails nobody, as a run of the engine and without any engine."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.flows.engine_client import latest_artifacts
from tests.flows.processes import processes_of
from tests.flows.rehearsal_process import Rehearsal

REBUILT = ("round 1, report_building: data", "round 2, report_building: data, compared")


def test_a_rerun_in_the_engine_rebuilds_identical_files_and_mails_nobody(rehearsal: Rehearsal) -> None:
    files, outbox = set_aside(rehearsal), rehearsal.outbox
    done = rehearsal.command("rerun", rehearsal.meeting_id, "--from", "report")
    assert done.returncode == 0, done.stderr
    assert all(line in done.stdout for line in REBUILT), done.stdout
    assert "without a row in the Prefect UI" not in done.stdout
    assert stored(rehearsal) == files
    assert rehearsal.outbox == outbox
    assert latest_artifacts(rehearsal)


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
    done = stopped.command("rerun", stopped.meeting_id, "--from", "report")
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
