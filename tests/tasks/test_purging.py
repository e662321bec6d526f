"""Purging: what is expired is gone from every file, what is not is there, and a receipt says so."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from adapters.ledger.tables import orders
from domain.acts import Act, ActKind
from domain.changes.alone import alone_with
from domain.changes.members import change_members
from domain.changes.situation import situation
from domain.coordinators_link import coordinators_page
from domain.errors import LeaseTaken, Refused, TryAgain
from domain.meeting import COPENHAGEN, MemberRow
from domain.ordering import AnotherDate, take_order
from domain.ports.purges import THE_HOUSE
from domain.retention import RetentionLimits, What
from domain.rounds import unfinished_rounds
from tasks.delivery import delivery
from tasks.purging import purge, purge_meeting, still_to_go
from tasks.report_building import report_building
from tasks.rerunning import redo
from tasks.upkeep import keep_up
from tests.ledgers import ORDER
from tests.tasks.house import House, Killed
from tests.tasks.kept_meeting import SPICY, copy_of, outbox_house, played, where

Found = dict[str, tuple[str, ...]]


@pytest.fixture(scope="module")
def followed_up(tmp_path_factory: pytest.TempPathFactory) -> tuple[House, Found]:
    """Played once for all tests; what can be searched for."""
    house = outbox_house(tmp_path_factory.mktemp("followed-up"))
    return house, played(house)


@pytest.fixture(scope="module")
def held_once(tmp_path_factory: pytest.TempPathFactory) -> tuple[House, Found]:
    """The same without a follow-up."""
    house = outbox_house(tmp_path_factory.mktemp("held-once"))
    return house, played(house, rounds=1)


@pytest.fixture
def house(followed_up: tuple[House, Found], tmp_path: Path) -> House:
    return copy_of(followed_up[0], tmp_path)


@pytest.fixture
def held(held_once: tuple[House, Found], tmp_path: Path) -> House:
    return copy_of(held_once[0], tmp_path)


@pytest.fixture
def words(followed_up: tuple[House, Found]) -> tuple[str, ...]:
    return all_words(followed_up[1])


def whats(house: House) -> list[What]:
    return [receipt.what for receipt in house.ledger.purges.of(house.id)]


def all_words(found: Found) -> tuple[str, ...]:
    return tuple(word for words in found.values() for word in words)


def after_follow_up(house: House, **days: int) -> datetime:
    return house.planned(2).delivery + timedelta(**days)


def purge_at(house: House, moment: datetime) -> list[What]:
    house.at(moment)
    done = purge(house)
    assert done.failed == ()
    return [receipt.what for receipt in done.receipts if receipt.meeting_id == house.id]


# --- the search ------------------------------------------------------------------------------------------


def test_after_retention_nothing_expired_is_in_any_file_and_before_it_everything_was(tmp_path: Path) -> None:
    """In free pages and the write-ahead log of the house it was played in, too."""
    house = outbox_house(tmp_path)
    found = played(house)
    everything = all_words(found)
    there = where(tmp_path, everything)
    assert [word for word in everything if word not in there] == []
    files_of = {kind: {file for word in words for file in there[word]} for kind, words in found.items()}
    assert any(file.startswith("outbox/") for file in files_of["links"])
    assert any(file.startswith("files/") for file in files_of["people"])
    assert "ledger.sqlite-wal" in files_of["answers of round 1"]
    purge_at(house, after_follow_up(house, days=31))
    assert where(tmp_path, everything) == {}


def test_while_somebody_reads_the_sweep_waits_and_the_next_upkeep_does_it(
    house: House, words: tuple[str, ...], tmp_path: Path
) -> None:
    reader = house.database.engine.raw_connection()
    reader.cursor().execute("BEGIN")
    reader.cursor().execute("SELECT count(*) FROM members").fetchone()
    house.at(after_follow_up(house, days=31))
    assert not purge(house).failed
    assert where(tmp_path, words) != {}
    reader.rollback()
    reader.close()
    assert purge(house).receipts == ()
    assert where(tmp_path, words) == {}


def test_another_meetings_people_stay(house: House, tmp_path: Path) -> None:
    later = house.database.meetings.add(
        replace(ORDER, cluster="Peber", meeting_starts=house.planned(2).meeting_starts + timedelta(days=60)),
        "kiap",
        house.wall(),
    )
    purge_at(house, after_follow_up(house, days=31))
    assert house.ledger.purges.of(later) == ()
    assert house.ledger.meetings.get(later).order.coordinator_name == ORDER.coordinator_name
    assert where(tmp_path, (ORDER.coordinator_email,)) != {}


# --- in which order --------------------------------------------------------------------------------------


def test_each_kind_goes_on_its_day_and_only_once(house: House) -> None:
    assert purge_at(house, after_follow_up(house)) == [What.LINKS, What.ANSWERS]
    assert purge_at(house, after_follow_up(house, days=29)) == [What.LINKS]
    assert purge_at(house, after_follow_up(house, days=31)) == [What.FILES, What.PEOPLE]
    assert purge_at(house, after_follow_up(house, days=32)) == []
    years_later = house.planned().meeting_starts.replace(year=2032) + timedelta(days=1)
    assert purge_at(house, years_later) == [What.RECORD]
    assert len(whats(house)) == 6
    assert house.id not in {meeting.id for meeting in house.ledger.meetings.all()}


def test_receipts_say_what_how_much_and_by_which_rule(house: House) -> None:
    purge_at(house, after_follow_up(house, days=31))
    told = {(r.what, r.round): (dict(r.counts), r.rule) for r in house.ledger.purges.of(house.id)}
    assert told[What.ANSWERS, 0] == ({"pulls": 2}, "on the follow-up's delivery")
    assert told[What.LINKS, 1] == ({"invitations": 12}, "30 days after the survey closed")
    people = {"orders": 1, "members": 12, "commitments": 1, "link_requests": 1}
    assert told[What.PEOPLE, 0] == (people, "30 days after the follow-up's delivery")
    assert told[What.FILES, 0][0]["files"] > 10


def test_without_a_follow_up_everything_stays_for_13_months(
    held: House, held_once: tuple[House, Found], tmp_path: Path
) -> None:
    house, (_, found) = held, held_once
    day = house.planned().meeting_starts.date().replace(year=2028, month=4)
    last = datetime(day.year, day.month, day.day, 16, tzinfo=COPENHAGEN)
    assert purge_at(house, last - timedelta(days=1)) == [What.LINKS]
    assert [due.what for due in still_to_go(house.ledger.meetings.get(house.id), house)][:4] == [
        What.LINKS,
        What.ANSWERS,
        What.FILES,
        What.PEOPLE,
    ]
    assert where(tmp_path, found["texts"]) != {}
    purge_at(house, last)
    assert where(tmp_path, all_words(found)) == {}


def test_a_cancelled_meetings_answers_go_at_once_also_those_of_an_open_survey(tmp_path: Path) -> None:
    house = outbox_house(tmp_path)
    plan = house.planned()
    house.database.meetings.set_plan(house.id, plan)
    house.have_members()
    house.at(plan.survey_opens)
    house.answers.invite(f"{house.id}/1", ["hash"])
    house.database.acts.add(Act(house.id, ActKind.CANCELLED, "AB"))
    assert purge_at(house, plan.survey_opens) == [What.ANSWERS]
    assert not house.answers.exists(f"{house.id}/1")
    assert house.ledger.members.of(house.id) != ()
    purge_at(house, plan.survey_opens + timedelta(days=30))
    assert house.ledger.members.of(house.id) == ()


def test_a_rehearsals_invented_people_stay_to_be_looked_at(house: House) -> None:
    with house.database.engine.begin() as connection:
        connection.execute(update(orders).values(rehearsal=True))
    assert purge_at(house, after_follow_up(house, days=4000)) == []
    assert still_to_go(house.ledger.meetings.get(house.id), house) == ()


# --- what still works ------------------------------------------------------------------------------------


def test_the_meeting_still_loads_and_nobody_works_on_it(house: House) -> None:
    purge_at(house, after_follow_up(house, days=31))
    order = house.ledger.meetings.get(house.id).order
    assert (order.coordinator_name, order.coordinator_email, order.cluster) == ("slettet", "", "Kanel")
    assert unfinished_rounds(house.id, house) == []
    house.runs.started.clear()
    keep_up(house)
    assert house.id not in {started[0] for started in house.runs.started}
    assert house.ledger.records.release(house.id, 2) is not None
    assert house.ledger.postings.open() == ()


def test_a_rerun_that_needs_the_answers_refuses_with_the_date(house: House) -> None:
    purge_at(house, after_follow_up(house))
    day = f"{house.wall().astimezone(COPENHAGEN).day}. december 2027"
    with pytest.raises(Refused, match=rf"Besvarelserne til {house.id} blev slettet .*{day}"):
        report_building.again.fn(house.id, house, round=2)
    with pytest.raises(Refused, match=day):
        list(redo(house.id, house, "gate", run=lambda step: step.again.fn))


def test_at_the_limit_a_live_round_is_stopped_with_a_clear_sentence(held: House) -> None:
    house = held
    house.database.meetings.set_plan(house.id, house.planned(2))
    limit = house.planned().meeting_starts.replace(year=2028, month=9)
    assert What.PEOPLE not in purge_at(house, limit - timedelta(days=1))
    assert What.PEOPLE in purge_at(house, limit)
    assert unfinished_rounds(house.id, house) == []
    with pytest.raises(Refused, match=r"Navne og adresser til .* blev slettet .*september 2028"):
        delivery.fn(house.id, house, round=2)


def test_nobody_is_entered_into_a_meeting_whose_people_are_forgotten(house: House) -> None:
    purge_at(house, after_follow_up(house, days=31))
    with pytest.raises(Refused, match="blev slettet"):
        change_members(house.id, [MemberRow("ny@klinik.example")], by="AB", services=house)
    with pytest.raises(Refused, match="blev slettet"), alone_with(house.id, house):
        raise AssertionError("no change may begin")
    with pytest.raises(Refused, match="blev slettet"):
        situation(house.id, house)
    assert house.ledger.members.of(house.id) == ()


def test_the_cluster_can_order_again_without_being_asked_about_the_old_meeting(house: House) -> None:
    again = replace(SPICY, meeting_starts=house.planned(2).meeting_starts + timedelta(days=90))
    with pytest.raises(AnotherDate):
        take_order(again, house)
    purge_at(house, after_follow_up(house, days=31))
    taken = take_order(again, house)
    assert taken.is_new
    assert house.ledger.meetings.get(taken.meeting_id).order.phone == SPICY.phone


# --- kills, runs, and the house --------------------------------------------------------------------------


def test_a_kill_between_the_files_and_their_receipt_is_made_good(
    house: House, words: tuple[str, ...], tmp_path: Path
) -> None:
    house.at(after_follow_up(house, days=31))
    whole, meeting = house.objects, house.ledger.meetings.get(house.id)

    class DiesAfterDeleting:
        def delete_under(self, folder: str) -> int:
            whole.delete_under(folder)
            raise Killed

    house.objects = DiesAfterDeleting()  # type: ignore[assignment]
    with pytest.raises(Killed):
        purge_meeting(meeting, house, ())
    assert What.FILES not in whats(house)
    house.objects = whole
    house.wall.walk(seconds=61)
    purge(house)
    assert whats(house).count(What.FILES) == 1
    assert where(tmp_path, words) == {}


def test_a_meeting_that_a_run_works_on_is_left_for_the_next_time(house: House) -> None:
    house.at(after_follow_up(house, days=31))
    with house.database.holding(house.id):
        assert purge(house).receipts == ()
        with pytest.raises(LeaseTaken):
            purge_meeting(house.ledger.meetings.get(house.id), house, ())
    assert What.PEOPLE in purge_at(house, after_follow_up(house, days=31, minutes=2))


def test_upkeep_deletes_without_an_engine(house: House) -> None:
    house.at(after_follow_up(house, days=31))
    house.runs.answers = False
    with pytest.raises(TryAgain):
        keep_up(house)
    assert What.PEOPLE in whats(house)


def test_old_mails_and_logs_go_by_age(house: House, tmp_path: Path) -> None:
    house.retention = RetentionLimits()
    logs = tmp_path / "logs"
    logs.mkdir()
    (logs / "worker.log").write_text("an old line\n")
    letters = list((tmp_path / "outbox" / "new").iterdir())
    for letter in letters[:3]:
        os.utime(letter, (0, 0))
    house.at(datetime.now(COPENHAGEN))
    purge(house)
    told = {r.what: dict(r.counts) for r in house.ledger.purges.of(THE_HOUSE)}
    assert told == {What.OUTBOX: {"outbox": 3}}
    assert [file.name for file in logs.glob("worker.log.*")] == [
        f"worker.log.{house.wall().astimezone(UTC):%Y-%m-%d}"
    ]
    house.wall.walk(days=30)
    purge(house)
    assert {r.what for r in house.ledger.purges.of(THE_HOUSE)} >= {What.LOGS}
    assert where(logs, ("an old line",)) == {}


def test_the_coordinators_link_goes_too(house: House, tmp_path: Path) -> None:
    """The link is derived from the secret: it stands in the mails alone, and goes with them."""
    token = coordinators_page(house, house.id).rpartition("/")[2]
    assert where(tmp_path, (token,)) != {}
    purge_at(house, after_follow_up(house, days=31))
    assert where(tmp_path, (token,)) == {}


def test_a_log_that_cannot_be_deleted_stops_nothing_else(house: House, tmp_path: Path) -> None:
    (tmp_path / "logs" / "worker.log.2026-01-01").mkdir(parents=True)
    house.at(datetime.now(COPENHAGEN))
    kept = keep_up(house)
    assert any("worker.log.2026-01-01" in fault for fault in kept.failed)
    assert kept.started


def test_a_delivery_done_again_does_not_put_off_the_deletion(house: House) -> None:
    records = house.ledger.records
    records.mark_done(house.id, 2, "delivery", "1 sent")
    first = records.done_at(house.id, 2, "delivery")
    house.wall.walk(days=28)
    records.mark_done(house.id, 2, "delivery", "again")
    assert records.done_at(house.id, 2, "delivery") == first
    assert records.steps_done(house.id, 2)["delivery"] == "again"
