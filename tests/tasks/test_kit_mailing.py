"""Kit mailing: mail 1 carries what the package lists, as it says, and the meeting for a calendar."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import PurePath

import pytest
from icalendar import Calendar

from adapters.deck import PowerPointDeck
from adapters.documents import TypstDocuments
from domain.mails import MailKey, MailKind, MailOutcome, SendResult
from domain.package import How
from tasks.filing import file_name
from tasks.kit_mailing import kit_mailing
from tasks.occasion import occasion
from tests.ledgers import forget_done
from tests.tasks.house import House, MailServer, text_of

SIX = ("proposed_invitation", "questionnaire", "package", "demo_deck", "run_sheet", "programme")
TOO_BIG = SendResult(MailOutcome.REJECTED, "552")


def test_the_coordinator_gets_the_six_things_once(house: House) -> None:
    assert kit_mailing.fn(house.id, house) == "1 sent"
    forget_done(house.ledger, house.id, 1, ["kit_mailing"])
    assert kit_mailing.fn(house.id, house) == "1 sent"
    (mail,) = house.mails(MailKind.COORDINATOR_KIT)
    *six, appointment = [file.name for file in mail.attachments]
    assert len(set(six)) == 6
    assert sum(name.endswith(".pptx") for name in six) == 1
    assert appointment == "Trivsel og arbejdsglæde – Klynge Nord – Kalenderaftale.ics"
    text = text_of(mail)
    for number, attachment in enumerate(house.packages.get("trivsel").kit, start=1):
        assert f"{number}. {attachment.title}" in text
    assert f"{house.base_url}/k/{house.tokens.coordinator(house.id)}" in text


def test_the_real_documents_are_the_same_bytes_when_built_again(house: House) -> None:
    house.documents, house.deck = TypstDocuments(), PowerPointDeck()
    kit_mailing.fn(house.id, house)
    first = house.ledger.files.of(house.id, "kit")
    assert {file.document for file in first} == {*SIX, "appointment"}
    begins = {"demo_deck": b"PK", "appointment": b"BEGIN:VCALENDAR"}
    for file in first:
        content = house.objects.get(file.key)
        assert hashlib.sha256(content).hexdigest() == file.sha256
        assert content.startswith(begins.get(file.document, b"%PDF"))
    forget_done(house.ledger, house.id, 1, ["kit_mailing"])
    kit_mailing.fn(house.id, house)
    assert house.ledger.files.of(house.id, "kit") == first


def test_a_kit_too_big_for_the_server_is_sent_as_links(house: House) -> None:
    house.transport = server = MailServer(TOO_BIG)
    assert kit_mailing.fn(house.id, house) == "1 sent"
    (mail,) = server.taken
    assert [file.media_type for file in mail.attachments] == ["text/calendar"]
    page = f"{house.base_url}/k/{house.tokens.coordinator(house.id)}"
    for attachment in house.packages.get("trivsel").kit:
        assert attachment.title in " ".join(mail.text.split())
        assert f"{page}/filer/kit/{attachment.document}" in mail.html
    key = MailKey(house.id, 1, MailKind.COORDINATOR_KIT, "coordinator", 2)
    assert mail.message_id == key.message_id(house.mail_domain)


def test_the_links_are_sent_once(house: House) -> None:
    house.transport = server = MailServer(TOO_BIG)
    kit_mailing.fn(house.id, house)
    forget_done(house.ledger, house.id, 1, ["kit_mailing"])
    assert kit_mailing.fn(house.id, house) == "1 sent"
    assert len(server.taken) == 1


def test_a_kit_rejected_for_another_reason_is_not_sent_again(house: House) -> None:
    house.transport = server = MailServer(SendResult(MailOutcome.REJECTED, "554 at the last dot"))
    assert kit_mailing.fn(house.id, house) == "1 rejected"
    assert server.taken == []
    assert len(house.ledger.mails.of(house.id)) == 1


def test_a_title_used_twice_loses_no_file(house: House) -> None:
    kit = house.packages.get("trivsel").kit
    twins = tuple(type(one)(one.document, "Bilag") for one in kit)
    house.packages = house.packages.changed(kit=twins)  # type: ignore[attr-defined]
    kit_mailing.fn(house.id, house)
    assert len(house.mails()[0].attachments) == 7


def test_the_calendar_file_is_the_planned_meeting(house: House) -> None:
    kit_mailing.fn(house.id, house)
    (mail,) = house.mails()
    (event,) = Calendar.from_ical(mail.attachments[-1].content).events
    assert event.start == house.planned().meeting_starts
    assert event["dtstamp"].dt.date() == house.wall().date()


def test_each_document_comes_as_the_package_says(house: House) -> None:
    ways: dict[str, How] = {"proposed_invitation": "body", "questionnaire": "linked", "demo_deck": "page"}
    kit = house.packages.get("trivsel").kit
    changed = tuple(replace(one, how=ways.get(one.document, "attached")) for one in kit)
    house.packages = house.packages.changed(kit=changed)  # type: ignore[attr-defined]
    kit_mailing.fn(house.id, house)
    (mail,) = house.mails()
    page = f"{house.base_url}/k/{house.tokens.coordinator(house.id)}"
    text = text_of(mail)
    assert [PurePath(file.name).stem.split(" – ")[-1] for file in mail.attachments] == [
        "Klyngepakke",
        "Drejebog",
        "Detaljeret program",
        "Kalenderaftale",
    ]
    assert "1. Klyngepakke 2. Drejebog 3. Detaljeret program" in text
    assert f"Spørgeskema: {page}/filer/kit/questionnaire" in text
    assert "ligger også »Demoversion af mødets powerpoint«" in text
    assert "Kære kolleger" in text
    assert {file.document for file in house.ledger.files.of(house.id, "kit")} == {*SIX, "appointment"}


@pytest.mark.parametrize(
    ("cluster", "name"),
    [
        ("Aarhus Nord", "Trivsel og arbejdsglæde – Klynge Aarhus Nord – Bilag.pdf"),
        ("Klynge Nord", "Trivsel og arbejdsglæde – Klynge Nord – Bilag.pdf"),
        ("../../x: <b>", "Trivsel og arbejdsglæde – Klynge .. .. x b – Bilag.pdf"),
        ("By " * 60, "Trivsel og arbejdsglæde – Klynge" + " By" * 17 + "… – Bilag.pdf"),
    ],
)
def test_files_are_named_for_people(house: House, cluster: str, name: str) -> None:
    it = occasion(house.id, house, 1)
    order = replace(it.meeting.order, cluster=cluster)
    assert file_name(replace(it, meeting=replace(it.meeting, order=order)), "Bilag", ".pdf") == name


def test_the_longest_name_fits_every_file_system(house: House) -> None:
    it = occasion(house.id, house, 1)
    order = replace(it.meeting.order, cluster="Æ" * 500)
    it = replace(it, meeting=replace(it.meeting, order=order), package=replace(it.package, title="ø" * 300))
    name = file_name(it, "å" * 300, ".pptx")
    assert name.endswith(".pptx")
    assert len(name.encode()) <= 255
