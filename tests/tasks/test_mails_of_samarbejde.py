"""The two mails to the coordinator of `samarbejde`, as its run sheet lists what they carry."""

from __future__ import annotations

from pathlib import Path, PurePath

import pytest

from adapters.packages import PackageFolders
from adapters.settings import TEMPLATES
from domain.mails import MailKind, OutgoingMail
from domain.meeting import MemberRow
from domain.verdict import Outcome, Verdict
from tasks.data_quality_gate import data_quality_gate
from tasks.delivery import delivery
from tasks.kit_mailing import kit_mailing
from tasks.member_mailing import member_mailing
from tasks.report_building import report_building
from tasks.survey_collection import survey_collection
from tests.tasks.house import House, OnePackage, SetJudge, text_of


@pytest.fixture
def house(tmp_path: Path) -> House:
    """The meeting's package is samarbejde in everything but the id that it was ordered under."""
    house = House(tmp_path)
    package = PackageFolders([TEMPLATES / "packages"], TEMPLATES / "contacts.yaml").get("samarbejde")
    house.packages = OnePackage(package).changed(id="trivsel")
    return house


def endings(mail: OutgoingMail) -> list[str]:
    """What each attachment is called after the package and the cluster."""
    return [PurePath(file.name).stem.split(" – ")[-1] for file in mail.attachments]


def page_of(house: House) -> str:
    return f"{house.base_url}/k/{house.tokens.coordinator(house.id)}"


def test_mail_1_has_three_attachments_and_a_calendar_file(house: House) -> None:
    assert kit_mailing.fn(house.id, house) == "1 sent"
    (mail,) = house.mails(MailKind.COORDINATOR_KIT)
    kit = house.packages.get("trivsel").kit
    assert endings(mail) == [*(one.title for one in kit if one.how == "attached"), "Kalenderaftale"]
    assert {one.document for one in kit if one.how == "attached"} == {"package", "run_sheet", "programme"}


def test_mail_1_holds_the_invitation_and_the_podcast_in_its_body(house: House) -> None:
    kit_mailing.fn(house.id, house)
    (mail,) = house.mails(MailKind.COORDINATOR_KIT)
    package = house.packages.get("trivsel")
    assert package.podcast
    text = text_of(mail)
    words = " ".join(package.text("proposed_invitation").replace("**", "").split())
    assert words[:60] in text.replace("> ", "")
    assert text.count(package.podcast.title) >= 2


def test_mail_2_attaches_two_and_links_to_note_sheet_and_plan(house: House) -> None:
    plan = house.planned()
    house.database.members.replace(
        house.id, [MemberRow(f"l{i}@klinik.example", f"Læge {i}", f"{20000 + i // 2:06d}") for i in range(12)]
    )
    house.at(plan.survey_opens)
    member_mailing.fn(house.id, house, round=1)
    house.answer(9)
    house.at(plan.survey_closes)
    survey_collection.fn(house.id, house, round=1)
    house.judge = SetJudge(Verdict(Outcome.RELEASE, ()))
    data_quality_gate.fn(house.id, house, round=1)
    report_building.fn(house.id, house)
    assert delivery.fn(house.id, house) == "1 sent"
    (mail,) = house.mails(MailKind.COORDINATOR_DELIVERY)
    attached = {one.document for one in house.packages.get("trivsel").delivery if one.how == "attached"}
    assert attached == {"deck", "handouts"}
    assert len(mail.attachments) == len(attached)
    for document in ("note_sheet", "implementation_plan"):
        assert f"{page_of(house)}/filer/meeting/{document}" in mail.html
