"""Where the disk is full or the ledger locked nothing is half done or mailed, and later all goes on."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from adapters.maildir import MaildirTransport
from adapters.message import Sender
from adapters.settings import PROJECT
from domain.errors import TryAgain
from domain.mails import MailKind, MailOutcome, OutgoingMail, SendResult
from domain.meeting import MemberRow
from domain.ports import Decision
from survey_app.app import create_app
from tasks.data_quality_gate import data_quality_gate
from tasks.delivery import delivery
from tasks.intake import intake
from tasks.member_mailing import member_mailing
from tasks.report_building import report_building
from tasks.survey_collection import survey_collection
from tests.faults.troubles import SMALL_DISK, Trouble, full, impatient, locked
from tests.ledgers import ORDER, START
from tests.tasks.house import CONSULTANT, House, MailServer

DISK = 48 * 1024 * 1024
either = pytest.mark.parametrize("trouble", [full, locked])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


@pytest.fixture
def house(folder: Path) -> Iterator[House]:
    house = impatient(House(folder))
    yield house
    house.database.engine.dispose()  # a ledger that is closed later would make room on the next full disk


@pytest.fixture
def opened(house: House) -> House:
    house.have_members()
    house.at(house.planned().survey_opens)
    member_mailing.fn(house.id, house)
    return house


@pytest.fixture
def answered(opened: House) -> House:
    opened.answer(9)
    opened.at(opened.planned().survey_closes)
    return opened


@pytest.fixture
def frozen(answered: House) -> House:
    survey_collection.fn(answered.id, answered)
    return answered


@pytest.fixture
def judged(frozen: House) -> House:
    data_quality_gate.fn(frozen.id, frozen)
    return frozen


@pytest.fixture
def pages(opened: House) -> Iterator[TestClient]:
    app = create_app(opened)
    with TestClient(app, base_url=opened.base_url, raise_server_exceptions=False) as client:
        yield client


def link(house: House) -> str:
    return house.tokens.invitation(house.id, 1, house.ledger.members.of(house.id)[0].id)


def refused(trouble: Trouble, house: House, folder: Path, work: Callable[[], object]) -> None:
    with trouble(house, folder), pytest.raises(TryAgain):
        work()


@either
def test_an_order_is_refused_with_the_reason_and_not_kept(
    house: House, folder: Path, trouble: Trouble
) -> None:
    def order() -> str:
        return house.database.meetings.add(replace(ORDER, cluster="Syd"), CONSULTANT.id, START)

    refused(trouble, house, folder, order)
    assert [meeting.id for meeting in house.ledger.meetings.all()] == [house.id]
    assert order() != house.id


@either
def test_a_member_list_leaves_the_old_one_standing(house: House, folder: Path, trouble: Trouble) -> None:
    house.have_members()
    before = house.ledger.members.of(house.id)
    rows = [MemberRow(f"ny{number}@klinik.example", "x" * 200) for number in range(60)]
    refused(trouble, house, folder, lambda: house.ledger.members.replace(house.id, rows))
    assert house.ledger.members.of(house.id) == before
    house.ledger.members.replace(house.id, rows)
    assert len(house.ledger.members.of(house.id)) == 60


@either
def test_without_a_row_no_mail_leaves(house: House, folder: Path, trouble: Trouble) -> None:
    refused(trouble, house, folder, lambda: intake.fn(house.id, house))
    assert house.mails() == []
    assert house.ledger.mails.of(house.id) == ()
    intake.fn(house.id, house)
    assert len(house.mails()) == 2


@either
def test_a_mail_that_was_taken_and_could_not_be_written_down_is_unknown(
    house: House, folder: Path, trouble: Trouble
) -> None:
    class FullAfterThe250(MailServer):
        """The trouble begins when the server has taken the first mail."""

        def deliver(self, mail: OutgoingMail, handing_over: Callable[[], None]) -> SendResult:
            result = super().deliver(mail, handing_over)
            if len(self.taken) == 1:
                begins.enter_context(trouble(house, folder))
            return result

    house.transport = server = FullAfterThe250()
    with ExitStack() as begins, pytest.raises(TryAgain):
        intake.fn(house.id, house)
    first = server.taken[0].message_id
    intake.fn(house.id, house)
    outcomes = {row.message_id: row.outcome for row in house.ledger.mails.of(house.id)}
    assert outcomes.pop(first) is MailOutcome.UNKNOWN
    assert set(outcomes.values()) == {MailOutcome.SENT}
    assert [mail.message_id for mail in server.taken].count(first) == 1


@either
def test_the_questionnaire_is_shown_all_the_same(
    opened: House, folder: Path, pages: TestClient, trouble: Trouble
) -> None:
    with trouble(opened, folder):
        page = pages.get(f"/s/{link(opened)}")
    assert page.status_code == 200
    assert "spørgsmål" in page.text


def test_an_answer_that_finds_no_room_stays_in_the_page_and_is_taken_later(
    opened: House, folder: Path, pages: TestClient
) -> None:
    (text, *_) = opened.packages.get("trivsel").questionnaire.text_items
    form = {"link": link(opened), f"svar-{text.id}": "Det tog lang tid at skrive"}
    with full(opened, folder):
        page = pages.post("/s/svar", data=form)
    assert page.status_code == 503
    assert int(page.headers["retry-after"]) > 0
    assert "Det tog lang tid at skrive" in page.text
    assert opened.answers.used(f"{opened.id}/1") == frozenset()
    assert pages.post("/s/svar", data=form).status_code == 200
    assert len(opened.answers.used(f"{opened.id}/1")) == 1


def test_a_copy_that_finds_no_room_in_the_outbox_does_not_cost_the_answer(
    opened: House, folder: Path, pages: TestClient
) -> None:
    class FullOutbox(MaildirTransport):
        reaches_people = True

        def deliver(self, mail: OutgoingMail, handing_over: Callable[[], None]) -> SendResult:
            with full(opened, folder):
                return super().deliver(mail, handing_over)

    opened.transport = FullOutbox(folder / "outbox", Sender("KiAP", "klynger@kiap.example"), opened.clock)
    page = pages.post("/s/svar", data={"link": link(opened), "send-blankt": "ja"})
    assert page.status_code == 200
    assert len(opened.answers.used(f"{opened.id}/1")) == 1
    assert list((folder / "outbox").glob("*/*")) == []


@either
def test_answers_that_cannot_be_frozen_stay_where_they_are(
    answered: House, folder: Path, trouble: Trouble
) -> None:
    refused(trouble, answered, folder, lambda: survey_collection.fn(answered.id, answered))
    assert answered.ledger.pulls.get(answered.id, 1) is None
    assert len(answered.answers.used(f"{answered.id}/1")) == 9
    survey_collection.fn(answered.id, answered)
    pull = answered.ledger.pulls.get(answered.id, 1)
    assert pull is not None
    assert len(pull.answers) == 9


@either
def test_a_gate_that_cannot_be_written_down_judges_again(
    frozen: House, folder: Path, trouble: Trouble
) -> None:
    refused(trouble, frozen, folder, lambda: data_quality_gate.fn(frozen.id, frozen))
    assert frozen.ledger.records.verdict(frozen.id, 1) is None
    assert data_quality_gate.fn(frozen.id, frozen).startswith("release")


@either
def test_a_decision_that_cannot_be_written_down_is_not_taken(
    house: House, folder: Path, trouble: Trouble
) -> None:
    decision = Decision("release", "release", {"reason": "x" * 100_000}, "AB")
    refused(trouble, house, folder, lambda: house.ledger.records.decide(house.id, 1, decision))
    assert house.ledger.records.decision(house.id, 1, "release") is None
    assert house.ledger.records.decide(house.id, 1, decision) == decision


@either
def test_no_half_document_lies_in_the_store(judged: House, folder: Path, trouble: Trouble) -> None:
    refused(trouble, judged, folder, lambda: report_building.fn(judged.id, judged))
    assert list((folder / "files" / "meetings").rglob("*-*.*")) == []
    report_building.fn(judged.id, judged)
    files = judged.ledger.files.of(judged.id)
    assert files
    assert all(judged.objects.get(file.key) for file in files)


def test_a_file_that_finds_no_room_is_not_there(house: House, folder: Path) -> None:
    content = b"x" * 100_000
    refused(full, house, folder, lambda: house.objects.put("a/b.pdf", content, "application/pdf"))
    assert [path for path in (folder / "files" / "a").rglob("*") if path.is_file()] == []
    house.objects.put("a/b.pdf", content, "application/pdf")
    assert house.objects.get("a/b.pdf") == content


@either
def test_a_delivery_that_cannot_be_written_down_does_not_leave(
    judged: House, folder: Path, trouble: Trouble
) -> None:
    report_building.fn(judged.id, judged)
    judged.at(judged.planned().delivery)
    refused(trouble, judged, folder, lambda: delivery.fn(judged.id, judged))
    assert judged.mails(MailKind.COORDINATOR_DELIVERY) == []
    delivery.fn(judged.id, judged)
    assert len(judged.mails(MailKind.COORDINATOR_DELIVERY)) == 1


def test_all_of_this_holds_on_a_small_disk_that_is_really_full(tmp_path: Path) -> None:
    """In a file system of its own, which a process may mount only where the system lets it."""
    if os.environ.get(SMALL_DISK):
        pytest.skip("this is the small disk")
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c"]
    script = f'mount -t tmpfs -o size={DISK} none "$0" && exec "$@"'
    if subprocess.run([*mount, script, str(disk), "true"], check=False, capture_output=True).returncode:
        pytest.skip("this system lets nobody mount a small disk: tried with a limit on files alone")
    tests = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", __file__]
    done = subprocess.run(
        [*mount, script, str(disk), *tests, f"--basetemp={disk}/t"],
        cwd=PROJECT,
        env=os.environ | {SMALL_DISK: "yes"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:]
    assert "1 skipped" in done.stdout
