"""A house on an ordinary morning: one meeting being answered, one to be called, one with texts to read."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from adapters.operator_links import LinkFolder
from domain.mails import MailOutcome, SendResult
from domain.meeting import COPENHAGEN, MemberRow
from domain.questionnaire import Answers
from tests.ledgers import ORDER
from tests.survey_app.journeys.house import WholeHouse
from tests.survey_app.journeys.run import Run

NAMES = ("Anne Bjerre", "Bo Dam", "Cæcilie Eg", "Erik Foged", "Freja Kjær", "Jørn Lund", "Lærke Møller")
WRITTEN = (
    "At vi spiser frokost sammen igen, alle sammen, også dem fra satellitten.",
    "Kollegerne. Og at telefonen er stille om morgenen.",
    "Når en patient siger tak.",
    "At der endelig er ro på efter flytningen.",
    "Vores nye uddannelseslæge, Maja, løfter os alle.",
    "Ring til mig på 22 33 44 55, hvis nogen vil bytte vagter.",
    "Torsdagene, hvor jeg har tid til at tænke.",
    "Faglig sparring over kaffen.",
    "Det er svært at sige lige nu.",
    "At jeg må sige nej.",
    "Patienterne, stadig.",
    "Naturen på vej hjem.",
)


def busy_house(folder: Path) -> tuple[WholeHouse, dict[str, str]]:
    """The house, and its meetings' ids by what they are there for."""
    house = WholeHouse(folder)
    house.operator_links = LinkFolder(folder / "operator", house.wall)
    meetings = {
        "texts": _ordered(house, "Hjørring", datetime(2027, 3, 4, 16, 0)),
        "answering": _ordered(house, "Ærø og Langeland", datetime(2027, 3, 18, 16, 0)),
        "ordered": _ordered(house, "Nord", datetime(2027, 4, 8, 15, 30)),
    }
    _read(house, meetings["texts"])
    _answering(house, meetings["answering"])
    Run(house, meetings["ordered"]).until_the_consultation()
    house.wall.shows += timedelta(days=1)
    return house, meetings


def _ordered(house: WholeHouse, cluster: str, starts: datetime) -> str:
    order = replace(ORDER, cluster=cluster, meeting_starts=starts.replace(tzinfo=COPENHAGEN))
    return house.ledger.meetings.add(order, "proeve", house.wall())


def _with_members(house: WholeHouse, meeting_id: str) -> Run:
    run = Run(house, meeting_id)
    run.until_the_consultation()
    run.until_the_members()
    rows = [
        MemberRow(f"laege{number:02d}@klinik.example", NAMES[number % 7], f"{10_000 + number // 3:06d}")
        for number in range(14)
    ]
    house.ledger.members.replace(meeting_id, rows)
    run.until_the_survey_opens()
    return run


def _answering(house: WholeHouse, meeting_id: str) -> None:
    run = _with_members(house, meeting_id)
    taken = [SendResult(MailOutcome.SENT)] * 3
    house.post.script = [
        *taken,
        SendResult(MailOutcome.UNKNOWN, "the connection died after the mail was handed over"),
        SendResult(MailOutcome.REJECTED, "550 at RCPT"),
    ]
    run.until_the_answers()


def _read(house: WholeHouse, meeting_id: str) -> None:
    run = _with_members(house, meeting_id)
    run.until_the_answers()
    survey = house.ledger.surveys.of(meeting_id, 1)
    first = next(item for item in survey.questionnaire.items if item.kind == "text")
    for member, text in zip(house.ledger.members.of(meeting_id), WRITTEN, strict=False):
        link = house.tokens.hash(house.tokens.invitation(meeting_id, 1, member.id))
        scale = {item.id: 3 for item in survey.questionnaire.scale_items}
        house.answers.submit(f"{meeting_id}/1", link, Answers(scale, {first.id: text}))
    run.until_the_release()
