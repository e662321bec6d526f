"""A run that was stopped, thought dead and replaced, and goes on later: refused at claim, put and send."""

from __future__ import annotations

import copy
import email
import time
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from email.message import Message
from pathlib import Path
from typing import Any, TextIO

import pytest

from adapters.clock import wall_clock
from adapters.folder_store import FolderStore
from adapters.ledger import SqlLedger, open_engine
from adapters.maildir import MaildirTransport
from adapters.message import Sender
from domain.errors import LeaseLost, LeaseTaken
from domain.mails import MailKind, MailOutcome
from domain.ports import StoredObject
from tasks.intake import intake
from tasks.kit_mailing import kit_mailing
from tasks.mailing import coordinator, send
from tasks.occasion import occasion
from tasks.step import DONE_BEFORE
from tests.adapters.smtp_servers import Authority, Handler, real_server
from tests.faults.dying import Process, stop_here
from tests.ledgers import ORDER, START
from tests.tasks.house import CONSULTANT, House, PlainDocuments

LEASE = 1.0
STEPS = (intake, kit_mailing)
KIND = MailKind.COORDINATOR_NUDGE
Work = Callable[[House], object]


class StopsOnce(PlainDocuments):
    """The process stops before it makes its first document."""

    is_on_its_way = False

    def render(self, name: str, data: Mapping[str, Any]) -> bytes:
        if not self.is_on_its_way:
            self.is_on_its_way = True
            stop_here()
        return super().render(name, data)


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


def with_short_lease(house: House) -> House:
    """For a process of its own: leases by the machine's clock, as they are."""
    house = copy.copy(house)
    house.database = SqlLedger(open_engine(str(house.database.engine.url)), wall_clock, LEASE)
    house.ledger = house.database
    return house


def holding(house: House, work: Work) -> object:
    with house.database.holding(house.id) as held:
        return work(house.writing_with(held))


def refused(house: House, work: Work) -> None:
    """What the stopped process does when it goes on; anything but LeaseLost ends it with status 1."""
    house = with_short_lease(house)
    with pytest.raises(LeaseLost):
        holding(house, work)


def taken_over(house: House, work: Work) -> object:
    """By another run, once the stopped one's lease has ended."""
    house = with_short_lease(house)
    give_up = time.monotonic() + 30
    while True:
        try:
            return holding(house, work)
        except LeaseTaken:
            assert time.monotonic() < give_up
            time.sleep(0.05)


def nudge(house: House) -> MailOutcome:
    it = occasion(house.id, house, 1)
    return send(it, house, KIND, coordinator(it.meeting))


def test_it_is_refused_at_the_claim_and_the_mail_leaves_once(house: House) -> None:
    def stopped_before_the_claim(run: House) -> object:
        stop_here()
        return nudge(run)

    worker = Process(lambda: refused(house, stopped_before_the_claim))
    worker.wait_until_stopped()
    assert taken_over(house, nudge) is MailOutcome.SENT
    worker.go_on()
    assert worker.end() == 0, "it was not refused"
    assert [row.attempts for row in house.ledger.mails.of(house.id)] == [1]


def test_it_is_refused_at_the_put_and_leaves_no_file(house: House, tmp_path: Path) -> None:
    class Noting(FolderStore):
        def put(self, key: str, content: bytes, media_type: str) -> StoredObject:
            (tmp_path / "put by the stopped one").touch()
            return super().put(key, content, media_type)

    def stopped_before_the_put(run: House) -> object:
        run.documents, run.objects = StopsOnce(), Noting(tmp_path / "files")
        return kit_mailing.fn(run.id, run)

    worker = Process(lambda: refused(house, stopped_before_the_put))
    worker.wait_until_stopped()
    taken_over(house, lambda run: kit_mailing.fn(run.id, run))
    worker.go_on()
    assert worker.end() == 0
    assert not (tmp_path / "put by the stopped one").exists()
    assert all(house.objects.get(file.key) for file in house.ledger.files.of(house.id))


def test_it_is_refused_at_the_send_and_hangs_up_before_the_dot(house: House, tmp_path: Path) -> None:
    authority, handler = Authority(tmp_path), StopsTheFirst()

    def sent_by_smtp(run: House) -> MailOutcome:
        run.transport = authority.transport(port)
        return nudge(run)

    with real_server(authority, handler) as port:
        handler.sender = worker = Process(lambda: refused(house, sent_by_smtp))
        worker.wait_until_stopped()
        assert taken_over(house, sent_by_smtp) is MailOutcome.SENT
        worker.go_on()
        assert worker.end() == 0
    assert len(handler.taken) == 1
    assert handler.asked == 2


class StopsTheFirst(Handler):
    """A mail server that stops its first client after the client has named the recipient."""

    sender: Process
    asked = 0

    async def handle_RCPT(self, server, session, envelope, address, options) -> str:  # type: ignore[no-untyped-def]
        self.asked += 1
        if self.asked == 1:
            self.sender.stop()
        return await super().handle_RCPT(server, session, envelope, address, options)


def test_two_workers_at_the_same_twenty_meetings_do_each_step_once(house: House, tmp_path: Path) -> None:
    ledger = house.database
    clusters = [replace(ORDER, cluster=f"Klynge {number:02d}") for number in range(20)]
    meetings = [ledger.meetings.add(order, CONSULTANT.id, START) for order in clusters]
    workers = [
        Process(lambda tell=tmp_path / f"worker-{number}": work_through(house, meetings, tell))
        for number in range(2)
    ]
    assert [worker.end() for worker in workers] == [0, 0]
    said = [(tmp_path / f"worker-{number}").read_text().splitlines() for number in range(2)]
    assert sorted(said[0] + said[1]) == sorted(f"{id} {step.name}" for id in meetings for step in STEPS)
    assert all(said), "one of them did all the work"
    mails = Counter(str(mail["Message-ID"]) for mail in outbox(tmp_path))
    assert list(mails.values()) == [1] * 3 * len(meetings)


def work_through(house: House, meetings: list[str], tell: Path) -> None:
    """Goes round all meetings until each is done, and writes down what it did itself."""
    house, left = with_short_lease(house), set(meetings)
    house.transport = MaildirTransport(tell.parent / "outbox", Sender("KiAP", "k@kiap.example"), house.clock)
    with tell.open("w") as told:
        while left:
            for house.id in sorted(left):
                with suppress(LeaseTaken):
                    holding(house, lambda run: do_steps(run, told))
                    left.discard(house.id)


def do_steps(run: House, told: TextIO) -> None:
    for step in STEPS:
        if step.fn(run.id, run) != DONE_BEFORE:
            told.write(f"{run.id} {step.name}\n")


def outbox(folder: Path) -> list[Message]:
    return [email.message_from_bytes(file.read_bytes()) for file in (folder / "outbox/new").iterdir()]
