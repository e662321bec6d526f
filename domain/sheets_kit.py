"""The sheets of the first mail: proposed invitation, paper questionnaire, cluster package, programme."""

from __future__ import annotations

from datetime import timedelta

from domain import dates
from domain.meeting import ROUND_1, Meeting, Plan
from domain.package import Package
from domain.questionnaire import Questionnaire, Section
from domain.sheets_parts import (
    Sheet,
    by_scale,
    contacts,
    envelope,
    fact,
    markdown,
    meeting_facts,
    podcast,
)


def proposed_invitation(package: Package, meeting: Meeting, plan: Plan) -> Sheet:
    """A mail the coordinator can send as it is: subject, what to attach, text and practical facts."""
    order = meeting.order
    lead = (
        "Her er et forslag til den mail, du kan sende til klyngens medlemmer. Kopiér teksten, og ret den, "
        "så den lyder som dig."
    )
    opens, closes = dates.day(plan.survey_opens), dates.day_and_time(plan.survey_closes)
    return envelope("Forslag til mail til klyngens medlemmer", package.title, lead) | {
        "subject": f"Klyngemøde om {_inside_a_sentence(package.title)}, {dates.day(order.meeting_starts)}",
        "attach": "Klyngepakken (pdf)",
        "podcast": podcast(package),
        "text": markdown(package.text("proposed_invitation") or package.summary),
        "practical": [
            fact("Mødet", dates.day_and_time(order.meeting_starts)),
            fact("Sted", order.meeting_place or "skriv stedet her"),
            fact("Spørgeskemaet", f"kommer på mail {opens} og kan besvares til {closes}"),
        ],
        "sender": order.coordinator_name,
    }


def questionnaire(package: Package) -> Sheet:
    """The questions on paper. Answers are given on the web; this is for reading and for talking about."""
    lead = (
        "Her kan du se alle spørgsmålene. Selve besvarelsen sker på nettet gennem det personlige link, som "
        "hvert medlem får på mail fra KiAP."
    )
    sections = [
        {"title": section.title, "intro": section.intro, "blocks": _asked(package.questionnaire, section)}
        for section in package.questionnaire.sections
    ]
    intro = markdown(package.questionnaire.intro)
    return envelope("Spørgeskema", package.title, lead) | {"intro": intro, "sections": sections}


def package_sheet(package: Package, meeting: Meeting) -> Sheet:
    """The cluster package itself, with whom to contact; its text says what help there is."""
    title = f"Klyngepakke: {package.title}"
    return envelope(title, package.title, package.summary, meeting_facts(meeting)) | {
        "text": markdown(package.text("package")),
        "podcast": podcast(package),
        "contacts": contacts(package.contacts, meeting.order.region),
    }


def programme(package: Package, meeting: Meeting, round: int = ROUND_1) -> Sheet:
    """Clock times from the meeting's own start, with a column for the leader.

    Nobody knows when a follow-up starts, so it has only how long each point takes.
    """
    is_timed = round == ROUND_1
    starts = meeting.order.meeting_starts
    points = []
    for point in package.programme:
        ends = starts + timedelta(minutes=point.minutes)
        points.append(
            {
                "from": dates.clock(starts) if is_timed else "",
                "to": dates.clock(ends) if is_timed else "",
                "minutes": point.minutes,
                "title": point.title,
                "what": markdown(point.what),
                "leader": markdown(point.leader),
                "materials": point.materials,
            }
        )
        starts = ends
    lasts = duration(sum(point.minutes for point in package.programme))
    whole = fact("Varighed", f"{lasts}, til kl. {dates.clock(starts)}" if is_timed else lasts)
    lead = "Til dig, der leder mødet: hvad der sker hvornår, og hvad du gør undervejs."
    facts = [*meeting_facts(meeting, round), whole]
    return envelope("Detaljeret program", package.title, lead, facts) | {"points": points}


def duration(minutes: int) -> str:
    """Such as 2 timer og 30 minutter."""
    hours, rest = divmod(minutes, 60)
    parts = [f"{hours} time{'r' if hours > 1 else ''}"] if hours else []
    return " og ".join(parts + ([f"{rest} minutter"] if rest or not hours else []))


def _asked(questionnaire: Questionnaire, section: Section) -> list[Sheet]:
    return [
        {
            "labels": list(questionnaire.scales[scale].labels) if scale else [],
            "items": [item.text for item in items],
        }
        for scale, items in by_scale(section.items)
    ]


def _inside_a_sentence(title: str) -> str:
    """Danish titles begin with a capital only where they begin the line; an abbreviation keeps its own."""
    return title if title[:2].isupper() else title[:1].lower() + title[1:]
