"""Which free texts an operator has ticked: places in the frozen pull, never the texts themselves."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, select

from adapters.ledger.acts import write_act
from adapters.ledger.book import Book
from adapters.ledger.tables import releases, text_choices
from domain.acts import Act, ActKind
from domain.errors import Refused
from domain.ports import TextChoice

BUILT = "Materialet er bygget. Hvad der vises af det skrevne, kan ikke laves om nu."


class TextChoiceBook(Book):
    """Implements `domain.ports.TextChoices`."""

    def of(self, meeting_id: str, round: int) -> TextChoice | None:
        with self._reading() as connection:
            return standing_choice(connection, meeting_id, round)

    def choose(self, meeting_id: str, round: int, choice: TextChoice, seen: int) -> TextChoice:
        with self._writing() as connection:
            self._one_at_a_time(connection, meeting_id)  # the release looks at the choice under the same lock
            standing = standing_choice(connection, meeting_id, round)
            if standing and standing.positions == choice.positions:
                return standing
            _refuse_when_built(connection, meeting_id, round)
            _refuse_when_overtaken(standing, seen)
            numbered = replace(choice, number=(standing.number if standing else 0) + 1)
            self._put(
                connection,
                text_choices,
                meeting_id=meeting_id,
                round=round,
                number=numbered.number,
                pull_hash=choice.pull_hash,
                positions=json.dumps(dict(choice.positions), sort_keys=True),
                initials=choice.by,
                chosen_at=self._now(),
            )
            write_act(connection, _act(meeting_id, round, choice), self._now())
        return numbered


def standing_choice(connection: Connection, meeting_id: str, round: int) -> TextChoice | None:
    this = (text_choices.c.meeting_id == meeting_id) & (text_choices.c.round == round)
    row = connection.execute(select(text_choices).where(this)).one_or_none()
    return _choice(row) if row else None


def _refuse_when_built(connection: Connection, meeting_id: str, round: int) -> None:
    this = (releases.c.meeting_id == meeting_id) & (releases.c.round == round)
    if connection.scalar(select(releases.c.meeting_id).where(this)):
        raise Refused(BUILT)


def _refuse_when_overtaken(standing: TextChoice | None, seen: int) -> None:
    if standing and standing.number != seen:
        raise Refused(
            f"{standing.by} har valgt tekster, siden du åbnede siden. Dit valg er ikke gemt: "
            "åbn siden igen, og se, om det passer."
        )


def _act(meeting_id: str, round: int, choice: TextChoice) -> Act:
    ticked = {item: len(places) for item, places in choice.positions.items()}
    return Act(meeting_id, ActKind.TEXTS_CHOSEN, choice.by, detail={"ticked": ticked}, round=round)


def _choice(row: Row[Any]) -> TextChoice:
    positions = {item: tuple(places) for item, places in json.loads(row.positions).items()}
    return TextChoice(row.pull_hash, positions, row.initials, row.number)
