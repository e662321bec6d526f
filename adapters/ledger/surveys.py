"""What each round asks, kept from its opening on."""

from __future__ import annotations

import json
from dataclasses import asdict

from pydantic import TypeAdapter
from sqlalchemy import select

from adapters.ledger.book import Book
from adapters.ledger.tables import surveys
from domain.ports import OpenedSurvey
from domain.questionnaire import Questionnaire


class SurveyBook(Book):
    """Implements `domain.ports.Surveys`."""

    def open(self, survey: OpenedSurvey) -> OpenedSurvey:
        with self._writing() as connection:
            connection.execute(
                self._insert(surveys)
                .values(
                    meeting_id=survey.meeting_id,
                    round=survey.round,
                    package_version=survey.package_version,
                    questionnaire=json.dumps(asdict(survey.questionnaire), ensure_ascii=False),
                    opened_at=self._now(),
                )
                .on_conflict_do_nothing()
            )
        return self.of(survey.meeting_id, survey.round) or survey

    def of(self, meeting_id: str, round: int) -> OpenedSurvey | None:
        query = select(surveys).where(surveys.c.meeting_id == meeting_id, surveys.c.round == round)
        with self._reading() as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            return None
        asked = TypeAdapter(Questionnaire).validate_python(json.loads(row.questionnaire))
        return OpenedSurvey(meeting_id, round, row.package_version, asked)
