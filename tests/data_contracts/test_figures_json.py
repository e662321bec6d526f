"""Figures survive JSON, in exactly the documented shape."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from data_contracts.figures_json import (
    comparison_from_json,
    comparison_to_json,
    figures_from_json,
    figures_to_json,
)
from data_contracts.invented_answers import invent_answers
from data_contracts.tabulation import tabulate
from domain.comparison import compare
from domain.figures import HIDDEN_REASONS, Figures
from domain.limits import release
from domain.package import Limits
from tests.small_questionnaire import SMALL, TEXT, item, questionnaire

ITEM_FIELDS = ["n", "counts", "hidden", "favourable", "mean"]
COMPARED_FIELDS = [
    "first",
    "second",
    "difference",
    "interval",
    "cliffs_delta",
    "sentence",
    "not_compared",
]
FORMATS = Path(__file__).parents[2] / "docs" / "formats.md"


def figures(n: int, round: int = 1) -> Figures:
    answers = invent_answers(SMALL, n, seed=round)
    return release("p", round, 30, n, tabulate(SMALL, answers), SMALL, Limits())


def through_json(data: dict[str, Any]) -> dict[str, Any]:
    again = json.loads(json.dumps(data))
    assert isinstance(again, dict)
    return again


@pytest.mark.parametrize("n", [3, 6, 19])
def test_figures_come_back_as_they_were(n: int) -> None:
    assert figures_from_json(through_json(figures_to_json(figures(n)))) == figures(n)


@pytest.mark.parametrize(("n", "m"), [(19, 21), (6, 19), (3, 19)])
def test_comparisons_come_back_as_they_were(n: int, m: int) -> None:
    other = questionnaire((item("calm"), item("new")), (item("joy", favourable=(5,)), TEXT))
    comparison = compare(figures(n), figures(m, 2), SMALL, other)
    assert comparison_from_json(through_json(comparison_to_json(comparison))) == comparison


def test_figures_have_the_documented_fields() -> None:
    data = through_json(figures_to_json(figures(19)))
    assert list(data) == ["package", "round", "invited", "answered", "items", "sections"]
    assert list(data["items"]["calm"]) == ITEM_FIELDS
    assert list(data["items"]["calm"]["counts"]) == ["1", "2", "3", "4", "5"]
    assert list(data["items"]["words"]) == ["n"]
    assert list(data["sections"]["a"]) == ["share", "hidden"]


def test_hidden_figures_have_the_same_fields_and_a_reason() -> None:
    calm = figures_to_json(figures(3))["items"]["calm"]
    assert list(calm) == ITEM_FIELDS
    assert (calm["counts"], calm["favourable"], calm["mean"]) == (None, None, None)
    assert calm["hidden"] == "too_few"


def test_comparisons_have_the_documented_fields() -> None:
    data = through_json(comparison_to_json(compare(figures(19), figures(21, 2), SMALL, SMALL)))
    assert list(data) == ["items", "caveats", "noise_band", "noise_bands"]
    assert list(data["items"]["calm"]) == COMPARED_FIELDS
    assert list(data["items"]["calm"]["first"]) == ITEM_FIELDS
    assert len(data["items"]["calm"]["interval"]) == 2


def test_the_documentation_names_every_field_and_every_reason() -> None:
    text = FORMATS.read_text(encoding="utf-8")
    sections = ["package", "round", "invited", "answered", "items", "sections", "share"]
    comparison = ["caveats", "noise_band", "noise_bands", *COMPARED_FIELDS]
    for name in [*sections, *ITEM_FIELDS, *comparison, *HIDDEN_REASONS]:
        assert f"`{name}`" in text


def test_the_documented_examples_can_be_read() -> None:
    examples = re.findall(r"```json\n(.*?)```", FORMATS.read_text(encoding="utf-8"), re.DOTALL)
    first, second, runs = (json.loads(example) for example in examples)
    assert figures_to_json(figures_from_json(first)) == first
    assert comparison_to_json(comparison_from_json(second)) == second
    assert {"flow", "run_id", "name", "states", "tasks"} == set(runs[0])
