"""The ledger's rows out and back in: the same on every database, however often, and never over others."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, update

from adapters.ledger import SqlLedger
from adapters.ledger.copying import check_empty, read_all, write_all
from adapters.ledger.engine import one_state
from adapters.ledger.tables import metadata, orders
from domain.errors import Refused
from domain.mails import MailKey, MailKind, MailOutcome, SendResult
from domain.meeting import MemberRow
from tests.ledgers import MEETING, START, HandClock, add_meeting, sqlite_engine

KEY = MailKey(MEETING, 1, MailKind.COORDINATOR_KIT, "coordinator")
Copy = tuple[str, dict[str, list[str]]]


@pytest.fixture
def copy(tmp_path: Path) -> Iterator[Copy]:
    """Of a ledger with a meeting, members and a mail that was held."""
    (tmp_path / "first").mkdir()
    engine = sqlite_engine(tmp_path / "first")
    ledger = SqlLedger(engine, HandClock(), lease_seconds=60)
    add_meeting(ledger, wishes="Æblegrød\u2028og [kage]")
    ledger.members.replace(MEETING, [MemberRow("anne@klinik.dk", "Anne Ærø", "012345")])
    ledger.mails.claim(KEY, "<1@kiap.example>")
    ledger.mails.settle(KEY, SendResult(MailOutcome.HELD, "held"))
    yield read_all(engine)
    engine.dispose()


def restored(engine: Engine, copy: Copy) -> SqlLedger:
    write_all(engine, *copy, START, START)
    return SqlLedger(engine, HandClock(), lease_seconds=60)


def test_every_row_is_the_same_in_the_other_database(engine: Engine, copy: Copy) -> None:
    restored(engine, copy)
    revision, rows = read_all(engine)
    assert len(rows.pop("restorations")) == 1
    assert (revision, rows) == (copy[0], {name: copy[1][name] for name in rows})
    assert all(rows[name] for name in ("orders", "members", "mails"))


def test_a_backup_of_what_was_restored_can_be_restored(engine: Engine, copy: Copy, tmp_path: Path) -> None:
    restored(engine, copy).restorations.arm_sending_held("AB")
    again = read_all(engine)
    (tmp_path / "second").mkdir()
    for other in (sqlite_engine(tmp_path / "second"), emptied(engine)):
        ledger = restored(other, again)
        assert len(read_all(other)[1]["restorations"]) == 2
        assert ledger.restorations.backed_up_at() is not None
        other.dispose()


def test_what_has_meetings_is_left_as_it_is(engine: Engine, copy: Copy) -> None:
    restored(engine, copy)
    before = read_all(engine)
    for attempt in (lambda: check_empty(engine, copy[0]), lambda: restored(engine, copy)):
        with pytest.raises(Refused, match="empty"):
            attempt()
    assert read_all(engine) == before


def test_a_copy_is_of_one_moment(engine: Engine, copy: Copy) -> None:
    """On SQLite the others wait; on Postgres they write, and it is not seen."""
    restored(engine, copy)
    with one_state(engine) as reader:
        seen = reader.execute(orders.select()).all()
        if engine.dialect.name == "postgresql":
            with engine.begin() as other:
                other.execute(update(orders).values(cluster="Syd"))
        assert reader.execute(orders.select()).all() == seen


def test_a_held_mail_that_may_leave_has_all_its_tries_before_it(engine: Engine, copy: Copy) -> None:
    """However long it was held, one busy server does not end it."""
    ledger = restored(engine, copy)
    clock = HandClock(START + timedelta(days=9))
    later = SqlLedger(engine, clock, lease_seconds=60)
    assert later.restorations.arm_sending_held("AB") == 1
    row = ledger.mails.get(KEY)
    assert row is not None
    assert (row.outcome, row.attempts, row.first_try) == (MailOutcome.DEFERRED, 0, clock())


def emptied(engine: Engine) -> Engine:
    with engine.begin() as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(table.delete())
    return engine
