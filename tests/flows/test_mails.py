"""The mails of a rehearsed meeting: who got what, when, and nothing twice."""

from __future__ import annotations

from collections import Counter
from email.utils import parsedate_to_datetime

import pymupdf
import pytest

from tests.flows.given_answers import Row, first_round, second_round
from tests.flows.mailbox import Mail, by_round, of_kind
from tests.flows.questionnaire_file import QUESTIONS
from tests.flows.rehearsal_process import Rehearsal

MEMBERS = {f"laege{number:02d}@klynge.example" for number in range(24)}
COORDINATOR, CONSULTANT = "ida@klynge.example", "konsulent@kiap.example"
ROUNDS = pytest.mark.parametrize("round", [1, 2])


def mails_of(rehearsal: Rehearsal, round: int) -> list[Mail]:
    return by_round(rehearsal.mails)[round - 1]


@ROUNDS
def test_every_member_got_exactly_one_invitation(rehearsal: Rehearsal, round: int) -> None:
    invited = Counter(mail.to for mail in of_kind("invitation", mails_of(rehearsal, round)))
    assert invited == dict.fromkeys(MEMBERS, 1)


def test_every_invitation_has_a_link_of_its_own(rehearsal: Rehearsal) -> None:
    links = [token for mail in of_kind("invitation", rehearsal.mails) for token in mail.tokens("s")]
    assert len(links) == len(set(links)) == 2 * len(MEMBERS)


@ROUNDS
def test_reminders_went_to_exactly_those_missing_at_the_time(rehearsal: Rehearsal, round: int) -> None:
    answered: set[str] = set()
    reminded: list[set[str]] = []
    missing_then: list[set[str]] = []
    before = ""
    for mail in mails_of(rehearsal, round):
        if mail.kind == "own_copy":
            answered.add(mail.to)
        if mail.kind == "reminder":
            if before != "reminder":
                reminded.append(set())
                missing_then.append(MEMBERS - answered)
            assert mail.to not in reminded[-1], "reminded twice at once"
            reminded[-1].add(mail.to)
        before = mail.kind
    assert len(reminded) == 2
    assert reminded == missing_then
    assert reminded[1] < reminded[0], "nobody answered because of the first reminder"


def test_a_reminder_repeats_the_member_s_own_link(rehearsal: Rehearsal) -> None:
    for mails in by_round(rehearsal.mails):
        links = {mail.to: mail.tokens("s") for mail in of_kind("invitation", mails)}
        for mail in of_kind("reminder", mails):
            assert mail.tokens("s") == links[mail.to]


@ROUNDS
def test_everyone_who_answered_got_one_copy_of_their_own_answers(rehearsal: Rehearsal, round: int) -> None:
    copies = of_kind("own_copy", mails_of(rehearsal, round))
    assert max(Counter(mail.to for mail in copies).values()) == 1
    given = first_round() if round == 1 else second_round()
    assert sorted(map(_sorted, (row_in(mail) for mail in copies))) == sorted(map(_sorted, given))


def test_mail_1_carries_the_six_things_of_the_run_sheet_and_a_calendar_file(rehearsal: Rehearsal) -> None:
    (mail,) = of_kind("coordinator_kit", rehearsal.mails)
    assert mail.to == COORDINATOR
    assert titles(mail) == [
        "Forslag til mail til klyngens medlemmer.pdf",
        "Spørgeskema.pdf",
        "Klyngepakke.pdf",
        "Demoversion af mødets powerpoint.pptx",
        "Drejebog.pdf",
        "Detaljeret program.pdf",
        "Kalenderaftale.ics",
    ]


def test_mail_2_carries_deck_hand_outs_and_note_sheet_and_later_the_comparison(rehearsal: Rehearsal) -> None:
    first, second = of_kind("coordinator_delivery", rehearsal.mails)
    meeting = {"Powerpoint til mødet.pptx", "Uddelingskopier.pdf", "Ark til mødenoter.pdf"}
    assert first.to == second.to == COORDINATOR
    assert set(titles(first)) == meeting
    assert set(titles(second)) == (meeting - {"Powerpoint til mødet.pptx"}) | {
        "Powerpoint til opfølgningen, før og nu.pptx",
        "Powerpoint med de nye svar alene.pptx",
    }


def test_attachments_are_the_files_in_the_folder(rehearsal: Rehearsal) -> None:
    kit, *_ = of_kind("coordinator_kit", rehearsal.mails)
    first, second = of_kind("coordinator_delivery", rehearsal.mails)
    for mail, group in ((kit, "kit"), (first, "meeting"), (second, "follow-up")):
        stored = {file.name: file.read_bytes() for file in rehearsal.files(group).values()}
        assert mail.attachments.items() <= stored.items()


def test_the_consultant_gets_what_is_to_be_sent_by_post(rehearsal: Rehearsal) -> None:
    (mail,) = of_kind("consultant_posting", rehearsal.mails)
    assert titles(mail) == ["Implementeringsplan.pdf", "Adresselabel.pdf", "Følgeseddel.pdf"]
    again = {file.name: file.read_bytes() for file in rehearsal.files("post").values()}
    assert mail.attachments == again


def test_the_other_mails_came_once_and_in_their_order(rehearsal: Rehearsal) -> None:
    others = [m for m in rehearsal.mails if m.kind not in ("invitation", "reminder", "own_copy")]
    assert [(mail.kind, mail.to) for mail in others] == [
        ("consultant_new_order", CONSULTANT),
        ("order_received", COORDINATOR),
        ("coordinator_kit", COORDINATOR),
        ("consultant_posting", CONSULTANT),
        ("coordinator_delivery", COORDINATOR),
        ("coordinator_thanks", COORDINATOR),
        ("coordinator_follow_up", COORDINATOR),
        ("coordinator_delivery", COORDINATOR),
    ]


def test_every_mail_has_one_recipient_and_honest_headers(rehearsal: Rehearsal) -> None:
    for mail in rehearsal.mails:
        message = mail.message
        assert len(message["To"].addresses) == 1
        assert message["Cc"] is None
        assert message["Bcc"] is None
        assert [address.addr_spec for address in message["Reply-To"].addresses] == [CONSULTANT]
        assert message["Auto-Submitted"] == "auto-generated"
        assert parsedate_to_datetime(message["Date"]).utcoffset() is not None
        assert {part.get_content_type() for part in message.walk()} >= {"text/plain", "text/html"}


def test_no_message_id_is_used_twice(rehearsal: Rehearsal) -> None:
    ids = Counter(mail.message["Message-ID"] for mail in rehearsal.mails)
    assert [message_id for message_id, count in ids.items() if count > 1] == []


def test_mails_are_dated_by_the_meeting_s_own_clock(rehearsal: Rehearsal) -> None:
    dates = [parsedate_to_datetime(mail.message["Date"]) for mail in rehearsal.mails]
    assert dates == sorted(dates)
    assert (dates[-1] - dates[0]).days > 180


def titles(mail: Mail) -> list[str]:
    return [name.rpartition(" – ")[2] for name in mail.attachments]


def row_in(mail: Mail) -> Row:
    """The answers that the copy's PDF shows, as a row of an answer file."""
    (content,) = mail.attachments.values()
    with pymupdf.open(stream=content) as pdf:
        lines = [line.strip() for page in pdf for line in page.get_text().splitlines()]
    return read_copy(lines)


def read_copy(lines: list[str]) -> Row:
    """Each question's wording is followed by the label that was ticked, or by the text written."""
    text = "\n".join(lines)
    row: Row = {}
    for question in QUESTIONS:
        after = text.partition(f"\n{question.wording}\n")[2].partition("\n")[0]
        assert after, f"the copy lacks {question.id}"
        if question.is_text:
            if after != "Du skrev ikke noget her.":
                row[question.id] = after
        elif after != "Du svarede ikke på dette spørgsmål.":
            row[question.id] = str(question.labels.index(after.removeprefix("✓ ")) + 1)
    return row


def _sorted(row: Row) -> list[tuple[str, str]]:
    return sorted(row.items())
