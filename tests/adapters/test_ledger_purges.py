"""Erasing in the ledger: the rows and their receipt stand or fall together, on SQLite and Postgres."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select

from adapters.ledger import SqlLedger
from adapters.ledger.tables import metadata
from domain.acts import Act, ActKind
from domain.errors import LeaseLost, NotFound
from domain.meeting import MemberRow
from domain.ports import Decision, PostingJob, Pull, StoredFile
from domain.ports.purges import THE_HOUSE
from domain.questionnaire import Answers, Questionnaire
from domain.retention import Due, What
from tests.ledgers import HandClock, add_meeting

DAY = datetime(2028, 1, 1, tzinfo=UTC)

# A new table has to say here what becomes of it, and the eraser and docs/privacy.md have to do as it says.
GONE_WITH = {
    What.LINKS: {"invitations"},
    What.ANSWERS: {"pulls", "text_choices"},
    What.FILES: {"files", "checks"},
    What.PEOPLE: {"members", "former_coordinators", "commitments", "link_requests", "bounces"},
    What.RECORD: {
        "acts",
        "alerts",
        "coordinator_links",
        "decisions",
        "leases",
        "mails",
        "orders",
        "plans",
        "postings",
        "rehearsal_clocks",
        "releases",
        "runs",
        "steps",
        "surveys",
        "verdicts",
        "waits",
    },
}
OF_NO_MEETING = {"alert_mails", "purges", "restorations"}


def due(what: What, round: int = 0) -> Due:
    return Due(what, DAY, "the rule", round)


@pytest.fixture
def meeting(ledger: SqlLedger) -> str:
    """With a row of most kinds."""
    meeting = add_meeting(ledger)
    ledger.members.replace(meeting, [MemberRow("a@b.example", "Anna"), MemberRow("c@d.example", "Carl")])
    ledger.invitations.add(meeting, 1, {"m1": "h1"})
    ledger.invitations.add(meeting, 2, {"m1": "h2"})
    asked = Questionnaire({}, ())
    ledger.pulls.freeze(Pull(meeting, 1, "1", asked, 2, 2, (Answers({"q1": 3}),), {"t1": ("ord",)}))
    ledger.files.add(StoredFile(meeting, 1, "kit", "deck", "Dæk.pptx", "k/1", "a" * 64, 9, "x/y"))
    ledger.checks.note("k/1", meeting, "")
    ledger.commitments.replace(meeting, ["Frokost"])
    ledger.acts.add(Act(meeting, ActKind.RERUN, "AB"))
    ledger.records.decide(meeting, 1, Decision("release", "release", {}, "AB"))
    ledger.records.set_release(meeting, 1, {"pull_hash": "x"})
    ledger.postings.add(PostingJob(meeting, "implementation_plan", 3, date(2027, 1, 1)))
    return meeting


def test_every_table_says_what_becomes_of_it(ledger: SqlLedger) -> None:
    said = set().union(*GONE_WITH.values()) | OF_NO_MEETING
    assert said == set(metadata.tables)


@pytest.mark.parametrize("what", list(GONE_WITH))
def test_each_kind_is_erased_and_what_is_to_stay_stays(ledger: SqlLedger, meeting: str, what: What) -> None:
    before = rows(ledger)
    receipt = ledger.purges.erase(meeting, due(what, 1 if what is What.LINKS else 0))
    assert (receipt.what, receipt.rule) == (what, "the rule")
    assert ledger.purges.of(meeting) == (receipt,)
    gone = {name for name, count in before.items() if rows(ledger)[name] < count}
    everything = {name for names in GONE_WITH.values() for name in names}
    also = {"postings"} if what is What.PEOPLE else set()
    expected = everything if what is What.RECORD else GONE_WITH[what] | also
    assert gone == {name for name in expected if before[name]}


def test_a_purged_meeting_still_loads_without_a_person(ledger: SqlLedger, meeting: str) -> None:
    ledger.purges.erase(meeting, due(What.PEOPLE))
    order = ledger.meetings.get(meeting).order
    assert (order.coordinator_name, order.phone, order.postal_address) == ("slettet", "", "")
    assert order.cluster == "Nord"


def test_links_go_round_by_round(ledger: SqlLedger, meeting: str) -> None:
    ledger.purges.erase(meeting, due(What.LINKS, 1))
    assert (ledger.invitations.of(meeting, 1), ledger.invitations.of(meeting, 2)) == ({}, {"m1": "h2"})
    assert ledger.purges.purged() == {meeting: {(What.LINKS, 1)}}


def test_the_receipts_outlive_the_record(ledger: SqlLedger, meeting: str) -> None:
    ledger.purges.erase(meeting, due(What.RECORD))
    with pytest.raises(NotFound):
        ledger.meetings.get(meeting)
    assert [receipt.what for receipt in ledger.purges.of(meeting)] == [What.RECORD]


def test_who_has_lost_the_lease_erases_nothing(ledger: SqlLedger, meeting: str, wall: HandClock) -> None:
    with ledger.holding(meeting) as held:
        wall.walk(seconds=3600)
        with ledger.holding(meeting), pytest.raises(LeaseLost):
            held.purges.erase(meeting, due(What.PEOPLE))
    assert ledger.purges.of(meeting) == ()
    assert len(ledger.members.of(meeting)) == 2


def test_the_house_has_receipts_of_its_own(ledger: SqlLedger) -> None:
    ledger.purges.note(What.LOGS, {"logs": 3}, "older than 30 days")
    (receipt,) = ledger.purges.of(THE_HOUSE)
    assert (receipt.what, dict(receipt.counts)) == (What.LOGS, {"logs": 3})


def test_a_sweep_is_done_once(ledger: SqlLedger, meeting: str) -> None:
    ledger.purges.erase(meeting, due(What.PEOPLE))
    assert ledger.purges.sweep()
    assert ledger.purges.sweep()
    assert ledger.meetings.get(meeting).order.coordinator_name == "slettet"


def test_every_stored_file_has_its_turn_and_a_damaged_one_again_at_once(
    ledger: SqlLedger, meeting: str, wall: HandClock
) -> None:
    for number in range(2, 6):
        ledger.files.add(StoredFile(meeting, 1, "kit", f"d{number}", "", f"k/{number}", "a" * 64, 9, "x/y"))
    seen: list[str] = []
    for _ in range(3):
        for file in ledger.checks.files_due(wall(), 2):
            ledger.checks.note(file.key, meeting, "damaged" if file.key == "k/3" else "")
            seen.append(file.key)
        wall.walk(seconds=1)
    assert set(seen) == {f"k/{number}" for number in range(1, 6)}
    assert [file.key for file in ledger.checks.files_due(wall() - timedelta(days=1), 9)] == ["k/3"]
    assert ledger.checks.faults() == {meeting: ("k/3",)}


def test_leases_of_dead_runs_are_freed(ledger: SqlLedger, meeting: str, wall: HandClock) -> None:
    ledger.leases.take(meeting)
    assert ledger.free_lost_leases() == 0
    wall.walk(hours=1)
    assert (ledger.free_lost_leases(), ledger.free_lost_leases()) == (1, 0)


def rows(ledger: SqlLedger) -> dict[str, int]:
    with ledger.engine.connect() as connection:
        return {
            name: connection.scalar(select(func.count()).select_from(table)) or 0
            for name, table in metadata.tables.items()
        }
