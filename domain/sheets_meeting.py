"""The sheets to write on: note sheet, sheet for one's own practice, implementation plan."""

from __future__ import annotations

from typing import Literal

from domain.meeting import ROUND_1, Meeting
from domain.package import Package
from domain.sheets_kit import programme
from domain.sheets_parts import Sheet, envelope, markdown, meeting_facts, scale_items

Paper = Literal["a4", "a3"]

ROWS_OF_THE_PLAN: dict[Paper, int] = {"a4": 4, "a3": 6}
COLUMNS_OF_THE_PLAN = (
    ("Det vil vi prøve", "så konkret, at en kollega ved, hvad der skal ske"),
    ("Hvem gør det", "navn på den, der tager første skridt"),
    ("Hvornår", "fra hvilken dag, og hvornår ser vi på det igen"),
    ("Sådan kan vi se, at det virker", "hvad er anderledes om tre måneder"),
    ("Hvad kan komme i vejen", "og hvad gør vi så"),
)
OF_A_FOLLOW_UP = (
    ("Det, vi aftalte sidst", 15),
    ("Svarene nu", 15),
    ("Det, der har flyttet sig, og det, der ikke har", 15),
    ("Det gør vi nu", 20),
)
"""What is talked about then, whatever the package, and how much room it takes."""

ON_THE_WALL = (("Sådan gik det", "skriv her, når I ser på planen igen"),)


def note_sheet(package: Package, meeting: Meeting, round: int = ROUND_1) -> Sheet:
    """Room to write, point by point as the programme goes (breaks left out), and by measurement point."""
    lead = "Skriv det ned, der er værd at tage med hjem. Arket er dit eget, og ingen samler det ind."
    points = _points(package, meeting) if round == ROUND_1 else _points_of_a_follow_up()
    return envelope("Ark til mødenoter", package.title, lead, meeting_facts(meeting, round)[:2]) | {
        "points": points,
        "measurement_points": _measurement_points(package),
    }


def practice_sheet(package: Package, meeting: Meeting) -> Sheet:
    """For working on with the topic at home: the package's own text, its questions with room to write."""
    lead = "Til at arbejde videre hjemme i praksis, når klyngemødet er forbi."
    return envelope("Arbejd videre i egen praksis", package.title, lead, meeting_facts(meeting)[:1]) | {
        "text": markdown(package.text("practice")),
    }


def implementation_plan(package: Package, paper: Paper = "a4") -> Sheet:
    """One landscape page a practice fills in; A3 is for the wall: larger, more rows and a last column."""
    lead = "Hvad vil I prøve hjemme i praksis? Vælg hellere lidt, som I når, end meget, som I ikke når."
    columns = COLUMNS_OF_THE_PLAN + (ON_THE_WALL if paper == "a3" else ())
    return envelope("Implementeringsplan", package.title, lead) | {
        "paper": paper,
        "blanks": ["Praksis", "Dato"],
        "columns": [{"title": title, "hint": hint} for title, hint in columns],
        "rows": ROWS_OF_THE_PLAN[paper],
        "last": "Vi tager planen frem igen den",
    }


def _points(package: Package, meeting: Meeting) -> list[Sheet]:
    return [
        {"from": point["from"], "title": point["title"], "minutes": point["minutes"]}
        for point in programme(package, meeting)["points"]
        if "pause" not in point["title"].casefold()
    ]


def _points_of_a_follow_up() -> list[Sheet]:
    return [{"from": "", "title": title, "minutes": minutes} for title, minutes in OF_A_FOLLOW_UP]


def _measurement_points(package: Package) -> list[Sheet]:
    """Those the package marks, worded as they were asked; all sections where it marks none."""
    sections = [section for section in package.questionnaire.sections if scale_items(section)]
    if not package.measurement_points:
        return [
            {"title": section.title, "hint": " · ".join(item.label for item in scale_items(section))}
            for section in sections
        ]
    return [
        {"title": item.text, "hint": section.title}
        for section in sections
        for item in scale_items(section)
        if item.id in package.measurement_points
    ]
