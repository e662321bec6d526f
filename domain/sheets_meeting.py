"""The sheets for the room: note sheet, implementation plan, and hand-outs without data."""

from __future__ import annotations

from domain.meeting import Meeting
from domain.package import Package
from domain.sheets_kit import programme
from domain.sheets_parts import Sheet, envelope, help_part, meeting_facts, scale_items

ROWS_OF_THE_PLAN = 4
LONG_POINT_MINUTES = 15


def data_free_handouts(package: Package, meeting: Meeting) -> Sheet:
    """The same questions without a single number, made for talking when too few have answered."""
    lead = (
        "Der er kommet for få svar til, at klyngens tal kan vises, uden at nogen kunne genkendes. Derfor er "
        "arket uden data: brug spørgsmålene til at tale om, hvordan I selv oplever det."
    )
    sections = [
        {"title": section.title, "items": [item.text for item in scale_items(section)]}
        for section in package.questionnaire.sections
        if scale_items(section)
    ]
    return envelope("Uddelingskopier uden data", package.title, lead, meeting_facts(meeting)) | {
        "sections": sections,
        "questions": list(package.group_questions),
        "help": help_part(package, meeting.order.region),
    }


def note_sheet(package: Package, meeting: Meeting) -> Sheet:
    """Room to write, point by point as the programme goes (breaks left out), and by measurement point."""
    lead = "Skriv det ned, der er værd at tage med hjem. Arket er dit eget, og ingen samler det ind."
    points = [
        {"from": point["from"], "title": point["title"], "lines": _lines(point["minutes"])}
        for point in programme(package, meeting)["points"]
        if "pause" not in point["title"].casefold()
    ]
    measured = [
        {"title": section.title, "items": [item.label for item in scale_items(section)]}
        for section in package.questionnaire.sections
        if scale_items(section)
    ]
    return envelope("Ark til mødenoter", package.title, lead, meeting_facts(meeting)[:2]) | {
        "points": points,
        "measurement_points": measured,
    }


def implementation_plan(package: Package) -> Sheet:
    """One landscape page a practice fills in; also fit for print in A3."""
    lead = "Hvad vil I prøve hjemme i praksis? Vælg hellere lidt, som I når, end meget, som I ikke når."
    columns = (
        ("Det vil vi prøve", "så konkret, at en kollega ved, hvad der skal ske"),
        ("Hvem gør det", "navn på den, der tager første skridt"),
        ("Hvornår", "fra hvilken dag, og hvornår ser vi på det igen"),
        ("Sådan kan vi se, at det virker", "hvad er anderledes om tre måneder"),
        ("Hvad kan komme i vejen", "og hvad gør vi så"),
    )
    return envelope("Implementeringsplan", package.title, lead) | {
        "blanks": ["Praksis", "Dato"],
        "columns": [{"title": title, "hint": hint} for title, hint in columns],
        "rows": ROWS_OF_THE_PLAN,
        "last": "Vi tager planen frem igen den",
    }


def _lines(minutes: int) -> int:
    return 2 if minutes >= LONG_POINT_MINUTES else 1
