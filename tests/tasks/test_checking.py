"""The checks of the house: what is damaged, full, late or unknown is told until it is mended."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from adapters.folder_store import FolderStore
from adapters.ledger.tables import pulls
from adapters.premises import HomeFolder
from domain.findings import Finding, FindingKind
from domain.mails import MailKey, MailKind, MailOutcome, SendResult
from domain.ports import StoredFile
from tasks.checking import check_house
from tasks.purging import purge
from tests.tasks.house import House
from tests.tasks.test_report_building import surveyed


def stored(house: House, number: int, content: bytes = b"whole") -> StoredFile:
    kept = house.objects.put(f"meetings/{house.id}/kit/{number}-deck.pdf", content, "application/pdf")
    file = StoredFile(house.id, 1, "kit", f"deck{number}", "Dæk", kept.key, kept.sha256, kept.size, "a/b")
    house.database.files.add(file)
    return file


def damage(house: House, file: StoredFile, content: bytes = b"hole") -> None:
    (house.folder / "files" / file.key).write_bytes(content)


def kinds(house: House) -> list[tuple[FindingKind, str]]:
    return [(finding.kind, finding.about) for finding in check_house(house)]


def test_a_sound_house_has_nothing_to_tell(house: House) -> None:
    surveyed(house)
    stored(house, 1)
    assert check_house(house) == ()


def test_a_damaged_file_is_told_until_it_is_whole_again_and_never_deleted(house: House) -> None:
    file = stored(house, 1)
    assert check_house(house) == ()
    damage(house, file)
    assert check_house(house) == ()  # it was looked at a moment ago
    house.wall.walk(hours=21)
    assert kinds(house) == [(FindingKind.CHECKSUM, house.id)]
    assert kinds(house) == [(FindingKind.CHECKSUM, house.id)]
    assert (house.folder / "files" / file.key).read_bytes() == b"hole"
    house.objects.put(file.key, b"whole", "application/pdf")
    assert check_house(house) == ()


def test_a_file_that_is_gone_or_was_changed_with_its_checksum_is_found_too(house: House) -> None:
    gone, changed = stored(house, 1), stored(house, 2)
    (house.folder / "files" / gone.key).unlink()
    (house.folder / "files" / ".sha256" / changed.key).unlink()
    damage(house, changed)
    FolderStore(house.folder / "files").put(changed.key, b"other", "application/pdf")
    (finding,) = check_house(house)
    assert "1-deck.pdf, 2-deck.pdf" in finding.sentence
    assert "meetings/" not in finding.sentence


def test_a_changed_pull_is_told(house: House) -> None:
    surveyed(house)
    with house.database.engine.begin() as connection:
        connection.execute(update(pulls).values(content="{}"))
    (finding,) = check_house(house)
    assert (finding.kind, finding.about) == (FindingKind.CHECKSUM, house.id)
    assert "pull of round 1" in finding.sentence


@pytest.mark.parametrize(("least", "told"), [(0, []), (2**60, [(FindingKind.DISK, "")])])
def test_little_free_disk_is_told(
    house: House, tmp_path: Path, least: int, told: list[tuple[FindingKind, str]]
) -> None:
    house.premises = HomeFolder(tmp_path, None, least_free_bytes=least)
    assert kinds(house) == told


def test_unknown_mails_are_told_of_by_meeting_and_not_counted(house: House) -> None:
    """Among them may be reminders, and how many those are would tell how many have answered."""
    for recipient in ("m1", "m2"):
        key = MailKey(house.id, 1, MailKind.REMINDER, recipient)
        house.database.mails.claim(key, key.message_id("kiap.example"))
        house.database.mails.settle(key, SendResult(MailOutcome.UNKNOWN))
    (finding,) = check_house(house)
    assert (finding.kind, finding.about) == (FindingKind.UNKNOWN_MAILS, house.id)
    assert finding.sentence.startswith("Mails er måske ikke kommet frem.")
    assert not any(letter.isdigit() for letter in finding.sentence)


def test_what_should_have_been_deleted_yesterday_is_told(house: House) -> None:
    house.at(house.planned().meeting_starts + timedelta(days=18 * 31 + 2))
    assert kinds(house) == [(FindingKind.RETENTION, house.id)]
    purge(house)
    assert check_house(house) == ()


def test_a_finding_reads_as_one_line() -> None:
    assert str(Finding(FindingKind.DISK, "", "Fuld.")) == "disk: Fuld."
    assert str(Finding(FindingKind.CHECKSUM, "m", "Hul.")) == "checksum m: Hul."
