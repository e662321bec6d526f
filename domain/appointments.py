"""What belongs in a calendar: the meeting itself, and when the follow-up comes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from domain import dates
from domain.meeting import Meeting, Plan
from domain.package import Package


@dataclass(frozen=True)
class Appointment:
    """`uid` is the same for the same thing for ever; a later version has a higher `sequence`.

    `starts` and `ends` are aware datetimes in Copenhagen; a plain date with no end is a reminder for
    the whole day that makes nobody busy.
    """

    uid: str
    title: str
    starts: date
    description: str
    ends: datetime | None = None
    place: str = ""
    sequence: int = 0
    is_cancelled: bool = False

    def __repr__(self) -> str:
        return f"Appointment({self.uid})"


def meeting_appointment(
    meeting: Meeting, package: Package, plan: Plan, domain: str, sequence: int = 0
) -> Appointment:
    """The meeting from its start to the end of the programme, in words that members may read too."""
    starts = meeting.order.meeting_starts
    return Appointment(
        uid=f"{meeting.id}@{domain}",
        title=f"Klyngemøde: {package.title} ({meeting.order.cluster_named})",
        starts=starts,
        ends=starts + timedelta(minutes=sum(point.minutes for point in package.programme)),
        place=meeting.order.meeting_place,
        description=(
            f"Klyngemøde om »{package.title}«.\n\n"
            "Før mødet får hvert medlem en mail fra KiAP med sit eget link til et kort spørgeskema. "
            f"Svar senest {dates.day_and_time(plan.survey_closes)}, og tag dine egne svar med til mødet."
        ),
        sequence=sequence,
    )


def cancelled(appointment: Appointment) -> Appointment:
    """Takes the appointment out of the calendars that have it; its `sequence` is higher than theirs."""
    return replace(appointment, description="Klyngemødet er aflyst.", is_cancelled=True)


def follow_up_appointments(
    meeting: Meeting, package: Package, plan: Plan, domain: str, sequence: int = 0
) -> tuple[Appointment, ...]:
    """`plan` is that of round 2: when its survey closes, and the first day the cluster can meet over it."""
    closes, meets = plan.survey_closes, plan.meeting_starts
    return (
        Appointment(
            uid=f"{meeting.id}-follow-up-closes@{domain}",
            title=f"Opfølgning på »{package.title}«: spørgeskemaet lukker kl. {dates.clock(closes)}",
            starts=closes.date(),
            description=(
                f"{meeting.order.cluster_named} svarer på de samme spørgsmål som før klyngemødet. "
                f"Spørgeskemaet åbner {dates.day(plan.survey_opens)} og lukker {dates.day_and_time(closes)}. "
                f"KiAP sender materialet med de nye tal senest {dates.day(plan.delivery)}."
            ),
            sequence=sequence,
        ),
        Appointment(
            uid=f"{meeting.id}-follow-up-meeting@{domain}",
            title=f"Fra i dag kan klyngen holde opfølgende møde om »{package.title}«",
            starts=meets.date(),
            description=(
                "Materialet med de nye tal er på plads. Find en dag, der passer klyngen, "
                "og sæt mødet i kalenderen."
            ),
            sequence=sequence,
        ),
    )
