"""Alerting: whoever is concerned is mailed by a real server, with the workers dead and the engine gone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest

from adapters.ledger import SqlLedger
from domain.alerts import PATIENCE, TOLD
from domain.attention import Need, needs_a_human
from domain.dates import day_and_time
from domain.mails import MailKey, MailKind, MailOutcome, OutgoingMail, SendResult
from domain.meeting import COPENHAGEN
from domain.ports import PostingJob, StuckRun, Wait
from domain.runbook import ENTRY
from domain.ticked_texts import awaited_until
from domain.troubles import News, NewsKind, Trouble, TroubleKind
from tasks.alerting import tell_of_troubles
from tasks.mailing import coordinator, send
from tasks.occasion import occasion
from tasks.troubles import of_the_house
from tests.adapters.smtp_servers import Authority, Handler, real_server
from tests.domain.test_attention import SITUATIONS
from tests.ledgers import ORDER, START
from tests.tasks.house import CARETAKER, CONSULTANT, DyingServer, House, Killed, MailServer, text_of

DYING = Trouble(TroubleKind.CHILD_DIES, "Et program går ned igen og igen: worker.")
MONDAY = datetime(2027, 1, 4, 10, tzinfo=COPENHAGEN)


@pytest.fixture
def failed(house: House) -> House:
    """Its run has been given up."""
    house.at(MONDAY)
    house.runs.given_up[(house.id, 1)] = "kaboom: aase@praksis.example"
    return house


def alerts(house: House) -> list[tuple[str, str]]:
    return [(mail.to_address, text_of(mail)) for mail in house.mails(MailKind.ALERT)]


def walk(house: House, **time: float) -> None:
    house.wall.walk(**time)


# --- to whom, about what ------------------------------------------------------------------------------


def test_the_meetings_consultant_is_told_of_a_failed_run_once(failed: House) -> None:
    for _ in range(3):
        tell_of_troubles(failed)
        walk(failed, minutes=40)
    ((to, text),) = alerts(failed)
    assert to == CONSULTANT.email
    assert "Klynge Nord" in text
    assert "Kørslen er gået i stå" in text


def test_an_alert_names_nobody(failed: House) -> None:
    """The engine's own words about a fault may quote anybody; they are left out."""
    tell_of_troubles(failed)
    (mail,) = failed.mails(MailKind.ALERT)
    for person in (ORDER.coordinator_name, ORDER.coordinator_email, ORDER.phone, ORDER.postal_address):
        assert person not in mail.subject + mail.text + mail.html
    assert "kaboom" not in mail.text


def test_a_gate_that_waits_is_told_of_after_two_days(house: House) -> None:
    house.ledger.records.set_waiting(Wait(house.id, 1, "AwaitingRelease", None))
    house.at(house.planned().survey_closes)
    tell_of_troubles(house)
    walk(house, days=1, hours=23)
    tell_of_troubles(house)
    assert not alerts(house)
    walk(house, hours=1)
    tell_of_troubles(house)
    ((to, text),) = alerts(house)
    assert (to, "Tag stilling til tallene" in text) == (CONSULTANT.email, True)


def test_runs_that_no_worker_takes_are_told_to_the_caretaker(house: House) -> None:
    house.runs.stuck_now = [StuckRun(house.id, START - timedelta(hours=1))]
    tell_of_troubles(house)
    ((to, text),) = alerts(house)
    assert (to, "1 kørsel kommer ikke i gang" in text) == (CARETAKER.email, True)


def test_an_engine_that_is_gone_is_told_of_and_hides_nothing_that_was_known(failed: House) -> None:
    tell_of_troubles(failed)
    failed.runs.answers = False
    for _ in range(2):
        walk(failed, minutes=10)
        tell_of_troubles(failed)
    assert [to for to, _ in alerts(failed)] == [CONSULTANT.email, CARETAKER.email]
    assert "Prefect svarer ikke" in alerts(failed)[1][1]
    walk(failed, days=1)
    tell_of_troubles(failed)
    assert len(alerts(failed)) == 2  # the failed run is not solved because nobody can look at it


def test_what_is_solved_is_told_once_on_the_next_day(failed: House) -> None:
    tell_of_troubles(failed)
    failed.runs.given_up.clear()
    for _ in range(3):
        walk(failed, days=1)
        tell_of_troubles(failed)
    assert ["Er løst" in text for _, text in alerts(failed)] == [False, True]


def test_a_disk_that_runs_full_is_told_of(house: House) -> None:
    house.premises.least_free_bytes = 1 << 60
    tell_of_troubles(house)
    ((to, text),) = alerts(house)
    assert (to, "ledig plads" in text) == (CARETAKER.email, True)


@pytest.mark.parametrize("need", TOLD)
def test_each_kind_of_trouble_is_mailed_with_its_entry_in_the_runbook(house: House, need: Need) -> None:
    SITUATIONS[need](house)
    tell_of_troubles(house)
    (found,) = [one for one in needs_a_human(house.id, house) if one.need is need]
    kind = TOLD[need]
    house.wall.walk(seconds=PATIENCE.get(kind, timedelta()).total_seconds())
    tell_of_troubles(house)
    ((to, text),) = alerts(house)
    assert to == CONSULTANT.email
    assert f"{found.sentence} Runbook: »{ENTRY[kind]}«." in text


def test_a_package_that_is_being_written_in_alarms_nobody(house: House) -> None:
    SITUATIONS[Need.PACKAGE_BROKEN](house)
    tell_of_troubles(house)
    walk(house, minutes=14)
    tell_of_troubles(house)
    assert not alerts(house)
    walk(house, minutes=1)
    tell_of_troubles(house)
    ((to, text),) = alerts(house)
    assert (to, "klyngeflow check trivsel" in text) == (CONSULTANT.email, True)


def test_texts_are_told_of_at_once_with_the_moment_until_which_they_can_be_ticked(house: House) -> None:
    SITUATIONS[Need.TEXTS](house)
    tell_of_troubles(house)
    ((to, text),) = alerts(house)
    until = day_and_time(awaited_until(house.planned(), house.calendar))
    assert (to, f"Er det ikke gjort {until}" in text) == (CONSULTANT.email, True)
    assert not any(f"Pause {number}" in text for number in range(10)), "nothing that was written"


def test_data_kept_too_long_and_damage_are_mailed_with_their_entries(house: House) -> None:
    house.ledger.checks.note(f"meetings/{house.id}/kit/deck.pdf", house.id, "another checksum")
    house.wall.walk(days=800)
    tell_of_troubles(house)
    ((to, text),) = alerts(house)
    assert to == CARETAKER.email
    for kind in (TroubleKind.CHECKSUM, TroubleKind.RETENTION):
        assert f"Runbook: »{ENTRY[kind]}«." in text


def test_late_post_has_its_own_mail_and_no_alert_beside_it(house: House) -> None:
    house.ledger.postings.add(PostingJob(house.id, "implementation_plan", 9, START.date()))
    house.at(house.planned().survey_closes)
    assert Need.POSTING_LATE in [one.need for one in needs_a_human(house.id, house)]
    tell_of_troubles(house)
    assert not alerts(house)


def test_a_rehearsed_meeting_troubles_nobody(house: House) -> None:
    invented = replace(ORDER, cluster="Prøve")
    rehearsed = house.database.meetings.add(invented, CONSULTANT.id, START, rehearsal=True)
    house.runs.given_up[(rehearsed, 1)] = "kaboom"
    tell_of_troubles(house)
    assert not alerts(house)


def test_only_who_watches_the_programs_can_say_that_they_are_well_again(house: House) -> None:
    tell_of_troubles(house, [DYING])
    walk(house, days=1)
    tell_of_troubles(house)
    assert len(alerts(house)) == 1
    tell_of_troubles(house, [])
    assert "Er løst" in alerts(house)[1][1]


# --- each alert once, whatever dies ---------------------------------------------------------------------


def test_a_process_that_dies_before_the_alert_has_left_leaves_it_to_the_next(failed: House) -> None:
    failed.transport = failed.server = DyingServer(when="before", knows=False)
    with pytest.raises(Killed):
        tell_of_troubles(failed)
    walk(failed, minutes=9)
    assert tell_of_troubles(failed).outcomes == ()  # it might still be at it
    walk(failed, minutes=1)
    assert tell_of_troubles(failed).outcomes == (MailOutcome.SENT,)
    assert len(alerts(failed)) == 1


@pytest.mark.parametrize("when", ["handed over", "taken"])
def test_a_process_that_dies_over_the_last_dot_makes_no_second_mail(failed: House, when: str) -> None:
    failed.transport = failed.server = DyingServer(when=when, knows=False)
    with pytest.raises(Killed):
        tell_of_troubles(failed)
    walk(failed, minutes=11)
    assert tell_of_troubles(failed).outcomes == (MailOutcome.UNKNOWN,)
    assert len(alerts(failed)) == (1 if when == "taken" else 0)


def test_of_two_that_look_at_once_one_tells(failed: House) -> None:
    """The second has read the same troubles before the first one's mail is claimed."""
    tell_of_troubles(failed)
    book = SqlLedger(failed.database.engine, failed.wall, 60).alerts
    (standing,) = book.known()
    assert book.claim(CONSULTANT.id, (News(NewsKind.NEW, standing.trouble, standing.since, 0),)) is None


# --- a real mail server ---------------------------------------------------------------------------------


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority(tmp_path)


@pytest.fixture
def handler() -> Handler:
    return Handler()


@pytest.fixture
def port(authority: Authority, handler: Handler) -> Iterator[int]:
    with real_server(authority, handler) as port:
        yield port


def test_with_the_workers_dead_the_alert_is_in_the_mailbox(
    house: House, authority: Authority, handler: Handler, port: int
) -> None:
    house.transport = authority.transport(port)
    house.runs.stuck_now = [StuckRun(house.id, START)] * 3
    assert tell_of_troubles(house).outcomes == (MailOutcome.SENT,)
    (taken,) = handler.taken
    assert taken.rcpt_tos == [CARETAKER.email]
    mail = message_from_bytes(taken.original_content or b"", _class=EmailMessage, policy=default)
    assert mail["Subject"] == "Se efter: Systemet"
    assert "3 kørsler kommer ikke i gang" in " ".join(str(mail.get_body(("plain",)).get_content()).split())


def test_while_the_mail_server_is_away_the_screen_tells_and_afterwards_the_mail_comes(
    failed: House, authority: Authority, handler: Handler, port: int
) -> None:
    failed.transport = authority.transport(1)  # nobody listens there
    told = tell_of_troubles(failed)
    assert told.outcomes == (MailOutcome.DEFERRED,)
    assert "Kørslen er gået i stå" in told.unsent[0]
    for _ in range(9):
        walk(failed, minutes=2)
        tell_of_troubles(failed)
    failed.transport = authority.transport(port)
    walk(failed, minutes=2)
    assert set(tell_of_troubles(failed).outcomes) == {MailOutcome.SENT}
    texts = [taken.original_content.decode() for taken in handler.taken if taken.original_content]
    assert sorted(taken.rcpt_tos[0] for taken in handler.taken) == sorted([CONSULTANT.email, CARETAKER.email])
    assert any("Mailserveren tager ikke imod" in text for text in texts)


def test_a_mail_server_that_refuses_us_is_told_of_but_not_one_that_defers_a_single_mail(house: House) -> None:
    house.server.script = [SendResult(MailOutcome.DEFERRED, "450 at RCPT")]
    it = occasion(house.id, house, 1)
    send(it, house, MailKind.COORDINATOR_KIT, coordinator(it.meeting))
    tell_of_troubles(house)
    walk(house, minutes=20)
    tell_of_troubles(house)
    assert not alerts(house)
    key = MailKey(house.id, 1, MailKind.COORDINATOR_KIT, "coordinator")
    refused = SendResult(MailOutcome.DEFERRED, "535 at AUTH: the server wants a login")
    house.ledger.mails.settle(key, refused, house.wall() + timedelta(minutes=10))
    tell_of_troubles(house)
    walk(house, minutes=16)
    tell_of_troubles(house)
    assert ["Mailserveren tager ikke imod" in text for _, text in alerts(house)] == [True]


def test_a_mail_that_nobody_owes_any_more_is_no_sign_of_a_mail_server_that_refuses(house: House) -> None:
    key = MailKey(house.id, 1, MailKind.REMINDER, "m1")
    house.ledger.mails.claim(key, key.message_id(house.mail_domain))
    refused = SendResult(MailOutcome.DEFERRED, "535 at AUTH: the server wants a login")
    house.ledger.mails.settle(key, refused, house.wall() + timedelta(minutes=10))
    assert any("Mailserveren" in trouble.sentence for trouble in of_the_house(house))
    walk(house, minutes=180)
    assert not any("Mailserveren" in trouble.sentence for trouble in of_the_house(house))


def test_a_mail_that_waits_for_its_step_alone_is_no_sign_of_a_mail_server_that_refuses(house: House) -> None:
    key = MailKey(house.id, 1, MailKind.REMINDER, "m1")
    house.ledger.mails.claim(key, key.message_id(house.mail_domain))
    house.ledger.mails.settle(key, SendResult(MailOutcome.DEFERRED, "the run died before delivery"))
    assert not any("Mailserveren" in trouble.sentence for trouble in of_the_house(house))


def test_an_alert_that_is_refused_is_told_of_on_the_screen(house: House) -> None:
    class Refusing(MailServer):
        def deliver(self, mail: OutgoingMail, handing_over: object) -> SendResult:
            return SendResult(MailOutcome.REJECTED, "550 at RCPT")

    house.transport = Refusing()
    told = tell_of_troubles(house, [DYING])
    assert told.outcomes == (MailOutcome.REJECTED,)
    assert told.unsent == (DYING.sentence,)
