"""Change mailing: whom a change concerns is told once, and never less than once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from icalendar import Calendar, Event

from domain.acts import Act, ActKind
from domain.changes.cancel import cancel_meeting
from domain.changes.extend import extend_survey
from domain.changes.follow_up import agree_on_follow_up, decline_follow_up
from domain.changes.members import change_members
from domain.changes.move import move_meeting
from domain.changes.new_coordinator import replace_coordinator
from domain.changes.owing import followed, told
from domain.coordinators import NewCoordinator
from domain.coordinators_link import coordinators_page
from domain.errors import TryAgain
from domain.mails import MailKind, MailOutcome, OutgoingMail, SendResult
from domain.meeting import COPENHAGEN, ROUND_2, MemberRow
from domain.planning import follow_up_notice
from tasks.change_mailing import carry_out
from tasks.follow_up import announcement, follow_up
from tasks.kit_mailing import kit_mailing
from tasks.member_mailing import member_mailing
from tasks.upkeep import keep_up
from tests.ledgers import forget_done
from tests.tasks.house import CONSULTANT, DyingServer, House, Killed, MailServer, addresses, text_of

MOVED_TO = datetime(2027, 3, 25, 17, 0, tzinfo=COPENHAGEN)
IDA = NewCoordinator("Ida Ny", "ida@praksis.example", "22 33 44 55")
ALL = sorted(f"laege{number}@klinik.example" for number in range(12))
DEFERRED = SendResult(MailOutcome.DEFERRED, "451 at RCPT")
OLD, NEW = "aase@praksis.example", IDA.email


@pytest.fixture
def kitted(house: House) -> House:
    """The coordinator has the kit; the survey opens in weeks."""
    kit_mailing.fn(house.id, house)
    return house


@pytest.fixture
def opened(kitted: House) -> House:
    """Twelve members were invited yesterday, and three have answered."""
    kitted.have_members()
    kitted.at(kitted.planned().survey_opens)
    member_mailing.fn(kitted.id, kitted)
    kitted.answer(3)
    kitted.wall.walk(days=1)
    return kitted


@pytest.fixture
def planned(house: House) -> House:
    """The first round is over and a follow-up is planned, nine months after the meeting."""
    house.have_members()
    house.at(house.planned().thanks + timedelta(hours=1))
    agree(house, 9)
    for step in ("kit_mailing", "survey_collection", "report_building", "delivery", "thanks"):
        house.ledger.records.mark_done(house.id, 1, step, "")
    follow_up.fn(house.id, house, round=1)
    house.ledger.records.mark_done(house.id, 1, "follow_up", "scheduled")
    return house


def move(house: House, to: datetime = MOVED_TO) -> Act:
    return move_meeting(house.id, to, by="ab", reason="weather", services=house)


def extend(house: House, to: date = date(2027, 3, 5)) -> Act:
    return extend_survey(house.id, to, by="AB", reason="few_answers", services=house)


def cancel(house: House) -> Act:
    return cancel_meeting(house.id, by="AB", reason="few_could_come", services=house)


def hand_over(house: House) -> Act:
    return replace_coordinator(house.id, IDA, by="AB", reason="stepped_down", services=house)


def agree(house: House, months: int) -> Act:
    return agree_on_follow_up(house.id, months, by="AB", reason="coordinator_asked", services=house)


def decline(house: House) -> Act:
    return decline_follow_up(house.id, by="AB", reason="second_thoughts", services=house)


def new_mails(house: House, *skipped: MailKind) -> list[OutgoingMail]:
    """Everything but what the house sent before."""
    before = {MailKind.COORDINATOR_KIT, MailKind.INVITATION, *skipped}
    return [mail for mail in house.mails() if mail.kind not in before]


def event_in(mail: OutgoingMail) -> tuple[str, Event]:
    (file,) = (one for one in mail.attachments if one.media_type == "text/calendar")
    calendar = Calendar.from_ical(file.content)
    return str(calendar["method"]), calendar.events[0]


def test_a_moved_meeting_is_told_to_coordinator_consultant_and_every_invited_member(opened: House) -> None:
    move(opened)
    carry_out(opened.id, opened)
    assert addresses(opened.mails(MailKind.MEMBER_MOVED)) == ALL
    (to_coordinator,) = opened.mails(MailKind.COORDINATOR_MOVED)
    (to_consultant,) = opened.mails(MailKind.CONSULTANT_CHANGE)
    assert (to_coordinator.to_address, to_consultant.to_address) == (OLD, CONSULTANT.email)
    new = "torsdag den 25. marts 2027 kl. 17.00"
    assert all(new in text_of(mail) for mail in new_mails(opened))
    assert "Vejret eller trafikken" in text_of(to_consultant)
    assert all("Vejret" not in text_of(mail) for mail in opened.mails(MailKind.MEMBER_MOVED))


def test_members_who_have_answered_get_the_same_mail_as_the_others(opened: House) -> None:
    move(opened)
    carry_out(opened.id, opened)
    tokens = [opened.tokens.invitation(opened.id, 1, m.id) for m in opened.ledger.members.of(opened.id)]
    bare = set()
    for mail in opened.mails(MailKind.MEMBER_MOVED):
        text = text_of(mail)
        for token in tokens:
            text = text.replace(token, "LINK")
        bare.add(text)
    assert len(bare) == 1


def test_members_who_have_heard_nothing_from_us_hear_nothing_of_the_move(kitted: House) -> None:
    kitted.have_members()
    move(kitted)
    carry_out(kitted.id, kitted)
    assert addresses(new_mails(kitted)) == sorted([OLD, CONSULTANT.email])


def test_whoever_is_invited_after_the_move_has_the_new_date_from_the_invitation_alone(opened: House) -> None:
    move(opened)
    opened.wall.walk(minutes=1)
    rows = [MemberRow(m.email, m.name) for m in opened.ledger.members.of(opened.id)]
    opened.database.members.replace(opened.id, [*rows, MemberRow("ny@klinik.example", "Ny")])
    forget_done(opened.ledger, opened.id, 1, ["member_mailing"])
    member_mailing.fn(opened.id, opened)
    carry_out(opened.id, opened)
    assert addresses(opened.mails(MailKind.MEMBER_MOVED)) == ALL
    assert "25. marts" in text_of(opened.mails(MailKind.INVITATION)[-1])


def test_the_coordinator_gets_the_papers_that_read_differently_and_no_others(kitted: House) -> None:
    before = {file.document: file.sha256 for file in kitted.ledger.files.of(kitted.id, "kit")}
    move(kitted)
    carry_out(kitted.id, kitted)
    after = {file.document: file.sha256 for file in kitted.ledger.files.of(kitted.id, "kit")}
    changed = {document for document in before if before[document] != after[document]}
    assert {"run_sheet", "programme", "proposed_invitation", "appointment"} <= changed
    assert {"questionnaire", "demo_deck"}.isdisjoint(changed)
    (mail,) = kitted.mails(MailKind.COORDINATOR_MOVED)
    titles = {one.title for one in kitted.packages.get("trivsel").kit if one.document in changed}
    carried = {file.name.rpartition(" – ")[2].rpartition(".")[0] for file in mail.attachments}
    assert carried == {*titles, "Kalenderaftale"}


def test_a_calendar_moves_the_meeting_and_then_removes_it(kitted: House) -> None:
    (kit,) = kitted.mails(MailKind.COORDINATOR_KIT)
    move(kitted)
    carry_out(kitted.id, kitted)
    cancel(kitted)
    carry_out(kitted.id, kitted)
    (moved,) = kitted.mails(MailKind.COORDINATOR_MOVED)
    (off,) = kitted.mails(MailKind.COORDINATOR_CANCELLED)
    seen = [event_in(mail) for mail in (kit, moved, off)]
    assert [method for method, _ in seen] == ["PUBLISH", "PUBLISH", "CANCEL"]
    assert len({str(event["uid"]) for _, event in seen}) == 1
    sequences = [int(event["sequence"]) for _, event in seen]
    assert sequences == sorted(set(sequences))
    assert seen[1][1].start == MOVED_TO
    assert seen[2][1]["status"] == "CANCELLED"


def test_a_longer_survey_is_told_to_those_who_have_not_answered(opened: House) -> None:
    extend(opened)
    carry_out(opened.id, opened)
    answered = sorted(member.email for member in opened.ledger.members.of(opened.id)[:3])
    assert addresses(opened.mails(MailKind.MEMBER_EXTENDED)) == sorted(set(ALL) - set(answered))
    for mail in opened.mails(MailKind.MEMBER_EXTENDED):
        assert "fredag den 5. marts 2027 kl. 12.00" in text_of(mail)


def test_after_a_cancellation_answers_and_links_are_gone_and_the_run_has_ended(opened: House) -> None:
    opened.runs.live = {(opened.id, 1)}
    cancel(opened)
    carry_out(opened.id, opened)
    assert not opened.answers.exists(f"{opened.id}/1")
    assert addresses(opened.mails(MailKind.MEMBER_CANCELLED)) == ALL
    assert ("call off", opened.id, 1, None) in opened.runs.steered
    keep_up(opened)
    assert opened.runs.live == set()
    assert opened.runs.started == []


def test_a_meeting_cancelled_before_anybody_was_invited_mails_no_member(kitted: House) -> None:
    kitted.have_members()
    cancel(kitted)
    carry_out(kitted.id, kitted)
    assert addresses(new_mails(kitted)) == sorted([OLD, CONSULTANT.email])


def test_the_new_coordinator_is_welcomed_with_a_new_link_and_the_old_one_thanked(opened: House) -> None:
    old_page = coordinators_page(opened, opened.id)
    act = hand_over(opened)
    carry_out(opened.id, opened)
    (welcome,) = opened.mails(MailKind.COORDINATOR_WELCOME)
    (thanks,) = opened.mails(MailKind.COORDINATOR_FAREWELL)
    assert (welcome.to_address, thanks.to_address) == (NEW, OLD)
    assert old_page not in welcome.text
    assert coordinators_page(opened, opened.id) in welcome.text
    assert "/k/" not in thanks.text
    assert "Ida" not in thanks.text
    assert opened.ledger.changes.former_coordinator(act) is None
    assert not opened.mails(MailKind.MEMBER_MOVED)


def test_who_the_old_coordinator_was_is_kept_until_the_farewell_has_left(opened: House) -> None:
    opened.transport = MailServer(DEFERRED)
    act = hand_over(opened)
    with pytest.raises(TryAgain):
        carry_out(opened.id, opened)
    assert opened.ledger.changes.former_coordinator(act) is not None
    opened.wall.walk(minutes=11)
    opened.transport = opened.server
    carry_out(opened.id, opened)
    assert addresses(opened.mails(MailKind.COORDINATOR_FAREWELL)) == [OLD]
    assert opened.ledger.changes.former_coordinator(act) is None


def test_a_list_changed_by_kiap_in_mid_survey_is_told_to_the_coordinator_in_counts(opened: House) -> None:
    rows = [MemberRow(m.email, m.name) for m in opened.ledger.members.of(opened.id)[2:]]
    change_members(opened.id, [*rows, MemberRow("ny@klinik.example")], by="AB", services=opened)
    carry_out(opened.id, opened)
    (mail,) = new_mails(opened)
    assert (mail.kind, mail.to_address) == (MailKind.COORDINATOR_MEMBERS, OLD)
    assert "1 ny på listen" in text_of(mail)
    assert "klinik.example" not in mail.text


def test_a_list_changed_by_the_coordinator_mails_nobody(opened: House) -> None:
    rows = [MemberRow(m.email, m.name) for m in opened.ledger.members.of(opened.id)[2:]]
    change_members(opened.id, rows, by="coordinator", services=opened)
    carry_out(opened.id, opened)
    assert new_mails(opened) == []


def test_a_moved_follow_up_has_its_run_on_the_new_day_and_its_dates_in_the_calendar(planned: House) -> None:
    agree(planned, 11)
    carry_out(planned.id, planned)
    plan = planned.ledger.meetings.plan(planned.id, ROUND_2)
    assert plan is not None
    due = follow_up_notice(plan, planned.calendar)
    assert ("put off", planned.id, 2, due) in planned.runs.steered
    mail = planned.mails(MailKind.COORDINATOR_FOLLOW_UP_CHANGED)[-1]
    assert "flyttet" in mail.subject
    assert event_in(mail)[1].start == plan.survey_closes.date()
    planned.at(due)
    announcement.fn(planned.id, planned, round=2)
    later = event_in(planned.mails(MailKind.COORDINATOR_FOLLOW_UP)[0])[1]
    assert int(later["sequence"]) > int(event_in(mail)[1]["sequence"])


def test_a_follow_up_moved_after_its_announcement_is_announced_again(planned: House) -> None:
    announcement.fn(planned.id, planned, round=2)
    planned.ledger.records.mark_done(planned.id, 2, "announcement", "1 sent")
    agree(planned, 11)
    assert not planned.ledger.records.is_done(planned.id, 2, "announcement")
    announcement.fn(planned.id, planned, round=2)
    assert len(planned.mails(MailKind.COORDINATOR_FOLLOW_UP)) == 2


def test_a_declined_follow_up_never_runs_and_can_be_agreed_on_again(planned: House) -> None:
    decline(planned)
    carry_out(planned.id, planned)
    assert planned.ledger.meetings.plan(planned.id, ROUND_2) is None
    keep_up(planned)
    assert (planned.id, 2) not in planned.runs.live
    agree(planned, 8)
    carry_out(planned.id, planned)
    assert (planned.id, 2) in planned.runs.live
    subjects = [mail.subject for mail in planned.mails(MailKind.COORDINATOR_FOLLOW_UP_CHANGED)]
    assert "takket nej" in subjects[-2]
    assert "I får en opfølgning" in subjects[-1]


def test_a_follow_up_declined_while_members_answer_tells_them_and_deletes_their_answers(
    planned: House,
) -> None:
    plan = planned.ledger.meetings.plan(planned.id, ROUND_2)
    assert plan is not None
    planned.at(plan.survey_opens)
    member_mailing.fn(planned.id, planned, round=2)
    planned.answer(3, round=2)
    planned.wall.walk(hours=1)
    decline(planned)
    carry_out(planned.id, planned)
    assert addresses(planned.mails(MailKind.MEMBER_CANCELLED)) == ALL
    assert not planned.answers.exists(f"{planned.id}/2")


CHANGES: dict[str, Callable[[House], Act]] = {
    "move": move,
    "extend": extend,
    "cancel": cancel,
    "hand over": hand_over,
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_machine_that_dies_between_the_act_and_its_mails_sends_them_when_it_is_back(
    opened: House, change: str
) -> None:
    CHANGES[change](opened)  # and dies here
    assert new_mails(opened) == []
    keep_up(opened)
    first = sorted((mail.kind, mail.to_address) for mail in new_mails(opened))
    assert len(first) == len(set(first)) >= 2
    keep_up(opened)
    assert sorted((mail.kind, mail.to_address) for mail in new_mails(opened)) == first


@pytest.mark.parametrize("when", ["before", "handed over", "taken"])
def test_a_machine_that_dies_in_the_middle_of_a_mail_mails_nobody_twice(opened: House, when: str) -> None:
    act = move(opened)
    opened.transport = dying = DyingServer(when=when, knows=True)
    with pytest.raises(Killed):
        carry_out(opened.id, opened)
    opened.wall.walk(minutes=11)
    for _ in range(3):
        keep_up(opened)
    sent = [(mail.kind, mail.to_address) for mail in dying.taken]
    assert len(sent) == len(set(sent)) == 14
    assert opened.ledger.records.is_done(opened.id, 1, told(act))


def test_a_change_overtaken_before_anybody_was_told_is_not_told(opened: House) -> None:
    move(opened)
    extend(opened, date(2027, 3, 19))
    move(opened, MOVED_TO + timedelta(days=7))
    carry_out(opened.id, opened)
    assert len(opened.mails(MailKind.MEMBER_MOVED)) == 12
    assert opened.mails(MailKind.MEMBER_EXTENDED) == []
    assert all("1. april 2027" in text_of(mail) for mail in opened.mails(MailKind.MEMBER_MOVED))


class FullMailbox(MailServer):
    """One address that takes nothing yet; everybody else's mail arrives."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self.address = address

    def deliver(self, mail: OutgoingMail, handing_over: Callable[[], None]) -> SendResult:
        return DEFERRED if mail.to_address == self.address else super().deliver(mail, handing_over)


def told_with_one_mailbox_full(house: House, address: str) -> MailServer:
    house.transport = server = FullMailbox(address)
    with pytest.raises(TryAgain):
        carry_out(house.id, house)
    return server


def told_at_the_next_try(house: House) -> list[tuple[MailKind, str]]:
    house.wall.walk(minutes=11)
    house.transport = server = MailServer()
    carry_out(house.id, house)
    return [(mail.kind, mail.to_address) for mail in server.taken]


def test_a_mailbox_that_defers_a_move_keeps_nobody_from_hearing_of_the_cancellation(opened: House) -> None:
    move(opened)
    told_with_one_mailbox_full(opened, ALL[-1])
    cancel(opened)
    heard = told_with_one_mailbox_full(opened, ALL[-1])
    assert addresses(heard.taken) == sorted([OLD, CONSULTANT.email, *ALL[:-1]])
    assert told_at_the_next_try(opened) == [(MailKind.MEMBER_CANCELLED, ALL[-1])]


def test_a_follow_up_agreed_on_is_not_told_after_it_was_declined_or_cancelled(kitted: House) -> None:
    carry_out(kitted.id, kitted)
    for change in (lambda house: agree(house, 8), decline, cancel):
        change(kitted)
        told_with_one_mailbox_full(kitted, CONSULTANT.email)
    assert told_at_the_next_try(kitted) == [(MailKind.CONSULTANT_CHANGE, CONSULTANT.email)]


def test_a_declined_follow_up_has_nobody_welcomed_twice(planned: House) -> None:
    carry_out(planned.id, planned)
    hand_over(planned)
    first = told_with_one_mailbox_full(planned, CONSULTANT.email)
    assert addresses(first.taken) == sorted([OLD, NEW])
    decline(planned)
    assert told_at_the_next_try(planned) == [
        (MailKind.CONSULTANT_CHANGE, CONSULTANT.email),
        (MailKind.COORDINATOR_FOLLOW_UP_CHANGED, NEW),
        (MailKind.CONSULTANT_CHANGE, CONSULTANT.email),
    ]


@pytest.mark.parametrize("is_partly_told", [False, True])
def test_a_longer_follow_up_that_was_declined_is_told_to_nobody_more(
    planned: House, is_partly_told: bool
) -> None:
    carry_out(planned.id, planned)
    plan = planned.ledger.meetings.plan(planned.id, ROUND_2)
    assert plan is not None
    extend(planned, (plan.survey_closes + timedelta(days=14)).date())
    if is_partly_told:
        told_with_one_mailbox_full(planned, OLD)
    decline(planned)
    assert told_at_the_next_try(planned) == [
        (MailKind.COORDINATOR_FOLLOW_UP_CHANGED, OLD),
        (MailKind.CONSULTANT_CHANGE, CONSULTANT.email),
    ]


def test_a_longer_first_survey_is_told_although_the_follow_up_was_declined(opened: House) -> None:
    extend(opened)
    decline(opened)
    carry_out(opened.id, opened)
    assert len(opened.mails(MailKind.MEMBER_EXTENDED)) == 9


def test_a_mail_server_that_defers_does_not_keep_the_run_from_following(opened: House) -> None:
    opened.transport = MailServer(*[DEFERRED] * 20)
    act = cancel(opened)
    with pytest.raises(TryAgain):
        carry_out(opened.id, opened)
    assert opened.ledger.records.is_done(opened.id, 1, followed(act))
    assert not opened.ledger.records.is_done(opened.id, 1, told(act))


def test_an_engine_that_does_not_answer_does_not_keep_the_mails_back(opened: House) -> None:
    opened.runs.answers = False
    act = move(opened)
    with pytest.raises(TryAgain):
        carry_out(opened.id, opened)
    assert len(opened.mails(MailKind.MEMBER_MOVED)) == 12
    opened.runs.answers = True
    carry_out(opened.id, opened)
    assert opened.ledger.records.is_done(opened.id, 1, followed(act))
    assert len(opened.mails(MailKind.MEMBER_MOVED)) == 12


def test_no_act_holds_a_person(opened: House) -> None:
    for change in (move, hand_over, cancel):
        change(opened)
    kept = repr(opened.ledger.acts.of(opened.id))
    for person in ("Åse", "Ida", "praksis.example", "klinik.example", "22 33 44 55", "Prøvevej"):
        assert person not in kept
    assert [act.kind for act in opened.ledger.acts.of(opened.id)] == [
        ActKind.MOVED,
        ActKind.COORDINATOR_REPLACED,
        ActKind.CANCELLED,
    ]


def test_a_package_without_a_kit_has_no_papers_to_send_again(house: House) -> None:
    house.packages = house.packages.changed(kit=())
    kit_mailing.fn(house.id, house)
    move(house)
    carry_out(house.id, house)
    (mail,) = house.mails(MailKind.COORDINATOR_MOVED)
    assert [file.media_type for file in mail.attachments] == ["text/calendar"]


def test_a_change_told_before_the_follow_up_begins_does_not_begin_it(planned: House) -> None:
    hand_over(planned)
    carry_out(planned.id, planned)
    planned.runs.live.clear()  # the engine's database is lost
    planned.runs.started.clear()
    keep_up(planned)
    plan = planned.ledger.meetings.plan(planned.id, ROUND_2)
    assert plan is not None
    assert planned.runs.started == [(planned.id, 2, follow_up_notice(plan, planned.calendar))]
