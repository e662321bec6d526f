"""`klyngeflow backup`, `restore` and `arm`: everything is lost, comes back, and nobody is mailed twice."""

from __future__ import annotations

import io
import shutil
import stat
import zipfile
from pathlib import Path

import pytest

from adapters.ledger.copying import read_all
from adapters.wiring import LiveServices, prepare
from domain.errors import TryAgain
from domain.mails import MailKind, MailOutcome
from tasks.intake import intake
from tasks.kit_mailing import kit_mailing
from tests.cli.desk import TEN, Desk


@pytest.fixture
def meeting(desk: Desk) -> str:
    """Ordered and planned; the consultant has been mailed; the members are known."""
    meeting = desk.ordered()
    intake.fn(meeting, desk.services())
    assert desk.run("members", meeting, desk.file("m.csv", "mail\n" + TEN)).code == 0
    return meeting


@pytest.fixture
def backup(desk: Desk, meeting: str) -> str:
    assert desk.run("backup", str(desk.folder / "backup.zip")).code == 0
    return str(desk.folder / "backup.zip")


def lose_everything(desk: Desk) -> None:
    shutil.rmtree(desk.folder / "home")


def rows(services: LiveServices) -> dict[str, list[str]]:
    kept = read_all(services.database.engine)[1]
    del kept["restorations"]
    return kept


def test_everything_comes_back_as_it_was(desk: Desk, meeting: str) -> None:
    before = desk.services()
    kit_mailing.fn(meeting, before)
    backup = str(desk.folder / "backup.zip")
    assert desk.run("backup", backup).code == 0
    link, kept = before.tokens.coordinator(meeting, 0), rows(before)
    files = {file.key: before.objects.get(file.key) for file in before.ledger.files.of(meeting)}
    assert files
    lose_everything(desk)
    assert desk.run("restore", backup).code == 0
    after = desk.services()
    assert rows(after) == kept
    assert {key: after.objects.get(key) for key in files} == files
    assert after.tokens.coordinator(meeting, 0) == link


def test_after_a_restore_no_mail_leaves_until_it_is_armed(desk: Desk, meeting: str, backup: str) -> None:
    lose_everything(desk)
    desk.run("restore", backup)
    services = desk.services()
    assert not services.transport.reaches_people
    intake.fn(meeting, services)  # mailed before the backup: nothing is held
    nudge(services, meeting)
    assert outcome(services, meeting) is MailOutcome.HELD
    assert f"{meeting} coordinator_nudge 1" in desk.run("arm").out
    assert not outbox(desk)


def test_held_mails_leave_when_the_operator_says_so(desk: Desk, meeting: str, backup: str) -> None:
    lose_everything(desk)
    desk.run("restore", backup)
    nudge(desk.services(), meeting)
    assert desk.run("arm", "--held", "send", "--by", "AB").code == 0
    nudge(desk.services(), meeting)
    assert outcome(desk.services(), meeting) is MailOutcome.SENT
    assert len(outbox(desk)) == 1


def test_held_mails_that_may_have_been_sent_never_leave(desk: Desk, meeting: str, backup: str) -> None:
    lose_everything(desk)
    desk.run("restore", backup)
    nudge(desk.services(), meeting)
    assert desk.run("arm", "--held", "keep", "--by", "AB").code == 0
    nudge(desk.services(), meeting)
    assert outcome(desk.services(), meeting) is MailOutcome.UNKNOWN
    assert not outbox(desk)


def test_a_backup_is_for_its_owner_only_and_overwrites_nothing(desk: Desk, backup: str) -> None:
    assert stat.S_IMODE(Path(backup).stat().st_mode) == 0o600
    said = desk.run("backup", backup)
    assert said.code == 2
    assert "findes allerede" in said.err


def test_open_answers_are_in_no_backup(desk: Desk, meeting: str) -> None:
    services = desk.services()
    services.answers.invite(f"{meeting}/1", ["a" * 64])
    assert any((desk.folder / "home" / "answers").iterdir())
    assert desk.run("backup", str(desk.folder / "b.zip")).code == 0
    with zipfile.ZipFile(desk.folder / "b.zip") as archive:
        assert not [name for name in archive.namelist() if "answers" in name]


def cut_short(content: bytes) -> bytes:
    return content[: len(content) // 2]


def with_a_changed_part(content: bytes) -> bytes:
    """One bit in the middle of the largest part: elsewhere it may be one that nobody reads."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        largest = max(archive.infolist(), key=lambda part: part.compress_size)
    at = largest.header_offset + len(largest.FileHeader()) + largest.compress_size // 2
    return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]


DAMAGES = [cut_short, with_a_changed_part, lambda _: b"", lambda _: b"PK no archive"]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_backup_is_refused_and_changes_nothing(desk: Desk, backup: str, damage: object) -> None:
    assert callable(damage)
    lose_everything(desk)
    Path(backup).write_bytes(damage(Path(backup).read_bytes()))
    said = desk.run("restore", backup)
    assert said.code == 2
    assert "backup.zip" in said.err
    assert not (desk.folder / "home" / "ledger.sqlite").exists()


def test_a_backup_goes_into_an_empty_installation_only(desk: Desk, meeting: str, backup: str) -> None:
    before = rows(desk.services())
    said = desk.run("restore", backup)
    assert said.code == 2
    assert "empty" in said.err
    assert rows(desk.services()) == before


def test_a_restore_that_was_cut_off_is_repeated(desk: Desk, meeting: str) -> None:
    """The ledger comes last: files, the secret and empty tables may be there already."""
    kit_mailing.fn(meeting, desk.services())
    assert desk.run("backup", str(desk.folder / "b.zip")).code == 0
    lost = desk.folder / "home"
    left = [lost / "secret", *(lost / "files").rglob("*.pdf"), *(lost / "files" / ".sha256").rglob("*.pdf")]
    kept = {file: file.read_bytes() for file in left if file.is_file()}
    before = rows(desk.services())
    lose_everything(desk)
    for file, content in kept.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    prepare(desk.services())
    assert desk.run("restore", str(desk.folder / "b.zip")).code == 0
    assert rows(desk.services()) == before


def test_the_consultants_come_back_to_where_they_are_read(
    desk: Desk, meeting: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = desk.file("ours.yaml", "consultants:\n  - {id: kiap, name: Mette Mønster, email: m@kiap.example}\n")
    monkeypatch.setenv("KLYNGEFLOW_CONSULTANTS", own)
    assert desk.run("backup", str(desk.folder / "b.zip")).code == 0
    Path(own).unlink()
    lose_everything(desk)
    assert desk.run("restore", str(desk.folder / "b.zip")).code == 0
    assert desk.services().consultant("kiap").name == "Mette Mønster"


def test_another_secret_is_refused_because_every_link_would_be_dead(desk: Desk, backup: str) -> None:
    lose_everything(desk)
    (desk.folder / "home").mkdir()
    (desk.folder / "home" / "secret").write_text("x" * 64)
    said = desk.run("restore", backup)
    assert said.code == 2
    assert "secret" in said.err


def test_arming_says_who_did_it_and_needs_something_to_arm(desk: Desk, meeting: str, backup: str) -> None:
    assert desk.run("arm", "--held", "send", "--by", "AB").code == 2
    lose_everything(desk)
    desk.run("restore", backup)
    assert desk.run("arm", "--held", "send").code == 2
    assert desk.run("arm", "--held", "perhaps", "--by", "AB").code == 2
    assert "No mail leaves" in desk.run("arm").out
    assert "No mail leaves" in desk.run("status").out


def nudge(services: LiveServices, meeting: str) -> None:
    """Any mail will do: the coordinator's reminder of the member list."""
    from tasks.mailing import all_settled, coordinator, send
    from tasks.occasion import occasion

    it = occasion(meeting, services, 1)
    try:
        all_settled([send(it, services, MailKind.COORDINATOR_NUDGE, coordinator(it.meeting))])
    except TryAgain:
        assert services.database.restorations.held()


def outcome(services: LiveServices, meeting: str) -> MailOutcome:
    (row,) = [row for row in services.ledger.mails.of(meeting) if row.key.kind is MailKind.COORDINATOR_NUDGE]
    return row.outcome


def outbox(desk: Desk) -> list[Path]:
    return list((desk.folder / "home" / "outbox").glob("new/*"))
