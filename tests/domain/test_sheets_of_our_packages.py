"""What the run sheets ask of each document, seen in the documents of our own two packages."""

from __future__ import annotations

import json
from typing import Any

import pytest

from data_contracts.package import read_package
from domain import sheets
from domain.deck_demo import demo_figures
from domain.package import Package
from tests.data_contracts.package_copies import CONTACTS, SAMARBEJDE, TRIVSEL
from tests.domain.sheet_examples import CONSULTANT, MEETING, PLAN

PACKAGES = [read_package(folder, CONTACTS) for folder in (TRIVSEL, SAMARBEJDE)]
BY_ID = {package.id: package for package in PACKAGES}
each_package = pytest.mark.parametrize("package", PACKAGES, ids=list(BY_ID))


def words_of(sheet: Any) -> str:
    return json.dumps(sheet, ensure_ascii=False)


def test_the_invitation_of_trivsel_introduces_meeting_survey_and_own_copy() -> None:
    words = words_of(sheets.proposed_invitation(BY_ID["trivsel"], MEETING, PLAN))
    for told in ("trivsel og arbejdsglæde", "kort spørgeskema", "Print den, og tag den med", "vedhæftet"):
        assert told in words


@each_package
def test_the_paper_questionnaire_asks_every_question_once(package: Package) -> None:
    words = words_of(sheets.questionnaire(package))
    for item in package.questionnaire.items:
        assert words.count(json.dumps(item.text, ensure_ascii=False)) == 1


@each_package
def test_the_package_sheet_has_reflections_offers_help_and_every_contact(package: Package) -> None:
    words = words_of(sheets.package_sheet(package, MEETING))
    for told in ("Refleksioner på klyngemødet", "Tilbud, I kan bruge", "op til otte timer"):
        assert told in words
    assert all(contact.email in words for contact in package.contacts)


@each_package
def test_the_run_sheet_has_its_three_parts_and_every_contact(package: Package) -> None:
    sheet = sheets.run_sheet(package, MEETING, PLAN, CONSULTANT)
    assert [part["title"] for part in sheet["parts"]] == [
        "Før klyngemødet",
        "Under klyngemødet",
        "Efter klyngemødet",
    ]
    assert all(contact.email in words_of(sheet) for contact in package.contacts)


@each_package
def test_the_programme_lasts_as_long_as_it_says(package: Package) -> None:
    points = sheets.programme(package, MEETING)["points"]
    assert (points[0]["from"], points[-1]["to"]) == ("16.00", "18.30")
    assert all(point["leader"] for point in points)


@each_package
def test_the_hand_outs_carry_the_data_the_questions_and_the_help(package: Package) -> None:
    words = words_of(sheets.handouts(package, MEETING, demo_figures(package.id, package.questionnaire)))
    assert all(item.text in words for item in package.questionnaire.scale_items)
    always = [q.ask for part in package.group_work for q in part.questions if q.when == "always"]
    assert all(json.dumps(ask, ensure_ascii=False)[1:-1] in words for ask in always)
    assert "op til otte timer" in words


def test_the_hand_outs_of_samarbejde_carry_the_offers_of_all_three() -> None:
    package = BY_ID["samarbejde"]
    figures = demo_figures(package.id, package.questionnaire)
    for sheet in (sheets.handouts(package, MEETING, figures), sheets.data_free_handouts(package, MEETING)):
        assert all(f"## {name}" in words_of(sheet) for name in ("PLO-E", "KAP-enheden i din region", "KiAP"))


@each_package
def test_the_note_sheet_lists_the_measurement_points(package: Package) -> None:
    words = words_of(sheets.note_sheet(package, MEETING))
    points = [package.questionnaire.item(point) for point in package.measurement_points]
    assert all(item.label in words or item.text in words for item in points)


def test_the_practice_sheet_of_samarbejde_is_its_own_text() -> None:
    assert "Hvad virker hos os?" in words_of(sheets.practice_sheet(BY_ID["samarbejde"], MEETING))
