"""A meeting is moved to another day or hour."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from domain.acts import Act, ActKind
from domain.changes.alone import alone_with
from domain.changes.moved_dates import earliest_for, moved_plan
from domain.changes.reasons import new_act
from domain.changes.situation import Situation, situation
from domain.changes.words import consultant_hears, members_hear, papers
from domain.dates import day, day_and_time
from domain.errors import Refused
from domain.meeting import COPENHAGEN, ROUND_2, Plan
from domain.ports import Calendar, Services
from domain.postings import must_have_left

REBUILT = ("report_building",)


@dataclass(frozen=True)
class Move:
    """Checked, not done yet."""

    stands: Situation
    plan: Plan


def earliest_day(meeting_id: str, services: Services) -> date:
    """Raises Refused where the meeting cannot be moved at all."""
    return earliest_for(_movable(meeting_id, services), services.calendar)


def what_moving_does(meeting_id: str, to: datetime, services: Services) -> tuple[str, ...]:
    """In sentences. `to` is aware. Raises Refused as `move_meeting` does."""
    move = _check(meeting_id, to, services)
    return (
        f"Mødet flyttes fra {day_and_time(move.stands.first.meeting_starts)} til {day_and_time(to)}.",
        *_dates(move),
        *papers(move.stands, "den nye dato"),
        members_hear(move.stands, "den nye dato"),
        consultant_hears(),
        *_post(move, services.calendar),
    )


def move_meeting(
    meeting_id: str, to: datetime, *, by: str, reason: str, services: Services, after: int | None = None
) -> Act:
    """Raises Refused where the day or the hour of the meeting's life forbids it."""
    with alone_with(meeting_id, services, after) as held:
        move = _check(meeting_id, to, held)
        was, is_now = move.stands.first, move.plan
        detail = {
            "was": was.meeting_starts.isoformat(),
            "to": is_now.meeting_starts.isoformat(),
            "was_closes": was.survey_closes.isoformat(),
            "kit": move.stands.kit,
        }
        act = new_act(ActKind.MOVED, meeting_id, by, reason, detail)
        rebuilt = [step for step in REBUILT if move.stands.did(step)]
        return held.ledger.changes.give_dates(act, is_now, undone=rebuilt, after=after)


def _movable(meeting_id: str, services: Services) -> Situation:
    stands = situation(meeting_id, services)
    if stands.did("thanks") or stands.now >= stands.first.thanks:
        held = day(stands.first.meeting_starts)
        raise Refused(
            f"Mødet blev holdt {held}, så det kan ikke flyttes. Blev det ikke til noget, så bestil et nyt: "
            "`klyngeflow order --as-new`."
        )
    if stands.round == ROUND_2:
        raise Refused("Opfølgningen er planlagt, så det er den, der kan flyttes.")
    agreed = services.ledger.records.decision(meeting_id, stands.round, "consultation")
    if agreed and not stands.did("consultation"):
        raise Refused("Det, der er aftalt med mødelederen, bliver skrevet ind lige nu. Prøv om et minut.")
    return stands


def _check(meeting_id: str, to: datetime, services: Services) -> Move:
    stands, to = _movable(meeting_id, services), to.astimezone(COPENHAGEN)
    if to == stands.first.meeting_starts:
        raise Refused(f"Mødet er allerede {day_and_time(to)}. Vælg en anden dag eller et andet klokkeslæt.")
    return Move(stands, moved_plan(stands, to, services.calendar))


def _dates(move: Move) -> list[str]:
    stands, plan = move.stands, move.plan
    if stands.has_closed:
        told = ["Spørgeskemaet er lukket. De svar, der er kommet, gælder, og der kommer ikke flere."]
    elif not stands.is_open:
        told = [f"Spørgeskemaet åbner {day(plan.survey_opens)} og lukker {day_and_time(plan.survey_closes)}."]
    elif plan.survey_closes == stands.first.survey_closes:
        told = [f"Spørgeskemaet lukker som før {day_and_time(plan.survey_closes)}."]
    else:
        closed = day_and_time(stands.first.survey_closes)
        told = [f"Spørgeskemaet lukker {day_and_time(plan.survey_closes)} i stedet for {closed}."]
    if not stands.did("delivery"):
        told.append(f"Mødelederen får materialet {day(plan.delivery)}.")
    if stands.did("report_building"):
        told.append("Det færdige materiale bygges igen med den nye dato og ligger på mødelederens side.")
    return told


def _post(move: Move, calendar: Calendar) -> list[str]:
    if all(job.is_posted for job in move.stands.post):
        return []
    return [
        f"Det, der skal sendes med posten, skal nu være afsted {day(must_have_left(move.plan, calendar))}."
    ]
