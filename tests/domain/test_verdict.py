"""From what the gate found to what happens next."""

from __future__ import annotations

import pytest

from domain.gate_rules import SEVERITY, finding, is_straight_lined
from domain.package import Limits
from domain.questionnaire import Answers
from domain.verdict import CRITICAL, DOUBTFUL, REMARK, Finding, Outcome, verdict
from tests.small_questionnaire import item, questionnaire


def found(*severities: str) -> list[Finding]:
    return [Finding(f"rule {place}", severity, 1, "En sætning.") for place, severity in enumerate(severities)]


@pytest.mark.parametrize(
    ("severities", "answered", "outcome"),
    [
        ((), 19, Outcome.RELEASE),
        ((REMARK,), 19, Outcome.RELEASE_WITH_REMARKS),
        ((REMARK, DOUBTFUL), 19, Outcome.ASK),
        ((DOUBTFUL, CRITICAL), 19, Outcome.STOP),
        ((), 5, Outcome.RELEASE),
        ((), 4, Outcome.TOO_FEW),
        ((DOUBTFUL,), 4, Outcome.TOO_FEW),
        ((REMARK,), 0, Outcome.TOO_FEW),
        ((CRITICAL,), 0, Outcome.STOP),
    ],
)
def test_the_gravest_finding_decides(severities: tuple[str, ...], answered: int, outcome: Outcome) -> None:
    assert verdict(found(*severities), answered, Limits()).outcome is outcome


def test_a_package_with_a_higher_limit_has_too_few_sooner() -> None:
    assert verdict([], 9, Limits(any=10, counts=10)).outcome is Outcome.TOO_FEW


def test_findings_are_listed_gravest_first_and_else_in_their_order() -> None:
    result = verdict(found(REMARK, DOUBTFUL, CRITICAL, DOUBTFUL), 19, Limits())
    assert [one.rule for one in result.findings] == ["rule 2", "rule 1", "rule 3", "rule 0"]


def test_of_too_few_answers_only_their_number_is_told() -> None:
    rules = ("used_links", "response_rate", "item_unanswered:calm", "some_straight_lining", "empty_answer")
    made = [Finding(rule, SEVERITY[rule.partition(":")[0]], 1, "En sætning.") for rule in rules]
    assert [one.rule for one in verdict(made, 4, Limits()).findings] == ["used_links", "response_rate"]
    assert len(verdict(made, 5, Limits()).findings) == len(rules)
    stopped = verdict([*made, Finding("columns", CRITICAL, 1, "En sætning.")], 4, Limits())
    assert [one.rule for one in stopped.findings] == ["columns", "used_links", "response_rate"]


@pytest.mark.parametrize("rule", SEVERITY)
def test_every_rule_has_a_sentence_with_its_counts_filled_in(rule: str) -> None:
    made = finding(rule, 3, item=item("calm"), answered=19, invited=24, used=18)
    assert "3" in made.sentence
    assert made.sentence.endswith(".")
    assert "{" not in made.sentence


def test_a_finding_about_an_item_names_its_id_in_the_code_and_its_label_in_the_sentence() -> None:
    made = finding("item_unanswered", 7, item=item("calm"), answered=19, invited=24, used=19)
    assert made.rule == "item_unanswered:calm"
    assert made.sentence == "Spørgsmålet »Kort calm« (calm) mangler svar i 7 af 19 besvarelser."


TEN = questionnaire((*(item(f"i{n}") for n in range(9)), item("turned", favourable=(1, 2)), item("more")))
IDS = [one.id for one in TEN.scale_items]


def test_the_same_answer_to_ten_items_both_ways_round_is_a_straight_line() -> None:
    assert is_straight_lined(TEN, Answers(dict.fromkeys(IDS[:10], 3)))


@pytest.mark.parametrize(
    "values",
    [
        dict.fromkeys(IDS[:9], 3),
        dict.fromkeys([one for one in IDS if one != "turned"], 4),
        dict.fromkeys(IDS, 3) | {"more": 4},
        {},
    ],
    ids=["nine items", "no reversed item", "one other answer", "nothing answered"],
)
def test_less_than_that_is_not(values: dict[str, int]) -> None:
    assert not is_straight_lined(TEN, Answers(values))
