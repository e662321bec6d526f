"""Kit mailing: mail 1 carries the six things of the run sheet, or links to them."""

from __future__ import annotations

import hashlib

from adapters.deck import PowerPointDeck
from adapters.documents import TypstDocuments
from domain.mails import MailKey, MailKind, MailOutcome, SendResult
from domain.package import KIT_DOCUMENTS
from tasks.kit_mailing import kit_mailing
from tests.ledgers import forget_done
from tests.tasks.house import House, MailServer, text_of

TOO_BIG = SendResult(MailOutcome.REJECTED, "552")


def test_the_coordinator_gets_the_six_things_once(house: House) -> None:
    assert kit_mailing.fn(house.id, house) == "1 sent"
    forget_done(house.ledger, house.id, 1, ["kit_mailing"])
    assert kit_mailing.fn(house.id, house) == "1 sent"
    (mail,) = house.mails(MailKind.COORDINATOR_KIT)
    names = [file.name for file in mail.attachments]
    assert len(set(names)) == 6
    assert sum(name.endswith(".pptx") for name in names) == 1
    text = text_of(mail)
    for number, attachment in enumerate(house.packages.get("trivsel").kit, start=1):
        assert f"{number}. {attachment.title}" in text
    assert f"{house.base_url}/k/{house.tokens.coordinator(house.id)}" in text


def test_the_real_documents_are_the_same_bytes_when_built_again(house: House) -> None:
    house.documents, house.deck = TypstDocuments(), PowerPointDeck()
    kit_mailing.fn(house.id, house)
    first = house.ledger.files.of(house.id, "kit")
    assert {file.document for file in first} == set(KIT_DOCUMENTS)
    for file in first:
        content = house.objects.get(file.key)
        assert hashlib.sha256(content).hexdigest() == file.sha256
        assert content.startswith(b"PK" if file.document == "demo_deck" else b"%PDF")
    forget_done(house.ledger, house.id, 1, ["kit_mailing"])
    kit_mailing.fn(house.id, house)
    assert house.ledger.files.of(house.id, "kit") == first


def test_a_kit_too_big_for_the_server_is_sent_as_links(house: House) -> None:
    house.transport = server = MailServer(TOO_BIG)
    assert kit_mailing.fn(house.id, house) == "1 sent"
    (mail,) = server.taken
    assert mail.attachments == ()
    page = f"{house.base_url}/k/{house.tokens.coordinator(house.id)}"
    for attachment in house.packages.get("trivsel").kit:
        assert attachment.title in " ".join(mail.text.split())
    assert mail.html.count(page) >= 6
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
    assert len(house.mails()[0].attachments) == 6
