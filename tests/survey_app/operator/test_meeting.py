"""One meeting on the operator page: its people and mails, files and post, and never who has answered."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from domain.attention import Need
from domain.mails import TO_ALL_MEMBERS, MailKey, MailKind, MailOutcome, SendResult
from domain.meeting import ROUND_1, Member, MemberRow
from domain.ports import PostingJob, StoredFile, Wait
from domain.runbook import ENTRY_OF_NEED
from survey_app.operator.people import TITLES
from tests.domain.test_attention import SITUATIONS
from tests.survey_app.operator.at_the_desk import Operator, text_of
from tests.tasks.house import House


def sent(house: House, kind: MailKind, to: str, outcome: MailOutcome = MailOutcome.SENT) -> MailKey:
    key = MailKey(house.id, ROUND_1, kind, to)
    house.ledger.mails.claim(key, key.message_id("kiap.example"))
    house.ledger.mails.settle(key, SendResult(outcome, "550 at RCPT" if outcome != "sent" else "250"))
    return key


def members(house: House) -> tuple[Member, ...]:
    return house.ledger.members.of(house.id)


# --- what is shown --------------------------------------------------------------------------------------


def test_it_shows_the_coordinator_the_dates_and_where_the_meeting_stands(
    house: House, operator: Operator
) -> None:
    seen = text_of(operator.get(f"/moede/{house.id}"))
    for known in ("Klynge Nord", "Åse Ærlig", "aase@praksis.example", "11 22 33 44", "Prøvevej 1", "Mette"):
        assert known in seen
    assert "Spørgeskemaet åbner torsdag den 18. februar 2027" in seen
    assert f"klyngeflow rerun {house.id} --from" in seen


@pytest.mark.parametrize("need", [need for need in Need if need is not Need.PACKAGE_BROKEN])
def test_what_the_meeting_needs_stands_with_its_entry_in_the_runbook(
    house: House, operator: Operator, need: Need
) -> None:
    SITUATIONS[need](house)
    operator.log_in(house)
    assert f"Runbook: »{ENTRY_OF_NEED[need]}«." in text_of(operator.get(f"/moede/{house.id}"))


@pytest.mark.parametrize(
    ("state", "leads_there"), [("AwaitingConsultation", True), ("AwaitingMembers", False)]
)
def test_what_is_answered_in_the_runs_form_leads_to_the_run(
    house: House, operator: Operator, state: str, leads_there: bool
) -> None:
    house.runs.start(house.id, ROUND_1)
    house.ledger.records.set_waiting(Wait(house.id, ROUND_1, state, None))
    link = f'href="http://127.0.0.1:4200/runs/flow-run/{house.id}-1"'
    assert (link in operator.get(f"/moede/{house.id}").text) is leads_there


def test_every_member_stands_there_with_their_invitation(house: House, operator: Operator) -> None:
    house.have_members(12)
    first, second = members(house)[:2]
    sent(house, MailKind.INVITATION, first.id)
    sent(house, MailKind.INVITATION, second.id, MailOutcome.REJECTED)
    seen = text_of(operator.get(f"/moede/{house.id}"))
    assert all(member.email in seen and member.name in seen for member in members(house))
    assert re.search(rf"{first.email} Invitation: sendt", seen)
    assert re.search(rf"{second.email} Adressen virker ikke \(550\)\. Invitation: kunne ikke leveres", seen)


def page_of(house: House, operator: Operator, path: str) -> str:
    return text_of(operator.get(path.format(id=house.id)))


@pytest.mark.parametrize("outcome", [MailOutcome.SENT, MailOutcome.UNKNOWN, MailOutcome.REJECTED])
@pytest.mark.parametrize("kind", [MailKind.REMINDER, MailKind.MEMBER_EXTENDED])
@pytest.mark.parametrize("path", ["/moede/{id}", "/mails", "/"])
def test_a_mail_to_those_who_have_not_answered_is_never_shown_beside_a_person(
    house: House, operator: Operator, path: str, kind: MailKind, outcome: MailOutcome
) -> None:
    house.have_members(12)
    house.at(house.planned().survey_opens + timedelta(days=6))
    there = sent(house, MailKind.INVITATION, members(house)[1].id)
    assert there.kind in TO_ALL_MEMBERS
    sent(house, kind, members(house)[0].id, MailOutcome.UNKNOWN)
    seen = page_of(house, operator, path)
    assert members(house)[0].name not in seen.partition(TITLES[kind])[2][:200]
    assert members(house)[0].email not in page_of(house, operator, "/mails")


def test_who_has_answered_changes_nothing_on_any_page(house: House, operator: Operator) -> None:
    house.have_members(12)
    house.at(house.planned().survey_opens + timedelta(hours=1))
    hashes = {
        one.id: house.tokens.hash(house.tokens.invitation(house.id, 1, one.id)) for one in members(house)
    }
    house.ledger.invitations.add(house.id, 1, hashes)
    house.answers.invite(f"{house.id}/1", hashes.values())
    house.answer(5)
    paths = ("/", "/mails", "/moede/{id}", "/moede/{id}/medlemmer/ret")
    before = [page_of(house, operator, path) for path in paths]
    house.answer(11)
    assert [page_of(house, operator, path) for path in paths] == before


def test_every_kind_of_mail_has_a_name() -> None:
    assert set(TITLES) == set(MailKind)


def test_what_people_wrote_is_printed_and_not_obeyed(house: House, operator: Operator) -> None:
    house.database.members.replace(house.id, [MemberRow("a@b.example", "<b>Bo</b>")])
    assert "&lt;b&gt;Bo&lt;/b&gt;" in operator.get(f"/moede/{house.id}").text


def test_a_meeting_that_is_not_there_is_said_so(operator: Operator) -> None:
    assert operator.get("/moede/trivsel-nowhere").status_code == 404


# --- files and post -------------------------------------------------------------------------------------


def test_a_file_can_be_fetched_before_it_is_delivered_and_no_other_meetings(
    house: House, operator: Operator
) -> None:
    kept = house.objects.put("some/key", b"%PDF", "application/pdf")
    file = StoredFile(
        house.id,
        1,
        "meeting",
        "programme",
        "Nord – Program.pdf",
        "some/key",
        kept.sha256,
        4,
        "application/pdf",
    )
    house.ledger.files.add(file)
    answer = operator.get(f"/moede/{house.id}/filer/meeting/programme")
    assert answer.content == b"%PDF"
    assert answer.headers["content-disposition"].startswith("attachment;")
    assert operator.get("/moede/another/filer/meeting/programme").status_code == 404
    assert operator.get(f"/moede/{house.id}/filer/meeting/deck").status_code == 404


def test_post_is_ticked_off_once_and_the_second_operator_reads_who_did(
    house: House, operator: Operator, browser_of: Callable[..., Operator]
) -> None:
    house.ledger.postings.add(PostingJob(house.id, "implementation_plan", 26, house.clock.now().date()))
    other = browser_of().log_in(house, "CD")
    assert "Posten er sendt i dag" in operator.get(f"/moede/{house.id}").text
    assert operator.hand_in(f"/moede/{house.id}/post").status_code == 303
    late = other.hand_in(f"/moede/{house.id}/post")
    assert late.status_code == 409
    assert "Posten er allerede krydset af." in text_of(late)
    assert "sendt 4. januar 2027 af AB" in text_of(late)


# --- the list of meetings -------------------------------------------------------------------------------

LOOKED_FOR: dict[str, tuple[dict[str, Any], bool]] = {
    "nothing": ({}, True),
    "its name": ({"soeg": "klynge nord"}, True),
    "its id": ({"soeg": "trivsel-"}, True),
    "words of several places": ({"soeg": "midt NORD"}, True),
    "another name": ({"soeg": "sydfyn"}, False),
    "its region": ({"region": "Region Midtjylland"}, True),
    "another region": ({"region": "Region Sjælland"}, False),
    "its package": ({"pakke": "trivsel"}, True),
    "another package": ({"pakke": "samarbejde"}, False),
    "those in need": ({"vis": "mangler"}, False),
    "all": ({"vis": "alle"}, True),
    "what there is not": ({"vis": "<b>"}, True),
}


@pytest.mark.parametrize("what", LOOKED_FOR)
def test_the_list_is_narrowed_by(house: House, operator: Operator, what: str) -> None:
    asked, is_there = LOOKED_FOR[what]
    page = operator.get("/", params=asked)
    assert page.status_code == 200
    assert (f'href="/moede/{house.id}"' in page.text) is is_there


def test_a_coordinators_name_is_not_searched_for(house: House, operator: Operator) -> None:
    """What is searched for stands in the address bar and the browser's history."""
    assert f'href="/moede/{house.id}"' not in operator.get("/", params={"soeg": "Åse"}).text
