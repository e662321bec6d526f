"""What the printed sheets say, and what they do not."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from domain import sheets
from domain.questionnaire import Answers
from tests.domain.sheet_examples import (
    ANSWERS,
    CONSULTANT,
    CONTACTS,
    FIGURES,
    MEETING,
    PACKAGE,
    PLAN,
    QUESTIONNAIRE,
)

EVERY_SHEET = {
    "proposed_invitation": sheets.proposed_invitation(PACKAGE, MEETING, PLAN),
    "questionnaire": sheets.questionnaire(PACKAGE),
    "package_sheet": sheets.package_sheet(PACKAGE, MEETING),
    "run_sheet": sheets.run_sheet(PACKAGE, MEETING, PLAN, CONSULTANT),
    "programme": sheets.programme(PACKAGE, MEETING),
    "handouts": sheets.handouts(PACKAGE, MEETING, FIGURES),
    "data_free_handouts": sheets.data_free_handouts(PACKAGE, MEETING),
    "note_sheet": sheets.note_sheet(PACKAGE, MEETING),
    "implementation_plan": sheets.implementation_plan(PACKAGE),
    "own_copy": sheets.own_copy(QUESTIONNAIRE, ANSWERS, PACKAGE.title, PACKAGE.text("help"), CONTACTS),
}


def own_copy(answers: Answers) -> dict[str, Any]:
    return sheets.own_copy(QUESTIONNAIRE, answers, PACKAGE.title, PACKAGE.text("help"), CONTACTS)


def answered(sheet: dict[str, Any]) -> dict[str, Any]:
    return {item["text"]: item for section in sheet["sections"] for item in section["items"]}


def rows(sheet: dict[str, Any]) -> dict[str, Any]:
    parts = [part for section in sheet["sections"] for part in section["parts"]]
    return {row["text"]: row for part in parts for row in part["rows"]}


@pytest.mark.parametrize("name", EVERY_SHEET)
def test_every_sheet_is_data_that_json_can_carry(name: str) -> None:
    assert json.loads(json.dumps(EVERY_SHEET[name])) == EVERY_SHEET[name]


def test_the_programme_runs_from_the_meetings_own_start() -> None:
    points = EVERY_SHEET["programme"]["points"]
    assert [(point["from"], point["to"]) for point in points] == [
        ("16.00", "16.10"),
        ("16.10", "16.25"),
        ("16.25", "17.15"),
    ]
    assert {"label": "Varighed", "value": "1 time og 15 minutter, til kl. 17.15"} in EVERY_SHEET["programme"][
        "facts"
    ]


def test_the_note_sheet_follows_the_programme_without_its_breaks() -> None:
    assert [point["title"] for point in EVERY_SHEET["note_sheet"]["points"]] == ["Velkomst", "Gruppearbejde"]


def test_the_note_sheet_lists_the_measurement_points_but_no_free_text() -> None:
    measured = EVERY_SHEET["note_sheet"]["measurement_points"]
    assert measured == [{"title": "Arbejdsmængde", "items": ["Luft i dagen", "Pauser", "Kuglepen", "Hund"]}]


def test_the_run_sheet_has_this_meetings_dates_in_order() -> None:
    assert [(one["when"], one["what"]) for one in EVERY_SHEET["run_sheet"]["dates"]] == [
        ("torsdag den 18. februar 2027", "KiAP sender spørgeskemaet til klyngens medlemmer"),
        ("tirsdag den 23. februar 2027", "KiAP minder dem, der endnu ikke har svaret"),
        ("torsdag den 4. marts 2027", "Sidste frist for at svare, kl. 16.00"),
        ("fredag den 5. marts 2027", "Du får mødets materiale på mail senest denne dag"),
        ("torsdag den 11. marts 2027", "Klyngemødet begynder kl. 16.00"),
        ("fredag den 12. marts 2027", "Du får en mail om det, I aftalte, og om deltagerlisten"),
        ("omkring 9 måneder efter", "Ny opgørelse, hvis I ønsker det"),
    ]


def test_the_run_sheet_leaves_out_a_part_the_package_has_no_text_for() -> None:
    assert [part["title"] for part in EVERY_SHEET["run_sheet"]["parts"]] == [
        "Før klyngemødet",
        "Efter klyngemødet",
    ]


def test_contacts_begin_with_the_meetings_own_region_and_say_what_is_unchecked() -> None:
    listed = EVERY_SHEET["package_sheet"]["contacts"]
    assert [(one["organisation"], one["checked"]) for one in listed] == [
        ("Region Syddanmark", True),
        ("PLO", False),
    ]


def test_handouts_show_counts_first_and_then_the_share() -> None:
    row = rows(EVERY_SHEET["handouts"])["Der er luft i min dag"]
    assert row["counts"] == [2, 3, 0, 9, 5]
    assert row["share"].replace("\N{NO-BREAK SPACE}", " ") == "14 af 19 (74 %)"


def test_few_answers_show_the_favourable_share_alone() -> None:
    row = rows(EVERY_SHEET["handouts"])["Jeg springer pauser over"]
    assert row["counts"] is None
    assert row["favourable_share"] == pytest.approx(3 / 7)
    assert row["favourable_labels"] == ["Aldrig", "Sjældent"]


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("Jeg må låne en kuglepen", "Alle eller næsten alle svarede ens."),
        ("Jeg har en hund på arbejde", "For få svar til at vise noget."),
    ],
)
def test_a_hidden_item_says_why_and_has_no_number(question: str, reason: str) -> None:
    row = rows(EVERY_SHEET["handouts"])[question]
    assert (row["remark"], row["counts"], row["share"], row["favourable_share"]) == (reason, None, "", None)


def test_handouts_without_data_hold_the_questions_and_no_figure() -> None:
    said = EVERY_SHEET["data_free_handouts"]
    assert said["sections"][0]["items"][0] == "Der er luft i min dag"
    assert not {"counts", "share", "written"} & said.keys()


def test_the_own_copy_holds_each_answer_and_says_what_is_unanswered() -> None:
    items = answered(own_copy(ANSWERS))
    assert items["Der er luft i min dag"]["chosen"] == 2
    assert items["Jeg springer pauser over"]["chosen"] == 5
    assert items["Jeg må låne en kuglepen"]["chosen"] is None
    assert items["Hvad gør dig glad?"]["written"] == "Mine patienter"


def test_the_help_on_the_own_copy_does_not_depend_on_the_answers() -> None:
    content = Answers({"room": 5, "pause": 1}, {})
    assert own_copy(content)["help"] == own_copy(ANSWERS)["help"]
    assert own_copy(content)["lead"] == own_copy(ANSWERS)["lead"]


def test_the_invitation_is_signed_by_the_coordinator_and_says_when() -> None:
    mail = EVERY_SHEET["proposed_invitation"]
    assert mail["subject"] == "Klyngemøde om trivsel og arbejdsglæde, torsdag den 11. marts 2027"
    assert mail["sender"] == "Åse Sørensen"
    assert {"label": "Sted", "value": "Medicinerhuset"} in mail["practical"]


def test_a_title_that_is_an_abbreviation_keeps_its_capitals() -> None:
    package = replace(PACKAGE, title="KOL i praksis")
    assert sheets.proposed_invitation(package, MEETING, PLAN)["subject"].startswith("Klyngemøde om KOL i")
