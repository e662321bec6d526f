"""A good package is read whole; blanks and notices are told."""

from __future__ import annotations

import dataclasses
from typing import get_args

import pytest

from data_contracts.package import check_package, read_package
from data_contracts.package_head import Head
from data_contracts.package_texts import OPTIONAL_TEXTS, REQUIRED_TEXTS
from domain.package import (
    DELIVERY_DOCUMENTS,
    KIT_DOCUMENTS,
    Attachment,
    GroupWork,
    How,
    Limits,
    Link,
    PostingRule,
    ProgrammePoint,
    Question,
    QuestionOccasion,
    SeatingRule,
    SlideKind,
    SlidePlan,
    Timing,
)
from domain.questionnaire import Item, Questionnaire, Scale, Section
from tests.data_contracts.package_copies import TEMPLATES, Copy


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
        f"package.yaml:{copy.line('package.yaml', 'version:')} versionens nummer",
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


SHAPES = (
    Head,
    Timing,
    Limits,
    Attachment,
    Link,
    PostingRule,
    SeatingRule,
    GroupWork,
    Question,
    Questionnaire,
    Scale,
    Section,
    Item,
    ProgrammePoint,
    SlidePlan,
)
FIELDS = {field.name for shape in SHAPES for field in dataclasses.fields(shape)}
TEXT_FILES = {f"{name}.md" for name in (*REQUIRED_TEXTS, *OPTIONAL_TEXTS)}
WORDS = {
    *get_args(SlideKind),
    *get_args(QuestionOccasion),
    *get_args(How),
    *KIT_DOCUMENTS,
    *DELIVERY_DOCUMENTS,
}


@pytest.mark.parametrize("word", sorted(FIELDS | TEXT_FILES | WORDS))
def test_the_how_to_names_everything_that_can_be_written(word: str) -> None:
    assert f"`{word}`" in (TEMPLATES.parent / "docs" / "packages.md").read_text(encoding="utf-8")
