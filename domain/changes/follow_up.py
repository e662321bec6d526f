"""A follow-up is agreed on, moved within its 6–12 months, or declined, whatever was said before."""

from __future__ import annotations

from domain.acts import Act, ActKind
from domain.changes.alone import alone_with
from domain.changes.reasons import new_act
from domain.changes.situation import Situation, situation
from domain.changes.words import consultant_hears, members_hear
from domain.dates import day, day_and_time
from domain.errors import Refused
from domain.follow_up_choice import NO, YES, follow_up_choice
from domain.follow_up_dates import FollowUpDate, follow_up_dates
from domain.meeting import ROUND_2, Plan
from domain.planning import plan_follow_up
from domain.ports import Decision, Services

KIND = "follow_up"


def follow_up_months(meeting_id: str, services: Services) -> tuple[FollowUpDate, ...]:
    """What can be chosen now, with its dates. Raises Refused where nothing can be any more."""
    stands = _agreeable(meeting_id, services)
    starts, timing = stands.first.meeting_starts, stands.package.timing
    return follow_up_dates(starts, timing, services.calendar, stands.now)


def what_agreeing_does(meeting_id: str, months: int, services: Services) -> tuple[str, ...]:
    """In sentences. Raises Refused as `agree_on_follow_up` does."""
    stands = _agreeable(meeting_id, services)
    plan = _dates(stands, months, services)
    told = f"Spørgeskemaet åbner {day(plan.survey_opens)} og lukker {day_and_time(plan.survey_closes)}."
    if stands.second:
        first = f"Opfølgningen flyttes: før lukkede spørgeskemaet {day(stands.second.survey_closes)}."
    elif stands.did("follow_up"):
        first = "Klyngen får en opfølgning, og den bliver planlagt nu."
    else:
        first = f"Klyngen får en opfølgning cirka {months} måneder efter mødet."
    return (
        first,
        told,
        "Mødelederen får datoerne på mail.",
        "Medlemmerne får ingen mail nu.",
        consultant_hears(),
    )


def agree_on_follow_up(
    meeting_id: str, months: int, *, by: str, reason: str, services: Services, after: int | None = None
) -> Act:
    """Months after the meeting, 6–12. Raises Refused when its survey has been opened, or it is too late."""
    with alone_with(meeting_id, services, after) as held:
        stands = _agreeable(meeting_id, held)
        plan = _dates(stands, months, held)
        detail = {"months": months, "closes": plan.survey_closes.isoformat()}
        if stands.second:
            detail["was_closes"] = stands.second.survey_closes.isoformat()
        is_planned = stands.did("follow_up")
        act = new_act(ActKind.FOLLOW_UP_AGREED, meeting_id, by, reason, detail)
        said = Decision(KIND, YES, {"months": months}, act.by)
        return held.ledger.changes.agree_on_follow_up(act, said, plan if is_planned else None, after=after)


def what_declining_does(meeting_id: str, services: Services) -> tuple[str, ...]:
    """In sentences. Raises Refused as `decline_follow_up` does."""
    stands = _declinable(meeting_id, services)
    if not stands.second:
        told = ["Der er ikke planlagt nogen opfølgning, og der kommer ikke nogen."]
    elif stands.is_open:
        told = [
            "Opfølgningen aflyses. Det kan ikke fortrydes.",
            "Spørgeskemaet lukker nu, linkene dør, og de svar, der er kommet, bliver slettet.",
            members_hear(stands, "at vide, at den er aflyst,"),
        ]
    else:
        told = ["Opfølgningen aflyses. Medlemmerne får ingen mail; de har ikke hørt om den fra KiAP endnu."]
    return (*told, "Mødelederen får det bekræftet på mail.", consultant_hears())


def decline_follow_up(
    meeting_id: str, *, by: str, reason: str, services: Services, after: int | None = None
) -> Act:
    """Raises Refused once its survey has closed, and when it has been declined already."""
    with alone_with(meeting_id, services, after) as held:
        stands = _declinable(meeting_id, held)
        was_open = stands.second is not None and stands.is_open
        detail = {"was_planned": stands.second is not None, "was_open": was_open}
        act = new_act(ActKind.FOLLOW_UP_DECLINED, meeting_id, by, reason, detail)
        said = Decision(KIND, NO, {}, act.by)
        # The dates of one that people have been invited to stay: their links say that it is off.
        return held.ledger.changes.decline_follow_up(act, said, keep_plan=was_open, after=after)


def _agreeable(meeting_id: str, services: Services) -> Situation:
    stands = situation(meeting_id, services)
    if services.ledger.surveys.of(meeting_id, ROUND_2) is None:
        return stands
    if follow_up_choice(meeting_id, services)[0] == NO:
        raise Refused("Opfølgningen blev aflyst, efter at medlemmerne var inviteret. Bestil et nyt møde.")
    if stands.has_closed:
        raise Refused("Opfølgningens spørgeskema er lukket, så den kan ikke flyttes.")
    raise Refused("Medlemmerne er ved at svare på opfølgningen. Giv dem længere tid i stedet.")


def _declinable(meeting_id: str, services: Services) -> Situation:
    stands = situation(meeting_id, services)
    if stands.second and stands.has_closed:
        raise Refused("Opfølgningens spørgeskema er lukket, og tallene er på vej. Den kan ikke aflyses nu.")
    if follow_up_choice(meeting_id, services)[0] == NO:
        raise Refused("Opfølgningen er allerede afvist.")
    return stands


def _dates(stands: Situation, months: int, services: Services) -> Plan:
    starts, timing = stands.first.meeting_starts, stands.package.timing
    plan = plan_follow_up(starts, months, timing, services.calendar, stands.now)
    if stands.second and plan.survey_closes == stands.second.survey_closes:
        raise Refused(f"Opfølgningen lukker allerede {day(plan.survey_closes)}. Vælg en anden måned.")
    return plan
