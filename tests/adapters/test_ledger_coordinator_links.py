"""The ledger's book of coordinators' links: a counter for each meeting, and few mails a day."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest

from adapters.ledger import SqlLedger
from domain.errors import Refused
from domain.ports import Decision
from tests.ledgers import HandClock, add_meeting, sqlite_engine

DAY = timedelta(days=1)


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def ledger(tmp_path: Path, clock: HandClock) -> SqlLedger:
    return SqlLedger(sqlite_engine(tmp_path), clock, lease_seconds=60)


def test_each_meeting_counts_its_own_renewals(ledger: SqlLedger) -> None:
    one, other = add_meeting(ledger), add_meeting(ledger, cluster="Syd")
    links = ledger.coordinator_links
    assert links.generation(one) == 0
    assert [links.renew(one, 3, DAY), links.renew(one, 3, DAY)] == [1, 2]
    assert links.generation(other) == 0
    assert links.generations() == {one: 2}


def test_renewals_at_the_same_moment_are_all_counted(ledger: SqlLedger) -> None:
    meeting = add_meeting(ledger)
    with ThreadPoolExecutor(8) as pool:
        numbers = list(pool.map(lambda _: ledger.coordinator_links.renew(meeting, 8, DAY), range(8)))
    assert sorted(numbers) == list(range(1, 9))


def test_mails_are_numbered_on_and_limited_within_the_time(ledger: SqlLedger, clock: HandClock) -> None:
    meeting, links = add_meeting(ledger), ledger.coordinator_links
    assert links.asked_for(meeting) == 0
    assert [links.ask_for_mail(meeting, 2, DAY) for _ in range(2)] == [1, 2]
    with pytest.raises(Refused, match="tomorrow"):
        links.ask_for_mail(meeting, 2, DAY)
    clock.walk(hours=25)
    assert links.ask_for_mail(meeting, 2, DAY) == 3
    assert links.asked_for(meeting) == 3


def test_a_renewal_and_its_mail_stand_together_or_not_at_all(ledger: SqlLedger) -> None:
    meeting, links = add_meeting(ledger), ledger.coordinator_links
    assert [links.renew(meeting, 2, DAY) for _ in range(2)] == [1, 2]
    assert links.asked_for(meeting) == 2
    with pytest.raises(Refused, match="tomorrow"):
        links.renew(meeting, 2, DAY)
    assert (links.generation(meeting), links.asked_for(meeting)) == (2, 2)


def test_a_decision_can_be_taken_anew(ledger: SqlLedger) -> None:
    meeting = add_meeting(ledger)
    ledger.records.decide(meeting, 1, Decision("follow_up", "no", {}, ""))
    ledger.records.decide_anew(meeting, 1, Decision("follow_up", "yes", {"months": 9}, ""))
    assert ledger.records.decision(meeting, 1, "follow_up") == Decision("follow_up", "yes", {"months": 9}, "")
