"""The life of the meeting as a list: what is done, where it stands, and what comes next, with dates."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.dates import day
from domain.follow_up_choice import NO, YES
from domain.meeting import ROUND_1, ROUND_2, Meeting, Plan
from domain.ports import Services
from domain.rounds import is_off
from survey_app.pages import day_and_time


class Stage(StrEnum):
    DONE, NOW, NEXT = "done", "now", "next"


@dataclass(frozen=True)
class Step:
    label: str
    when: str = ""
    stage: Stage = Stage.NEXT


def timeline(
    services: Services, meeting: Meeting, plans: dict[int, Plan], now: datetime, choice: str
) -> tuple[Step, ...]:
    """The first step that is not done is the present one."""
    found: list[Step] = []
    for label, when, is_done in _steps(services, meeting, plans, now, choice):
        has_present = any(step.stage is Stage.NOW for step in found)
        stage = Stage.DONE if is_done else Stage.NEXT if has_present else Stage.NOW
        found.append(Step(label, when, stage))
    round = ROUND_2 if ROUND_2 in plans else ROUND_1
    return _cut_short(found, round) if is_off(meeting.id, round, services) else tuple(found)


def _cut_short(steps: list[Step], round: int) -> tuple[Step, ...]:
    what = "Opfølgningen er aflyst" if round == ROUND_2 else "Mødet er aflyst"
    return (*(step for step in steps if step.stage is Stage.DONE), Step(what, stage=Stage.NOW))


def _steps(
    services: Services, meeting: Meeting, plans: dict[int, Plan], now: datetime, choice: str
) -> Iterator[tuple[str, str, bool]]:
    records, first = services.ledger.records, plans.get(ROUND_1)

    def did(step: str, round: int = ROUND_1) -> bool:
        return records.is_done(meeting.id, round, step)

    yield "Mødet er bestilt", day(meeting.ordered_at), True
    yield "Samtale med konsulenten", "", did("consultation") or did("kit_mailing")
    yield "Materiale til forberedelsen på mail", "", did("kit_mailing")
    if first is None:
        yield "Klyngemøde", f"Ønsket {day_and_time(meeting.order.meeting_starts)}", False
        return
    has_list = bool(services.ledger.members.of(meeting.id)) or now >= first.survey_closes
    yield "Medlemsliste", f"Senest {day(first.survey_opens)}", has_list
    yield from _round(first, now, did)
    yield "Klyngemøde", day_and_time(first.meeting_starts), now >= first.meeting_starts
    yield "Tak, aftaler og deltagerliste", day(first.thanks), did("thanks")
    yield from _follow_up(plans.get(ROUND_2), now, did, choice)


def _round(plan: Plan, now: datetime, did: Callable[..., bool]) -> Iterator[tuple[str, str, bool]]:
    open_between = f"Fra {day(plan.survey_opens)} til {day_and_time(plan.survey_closes)}"
    again = " igen" if plan.round == ROUND_2 else ""
    yield f"Spørgeskema{again}", open_between, now >= plan.survey_closes
    what = "De nye tal er hos dig" if plan.round == ROUND_2 else "Materialet til mødet er hos dig"
    yield what, f"Senest {day(plan.delivery)}", did("delivery", plan.round)


def _follow_up(
    plan: Plan | None, now: datetime, did: Callable[..., bool], choice: str
) -> Iterator[tuple[str, str, bool]]:
    if plan:
        yield from _round(plan, now, did)
        yield "I kan mødes om de nye tal", f"Fra {day(plan.meeting_starts)}", now >= plan.meeting_starts
    elif choice == YES:
        yield "Opfølgning", "Aftalt. Datoerne kommer efter mødet", False
    elif choice == NO:
        yield "Opfølgning", "I har takket nej", did("follow_up")
    else:
        yield "Opfølgning", "I bestemmer selv efter mødet", False
