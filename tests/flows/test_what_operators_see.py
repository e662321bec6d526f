"""The pages that operators see in the engine: what stands there, and what never does."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from domain.act_words import DONE
from domain.acts import Act, ActKind
from domain.mails import MailKey, MailKind, MailOutcome, SendResult
from domain.overview import rows
from domain.ports import Decision, Wait
from domain.states import IN_SHORT, MAILS, OUTCOMES, STATES
from domain.verdict import CRITICAL, Finding, Outcome, Verdict
from flows.markdown import plain
from flows.meeting_page import meeting_page
from flows.overview_page import key_of, overview_page
from tests.ledgers import ORDER, START
from tests.tasks.house import House

NO_MEETING_S = {MailKind.OWN_COPY.value, MailKind.ALERT.value}
"""Mails that the ledger of a meeting does not know."""


@pytest.fixture
def house(tmp_path: Path) -> House:
    """Its meeting waits for the consultant, has a member list and a mail of every outcome."""
    house = House(tmp_path)
    house.have_members()
    house.ledger.records.set_waiting(Wait(house.id, 1, "AwaitingConsultation", None))
    for number, outcome in enumerate(MailOutcome):
        key = MailKey(house.id, 1, MailKind.COORDINATOR_KIT, "coordinator", sequence=number)
        house.ledger.mails.claim(key, key.message_id("kiap.example"))
        house.ledger.mails.settle(key, SendResult(outcome))
    return house


def overview(house: House) -> str:
    live = [row for row in rows(house) if row.is_live]
    pages = {key_of(row.meeting.id): f"/artifacts/artifact/{row.meeting.id}" for row in live}
    return overview_page(live, pages, house).markdown


def page(house: House) -> str:
    return meeting_page(house.id, house).markdown


def test_the_overview_has_a_row_with_links_for_each_live_meeting(house: House) -> None:
    house.runs.start(house.id)
    over = house.database.meetings.add(replace(ORDER, cluster="Slut"), "kiap", START)
    house.ledger.records.mark_done(over, 1, "follow_up", "declined")
    house.ledger.records.decide(over, 1, Decision("follow_up", "no", {}, "web"))
    shown = overview(house)
    assert shown.startswith("# 1 møde i gang, 1 venter på et menneske")
    name = f"[Klynge Nord](/artifacts/artifact/{house.id})"
    state = f"[Venter på samtalen](/runs/flow-run/{house.id}-1)"
    assert f"| {name} | {state} | Spørgeskemaet åbner 18. februar |  | Trivsel og arbejdsglæde |" in shown
    (needs,) = [line for line in shown.splitlines() if line.startswith(f"- **{name}**: ")]
    assert needs.endswith("Ring til mødelederen, og bekræft mødet.")
    assert "Slut" not in shown


def test_an_overview_of_nothing_is_a_sentence(house: House) -> None:
    shown = overview_page([], {}, house)
    assert "Ingen møder i gang" in shown.markdown
    assert "|" not in shown.markdown


def test_the_meeting_s_page_says_what_it_waits_for_and_what_needs_a_human(house: House) -> None:
    shown = page(house)
    assert "**Mødet er bestilt til torsdag den 11. marts 2027 kl. 16.00. Ring til mødelederen" in shown
    assert "## Kræver et menneske" in shown
    assert "bekræft mødet. Runbook: »Venter på samtalen«." in shown
    assert f"`{house.id}`" in shown
    assert "| Spørgeskemaet lukker | torsdag den 4. marts 2027 kl. 12.00 |" in shown


@pytest.mark.parametrize("outcome", list(MailOutcome))
def test_mails_are_counted_by_kind_and_by_what_became_of_them(house: House, outcome: MailOutcome) -> None:
    count = list(OUTCOMES.values()).count(OUTCOMES[outcome.value])
    assert f"| Mail 1, til mødelederen | {OUTCOMES[outcome.value]} | {count} |" in page(house)


def test_whether_and_how_many_were_reminded_is_never_told(house: House) -> None:
    """It would say how many have answered, and none reminded that all have."""
    before = page(house)
    for member in house.ledger.members.of(house.id)[:7]:
        key = MailKey(house.id, 1, MailKind.REMINDER, member.id)
        house.ledger.mails.claim(key, key.message_id("kiap.example"))
        house.ledger.mails.settle(key, SendResult(MailOutcome.SENT))
    assert page(house) == before
    assert "Påmindelser tælles ikke" in before
    house.ledger.records.mark_done(house.id, 1, "survey_collection", "closed")
    assert "| Påmindelser |" not in page(house)


def test_every_kind_of_mail_act_and_wait_has_words() -> None:
    assert set(MAILS) >= {kind.value for kind in MailKind} - NO_MEETING_S
    assert set(DONE) == set(ActKind)
    assert set(IN_SHORT) == set(STATES)


def test_what_was_decided_and_done_by_hand_stands_with_initials(house: House) -> None:
    detail = {"follow_up": "yes", "months": 9}
    house.ledger.records.decide(house.id, 1, Decision("consultation", "confirmed", detail, "AB"))
    house.ledger.records.mark_done(house.id, 1, "kit_mailing", "1 sent")
    house.ledger.acts.add(Act(house.id, ActKind.TEXTS_CHOSEN, "CD"))
    shown = page(house)
    assert "| Det er valgt, hvad der vises af det skrevne |  | CD |" in shown
    assert "| Samtalen | bekræftet, opfølgning: ja | AB |" in shown
    assert "1. Mail 1 er sendt til mødelederen" in shown


def test_the_verdict_and_its_reasons_stand_with_their_round(house: House) -> None:
    finding = Finding("outside_scale", CRITICAL, 2, "2 svar ligger uden for skalaen.")
    house.ledger.records.set_verdict(house.id, 1, Verdict(Outcome.STOP, (finding,)), "hash")
    shown = page(house)
    assert "Kvalitetskontrollen: **Stoppet: en kritisk regel er brudt**" in shown
    assert "- 2 svar ligger uden for skalaen." in shown


def test_neither_page_names_anybody(house: House) -> None:
    order = house.ledger.meetings.get(house.id).order
    people = {order.coordinator_name, order.coordinator_email, order.phone, "Prøvevej", "Mette Mønster"}
    people |= {part for m in house.ledger.members.of(house.id) for part in (m.name, m.email)}
    assert len(people) > 20
    both = overview(house) + page(house)
    assert not [one for one in people if one in both]


def test_a_cluster_s_name_is_text_whatever_is_in_it(house: House) -> None:
    name = "Nord | <img src=x> [a](http://x.example) **fed**\nny linje"
    meeting_id = house.database.meetings.add(replace(ORDER, cluster=name), "kiap", START)
    house.ledger.meetings.set_plan(meeting_id, house.planned())
    (row,) = [line for line in overview(house).splitlines() if "ny linje" in line and line.startswith("|")]
    assert plain(name) in row
    assert "<img" not in row.replace("\\<", "")
    assert meeting_page(meeting_id, house).markdown.splitlines()[0] == f"# Klynge {plain(name)}"
