"""One run at a time works on a meeting: leases with fencing tokens."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine, select, update

from adapters.ledger.engine import SECONDS_TO_WAIT_FOR_A_LOCK, insert_into, reading, writing
from adapters.ledger.tables import leases
from domain.errors import KlyngeflowError, LeaseLost, LeaseTaken, TryAgain

LOST_AFTER = timedelta(minutes=5)


@dataclass(frozen=True)
class Lease:
    """What a run shows at each write: its meeting and fencing token."""

    meeting_id: str
    token: int

    def check(self, connection: Connection) -> None:
        """Raises LeaseLost; otherwise nobody can take the lease before the transaction ends."""
        mine = select(leases.c.token).where(leases.c.meeting_id == self.meeting_id)
        standing = connection.scalar(mine.with_for_update())
        if standing != self.token:
            raise LeaseLost(f"Another run has taken over {self.meeting_id}; this one stops here.")


class Leases:
    """Takes, renews and frees leases. `now` is the wall clock."""

    def __init__(self, engine: Engine, now: Callable[[], datetime], seconds: float) -> None:
        self._engine, self._now, self._length = engine, now, timedelta(seconds=seconds)

    def is_held(self, meeting_id: str) -> bool:
        return self.was_held(meeting_id, within=timedelta(0))

    def was_held(self, meeting_id: str, within: timedelta) -> bool:
        """Whether a run holds the lease, or did at any time `within` the last moments."""
        with reading(self._engine) as connection:
            expires = connection.scalar(select(leases.c.expires_at).where(leases.c.meeting_id == meeting_id))
        return expires is not None and expires > self._now() - within

    def take(self, meeting_id: str) -> Lease:
        """Raises LeaseTaken while another run holds an unexpired lease."""
        with writing(self._engine) as connection:
            # The row must be there before it can be locked, or two first takers would get the same token.
            connection.execute(
                insert_into(leases, self._engine)
                .values(meeting_id=meeting_id, token=0, expires_at=None)
                .on_conflict_do_nothing()
            )
            this = leases.c.meeting_id == meeting_id
            row = connection.execute(select(leases).where(this).with_for_update()).one()
            if row.expires_at and row.expires_at > self._now():
                raise LeaseTaken(f"Another run is working on {meeting_id} right now.")
            token: int = row.token + 1
            values = {"token": token, "expires_at": self._now() + self._length}
            connection.execute(update(leases).where(this).values(**values))
        return Lease(meeting_id, token)

    def free(self, lease: Lease) -> None:
        with writing(self._engine) as connection:
            self._set_expiry(connection, lease, self._now())

    def free_lost(self) -> int:
        """Of processes that died: anybody could take them, but they read as if somebody were at work."""
        lost = leases.c.expires_at < self._now() - LOST_AFTER
        with writing(self._engine) as connection:
            return connection.execute(update(leases).where(lost).values(expires_at=None)).rowcount

    def renew(self, lease: Lease) -> None:
        """Raises TryAgain when the database is locked for longer than the lease can wait."""
        with self._writing_soon() as connection:
            self._set_expiry(connection, lease, self._now() + self._length)

    @contextmanager
    def kept(self, lease: Lease) -> Iterator[None]:
        """Renews in the background until left, then frees."""
        left = threading.Event()
        interval = self._length.total_seconds() / 3

        def renew_until_left() -> None:
            pause = interval
            while not left.wait(pause):
                try:
                    self.renew(lease)
                    pause = interval
                except KlyngeflowError:
                    pause = interval / 10  # with the wait for the lock: at least three tries to a lease

        thread = threading.Thread(target=renew_until_left, name="lease", daemon=True)
        thread.start()
        try:
            yield
        finally:
            left.set()
            thread.join()
            with suppress(TryAgain):  # an unfreed lease ends by itself
                self.free(lease)

    def _set_expiry(self, connection: Connection, lease: Lease, expires_at: datetime) -> None:
        connection.execute(
            update(leases)
            .where(leases.c.meeting_id == lease.meeting_id, leases.c.token == lease.token)
            .values(expires_at=expires_at)
        )

    @contextmanager
    def _writing_soon(self) -> Iterator[Connection]:
        """A transaction that waits a ninth of the lease for its lock: the usual wait outlasts a lease."""
        patience = int(self._length.total_seconds() * 1000 / 9)
        with self._engine.connect() as connection:
            if self._engine.dialect.name == "postgresql":
                with connection.begin():
                    connection.exec_driver_sql(f"SET LOCAL lock_timeout = {patience}")
                    yield connection
                return
            sqlite = connection.connection.cursor()  # it must be said before the transaction begins
            sqlite.execute(f"PRAGMA busy_timeout = {patience}")
            try:
                with connection.begin():
                    yield connection
            finally:
                sqlite.execute(f"PRAGMA busy_timeout = {SECONDS_TO_WAIT_FOR_A_LOCK * 1000}")
                sqlite.close()
