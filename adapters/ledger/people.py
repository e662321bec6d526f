"""Members and their invitations."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, delete, select, update

from adapters.ledger.book import Book
from adapters.ledger.tables import invitations, members
from domain.meeting import Member, MemberRow
from domain.ports import InvitedTo


class MemberBook(Book):
    """Implements `domain.ports.Members`."""

    def of(self, meeting_id: str) -> tuple[Member, ...]:
        query = select(members).where(members.c.meeting_id == meeting_id).order_by(members.c.email)
        with self._reading() as connection:
            return tuple(
                Member(row.member_id, row.email, row.name, row.practice_number)
                for row in connection.execute(query)
            )

    def replace(self, meeting_id: str, rows: Sequence[MemberRow]) -> tuple[int, int, int]:
        with self._writing() as connection:
            self._one_at_a_time(connection, meeting_id)
            return replace_members(connection, meeting_id, rows)


def replace_members(
    connection: Connection, meeting_id: str, rows: Sequence[MemberRow]
) -> tuple[int, int, int]:
    """A row is the member it was when address and name agree, or the address alone when it is unique.

    The caller holds the meeting's row, see `Book._one_at_a_time`.
    """
    added = changed = 0
    known = connection.execute(select(members).where(members.c.meeting_id == meeting_id)).all()
    left = {row.member_id: row for row in known}
    for new in rows:
        match = _same_person(new, left.values())
        values = {"name": new.name, "practice_number": new.practice_number, "email": new.email}
        if match is None:
            member_id = f"m{secrets.token_hex(6)}"
            connection.execute(members.insert().values(meeting_id=meeting_id, member_id=member_id, **values))
            added += 1
            continue
        del left[match.member_id]
        if any(getattr(match, name) != value for name, value in values.items()):
            this = (members.c.meeting_id == meeting_id, members.c.member_id == match.member_id)
            connection.execute(update(members).where(*this).values(**values))
            changed += 1
    gone = list(left)
    connection.execute(
        delete(members).where(members.c.meeting_id == meeting_id, members.c.member_id.in_(gone))
    )
    return added, changed, len(gone)


def _same_person(new: MemberRow, known: Iterable[Row[Any]]) -> Row[Any] | None:
    at_the_address = [row for row in known if row.email.casefold() == new.email.casefold()]
    of_the_name = [row for row in at_the_address if row.name == new.name]
    return next(iter(of_the_name or (at_the_address if len(at_the_address) == 1 else [])), None)


class InvitationBook(Book):
    """Implements `domain.ports.Invitations`."""

    def find(self, token_hash: str) -> InvitedTo | None:
        with self._reading() as connection:
            row = connection.execute(
                select(invitations).where(invitations.c.token_hash == token_hash)
            ).one_or_none()
        return InvitedTo(row.meeting_id, row.round, row.member_id) if row else None

    def add(self, meeting_id: str, round: int, hashes_by_member: Mapping[str, str]) -> None:
        with self._writing() as connection:
            for member_id, token_hash in hashes_by_member.items():
                connection.execute(
                    self._insert(invitations)
                    .values(meeting_id=meeting_id, round=round, member_id=member_id, token_hash=token_hash)
                    .on_conflict_do_nothing()
                )

    def of(self, meeting_id: str, round: int) -> Mapping[str, str]:
        query = select(invitations).where(
            invitations.c.meeting_id == meeting_id, invitations.c.round == round
        )
        with self._reading() as connection:
            return {row.member_id: row.token_hash for row in connection.execute(query)}

    def withdraw(self, meeting_id: str, round: int, member_ids: Iterable[str]) -> None:
        theirs = (
            invitations.c.meeting_id == meeting_id,
            invitations.c.round == round,
            invitations.c.member_id.in_(list(member_ids)),
        )
        with self._writing() as connection:
            connection.execute(delete(invitations).where(*theirs))
