"""Frozen pulls: written once, their content hash checked on every read."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, replace
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Row, select

from adapters.ledger.book import Book
from adapters.ledger.tables import pulls
from domain.errors import Refused
from domain.ports import Pull
from domain.questionnaire import Answers, Questionnaire


class PullBook(Book):
    """Implements `domain.ports.Pulls`."""

    def freeze(self, pull: Pull) -> Pull:
        content = _canonical(pull)
        with self._writing() as connection:
            connection.execute(
                self._insert(pulls)
                .values(
                    meeting_id=pull.meeting_id,
                    round=pull.round,
                    content_hash=_hash(content),
                    content=content,
                    frozen_at=self._now(),
                )
                .on_conflict_do_nothing()
            )
        return self.get(pull.meeting_id, pull.round) or pull

    def get(self, meeting_id: str, round: int) -> Pull | None:
        query = select(pulls).where(pulls.c.meeting_id == meeting_id, pulls.c.round == round)
        with self._reading() as connection:
            row = connection.execute(query).one_or_none()
        return _pull(row) if row else None


def _canonical(pull: Pull) -> str:
    """The same answers in whatever order give the same text."""
    rows = sorted((dict(sorted(answers.values.items())) for answers in pull.answers), key=json.dumps)
    content = {
        "salt": pull.salt,
        "package_version": pull.package_version,
        "questionnaire": asdict(pull.questionnaire),
        "invited": pull.invited,
        "used": pull.used,
        "answers": rows,
        "texts": {item: sorted(texts) for item, texts in pull.texts.items()},
    }
    return json.dumps(content, sort_keys=True, ensure_ascii=False)


def _hash(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()


def _pull(row: Row[Any]) -> Pull:
    if _hash(row.content) != row.content_hash:
        raise Refused(
            f"The frozen pull of {row.meeting_id}, round {row.round}, no longer matches its content hash. "
            "Restore the ledger from a backup; nothing is built from an altered pull."
        )
    content = json.loads(row.content)
    pull = Pull(
        meeting_id=row.meeting_id,
        round=row.round,
        package_version=content["package_version"],
        questionnaire=TypeAdapter(Questionnaire).validate_python(content["questionnaire"]),
        invited=content["invited"],
        used=content["used"],
        answers=tuple(Answers(values) for values in content["answers"]),
        texts={item: tuple(texts) for item, texts in content["texts"].items()},
        salt=content["salt"],
    )
    return replace(pull, content_hash=row.content_hash)
