"""The Great Expectations suite of one pull, made from its questionnaire's contract."""

from __future__ import annotations

from math import ceil

from great_expectations.expectations.core.expect_column_values_to_be_between import (
    ExpectColumnValuesToBeBetween,
)
from great_expectations.expectations.core.expect_column_values_to_be_in_set import ExpectColumnValuesToBeInSet
from great_expectations.expectations.core.expect_column_values_to_not_be_null import (
    ExpectColumnValuesToNotBeNull,
)
from great_expectations.expectations.core.expect_table_columns_to_match_set import (
    ExpectTableColumnsToMatchSet,
)
from great_expectations.expectations.core.expect_table_row_count_to_be_between import (
    ExpectTableRowCountToBeBetween,
)
from great_expectations.expectations.core.expect_table_row_count_to_equal import ExpectTableRowCountToEqual
from great_expectations.expectations.expectation import Expectation

from data_contracts.judged_answers import ANSWERED_ITEMS, STRAIGHT_LINED
from domain.gate_rules import (
    HIGHEST_STRAIGHT_LINED_SHARE,
    HIGHEST_UNANSWERED_SHARE,
    LOWEST_RESPONSE_RATE,
)
from domain.questionnaire import Item, Questionnaire


def expectations(questionnaire: Questionnaire, invited: int, used: int) -> list[Expectation]:
    """In the order in which the operator reads the breaches; its meta names rule, item and place."""
    rules: list[Expectation] = [_only_what_was_asked(questionnaire)]
    rules += [_on_the_scale(questionnaire, item) for item in questionnaire.scale_items]
    rules += [
        ExpectTableRowCountToBeBetween(max_value=invited, meta=_meta("more_than_invited")),
        ExpectTableRowCountToEqual(value=used, meta=_meta("used_links")),
        ExpectTableRowCountToBeBetween(
            min_value=ceil(invited * LOWEST_RESPONSE_RATE), meta=_meta("response_rate")
        ),
    ]
    rules += [_answered_by_most(item) for item in questionnaire.scale_items]
    rules += [
        ExpectColumnValuesToBeInSet(
            column=STRAIGHT_LINED,
            value_set=[False],
            mostly=1 - HIGHEST_STRAIGHT_LINED_SHARE,
            meta=_meta("straight_lining"),
        ),
        ExpectColumnValuesToBeInSet(
            column=STRAIGHT_LINED, value_set=[False], meta=_meta("some_straight_lining")
        ),
        ExpectColumnValuesToBeBetween(column=ANSWERED_ITEMS, min_value=1, meta=_meta("empty_answer")),
    ]
    for place, rule in enumerate(rules):
        rule.meta = {**(rule.meta or {}), "place": place}
    return rules


def _only_what_was_asked(questionnaire: Questionnaire) -> Expectation:
    asked = [item.id for item in questionnaire.items]
    return ExpectTableColumnsToMatchSet(
        column_set=[*asked, STRAIGHT_LINED, ANSWERED_ITEMS], exact_match=True, meta=_meta("columns")
    )


def _on_the_scale(questionnaire: Questionnaire, item: Item) -> Expectation:
    return ExpectColumnValuesToBeInSet(
        column=item.id,
        value_set=list(questionnaire.scale_of(item).values),
        meta=_meta("outside_scale", item.id),
    )


def _answered_by_most(item: Item) -> Expectation:
    return ExpectColumnValuesToNotBeNull(
        column=item.id, mostly=1 - HIGHEST_UNANSWERED_SHARE, meta=_meta("item_unanswered", item.id)
    )


def _meta(rule: str, item_id: str = "") -> dict[str, str]:
    return {"rule": rule, "item": item_id}
