"""The schemas that editors complete by: true to the types, in the tree, and no stricter than the check."""

from __future__ import annotations

import dataclasses
import json
import re
from pathlib import Path
from typing import Any, get_args

import pytest
from jsonschema import Draft7Validator

from adapters.settings import PROJECT, TEMPLATES
from data_contracts.package_contacts import Contacts
from data_contracts.package_evening import Decks, Programme
from data_contracts.package_head import Head
from data_contracts.package_schema import FILES, schema_files, schemas
from data_contracts.package_words import DOCUMENTS, KEYS, SLIDES
from data_contracts.package_yaml import parse_yaml
from domain import package as parts
from domain.package import DELIVERY_DOCUMENTS, KIT_DOCUMENTS, SlideKind
from domain.questionnaire import Item, Questionnaire, Scale, Section
from tests.data_contracts.test_package_faults import BROKEN
from tests.packages_doc import page_folder

SHAPES: dict[str, Any] = {
    shape.__name__: shape
    for shape in (
        *(Head, Programme, Decks, Contacts, Questionnaire, Scale, Section, Item),
        *(parts.Timing, parts.Limits, parts.Attachment, parts.GroupWork, parts.Question, parts.Link),
        *(parts.PostingRule, parts.SeatingRule, parts.ProgrammePoint, parts.SlidePlan, parts.Contact),
    )
}
SHIPPED = [
    *sorted((TEMPLATES / "packages").glob("*/*.yaml")),
    *sorted((TEMPLATES / "starter").glob("*.yaml")),
    TEMPLATES / "contacts.yaml",
]
WHERE = re.compile(r"# yaml-language-server: \$schema=(\S+)\n")
VALIDATORS = {name: Draft7Validator(schema) for name, schema in schemas().items()}


def faults(file: Path) -> list[str]:
    source = parse_yaml(file.read_text(encoding="utf-8"), file.name)
    assert not source.faults
    return [
        f"{list(error.path)}: {error.message}"
        for error in VALIDATORS[file.stem].iter_errors(source.root.plain())
    ]


def test_every_key_is_explained_and_no_other() -> None:
    fields = {name: [field.name for field in dataclasses.fields(shape)] for name, shape in SHAPES.items()}
    assert {name: set(keys) for name, keys in KEYS.items()} == {n: set(keys) for n, keys in fields.items()}


def test_every_document_and_every_slide_is_explained() -> None:
    assert set(DOCUMENTS) == {*KIT_DOCUMENTS, *DELIVERY_DOCUMENTS}
    assert set(SLIDES) == set(get_args(SlideKind))


@pytest.mark.parametrize("name", FILES)
def test_each_is_a_schema(name: str) -> None:
    Draft7Validator.check_schema(schemas()[name])


@pytest.mark.parametrize("name", schema_files())
def test_the_tree_holds_them_as_the_types_make_them(name: str) -> None:
    kept = (TEMPLATES / "schema" / name).read_text(encoding="utf-8")
    assert kept == schema_files()[name], "out of date: klyngeflow schema --out templates/schema"


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: str(file.relative_to(TEMPLATES)))
def test_every_yaml_of_ours_names_its_schema_and_fits_it(file: Path) -> None:
    first = WHERE.match(file.read_text(encoding="utf-8"))
    assert first, "begin the file with the line that names its schema"
    assert (file.parent / first[1]).resolve() == TEMPLATES / "schema" / f"{file.stem}.json"
    assert faults(file) == []


def test_the_package_of_the_how_to_fits_and_finds_its_schemas() -> None:
    for file in sorted(page_folder().glob("*.yaml")):
        first = WHERE.match(file.read_text(encoding="utf-8"))
        assert first
        assert json.loads((file.parent / first[1]).read_text(encoding="utf-8")) == schemas()[file.stem]
        assert faults(file) == []


def test_editors_offer_the_documents_of_each_mail() -> None:
    head = schemas()["package"]["properties"]
    for mail, known in (("kit", KIT_DOCUMENTS), ("delivery", DELIVERY_DOCUMENTS)):
        offered = head[mail]["items"]["allOf"][1]["properties"]["document"]
        assert offered["enum"] == list(known)
        assert len(offered["enumDescriptions"]) == len(known)


# Faults that stand in one place of one file: an editor marks them while they are typed.
MARKED_AT_ONCE = [
    "a misspelt key",
    "a misspelt key deep down",
    "a missing key",
    "an id like a path",
    "a limit below its floor",
    "a late follow-up",
    "an unknown document",
    "a path out of the folder",
    "an empty mail",
    "an item id with capitals",
    "no scale",
    "favourable forgotten",
    "one answer twice",
    "a free text on a scale",
    "an unknown kind",
    "a long label",
    "no minutes",
    "an unknown slide",
    "a section slide without a section",
]


@pytest.mark.parametrize("case", MARKED_AT_ONCE)
def test_an_editor_marks_what_the_check_would_refuse(case: str, tmp_path: Path) -> None:
    name, old, new, *_ = BROKEN[case]
    text = (TEMPLATES / "packages" / "trivsel" / name).read_text(encoding="utf-8")
    assert old in text
    file = tmp_path / name
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert faults(file)


def test_the_schemas_are_part_of_what_is_installed() -> None:
    assert '"templates"' in (PROJECT / "pyproject.toml").read_text(encoding="utf-8")
