"""docs/packages.md followed by somebody who has nothing else: it makes a package that can be ordered."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path
from typing import Any

import pytest

from cli.preview.preview import preview
from cli.preview.stage import Case
from data_contracts.package import check_package
from data_contracts.package_contacts import Contacts
from data_contracts.package_evening import Decks
from data_contracts.package_head import Head
from data_contracts.package_texts import OPTIONAL_TEXTS, REQUIRED_TEXTS
from data_contracts.package_words import DOCUMENTS, SLIDES
from domain.package import (
    DELIVERY_DOCUMENTS,
    KIT_DOCUMENTS,
    Attachment,
    Contact,
    GroupWork,
    Limits,
    Link,
    PostingRule,
    ProgrammePoint,
    Question,
    SeatingRule,
    SlidePlan,
    Timing,
)
from domain.questionnaire import Item, Questionnaire, Scale, Section
from tests.cli.conftest import desk  # noqa: F401 - a fixture
from tests.cli.desk import Desk, an_order
from tests.packages_doc import CONTACTS, PAGE, commands_of_the_page, files_of_the_page, follow_the_page

TABLES: dict[str, Any] = {
    "### `package.yaml`": Head,
    "### `kit` and `delivery`": Attachment,
    "### `timing`": Timing,
    "### `limits`": Limits,
    "### `group_work`": GroupWork,
    "### `questions`": Question,
    "### `podcast`": Link,
    "### `posting`": PostingRule,
    "### `seating`": SeatingRule,
    "### `questionnaire.yaml`": Questionnaire,
    "### `scales`": Scale,
    "### `sections`": Section,
    "### `items`": Item,
    "### `programme.yaml`": ProgrammePoint,
    "### `deck.yaml`": SlidePlan,
    "### Contacts": Contact,
}
TEXT = PAGE.read_text(encoding="utf-8")


def first_column(heading: str, first: str = "key") -> list[str]:
    """The first cells of the table under a heading, as they stand."""
    below = TEXT.partition(f"{heading}\n")[2]
    table = re.split(r"\n#", below)[0].partition(f"| {first} |")[2].split("\n\n")[0]
    return [row.split("|")[1].strip() for row in table.split("\n")[2:] if row.startswith("|")]


@pytest.mark.parametrize("heading", TABLES)
def test_every_key_is_in_its_table_and_the_needed_ones_have_a_star(heading: str) -> None:
    told = {name: "*" in cell for cell in first_column(heading) for name in re.findall(r"`([^`]+)`", cell)}
    fields = dataclasses.fields(TABLES[heading])
    no_default = (dataclasses.MISSING, dataclasses.MISSING)
    needed = {field.name: (field.default, field.default_factory) == no_default for field in fields}
    assert told == needed


def test_every_document_is_told_with_the_mail_it_belongs_to() -> None:
    rows = re.findall(r"^\| (`.+`) \| (kit|delivery|either) \|", TEXT, re.MULTILINE)
    told = {name: mail for cell, mail in rows for name in re.findall(r"`([^`]+)`", cell)}
    assert set(told) == set(DOCUMENTS)
    for name, mail in told.items():
        assert (name in KIT_DOCUMENTS) == (mail in ("kit", "either")), name
        assert (name in DELIVERY_DOCUMENTS) == (mail in ("delivery", "either")), name


def test_every_kind_of_slide_is_told() -> None:
    told = [
        name for cell in first_column("### `deck.yaml`", "kind") for name in re.findall(r"`([^`]+)`", cell)
    ]
    assert sorted(told) == sorted(SLIDES)


def test_every_text_is_told() -> None:
    told = {
        name: "*" in mark
        for cell in first_column("### `texts`", "file")
        for name, mark in re.findall(r"`(\w+)\.md`( \*)?", cell)
    }
    assert told == dict.fromkeys(REQUIRED_TEXTS, True) | dict.fromkeys(OPTIONAL_TEXTS, False)


def test_the_two_lists_of_the_deck_are_told() -> None:
    for shape in (Decks, Contacts):
        for field in dataclasses.fields(shape):
            assert field.name in TEXT


def test_the_page_shows_every_file_of_a_package() -> None:
    shown = {path.split("/", 1)[1] for path in files_of_the_page()}
    assert {"package.yaml", "questionnaire.yaml", "programme.yaml", "deck.yaml"} <= shown
    assert {f"texts/{name}.md" for name in OPTIONAL_TEXTS} <= shown


def test_who_follows_the_page_has_a_package_without_faults_blanks_or_oddities(tmp_path: Path) -> None:
    check = check_package(follow_the_page(tmp_path), CONTACTS)
    assert check.faults == ()
    assert check.blanks == ()
    [notice] = check.notices
    assert notice.startswith("Kontakter")
    assert check.package is not None
    assert {len(scale.labels) for scale in check.package.questionnaire.scales.values()} == {6, 2}


def test_every_command_of_the_page_does_what_it_says(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    follow_the_page(desk.folder)
    monkeypatch.setenv("KLYNGEFLOW_PACKAGES", str(desk.folder))
    desk.file("order.yaml", an_order("package: trivsel", "package: sparring"))
    told = {command[0]: command for command in commands_of_the_page()}
    assert list(told) == ["new-package", "check", "preview", "order"]
    assert desk.run(*told["check"]).code == 0
    assert desk.run(*told["order"]).code == 0
    [meeting] = desk.meetings()
    assert meeting.order.package_id == "sparring"
    # Its options are those of the page; all its pages are drawn in tests/cli/test_preview.py.
    assert told["preview"] == ["preview", "sparring", "--out", "look"]
    preview("sparring", desk.folder / "look", (Case(12, 14),), pictures=False)
    assert (desk.folder / "look" / "index.html").is_file()


def test_the_marked_blank_of_the_page_is_one(desk: Desk) -> None:  # noqa: F811
    folder = follow_the_page(desk.folder)
    head = folder / "package.yaml"
    [shown] = re.findall(r'^ {6}address: ("\[\[mangler.*")$', TEXT, re.MULTILINE)
    text = head.read_text(encoding="utf-8")
    head.write_text(re.sub(r"address: https\S+", f"address: {shown}", text), encoding="utf-8")
    assert len(check_package(folder, CONTACTS).blanks) == 1
    assert "0 faults, 1 blanks." in desk.run("check", "sparring").out
