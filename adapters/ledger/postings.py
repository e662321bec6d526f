"""What goes by post."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import Row, Select, select, update

from adapters.ledger.book import Book
from adapters.ledger.tables import postings
from domain.ports import PostingJob


class PostingBook(Book):
    """Implements `domain.ports.Postings`."""

    def add(self, job: PostingJob) -> PostingJob:
        with self._writing() as connection:
            connection.execute(
                self._insert(postings)
                .values(
                    meeting_id=job.meeting_id,
                    document=job.document,
                    copies=job.copies,
                    made_on=job.made_on,
                    posted_on=job.posted_on,
                    posted_by=job.posted_by,
                )
                .on_conflict_do_nothing()
            )
        return next(one for one in self.of(job.meeting_id) if one.document == job.document)

    def of(self, meeting_id: str) -> tuple[PostingJob, ...]:
        return self._read(select(postings).where(postings.c.meeting_id == meeting_id))

    def open(self) -> tuple[PostingJob, ...]:
        return self._read(select(postings).where(postings.c.posted_on.is_(None)))

    def tick_off(self, meeting_id: str, posted_on: date, initials: str) -> tuple[PostingJob, ...]:
        open_ones = (postings.c.meeting_id == meeting_id, postings.c.posted_on.is_(None))
        ticked = update(postings).where(*open_ones).values(posted_on=posted_on, posted_by=initials)
        with self._writing() as connection:
            return _jobs(connection.execute(ticked.returning(*postings.c)))

    def _read(self, query: Select[tuple[object, ...]]) -> tuple[PostingJob, ...]:
        query = query.order_by(postings.c.meeting_id, postings.c.document)
        with self._reading() as connection:
            return _jobs(connection.execute(query))


def _jobs(rows: Iterable[Row[Any]]) -> tuple[PostingJob, ...]:
    return tuple(
        PostingJob(row.meeting_id, row.document, row.copies, row.made_on, row.posted_on, row.posted_by)
        for row in rows
    )
