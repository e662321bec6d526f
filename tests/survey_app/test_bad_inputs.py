"""The list of bad inputs: each has a test that is there, and the table of that test has its row."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.survey_app.bad_inputs import BAD_INPUTS

HERE = Path(__file__).parent
CASES = [(f"{part}: {case}", test) for part, cases in BAD_INPUTS.items() for case, test in cases.items()]


@pytest.mark.parametrize(("case", "test"), CASES, ids=[case for case, _ in CASES])
def test_every_case_named_has_a_test(case: str, test: str) -> None:
    found = re.fullmatch(r"(.+\.py)::(test_\w+)(?:\[(.+)\])?", test)
    assert found, test
    file, function, row = found.groups()
    source = (HERE / file).read_text(encoding="utf-8")
    functions = {node.name for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef)}
    assert function in functions
    assert row is None or row in source, f"the table of {function} has lost its row for {case}"


def test_the_three_parts_are_there_and_none_has_shrunk() -> None:
    assert {part: len(cases) >= 18 for part, cases in BAD_INPUTS.items()} == dict.fromkeys(
        ("Orders", "Member lists", "Questionnaire"), True
    )
