"""The forms: under which keys the engine keeps them, and what an operator reads in each."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import pytest
from prefect.client.schemas.objects import FlowRunInput
from prefect.input.run_input import keyset_from_base_key

from domain.errors import Refused
from domain.late_follow_up import confirmation_of, late_decision
from flows import forms
from flows.asking import form_key
from flows.at_work import Work
from flows.consultation import accept
from flows.forms import ConsultationForm
from flows.parameters import OPEN_THE_LIST
from tests.tasks.house import House

FORMS = [one for one in vars(forms).values() if isinstance(one, type) and one.__module__ == forms.__name__]


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


@pytest.fixture
def decisions(house: House) -> list[str]:
    plan = house.planned(2)
    return ["consultation", "release", late_decision(plan), confirmation_of(plan)]


def test_the_engine_keeps_each_form_under_its_key(decisions: list[str]) -> None:
    for decision in decisions:
        for key in keyset_from_base_key(form_key(decision, 1)).values():
            FlowRunInput(flow_run_id=uuid4(), key=key, value="{}")


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__)
def test_every_list_says_how_it_is_opened(form: type[forms.RunInput]) -> None:
    for field in form.model_json_schema()["properties"].values():
        if "enum" in field or "const" in field:
            assert OPEN_THE_LIST in field["description"], field["title"]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__)
def test_every_field_has_a_danish_title_and_says_what_it_means(form: type[forms.RunInput]) -> None:
    for name, field in form.model_fields.items():
        if not name.startswith("_"):
            assert field.title, name
            assert field.title != name
            assert field.description, name


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__)
def test_no_rule_of_a_schema_refuses_in_english_what_was_typed(form: type[forms.RunInput]) -> None:
    for name, field in form.model_json_schema()["properties"].items():
        assert not {"pattern", "minimum", "maximum", "minLength", "maxLength"} & field.keys(), name
        assert "anyOf" not in field, name


@pytest.mark.parametrize(("written", "kept"), [("ab", "AB"), (" åø ", "ÅØ"), ("ABCD", "ABCD")])
def test_initials_are_kept_in_capitals(house: House, written: str, kept: str) -> None:
    assert accept(Work(house.id, 1, house), ConsultationForm(initials=written)).initials == kept


@pytest.mark.parametrize("written", ["", "A", "A1", "Mette", "a b"])
def test_what_is_no_initials_is_refused_in_danish(house: House, written: str) -> None:
    with pytest.raises(Refused, match="Skriv dine initialer: to til fire bogstaver"):
        accept(Work(house.id, 1, house), ConsultationForm(initials=written))


def test_a_meeting_can_begin_at_another_time_of_the_same_day(house: House) -> None:
    form = ConsultationForm(initials="ab", new_time="17:30")
    assert accept(Work(house.id, 1, house), form).detail["meeting_starts"] == "2027-03-11T17:30:00+01:00"
