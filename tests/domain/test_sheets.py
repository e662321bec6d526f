"""What the printed sheets say, and what they do not."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from domain import sheets
from domain.figures import ItemFigures
from domain.package import PostingRule
from domain.questionnaire import Answers
from tests.domain.sheet_examples import (
    ANSWERS,
    CONSULTANT,
    CONTACTS,
    FIGURES,
    MEETING,
    MEMBERS,
    MUST_HAVE_LEFT,
    OWN_KEY,
    PACKAGE,
    PLAN,
    POSTING_JOB,
    QUESTIONNAIRE,
    SEATING,
)

REGION = MEETING.order.region
EVERY_SHEET = {
    "proposed_invitation": sheets.proposed_invitation(PACKAGE, MEETING, PLAN),
    "questionnaire": sheets.questionnaire(PACKAGE),
    "package_sheet": sheets.package_sheet(PACKAGE, MEETING),
    "run_sheet": sheets.run_sheet(PACKAGE, MEETING, PLAN, CONSULTANT, MUST_HAVE_LEFT),
    "programme": sheets.programme(PACKAGE, MEETING),
    "handouts": sheets.handouts(PACKAGE, MEETING, FIGURES),
    "data_free_handouts": sheets.data_free_handouts(PACKAGE, MEETING),
    "note_sheet": sheets.note_sheet(PACKAGE, MEETING),
    "implementation_plan": sheets.implementation_plan(PACKAGE),
    "implementation_plan_a3": sheets.implementation_plan(PACKAGE, "a3"),
    "practice_sheet": sheets.practice_sheet(PACKAGE, MEETING),
    "attendance_list": sheets.attendance_list(PACKAGE, MEETING, MEMBERS),
    "seating_plan": sheets.seating_plan(PACKAGE, MEETING, MEMBERS, SEATING),
    "address_label": sheets.address_label(MEETING),
    "packing_slip": sheets.packing_slip(PACKAGE, MEETING, POSTING_JOB, MUST_HAVE_LEFT),
    "own_copy": sheets.own_copy(
        QUESTIONNAIRE, ANSWERS, PACKAGE.title, PACKAGE.text("help"), CONTACTS, REGION, OWN_KEY
    ),
}


def own_copy(answers: Answers) -> dict[str, Any]:
    return sheets.own_copy(
        QUESTIONNAIRE, answers, PACKAGE.title, PACKAGE.text("help"), CONTACTS, REGION, OWN_KEY
    )


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


def test_the_note_sheet_lists_the_packages_measurement_points_as_they_were_asked() -> None:
    assert EVERY_SHEET["note_sheet"]["measurement_points"] == [
        {"title": "Der er luft i min dag", "hint": "Arbejdsmængde"},
        {"title": "Jeg må låne en kuglepen", "hint": "Arbejdsmængde"},
    ]


def test_without_measurement_points_the_note_sheet_lists_the_sections_but_no_free_text() -> None:
    noted = sheets.note_sheet(replace(PACKAGE, measurement_points=()), MEETING)
    labels = "Luft i dagen · Pauser · Kuglepen · Hund"
    assert noted["measurement_points"] == [{"title": "Arbejdsmængde", "hint": labels}]


def test_the_run_sheet_has_this_meetings_dates_in_order() -> None:
    assert [(one["when"], one["what"]) for one in EVERY_SHEET["run_sheet"]["dates"]] == [
        ("torsdag den 18. februar 2027", "KiAP sender spørgeskemaet til klyngens medlemmer"),
        ("tirsdag den 23. februar 2027", "KiAP minder dem, der endnu ikke har svaret"),
        (
            "torsdag den 25. februar 2027",
            "Posten fra KiAP er sendt senest denne dag: Implementeringsplan. "
            "Sig til, hvis den ikke er fremme en uge efter",
        ),
        ("torsdag den 4. marts 2027", "Sidste frist for at svare, kl. 16.00"),
        ("torsdag den 4. marts 2027", "KiAP ser svarene igennem og laver dem om til mødets materiale"),
        ("fredag den 5. marts 2027", "Du får mødets materiale på mail senest denne dag"),
        ("torsdag den 11. marts 2027", "Klyngemødet begynder kl. 16.00"),
        ("fredag den 12. marts 2027", "Du får en mail om det, I aftalte, og om deltagerlisten"),
        ("omkring 9 måneder efter", "Ny opgørelse, hvis I ønsker det"),
    ]


@pytest.mark.parametrize("posting", [None, replace(PACKAGE.posting, sent="when_ordered")])
def test_the_run_sheet_speaks_of_the_post_only_when_it_comes_by_itself(posting: PostingRule | None) -> None:
    package = replace(PACKAGE, posting=posting)
    said = sheets.run_sheet(package, MEETING, PLAN, CONSULTANT, MUST_HAVE_LEFT)["dates"]
    assert not [one for one in said if "posten" in one["what"]]


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


@pytest.mark.parametrize("name", ["handouts", "data_free_handouts"])
def test_handouts_hold_every_part_of_the_group_work_with_its_title(name: str) -> None:
    assert EVERY_SHEET[name]["group_work"] == [
        {"title": "Hvad ser vi?", "questions": ["Hvad overrasker jer?"]},
        {"title": "Hvad gør vi?", "questions": ["Hvad vil I prøve?", "Hvem begynder?"]},
    ]


def test_handouts_of_the_follow_up_call_the_meeting_the_first_one() -> None:
    again = sheets.handouts(PACKAGE, MEETING, replace(FIGURES, round=2))
    assert {"label": "Første møde", "value": "torsdag den 11. marts 2027"} in again["facts"]
    assert "Mødet" not in {one["label"] for one in again["facts"]}


FOLLOW_UP = {
    "handouts": sheets.handouts(PACKAGE, MEETING, replace(FIGURES, round=2)),
    "data_free_handouts": sheets.data_free_handouts(PACKAGE, MEETING, round=2),
    "note_sheet": sheets.note_sheet(PACKAGE, MEETING, round=2),
    "programme": sheets.programme(PACKAGE, MEETING, round=2),
    "attendance_list": sheets.attendance_list(PACKAGE, MEETING, MEMBERS, round=2),
    "seating_plan": sheets.seating_plan(PACKAGE, MEETING, MEMBERS, SEATING, round=2),
}


@pytest.mark.parametrize("name", FOLLOW_UP)
def test_no_sheet_of_the_follow_up_gives_the_first_meetings_time_as_its_own(name: str) -> None:
    said = FOLLOW_UP[name]
    assert "Mødet" not in {one["label"] for one in said["facts"]}
    assert {"label": "Første møde", "value": "torsdag den 11. marts 2027"} in said["facts"]
    assert "16." not in json.dumps(said)
    assert all(point["from"] == "" for point in said.get("points", ()))


def test_the_follow_ups_note_sheet_has_its_own_points() -> None:
    titles = [point["title"] for point in FOLLOW_UP["note_sheet"]["points"]]
    assert (titles[0], titles[-1]) == ("Det, vi aftalte sidst", "Det gør vi nu")


def test_day_and_place_of_a_follow_up_are_written_on_the_attendance_list_by_hand() -> None:
    blank = [one["label"] for one in FOLLOW_UP["attendance_list"]["facts"] if not one["value"]]
    assert blank == ["Dette møde", "Sted"]


def test_the_attendance_list_speaks_of_seats_only_where_there_is_a_seating_plan() -> None:
    without = sheets.attendance_list(replace(PACKAGE, seating=None), MEETING, MEMBERS)
    assert "bordplan" not in without["lead"]
    assert "bordplan" in EVERY_SHEET["attendance_list"]["lead"]


def test_handouts_mark_the_measurement_points() -> None:
    marked = {text for text, row in rows(EVERY_SHEET["handouts"]).items() if row["returns"]}
    assert marked == {"Der er luft i min dag", "Jeg må låne en kuglepen"}


def test_how_many_wrote_something_is_a_count_like_any_other() -> None:
    few = replace(FIGURES, items={**FIGURES.items, "glad": ItemFigures(7)})
    said = [sheets.handouts(PACKAGE, MEETING, shown)["written"][0]["remark"] for shown in (FIGURES, few)]
    assert said == ["11 har skrevet noget her.", "Få eller ingen har skrevet noget her."]


def test_the_attendance_list_is_in_danish_order_with_addresses_for_those_without_a_name() -> None:
    assert [(row["name"], row["practice_number"]) for row in EVERY_SHEET["attendance_list"]["rows"]] == [
        ("Anne Eg", "054321"),
        ("Ærling By", ""),
        ("Østen Dam", "012345"),
        ("Åse Ærø", "012345"),
        ("uden.navn@klynge.example", ""),
    ]


def test_when_the_members_are_deleted_the_attendance_list_has_room_for_those_expected() -> None:
    listed = sheets.attendance_list(PACKAGE, MEETING, ())
    assert (listed["rows"], listed["empty_rows"]) == ([], 24)


def test_the_seating_plan_lists_everybody_with_a_table_in_both_parts() -> None:
    listed = {one["name"]: (one["first"], one["second"]) for one in EVERY_SHEET["seating_plan"]["everybody"]}
    assert listed == {
        "Anne Eg": ("1", "1"),
        "Ærling By": ("1", "1"),
        "Østen Dam": ("2", "1"),
        "Åse Ærø": ("1", "1"),
        "uden.navn@klynge.example": ("2", "1"),
    }


def test_each_table_has_its_neighbours_in_order_and_says_when_it_is_not_used() -> None:
    second = EVERY_SHEET["seating_plan"]["tables"][1]
    assert second["number"] == 2
    assert [part["seats"] for part in second["parts"]] == [["Østen Dam", "uden.navn@klynge.example"], []]


@pytest.mark.parametrize(
    ("written", "lines"),
    [
        ("Lægevej 7, 5970 Ærøskøbing", ["Lægevej 7", "5970 Ærøskøbing"]),
        ("Lægevej 7 5970 Ærøskøbing", ["Lægevej 7", "5970 Ærøskøbing"]),
        (
            "Lægehuset, Vej 1000 A, 2. tv, 8000 Aarhus C",
            ["Lægehuset", "Vej 1000 A", "2. tv", "8000 Aarhus C"],
        ),
        ("Vej 3,DK-9000 Aalborg", ["Vej 3", "DK-9000 Aalborg"]),
        ("Postboks 12", ["Postboks 12"]),
    ],
)
def test_an_address_is_set_as_on_an_envelope(written: str, lines: list[str]) -> None:
    meeting = replace(MEETING, order=replace(MEETING.order, postal_address=written))
    assert sheets.address_label(meeting)["to"] == ["Åse Sørensen", *lines]


def test_the_packing_slip_says_what_how_many_to_whom_and_by_when() -> None:
    slip = EVERY_SHEET["packing_slip"]
    assert slip["rows"] == [{"what": "Implementeringsplan (A4)", "copies": 26}]
    assert (slip["to"], slip["address"]) == ("Åse Sørensen", ["Lægevej 7", "5970 Ærøskøbing"])
    assert {"label": "Skal være afsendt senest", "value": "torsdag den 25. februar 2027"} in slip["packer"]
    assert {"label": "Klynge", "value": "Klynge Ærø"} in slip["facts"]


def test_the_large_plan_has_more_rows_and_room_for_how_it_went() -> None:
    small, large = EVERY_SHEET["implementation_plan"], EVERY_SHEET["implementation_plan_a3"]
    assert large["rows"] > small["rows"]
    assert [column["title"] for column in large["columns"][len(small["columns"]) :]] == ["Sådan gik det"]


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
