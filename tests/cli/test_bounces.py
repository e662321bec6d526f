"""`klyngeflow bounces`: reports by file, by folder, and from where the settings say."""

from __future__ import annotations

from pathlib import Path

import pytest

from domain.mails import MailKey, MailKind
from tasks.intake import intake
from tests.adapters.bounce_samples import auto_reply, report
from tests.cli.desk import Desk


@pytest.fixture
def bounce(desk: Desk) -> bytes:
    """Of the mail to the meeting's consultant."""
    meeting = desk.ordered()
    intake.fn(meeting, desk.services())
    key = MailKey(meeting, 1, MailKind.CONSULTANT_NEW_ORDER, "consultant")
    return report(about=key.message_id(desk.services().mail_domain))


def kept(desk: Desk) -> int:
    services = desk.services()
    return sum(len(services.ledger.bounces.of(meeting.id)) for meeting in services.ledger.meetings.all())


def test_a_report_as_a_file_is_taken_in_and_the_file_stays(desk: Desk, bounce: bytes) -> None:
    file = desk.file("returned.eml", bounce)
    for _ in range(2):
        said = desk.run("bounces", file)
        assert said.out == "Read 1: 1 about mails of ours, 0 about unknown ones, 0 no bounces."
    assert kept(desk) == 1
    assert Path(file).exists()


def test_a_folder_is_emptied_into_its_done_folder(desk: Desk, bounce: bytes) -> None:
    folder = desk.folder / "returned"
    folder.mkdir()
    for number, mail in enumerate((bounce, report(), auto_reply())):
        (folder / f"{number}.eml").write_bytes(mail)
    said = desk.run("bounces", str(folder))
    assert said.out == "Read 3: 1 about mails of ours, 1 about unknown ones, 1 no bounces."
    assert sorted(path.name for path in (folder / "done").iterdir()) == ["0.eml", "1.eml", "2.eml"]


def test_without_files_the_settings_say_where(
    desk: Desk, bounce: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert desk.run("bounces").code == 2
    folder = desk.folder / "mailbox"
    folder.mkdir()
    (folder / "1.eml").write_bytes(bounce)
    monkeypatch.setenv("KLYNGEFLOW_BOUNCES_FOLDER", str(folder))
    assert desk.run("bounces").code == 0
    assert kept(desk) == 1


def test_a_file_that_is_not_there_is_named(desk: Desk, bounce: bytes) -> None:
    said = desk.run("bounces", "nowhere.eml")
    assert (said.code, "nowhere.eml" in said.err) == (2, True)
