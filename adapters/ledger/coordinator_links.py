"""Which of its links is a coordinator's present one, and the mails asked for with it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy import Connection, func, select

from adapters.ledger.book import Book
from adapters.ledger.tables import coordinator_links, link_requests
from domain.errors import Refused


class CoordinatorLinkBook(Book):
    """Implements `domain.ports.CoordinatorLinks`."""

    def generation(self, meeting_id: str) -> int:
        return self.generations().get(meeting_id, 0)

    def generations(self) -> Mapping[str, int]:
        with self._reading() as connection:
            return {row.meeting_id: row.generation for row in connection.execute(select(coordinator_links))}

    def renew(self, meeting_id: str, most: int, within: timedelta) -> int:
        with self._writing() as connection:
            self._ask(connection, meeting_id, most, within)
            first = self._insert(coordinator_links).values(meeting_id=meeting_id, generation=1)
            further = first.on_conflict_do_update(
                index_elements=["meeting_id"], set_={"generation": coordinator_links.c.generation + 1}
            )
            return int(connection.execute(further.returning(coordinator_links.c.generation)).scalar_one())

    def ask_for_mail(self, meeting_id: str, most: int, within: timedelta) -> int:
        with self._writing() as connection:
            return self._ask(connection, meeting_id, most, within)

    def asked_for(self, meeting_id: str) -> int:
        last = select(func.max(link_requests.c.number)).where(link_requests.c.meeting_id == meeting_id)
        with self._reading() as connection:
            return connection.scalar(last) or 0

    def _ask(self, connection: Connection, meeting_id: str, most: int, within: timedelta) -> int:
        self._one_at_a_time(connection, meeting_id)
        now = self._now()
        ours = link_requests.c.meeting_id == meeting_id
        recent = (ours, link_requests.c.asked_at > now - within)
        lately = connection.scalar(select(func.count()).select_from(link_requests).where(*recent)) or 0
        if lately >= most:
            raise Refused(f"The link of {meeting_id} has been mailed {lately} times. Wait until tomorrow.")
        last = connection.scalar(select(func.max(link_requests.c.number)).where(ours)) or 0
        connection.execute(
            link_requests.insert().values(meeting_id=meeting_id, number=last + 1, asked_at=now)
        )
        return last + 1
