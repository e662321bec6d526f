"""A meeting played with words that can be searched for, in a house whose mails lie in an outbox."""

from __future__ import annotations

import email
import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from adapters.maildir import MaildirTransport
from adapters.message import Sender
from adapters.premises import HomeFolder
from domain.coordinators_link import MOST_MAILS, WITHIN, mail_link
from domain.meeting import MemberRow
from domain.ports import PostingJob
from domain.verdict import Outcome, Verdict
from tasks.data_quality_gate import data_quality_gate
from tasks.delivery import delivery
from tasks.follow_up import announcement, follow_up
from tasks.kit_mailing import kit_mailing
from tasks.member_mailing import member_mailing, reminder
from tasks.report_building import report_building
from tasks.survey_collection import survey_collection
from tasks.thanks import thanks
from tests.ledgers import ORDER
from tests.tasks.house import CONSULTANT, House, SetJudge

COORDINATOR = {
    "coordinator_name": "Zenobia Xaverine",
    "coordinator_email": "zenobia@xaverine.example",
    "phone": "87654321",
    "postal_address": "Kvistgaardsstien 117",
    "meeting_place": "Hos Zenobia i annekset",
    "wishes": "Gerne uden karameller",
}
AGREED = "Vi spiser frokost sammen hver onsdag"
NAMES, MAILBOXES = "Quintilla", "quintilla"
SPICY = replace(ORDER, cluster="Kanel", **COORDINATOR)
TEXTS = {"t1": "Mine hortensiaer", "t2": "Flere trillebøre"}


def outbox_house(folder: Path) -> House:
    """Its mails are as old as the test, whatever its clock shows: none goes by its age."""
    house = House(folder, planned=False)
    sender = Sender("KiAP", "klynger@kiap.example")
    outbox = MaildirTransport(folder / "outbox", sender, house.clock)
    house.transport = outbox
    house.premises = HomeFolder(folder, outbox, least_free_bytes=0)
    house.retention = replace(house.retention, outbox_days=36_500)
    house.id = house.database.meetings.add(SPICY, CONSULTANT.id, house.wall())
    return house


def copy_of(house: House, folder: Path) -> House:
    """The same house once more, as its files are; the one that is copied is closed."""
    house.database.engine.dispose()
    copied = outbox_house(folder)
    copied.database.engine.dispose()
    shutil.copytree(house.folder, folder, dirs_exist_ok=True)
    copied.at(house.wall())
    return copied


def played(house: House, rounds: int = 2) -> dict[str, tuple[str, ...]]:
    """From the order to the delivery of the last round; gives what can be searched for, by kind."""
    found: dict[str, tuple[str, ...]] = {"people": (*COORDINATOR.values(), AGREED, NAMES, MAILBOXES)}
    links: list[str] = []
    for round in range(1, rounds + 1):
        _play(house, round)
        links += _links(house, round)
        pull = house.ledger.pulls.get(house.id, round)
        assert pull is not None
        rows = [json.dumps(dict(sorted(one.values.items())))[1:-1] for one in pull.answers]
        found[f"answers of round {round}"] = (*rows, pull.salt)
        if round == 1:
            _after_the_meeting(house, is_followed_up=rounds > 1)
    return found | {"links": tuple(links), "texts": tuple(TEXTS.values())}


def _play(house: House, round: int) -> None:
    plan = house.planned(round)
    house.database.meetings.set_plan(house.id, plan)
    if round == 1:
        house.database.members.replace(
            house.id, [MemberRow(f"{MAILBOXES}{i}@klinik.example", f"{NAMES} {i}") for i in range(12)]
        )
        kit_mailing.fn(house.id, house)
    else:
        announcement.fn(house.id, house, round=round)
    house.at(plan.survey_opens)
    member_mailing.fn(house.id, house, round=round)
    texts = [item.id for item in house.packages.get("trivsel").questionnaire.text_items]
    house.answer(10, round, dict(zip(texts, TEXTS.values(), strict=True)))
    house.at(plan.reminders[-1])
    reminder(2).fn(house.id, house, round=round)
    house.at(plan.survey_closes)
    survey_collection.fn(house.id, house, round=round)
    house.judge = SetJudge(Verdict(Outcome.RELEASE, ()))
    data_quality_gate.fn(house.id, house, round=round)
    report_building.fn(house.id, house, round=round)
    house.at(plan.delivery)
    delivery.fn(house.id, house, round=round)


def _after_the_meeting(house: House, *, is_followed_up: bool) -> None:
    plan = house.planned()
    house.at(plan.thanks)
    house.database.commitments.replace(house.id, [AGREED])
    house.database.coordinator_links.ask_for_mail(house.id, MOST_MAILS, WITHIN)
    mail_link(house.id, house)
    house.database.postings.add(PostingJob(house.id, "implementation_plan", 24, plan.thanks.date()))
    thanks.fn(house.id, house)
    if is_followed_up:
        house.database.meetings.set_plan(house.id, house.planned(2))
        house.database.records.mark_done(house.id, 1, follow_up.name, "scheduled")
    else:
        house.at(plan.thanks + timedelta(days=31))
        follow_up.fn(house.id, house)


def _links(house: House, round: int) -> Iterator[str]:
    """Each member's token, and its hash as the ledger has it."""
    for member_id, hashed in house.ledger.invitations.of(house.id, round).items():
        yield house.tokens.invitation(house.id, round, member_id)
        yield hashed


def where(folder: Path, words: tuple[str, ...]) -> dict[str, list[str]]:
    """Of the words that stand in any file of the folder, as bytes: in which files."""
    found: dict[str, list[str]] = {}
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        content = _readable(file)
        for word in words:
            if word.encode() in content:
                found.setdefault(word, []).append(str(file.relative_to(folder)))
    return found


def _readable(file: Path) -> bytes:
    """All bytes as they are; of a mail also its decoded parts and what is enclosed."""
    content = file.read_bytes()
    if "outbox" not in file.parts or not file.name.endswith("klyngeflow"):
        return content
    parts = [part.get_payload(decode=True) for part in email.message_from_bytes(content).walk()]
    return b"\n".join([content, *(part for part in parts if isinstance(part, bytes))])
