"""Reading bounces from a folder, a Maildir and a real IMAP server: each is kept with its mail."""

from __future__ import annotations

import mailbox
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from adapters.bounce_folder import BounceFolder
from adapters.bounce_imap import BounceMailbox, ImapServer
from adapters.bounce_reports import read_report
from adapters.ledger.copying import read_all
from domain.bounces import BounceKind
from domain.changes.new_coordinator import NewCoordinator, replace_coordinator
from domain.errors import TryAgain
from domain.failing_addresses import failing_addresses, members_to_correct
from domain.mails import MailKey, MailKind, MailOutcome, SendResult
from domain.meeting import MemberRow
from domain.ports import BounceBox
from tasks.bounce_reading import Counted, read_bounces
from tasks.member_mailing import member_mailing
from tests.adapters.bounce_samples import DOCTOR, auto_reply, complaint, prose, report
from tests.adapters.imap_servers import imap_server, put
from tests.tasks.house import House, Killed


@pytest.fixture
def invited(house: House) -> House:
    house.have_members()
    house.at(house.planned().survey_opens)
    member_mailing.fn(house.id, house)
    return house


def key_of(house: House, number: int = 0, kind: MailKind = MailKind.INVITATION) -> MailKey:
    return MailKey(house.id, 1, kind, house.ledger.members.of(house.id)[number].id)


def about(house: House, number: int = 0, **changes: str) -> bytes:
    return report(about=key_of(house, number).message_id(house.mail_domain), **changes)


def in_folder(folder: Path, *mails: bytes) -> BounceFolder:
    folder.mkdir(exist_ok=True)
    for number, mail in enumerate(mails):
        (folder / f"{number}.eml").write_bytes(mail)
    return BounceFolder(folder)


def read(box: BounceBox, house: House) -> Counted:
    return read_bounces(box, read_report, house)


def test_a_bounce_is_kept_with_the_mail_that_it_is_about(invited: House, tmp_path: Path) -> None:
    mails = (
        about(invited),
        about(invited, 1, status="4.4.1", action="delayed"),
        report(),
        prose(),
        auto_reply(),
    )
    assert read(in_folder(tmp_path / "b", *mails), invited) == Counted(ours=1, unknown=2, others=2)
    (bounce,) = invited.ledger.bounces.of(invited.id)
    assert (bounce.key, bounce.kind, bounce.code) == (key_of(invited), BounceKind.HARD, "5.1.1")
    assert failing_addresses(invited.id, invited.ledger) == {key_of(invited).recipient: "5.1.1"}


def test_a_bounce_leaves_no_address_in_the_ledger_and_changes_no_mail(invited: House, tmp_path: Path) -> None:
    before = invited.ledger.mails.of(invited.id)
    read(in_folder(tmp_path / "b", about(invited)), invited)
    assert invited.ledger.mails.of(invited.id) == before
    (row,) = read_all(invited.database.engine)[1]["bounces"]
    assert DOCTOR not in row


def test_a_second_reading_finds_nothing_and_a_repeated_bounce_changes_nothing(
    invited: House, tmp_path: Path
) -> None:
    box = in_folder(tmp_path / "b", about(invited))
    read(box, invited)
    assert read(box, invited) == Counted()
    read(in_folder(tmp_path / "b", about(invited, status="5.2.2")), invited)
    assert [bounce.code for bounce in invited.ledger.bounces.of(invited.id)] == ["5.1.1"]


def test_a_forged_bounce_is_counted_and_nothing_more(invited: House, tmp_path: Path) -> None:
    assert read(in_folder(tmp_path / "b", report()), invited) == Counted(unknown=1)
    assert read_all(invited.database.engine)[1]["bounces"] == []


def test_whoever_has_been_taken_off_the_list_or_corrected_is_no_longer_told_of(
    invited: House, tmp_path: Path
) -> None:
    read(in_folder(tmp_path / "b", about(invited)), invited)
    rest = [MemberRow(m.email, m.name) for m in invited.ledger.members.of(invited.id)[1:]]
    invited.database.members.replace(invited.id, [MemberRow("rettet@klinik.example", "Læge 0"), *rest])
    assert failing_addresses(invited.id, invited.ledger) == {}


def test_nobody_learns_from_a_reminder_who_has_not_answered(invited: House, tmp_path: Path) -> None:
    key = key_of(invited, kind=MailKind.REMINDER)
    invited.ledger.mails.claim(key, key.message_id(invited.mail_domain))
    invited.ledger.mails.settle(key, SendResult(MailOutcome.REJECTED, "550 at RCPT"))
    read(in_folder(tmp_path / "b", report(about=key.message_id(invited.mail_domain))), invited)
    assert failing_addresses(invited.id, invited.ledger) == {}
    assert members_to_correct(invited.id, invited.ledger) == frozenset()


def test_a_server_that_refuses_the_recipient_at_once_counts_as_a_bounce(invited: House) -> None:
    key, other = key_of(invited), key_of(invited, 1)
    invited.ledger.mails.settle(key, SendResult(MailOutcome.REJECTED, "550 at RCPT"))
    invited.ledger.mails.settle(
        other, SendResult(MailOutcome.REJECTED, "given up after 5 tries: no connection")
    )
    assert members_to_correct(invited.id, invited.ledger) == {key.recipient}


def test_a_complaint_is_told_apart(invited: House, tmp_path: Path) -> None:
    mail = complaint().replace(b"<0123456789abcdef0123456789abcdef@kiap.example>", _id(invited))
    assert read(in_folder(tmp_path / "b", mail), invited) == Counted(ours=1)
    assert failing_addresses(invited.id, invited.ledger) == {key_of(invited).recipient: "complaint"}


# --- where they lie -------------------------------------------------------------------------------------


def test_in_a_maildir_what_has_been_read_is_marked_as_seen(invited: House, tmp_path: Path) -> None:
    maildir = mailbox.Maildir(tmp_path / "m")
    maildir.add(about(invited))
    listed = mailbox.MaildirMessage(about(invited, 1))
    listed.set_subdir("cur")
    maildir.add(listed)
    assert read(BounceFolder(tmp_path / "m"), invited) == Counted(ours=2)
    assert read(BounceFolder(tmp_path / "m"), invited) == Counted()
    assert [mail.get_flags() for mail in maildir] == ["S", "S"]


def test_a_process_that_dies_between_keeping_and_marking_reads_it_again(
    invited: House, tmp_path: Path
) -> None:
    class Dying:
        """The first of the folder's mails cannot be marked."""

        @contextmanager
        def unread(self) -> Iterator[Iterator[object]]:
            with box.unread() as mails:
                yield (Unmarked(mail.content) for mail in mails)

    class Unmarked:
        def __init__(self, content: bytes) -> None:
            self.content = content

        def done(self) -> None:
            raise Killed

    box = in_folder(tmp_path / "b", about(invited))
    with pytest.raises(Killed):
        read(Dying(), invited)  # type: ignore[arg-type]
    assert len(invited.ledger.bounces.of(invited.id)) == 1
    assert read(box, invited) == Counted(ours=1)
    assert len(invited.ledger.bounces.of(invited.id)) == 1


def test_a_folder_that_is_not_there_is_tried_again_later(house: House, tmp_path: Path) -> None:
    with pytest.raises(TryAgain):
        read(BounceFolder(tmp_path / "nowhere"), house)


# --- a real IMAP server ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ImapServer]:
    with imap_server(tmp_path_factory.mktemp("imap")) as server:
        yield server


def test_over_imap_each_bounce_is_read_once_and_stays_in_the_mailbox(
    invited: House, server: ImapServer
) -> None:
    box = BounceMailbox(server)
    read(box, invited)  # what the server has to begin with
    put(server, about(invited), about(invited, 1), report())
    assert read(box, invited) == Counted(ours=2, unknown=1)
    assert read(box, invited) == Counted()
    assert len(invited.ledger.bounces.of(invited.id)) == 2


@pytest.mark.parametrize(
    "wrong", [{"password": "forkert"}, {"ca_file": None}, {"port": 1}, {"folder": "Ingen"}]
)
def test_a_mailbox_that_cannot_be_opened_is_told_of_without_the_servers_words(
    house: House, server: ImapServer, wrong: dict[str, object]
) -> None:
    with pytest.raises(TryAgain) as told:
        read(BounceMailbox(replace(server, **wrong)), house)  # type: ignore[arg-type]
    assert server.password not in str(told.value)
    assert server.user not in str(told.value)


def _id(house: House) -> bytes:
    return key_of(house).message_id(house.mail_domain).encode()


def test_a_new_coordinator_begins_with_an_address_that_works(house: House) -> None:
    key = MailKey(house.id, 1, MailKind.COORDINATOR_KIT, "coordinator")
    house.ledger.mails.claim(key, key.message_id(house.mail_domain))
    house.ledger.mails.settle(key, SendResult(MailOutcome.REJECTED, "550 at RCPT"))
    assert failing_addresses(house.id, house.ledger) == {"coordinator": "550"}
    house.wall.walk(minutes=1)
    new = NewCoordinator("Ida Ny", "ida@praksis.example", "22 33 44 55")
    replace_coordinator(house.id, new, by="AB", reason="stepped_down", services=house)
    assert failing_addresses(house.id, house.ledger) == {}
