"""The sheets of the first mail: proposed invitation, paper questionnaire, cluster package, programme."""

from __future__ import annotations

from datetime import timedelta

from domain import dates
from domain.meeting import Meeting, Plan
from domain.package import Package
from domain.sheets_parts import (
    Sheet,
    envelope,
    fact,
    help_part,
    markdown,
    meeting_facts,
    question_blocks,
)


def proposed_invitation(package: Package, meeting: Meeting, plan: Plan) -> Sheet:
    """A mail the coordinator can send as it is: subject, text and what to attach."""
    order = meeting.order
    subject = f"Klyngemøde om {package.title}, {dates.day(order.meeting_starts)}"
    lead = (
        "Her er et forslag til den mail, du kan sende til klyngens medlemmer. Kopiér teksten, og ret den, "
        "så den lyder som dig. Vedhæft klyngepakken, og skriv, hvordan man melder sig til."
    )
    return envelope("Forslag til invitation", package.title, lead) | {
        "subject": subject,
        "attach": f"Klyngepakken {package.title} (pdf)",
        "when": dates.day_and_time(order.meeting_starts),
        "where": order.meeting_place,
        "about": markdown(package.text("invitation") or package.summary),
        "opens": dates.day(plan.survey_opens),
        "closes": dates.day_and_time(plan.survey_closes),
        "sender": order.coordinator_name,
        "cluster": order.cluster,
    }


def questionnaire(package: Package) -> Sheet:
    """The questions on paper. Answers are given on the web; this is for reading and for talking about."""
    asked = package.questionnaire
    lead = (
        "Her kan du se alle spørgsmålene, før du svarer. Selve besvarelsen sker på nettet gennem det "
        "personlige link, du får på mail fra KiAP. Det tager omkring fem minutter."
    )
    sections = [
        {"title": section.title, "intro": section.intro, "blocks": question_blocks(asked, section)}
        for section in asked.sections
    ]
    return envelope(f"Spørgeskema: {package.title}", package.title, lead) | {
        "intro": markdown(asked.intro),
        "sections": sections,
    }


def package_sheet(package: Package, meeting: Meeting) -> Sheet:
    """The cluster package itself, with where help is to be had."""
    return envelope(package.title, package.title, package.summary, meeting_facts(meeting)) | {
        "text": markdown(package.text("package")),
        "questions": list(package.group_questions),
        "help": help_part(package),
    }


def programme(package: Package, meeting: Meeting) -> Sheet:
    """Clock times from the meeting's own start, with a column for the leader."""
    starts = meeting.order.meeting_starts
    points = []
    for point in package.programme:
        ends = starts + timedelta(minutes=point.minutes)
        points.append(
            {
                "from": dates.clock(starts),
                "to": dates.clock(ends),
                "minutes": point.minutes,
                "title": point.title,
                "what": markdown(point.what),
                "leader": markdown(point.leader),
                "materials": point.materials,
            }
        )
        starts = ends
    whole = fact("Varighed", duration(sum(point.minutes for point in package.programme)))
    lead = "Til dig, der leder mødet: hvad der sker hvornår, og hvad du gør undervejs."
    return envelope("Detaljeret program", package.title, lead, [*meeting_facts(meeting), whole]) | {
        "points": points,
        "ends": dates.clock(starts),
    }


def duration(minutes: int) -> str:
    """Such as 2 timer og 30 minutter."""
    hours, rest = divmod(minutes, 60)
    parts = [f"{hours} time{'r' if hours > 1 else ''}"] if hours else []
    return " og ".join(parts + ([f"{rest} minutter"] if rest or not hours else []))
