"""A good package is read whole; blanks and notices are told; trivsel keeps what it promises."""

from __future__ import annotations

import dataclasses
from typing import get_args

import pytest

from data_contracts.package import check_package, read_package
from data_contracts.package_head import Head
from data_contracts.package_texts import REQUIRED_TEXTS
from domain.meeting import REGIONS
from domain.package import (
    DELIVERY_DOCUMENTS,
    KIT_DOCUMENTS,
    Attachment,
    Limits,
    ProgrammePoint,
    SlideKind,
    SlidePlan,
    Timing,
)
from domain.questionnaire import Item, Questionnaire, Scale, Section
from tests.data_contracts.package_copies import CONTACTS, TEMPLATES, TRIVSEL, Copy

PACKAGE = read_package(TRIVSEL, CONTACTS)


def test_trivsel_has_neither_faults_nor_blanks() -> None:
    check = check_package(TRIVSEL, CONTACTS)
    assert check.faults == ()
    assert check.blanks == ()
    assert check.package == PACKAGE


def test_trivsel_asks_what_five_minutes_allow() -> None:
    asked = PACKAGE.questionnaire
    assert 20 <= len(asked.scale_items) <= len(asked.items) <= 26
    assert len(asked.text_items) == 2
    assert 6 <= len(asked.sections) <= 8
    assert all(len(scale.labels) == 5 for scale in asked.scales.values())
    assert f"{len(asked.items)} korte spørgsmål" in asked.intro
    assert f"{len(asked.items)} korte spørgsmål" in PACKAGE.text("invitation")


def test_trivsel_has_good_answers_at_both_ends() -> None:
    directions = [PACKAGE.questionnaire.direction(item) for item in PACKAGE.questionnaire.scale_items]
    assert directions.count(-1) >= 4
    assert directions.count(1) > directions.count(-1)


def test_each_section_of_trivsel_fits_one_slide_of_two_charts() -> None:
    asked = PACKAGE.questionnaire
    for section in asked.sections:
        rows = [item for item in section.items if item.kind == "scale"]
        assert 2 <= len(rows) <= 5
        assert len({(item.scale, asked.direction(item)) for item in rows}) <= 2, section.id


def test_every_question_of_trivsel_fits_a_slide() -> None:
    assert all(0 < len(item.short) <= 45 for item in PACKAGE.questionnaire.items)
    assert len({item.short for item in PACKAGE.questionnaire.items}) == len(PACKAGE.questionnaire.items)


def test_the_mails_of_trivsel_carry_the_six_and_the_three() -> None:
    assert tuple(attachment.document for attachment in PACKAGE.kit) == KIT_DOCUMENTS
    assert tuple(attachment.document for attachment in PACKAGE.delivery) == DELIVERY_DOCUMENTS


def test_the_evening_of_trivsel_is_two_and_a_half_hours_with_a_break() -> None:
    assert sum(point.minutes for point in PACKAGE.programme) == 150
    assert any(point.title == "Pause" for point in PACKAGE.programme)


def test_trivsel_keeps_the_usual_timing_and_limits() -> None:
    assert PACKAGE.timing == Timing()
    assert PACKAGE.limits == Limits()


def test_each_section_of_trivsel_has_its_slide_in_both_decks() -> None:
    sections = [section.id for section in PACKAGE.questionnaire.sections]
    assert [slide.section for slide in PACKAGE.deck if slide.kind == "section"] == sections
    compared = [slide.section for slide in PACKAGE.comparison_deck if slide.kind == "comparison_section"]
    assert compared == sections


def test_every_slide_tells_the_leader_what_to_say_and_how_long() -> None:
    for slide in (*PACKAGE.deck, *PACKAGE.comparison_deck):
        assert slide.minutes > 1, slide.title
        assert len(slide.notes) > 40, slide.title


def test_the_slides_of_trivsel_fill_the_evening_beside_own_answers_and_the_break() -> None:
    own_answers_and_break = sum(p.minutes for p in PACKAGE.programme if p.title in ("Egne svar", "Pause"))
    assert sum(slide.minutes for slide in PACKAGE.deck) + own_answers_and_break == 150


def test_the_groups_read_the_same_questions_on_slide_and_hand_out() -> None:
    asked = [bullet for slide in PACKAGE.deck if slide.kind == "group_work" for bullet in slide.bullets]
    assert asked
    assert set(asked) <= set(PACKAGE.group_questions)


def test_help_names_the_scheme_and_who_it_is_for() -> None:
    for fact in ("PLO", "erhvervsaktivt medlem", "erhvervspsykolog", "op til otte timer", "KAP-enhed"):
        assert fact in PACKAGE.text("help")
    assert "uanset hvad der er svaret" in PACKAGE.text("help")


def test_the_package_text_holds_the_reflections_the_run_sheet_points_to() -> None:
    assert "## Refleksioner på klyngemødet" in PACKAGE.text("package")


def test_the_contacts_are_those_of_the_run_sheet_and_unchecked() -> None:
    told = {
        contact.organisation: (contact.person, contact.email, contact.phone) for contact in PACKAGE.contacts
    }
    assert told == {
        "Region Hovedstaden": ("Region Hovedstaden", "kap-h@regionh.dk", "3866 5299"),
        "Region Midtjylland": ("Anders V. Rasmussen", "andersvr@hotmail.com", ""),
        "Region Nordjylland": ("Camilla Ulfkjær Østergaard", "c.oestergaard@rn.dk", ""),
        "Region Sjælland": ("Sonja Rasmussen", "sora@regionsjaelland.dk", "9357 0088"),
        "Region Syddanmark": ("Signe Skaarup Andreassen", "signe.skaarup.andreassen@rsyd.dk", "2452 0292"),
        "PLO": ("Lene Gehrchen", "lge.plo@dadl.dk", "3544 8475"),
    }
    assert all(PACKAGE.contact_for_region(region) for region in REGIONS)
    assert all(contact.checked is None and contact.source == "run sheet" for contact in PACKAGE.contacts)


def test_unchecked_contacts_are_noticed_until_an_operator_sets_a_date(copy: Copy) -> None:
    [notice] = copy.check().notices
    assert "bekræftet" in notice
    assert "Region Sjælland" in notice
    text = copy.contacts.read_text(encoding="utf-8")
    copy.contacts.write_text(text.replace("checked: null", "checked: 2026-11-22"), encoding="utf-8")
    assert copy.check().notices == ()


def test_a_marked_blank_is_listed_with_its_place(copy: Copy) -> None:
    copy.edit("package.yaml", 'version: "1.0"', 'version: "[[mangler: versionens nummer]]"')
    copy.edit("texts/help.md", "## Hjælp", "Hør [[mangler: podcastens\nadresse]].\n\n## Hjælp")
    check = copy.check()
    place = copy.line("texts/help.md", "[[mangler")
    assert check.package is not None
    assert check.blanks == check.package.blanks
    assert sorted(check.blanks) == [
        "package.yaml:4 versionens nummer",
        f"texts/help.md:{place} podcastens adresse",
    ]


def test_blanks_are_listed_beside_faults(copy: Copy) -> None:
    copy.edit("texts/help.md", "## Hjælp", "[[mangler: adressen]]\n\n## Hjælp")
    copy.edit("package.yaml", "any: 5", "any: 1")
    assert len(copy.check().blanks) == 1


def test_a_folder_may_be_called_something_else_and_check_says_so(copy: Copy) -> None:
    renamed = copy.folder.rename(copy.folder.with_name("min-kopi"))
    check = check_package(renamed, copy.contacts)
    assert read_package(renamed, copy.contacts).id == "trivsel"
    assert any("»min-kopi«" in notice and "»trivsel«" in notice for notice in check.notices)


def test_what_the_documents_cannot_draw_is_noticed(copy: Copy) -> None:
    copy.edit("texts/help.md", "## Hjælp", "# Stor\n\n<b>fed</b>\n\n## Hjælp")
    notices = "\n".join(copy.check().notices)
    assert "HTML" in notices
    assert "overskrift" in notices


def test_a_section_without_a_slide_is_noticed(copy: Copy) -> None:
    copy.edit("deck.yaml", "section: balance", "section: joy")
    assert any("»balance«" in notice for notice in copy.check().notices)


def test_a_package_may_ask_for_more_answers_than_the_floors(copy: Copy) -> None:
    copy.edit("package.yaml", "counts: 8", "counts: 12")
    check = copy.check()
    assert check.package is not None
    assert check.package.limits.counts == 12


SHAPES = (Head, Timing, Limits, Attachment, Questionnaire, Scale, Section, Item, ProgrammePoint, SlidePlan)
FIELDS = {field.name for shape in SHAPES for field in dataclasses.fields(shape)}
TEXT_FILES = {f"{name}.md" for name in REQUIRED_TEXTS}


@pytest.mark.parametrize(
    "word", sorted(FIELDS | TEXT_FILES | {*get_args(SlideKind), *KIT_DOCUMENTS, *DELIVERY_DOCUMENTS})
)
def test_the_how_to_names_everything_that_can_be_written(word: str) -> None:
    assert f"`{word}`" in (TEMPLATES.parent / "docs" / "packages.md").read_text(encoding="utf-8")
