"""One invented survey, played with the real pages and steps, and a copy of its files taken at some moment."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from enum import Enum, auto
from pathlib import Path
from typing import Any, cast

import httpx
from fastapi import FastAPI

from adapters.wiring import LiveServices
from cli.proving.camera import AnyMoment, looking
from cli.proving.copies import Copy, fingerprint, take
from cli.proving.stage import PACKAGE, MakeStore, Stage, pages_log_to, set_up
from cli.rehearsal.script import shares_by_reminder
from data_contracts.answers_form import PREFIX
from data_contracts.invented_answers import invent_answers
from domain.meeting import ROUND_1
from domain.ports import AnswerStore, SubmitResult
from domain.questionnaire import Answers
from survey_app.app import create_app
from tasks.member_mailing import member_mailing, reminder
from tasks.survey_collection import survey_collection


class When(Enum):
    """When the copy is taken."""

    WHILE_AN_ANSWER_IS_KEPT = auto()
    BETWEEN_TWO_ANSWERS = auto()
    WHILE_THE_SURVEY_CLOSES = auto()
    AFTER_THE_CLOSE = auto()


WHOLE = (When.WHILE_THE_SURVEY_CLOSES, When.AFTER_THE_CLOSE)
TIMES_IN_TEN = {
    When.WHILE_AN_ANSWER_IS_KEPT: 5,
    When.BETWEEN_TWO_ANSWERS: 2,
    When.WHILE_THE_SURVEY_CLOSES: 2,
    When.AFTER_THE_CLOSE: 1,
}


@dataclass(frozen=True)
class Played:
    """`truth`: what was given with each used link, as every fingerprint and text that came with it."""

    copy: Copy
    truth: Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Respondent:
    link: str
    token: str
    answers: Answers


@dataclass(frozen=True)
class Conditions:
    """The copy's moments, how many have answered by then, and where the ledger is.

    With few answers everybody can guess. A ledger on Postgres tells nothing only after the close.
    """

    moments: Sequence[When] = tuple(When)
    answers: tuple[int, int] = (12, 40)
    ledger_url: str = ""


EVERYTHING = Conditions()


def play(
    place: Path, ours: LiveServices, make_store: MakeStore, seed: int, under: Conditions = EVERYTHING
) -> Played:
    """The same seed plays the same survey; only what the store draws by itself differs."""
    chance = random.Random(seed)  # noqa: S311 - who answers when; nothing secret
    when = chance.choices(under.moments, [TIMES_IN_TEN[moment] for moment in under.moments])[0]
    answering = chance.randint(*under.answers)
    stage = set_up(place, ours, answering + chance.randint(2, 8), make_store, under.ledger_url)
    respondents = _respondents(stage, ours, answering, chance)
    copy = _Play(place, stage, respondents, when, chance).copy_at_the_moment()
    truth = {one.link: _recognisable(one.answers) for one in respondents}
    return Played(replace(copy, ledger_url=under.ledger_url), truth)


def _respondents(stage: Stage, ours: LiveServices, answering: int, chance: random.Random) -> list[Respondent]:
    """In the order in which they will answer. No two write the same, so that each is recognised."""
    members = chance.sample(stage.services.ledger.members.of(stage.meeting_id), answering)
    questionnaire = ours.packages.get(PACKAGE).questionnaire
    invented = invent_answers(questionnaire, answering, chance.randrange(10**9))
    tokens = stage.services.tokens
    found = []
    for member, given in zip(members, invented, strict=True):
        token = tokens.invitation(stage.meeting_id, ROUND_1, member.id)
        texts = {item: f"{text} {chance.getrandbits(64):x}" for item, text in given.texts.items()}
        found.append(Respondent(tokens.hash(token), token, replace(given, texts=texts)))
    return found


class _Play:
    def __init__(
        self, place: Path, stage: Stage, people: list[Respondent], when: When, chance: random.Random
    ) -> None:
        self._stage, self._people, self._when = stage, people, when
        self._home, self._to = stage.services.settings.home, place / "copy"
        self._moment = AnyMoment(self._take, chance)
        self._parts = shares_by_reminder(len(people), chance.randrange(10**9))

    def copy_at_the_moment(self) -> Copy:
        stage = self._stage
        stage.services.answers = cast(AnswerStore, _Watched(stage.services.answers, self))
        stage.clock.shows = stage.plan.survey_opens
        self._step(member_mailing)
        with pages_log_to(self._home / "logs" / "pages.log"):
            asyncio.run(self._answer(create_app(stage.services)))
        if self._when is When.BETWEEN_TWO_ANSWERS:
            self._take()
        if self._when in WHOLE:
            self._close()
        stage.services.database.engine.dispose()
        return Copy(self._to, tuple(one.link for one in self._people))

    def keeps(self, link: str) -> bool:
        """Whether the copy is to be taken while this link's answer is kept."""
        return self._when is When.WHILE_AN_ANSWER_IS_KEPT and link == self._people[-1].link

    def looking(self) -> Any:
        return looking(self._moment)

    async def _answer(self, app: FastAPI) -> None:
        sender = httpx.ASGITransport(app)
        people = iter(self._people)
        async with (
            app.router.lifespan_context(app),
            httpx.AsyncClient(transport=sender, base_url=self._stage.services.base_url) as client,
        ):
            for number, part in enumerate(self._parts):
                if number:
                    self._remind(number)
                for _, one in zip(range(part), people, strict=False):
                    answer = await client.post("/s/svar", data=_fields(one))
                    answer.raise_for_status()

    def _remind(self, number: int) -> None:
        due = self._stage.plan.reminders[number - 1 : number]
        if due:
            self._stage.clock.shows = due[0]
            self._step(reminder(number))

    def _close(self) -> None:
        self._stage.clock.shows = self._stage.plan.survey_closes
        with self.looking() if self._when is When.WHILE_THE_SURVEY_CLOSES else nullcontext():
            self._step(survey_collection)
        if self._when is When.AFTER_THE_CLOSE:
            self._take()

    def _step(self, step: Any) -> None:
        step.fn(self._stage.meeting_id, self._stage.services, round=ROUND_1)

    def _take(self) -> None:
        take(self._home, self._to)


class _Watched:
    """The round's store, looked at while it keeps one answer."""

    def __init__(self, store: AnswerStore, play: _Play) -> None:
        self._store, self._play = store, play

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def submit(self, round_key: str, token_hash: str, answers: Answers) -> SubmitResult:
        with self._play.looking() if self._play.keeps(token_hash) else nullcontext():
            return self._store.submit(round_key, token_hash, answers)


def _fields(one: Respondent) -> dict[str, str]:
    given: Iterable[tuple[str, object]] = [*one.answers.values.items(), *one.answers.texts.items()]
    return {"link": one.token, **{f"{PREFIX}{item}": str(value) for item, value in given}}


def _recognisable(answers: Answers) -> frozenset[str]:
    return frozenset({fingerprint(answers), *answers.texts.values()})
