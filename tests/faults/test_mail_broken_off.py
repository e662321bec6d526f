"""A mail server that breaks off at each step of its protocol, and a run that dies there: once, or unknown."""

from __future__ import annotations

import multiprocessing
import signal
import tempfile
from multiprocessing.context import SpawnProcess
from pathlib import Path

import pytest

from adapters.documents import TypstDocuments
from adapters.ledger import SqlLedger, open_engine
from adapters.sealed_answers import SealedAnswerStore
from adapters.smtp import SmtpTransport
from adapters.smtp_connection import SmtpServer
from domain.errors import LeaseTaken
from domain.mails import FileAttachment, MailKey, MailKind, MailOutcome
from domain.questionnaire import Answers
from survey_app.background import Background
from survey_app.member.copy_address import Recipient
from survey_app.member.links import find_link
from survey_app.member.own_copy import mail_copy
from tasks.mailing import coordinator, send
from tasks.member_mailing import member_mailing
from tasks.occasion import occasion
from tests.adapters.mail_samples import SENDER, Noon
from tests.adapters.smtp_servers import Authority, Handler, Peer, real_server, scripted_server
from tests.faults.broken_smtp import BEFORE_THE_DOT, STEPS, play_until
from tests.faults.dying import PATIENCE, Process, on_connections_of_its_own
from tests.tasks.house import House

KIND = MailKind.COORDINATOR_NUDGE
LARGE = FileAttachment("stor.pdf", bytes(range(256)) * 48_000, "application/pdf")
"""More than the machine keeps between two programs, so that it is on its way for a while."""


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


def nudge(house: House, authority: Authority, port: int, step: str) -> MailOutcome:
    """As a run does: with the meeting's lease in hand."""
    carries = (LARGE,) if step == "content" else ()
    with house.database.holding(house.id) as held:
        run = house.writing_with(held)
        run.transport = authority.transport(port)
        it = occasion(run.id, run, 1)
        return send(it, run, KIND, coordinator(it.meeting), carries=carries)


def row(house: House) -> MailOutcome:
    found = house.ledger.mails.get(MailKey(house.id, 1, KIND, "coordinator"))
    assert found is not None
    return found.outcome


def tried_again(house: House, authority: Authority, step: str) -> tuple[MailOutcome, int]:
    """What stands in the end, and how many mails a good server got on the way."""
    handler = Handler()
    with real_server(authority, handler, data_size_limit=None) as port:
        for _ in range(3):
            house.wall.walk(minutes=11)
            outcome = nudge(house, authority, port, step)
    return outcome, len(handler.taken)


@pytest.mark.parametrize("step", STEPS)
def test_cut_off_by_the_server_a_mail_is_sent_once_or_unknown(
    house: House, authority: Authority, step: str
) -> None:
    with scripted_server(authority, play_until(step, Peer.reset)) as (port, _):
        outcome = nudge(house, authority, port, step)
    if step in BEFORE_THE_DOT:
        assert outcome is MailOutcome.DEFERRED
        assert tried_again(house, authority, step) == (MailOutcome.SENT, 1)
    else:
        assert outcome is (MailOutcome.UNKNOWN if step == "dot" else MailOutcome.SENT)
        assert tried_again(house, authority, step) == (outcome, 0)


@pytest.mark.parametrize("step", [*BEFORE_THE_DOT, "dot"])
def test_where_the_run_dies_a_mail_is_sent_once_or_unknown(
    house: House, authority: Authority, step: str
) -> None:
    run: list[Process] = []

    def kill(_: Peer) -> None:
        run[0].kill()

    with scripted_server(authority, play_until(step, kill)) as (port, _):
        run.append(Process(lambda: nudge(on_connections_of_its_own(house), authority, port, step)))
        assert run[0].end() < 0
    with pytest.raises(LeaseTaken):
        nudge(house, authority, port, step)
    if step in BEFORE_THE_DOT:
        assert row(house) is MailOutcome.CLAIMED
        assert tried_again(house, authority, step) == (MailOutcome.SENT, 1)
    else:
        assert row(house) is MailOutcome.HANDED_OVER
        assert tried_again(house, authority, step) == (MailOutcome.UNKNOWN, 0)


def test_a_copy_on_its_way_when_the_pages_die_leaves_no_file(
    house: House, authority: Authority, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("pages")
    house.have_members()
    house.at(house.planned().survey_opens)
    member_mailing.fn(house.id, house)
    before = sorted(tmp_path.rglob("*"))
    # Started anew, not forked: the threads of whoever makes the sheet do not come through a fork.
    anew = multiprocessing.get_context("spawn")
    pages: list[SpawnProcess] = []

    def kill(_: Peer) -> None:
        pages[0].kill()

    with scripted_server(authority, play_until("DATA", kill)) as (port, heard):
        told = (tmp_path, elsewhere, house.id, authority.ca_file, port)
        pages.append(anew.Process(target=mails_a_copy, args=told))
        pages[0].start()
        pages[0].join(PATIENCE)
    assert pages[0].exitcode == -signal.SIGKILL
    assert any(line.lower().startswith(b"data") for line in heard), "the copy was not on its way"
    new = [path for path in sorted(tmp_path.rglob("*")) if path not in before]
    assert [path for path in new if not path.name.startswith("ledger.sqlite")] == []


def mails_a_copy(folder: Path, elsewhere: Path, meeting_id: str, ca_file: Path, port: int) -> None:
    """As the pages do once the answer is kept, with the real sheet, and all temporary files in `folder`."""
    house = House(elsewhere)
    house.id, house.answers = meeting_id, SealedAnswerStore(folder / "answers")
    house.database = SqlLedger(open_engine(f"sqlite:///{folder / 'ledger.sqlite'}"), house.wall, 60)
    house.ledger = house.database
    house.at(house.planned().survey_opens)
    server = SmtpServer(host="localhost", port=port, ca_file=ca_file, timeout=20)
    house.documents, house.transport = TypstDocuments(), SmtpTransport(server, SENDER, Noon())
    tempfile.tempdir = str(folder)
    token = house.tokens.invitation(house.id, 1, house.ledger.members.of(house.id)[0].id)
    link, background = find_link(house, token), Background(threads=1)
    assert link is not None
    mail_copy(house, background, link, Answers(), Recipient("Åse", "aase@hjem.example"))
    background.stop()
