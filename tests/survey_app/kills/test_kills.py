"""Whatever kills the pages: an answer that was acknowledged is there, and no answer is there twice."""

from __future__ import annotations

import json
import random
import threading
import time
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from adapters.wiring import LiveServices, prepare
from data_contracts.invented_answers import invent_answers
from domain.meeting import COPENHAGEN, MemberRow, Plan
from domain.ports import OpenedSurvey
from domain.questionnaire import Answers
from tests.ledgers import ORDER
from tests.survey_app.kills.killed_pages import Doctor, KilledPages, Practice, settings_of

AT_A_TIME = 50


def open_survey(services: LiveServices, number: int, members: int) -> list[Doctor]:
    """A cluster whose survey is open now; the doctors of its members."""
    now = datetime.now(COPENHAGEN)
    order = replace(ORDER, cluster=f"Klynge {number}", meeting_starts=now + timedelta(days=14))
    meeting = services.ledger.meetings.add(order, "kiap", now)
    dates = {"survey_opens": now - timedelta(days=1), "survey_closes": now + timedelta(days=7)}
    later = {name: now + timedelta(days=14) for name in ("delivery", "meeting_starts", "thanks")}
    services.ledger.meetings.set_plan(meeting, Plan(round=1, reminders=(), **dates, **later))
    rows = [MemberRow(f"laege{number}-{i}@klinik.example", f"Læge {i}") for i in range(members)]
    services.ledger.members.replace(meeting, rows)
    package = services.packages.get(order.package_id)
    services.ledger.surveys.open(OpenedSurvey(meeting, 1, package.version, package.questionnaire))
    tokens = {m.id: services.tokens.invitation(meeting, 1, m.id) for m in services.ledger.members.of(meeting)}
    hashes = {member: services.tokens.hash(token) for member, token in tokens.items()}
    services.ledger.invitations.add(meeting, 1, hashes)
    services.answers.invite(f"{meeting}/1", hashes.values())
    text = package.questionnaire.text_items[0].id
    invented = invent_answers(package.questionnaire, members, number)
    return [
        Doctor(f"{meeting}/1", token, replace(given, texts={text: f"Svar {number}-{i}"}))
        for i, (token, given) in enumerate(zip(tokens.values(), invented, strict=True))
    ]


def kill_now_and_then(pages: KilledPages, practice: Practice, kills: int, answers: int) -> None:
    """Spread over the answers, each at a random moment."""
    chance = random.Random(kills)
    for kill in range(1, kills + 1):
        practice.wait_for(answers * kill // (kills + 1))
        time.sleep(chance.uniform(0, 0.05))
        pages.kill_and_restart()


@pytest.mark.parametrize(
    ("clusters", "members", "kills"),
    [
        pytest.param(1, 60, 1, id="60 answers, 1 kill"),
        pytest.param(20, 50, 10, id="1,000 answers, 10 kills", marks=pytest.mark.long),
        pytest.param(1, 1000, 10, id="1,000 answers in one round, 10 kills", marks=pytest.mark.long),
    ],
)
def test_every_acknowledged_answer_is_there_and_none_twice(
    tmp_path: Path, clusters: int, members: int, kills: int
) -> None:
    settings = settings_of(tmp_path / "home")
    services = LiveServices(settings)
    prepare(services)
    doctors = [doctor for number in range(clusters) for doctor in open_survey(services, number, members)]
    random.Random(1).shuffle(doctors)
    with KilledPages(settings) as pages:
        practice = Practice(pages.address)
        killer = threading.Thread(target=kill_now_and_then, args=(pages, practice, kills, len(doctors)))
        killer.start()
        practice.answer_all(doctors, AT_A_TIME)
        killer.join()

    assert practice.tries > len(doctors), "no kill struck a visit"
    assert practice.acknowledged | practice.told_of_an_earlier_try == set(doctors)
    assert not practice.acknowledged & practice.told_of_an_earlier_try
    for round_key in {doctor.round_key for doctor in doctors}:
        asked = [doctor for doctor in doctors if doctor.round_key == round_key]
        services.answers.close(round_key)
        kept = services.answers.read_closed(round_key)
        assert sorted(map(as_given, kept)) == sorted(as_given(doctor.answers) for doctor in asked)
        assert services.answers.used(round_key) == {services.tokens.hash(doctor.token) for doctor in asked}


def as_given(answers: Answers) -> str:
    return json.dumps([*answers.texts.values(), answers.values], sort_keys=True)
