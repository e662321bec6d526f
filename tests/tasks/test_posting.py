"""Posting: a job that the consultant hears of once, and once more when it is late."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from adapters.documents import TypstDocuments
from domain.errors import TryAgain
from domain.mails import MailKind, MailOutcome, SendResult
from domain.meeting import COPENHAGEN
from domain.package import PostingRule
from domain.ports import PostingJob
from domain.postings import must_have_left, posting_job
from tasks.posting import papers, posting
from tasks.upkeep import Kept, keep_up
from tests.ledgers import ORDER, START, forget_done
from tests.tasks.house import DyingServer, House, Killed, MailServer, WallClock, text_of

A4 = PostingRule("implementation_plan", "Implementeringsplan")
A3 = PostingRule("implementation_plan_a3", "Implementeringsplan i stor udgave", sent="when_ordered")
LAST_DAY = date(2027, 2, 25)
"""Ten working days before the meeting on Thursday 11 March 2027."""

FIRST, LATE = MailKind.CONSULTANT_POSTING, MailKind.CONSULTANT_POSTING_LATE


def sends(house: House, rule: PostingRule | None) -> None:
    house.packages = house.packages.changed(posting=rule)  # type: ignore[attr-defined]


def orders(house: House, copies: int = 9) -> None:
    """As the coordinator's page does."""
    meeting, today = house.ledger.meetings.get(house.id), house.clock.now().date()
    house.ledger.postings.add(posting_job(meeting, A3, today, copies))


def upkeep_on(house: House, day: date, hour: int = 12) -> Kept:
    house.at(datetime(day.year, day.month, day.day, hour, tzinfo=COPENHAGEN))
    return keep_up(house)


@pytest.fixture
def on_order(house: House) -> House:
    sends(house, A3)
    posting.fn(house.id, house)
    return house


# --- sent by itself -----------------------------------------------------------------------------------


def test_the_consultant_gets_what_is_to_be_printed_and_where_it_goes(house: House) -> None:
    sends(house, A4)
    assert posting.fn(house.id, house) == "1 sent"
    (mail,) = house.mails()
    assert (mail.kind, mail.to_address) == (FIRST, "mette@kiap.example")
    names = [file.name.rpartition(" – ")[2] for file in mail.attachments]
    assert names == ["Implementeringsplan.pdf", "Adresselabel.pdf", "Følgeseddel.pdf"]
    for told in ("26 implementeringsplaner i A4", "torsdag den 25. februar 2027", f"{house.id} --posted"):
        assert told in text_of(mail)
    for fact in (ORDER.coordinator_name, ORDER.postal_address):
        assert fact in text_of(mail)
    assert "Haster" not in mail.subject


def test_the_label_bears_the_coordinators_address_and_the_slip_the_number(house: House) -> None:
    sends(house, A4)
    posting.fn(house.id, house)
    plan, label, slip = (file.content.decode("unicode_escape") for file in house.mails()[0].attachments)
    assert ORDER.coordinator_name in label
    assert all(part in label for part in ORDER.postal_address.split(", "))
    assert "26" in slip
    assert ORDER.postal_address.split(", ")[0] not in plan


def test_the_job_stands_in_the_ledger_until_it_is_ticked_off(house: House) -> None:
    sends(house, A4)
    posting.fn(house.id, house)
    job = PostingJob(house.id, "implementation_plan", ORDER.members_expected + 2, START.date())
    assert house.ledger.postings.open() == (job,)
    house.ledger.postings.tick_off(house.id, LAST_DAY, "AB")
    assert house.ledger.postings.open() == ()


def test_the_step_repeated_makes_one_job_and_one_mail(house: House) -> None:
    sends(house, A4)
    posting.fn(house.id, house)
    forget_done(house.ledger, house.id, 1, ["posting"])
    assert posting.fn(house.id, house) == "1 sent"
    assert len(house.mails()) == len(house.ledger.postings.of(house.id)) == 1


def test_a_job_that_somebody_has_ordered_or_sent_before_is_not_made_anew(house: House) -> None:
    sends(house, A4)
    orders(house, copies=40)
    house.ledger.postings.tick_off(house.id, START.date(), "AB")
    assert posting.fn(house.id, house) == "no mail"
    assert [job.copies for job in house.ledger.postings.of(house.id)] == [40]
    assert house.mails() == []


@pytest.mark.parametrize("rule", [None, A3], ids=["no post", "when ordered"])
def test_nothing_is_made_where_nobody_has_asked_for_it(house: House, rule: PostingRule | None) -> None:
    sends(house, rule)
    assert posting.fn(house.id, house) == "no mail"
    assert keep_up(house).told == ()
    assert (house.mails(), house.ledger.postings.of(house.id)) == ([], ())


@pytest.mark.parametrize("when", ["before", "handed over", "taken"])
def test_a_run_killed_while_it_mails_ends_with_one_mail(house: House, when: str) -> None:
    sends(house, A4)
    house.transport = server = DyingServer(when=when, knows=True)
    with pytest.raises(Killed):
        posting.fn(house.id, house)
    assert posting.fn(house.id, house) == "1 sent"
    assert [mail.kind for mail in server.taken] == [FIRST]
    assert len(house.ledger.postings.of(house.id)) == 1


def test_a_mail_that_waits_for_its_server_is_tried_again(house: House) -> None:
    sends(house, A4)
    house.transport = server = MailServer(SendResult(MailOutcome.DEFERRED, "451"))
    with pytest.raises(TryAgain):
        posting.fn(house.id, house)
    assert keep_up(house).told == ()
    house.wall.walk(minutes=11)
    assert posting.fn(house.id, house) == "1 sent"
    assert len(server.taken) == 1


def test_no_file_and_no_summary_holds_a_person(house: House) -> None:
    sends(house, A4)
    posting.fn(house.id, house)
    assert house.ledger.files.of(house.id) == ()
    assert house.ledger.records.steps_done(house.id, 1) == {"posting": "1 sent"}


def test_the_real_papers_are_pdfs_and_the_same_bytes_each_time(house: House) -> None:
    sends(house, A4)
    house.documents = TypstDocuments()
    posting.fn(house.id, house)
    (job,) = house.ledger.postings.of(house.id)
    made, again = papers(job, house), papers(job, house)
    assert all(file.content.startswith(b"%PDF") for _, file in made)
    assert [file.content for _, file in made] == [file.content for _, file in again]
    assert [file.content for _, file in made] == [file.content for file in house.mails()[0].attachments]


# --- when ordered -------------------------------------------------------------------------------------


def test_upkeep_mails_the_consultant_what_was_ordered_on_the_page_once(on_order: House) -> None:
    orders(on_order)
    kept = keep_up(on_order)
    assert kept.told == (on_order.id,)
    assert f"told the consultant of the post of {on_order.id}" in str(kept)
    assert keep_up(on_order).told == ()
    (mail,) = on_order.mails(FIRST)
    assert "9 implementeringsplaner i A3" in text_of(mail)
    assert mail.attachments[0].name.endswith("Implementeringsplan i stor udgave.pdf")


def test_upkeep_tells_of_the_post_though_the_engine_is_out_of_reach(on_order: House) -> None:
    orders(on_order)
    on_order.runs.answers = False
    with pytest.raises(TryAgain):
        keep_up(on_order)
    assert len(on_order.mails(FIRST)) == 1


def test_upkeep_leaves_the_post_to_a_run_that_is_at_work(on_order: House) -> None:
    orders(on_order)
    with on_order.database.holding(on_order.id):
        assert keep_up(on_order).told == ()
    assert keep_up(on_order).told == (on_order.id,)


def test_a_mail_that_upkeep_could_not_send_is_tried_again_when_it_may_be(on_order: House) -> None:
    orders(on_order)
    on_order.transport = server = MailServer(SendResult(MailOutcome.DEFERRED, "451"))
    assert (keep_up(on_order).told, keep_up(on_order).told) == ((), ())
    on_order.wall.walk(minutes=11)
    assert keep_up(on_order).told == (on_order.id,)
    assert len(server.taken) == 1


# --- late ---------------------------------------------------------------------------------------------


def test_the_last_day_lies_ten_working_days_before_the_meeting(house: House) -> None:
    plan = house.ledger.meetings.plan(house.id, 1)
    assert plan is not None
    assert must_have_left(plan, house.calendar) == LAST_DAY


def test_a_job_not_ticked_off_on_its_last_day_is_told_of_once(house: House) -> None:
    sends(house, A4)
    posting.fn(house.id, house)
    assert upkeep_on(house, LAST_DAY - timedelta(days=1)).told == ()
    assert upkeep_on(house, LAST_DAY, hour=8).told == ()
    assert upkeep_on(house, LAST_DAY, hour=9).told == (house.id,)
    for later in range(14):
        assert upkeep_on(house, LAST_DAY + timedelta(days=later)).told == ()
    (mail,) = house.mails(LATE)
    assert mail.to_address == "mette@kiap.example"
    assert len(mail.attachments) == 3
    assert ORDER.phone in text_of(mail)


def test_a_job_that_is_ticked_off_is_never_told_of_again(house: House) -> None:
    sends(house, A4)
    posting.fn(house.id, house)
    house.ledger.postings.tick_off(house.id, LAST_DAY - timedelta(days=3), "AB")
    assert upkeep_on(house, LAST_DAY).told == ()
    assert upkeep_on(house, LAST_DAY + timedelta(days=5)).told == ()
    assert house.mails(LATE) == []


def test_a_meeting_ordered_too_late_is_urgent_and_told_of_again_only_the_next_working_day(
    on_order: House,
) -> None:
    friday = date(2027, 3, 5)
    on_order.at(datetime(2027, 3, 5, 7, tzinfo=COPENHAGEN))
    orders(on_order)
    assert upkeep_on(on_order, friday, hour=8).told == (on_order.id,)
    (mail,) = on_order.mails(FIRST)
    assert mail.subject.startswith("Haster")
    assert "kort tid" in text_of(mail)
    for day in (friday, friday + timedelta(days=1), friday + timedelta(days=2)):
        assert upkeep_on(on_order, day, hour=23).told == ()
    assert upkeep_on(on_order, date(2027, 3, 8)).told == (on_order.id,)
    assert len(on_order.mails(LATE)) == 1


def test_a_first_mail_that_was_itself_late_is_not_followed_by_another_the_same_day(on_order: House) -> None:
    """Upkeep was off when it was ordered, and comes back on a Friday."""
    on_order.at(datetime(2027, 3, 3, 12, tzinfo=COPENHAGEN))
    orders(on_order)
    assert upkeep_on(on_order, date(2027, 3, 5)).told == (on_order.id,)
    assert upkeep_on(on_order, date(2027, 3, 5), hour=20).told == ()
    assert upkeep_on(on_order, date(2027, 3, 8)).told == (on_order.id,)
    assert [mail.kind for mail in on_order.mails()] == [FIRST, LATE]


def test_a_rehearsed_meeting_is_late_by_its_own_clock(on_order: House) -> None:
    class Leaping(WallClock):
        def now(self, meeting_id: str | None = None) -> datetime:
            return datetime(2027, 2, 25, 12, tzinfo=COPENHAGEN) if meeting_id else super().now()

    orders(on_order)
    keep_up(on_order)
    on_order.clock = Leaping(on_order.wall)
    assert keep_up(on_order).told == (on_order.id,)
    assert len(on_order.mails(LATE)) == 1


def test_after_the_meeting_has_begun_nobody_is_alerted(on_order: House) -> None:
    orders(on_order)
    keep_up(on_order)
    assert upkeep_on(on_order, date(2027, 3, 11), hour=17).told == ()


def test_one_meeting_whose_post_cannot_be_told_of_stops_no_other(on_order: House) -> None:
    other = on_order.database.meetings.add(replace(ORDER, cluster="Syd"), "nobody", START)
    on_order.database.meetings.set_plan(other, on_order.planned())
    on_order.ledger.postings.add(PostingJob(other, "implementation_plan_a3", 3, START.date()))
    orders(on_order)
    kept = keep_up(on_order)
    assert kept.told == (on_order.id,)
    assert kept.failed == (f"{other} (post): no such consultant",)
