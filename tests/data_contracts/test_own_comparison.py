"""The own comparison is told what the slides show of a round and nothing more."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from data_contracts.own_comparison import changed_since, questions_to_json
from domain.deck_charts import answer_bar
from domain.figures import HIDDEN_REASONS, SHARE_ONLY
from domain.questionnaire import Item, Questionnaire, Scale, Section
from tests.looks.answer_sets import rounds, twins
from tests.looks.cases import package_of
from tests.looks.evenings import shortened
from tests.looks.models import released
from tests.looks.policy import SHARE_ONLY as ONLY_THE_SHARE
from tests.looks.policy import SHOWN, Round

TRIVSEL = shortened(package_of("trivsel"), 3)


def some(count: int) -> settings:
    """The same ones on every machine."""
    slow = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]
    return settings(
        max_examples=count, deadline=None, derandomize=True, database=None, suppress_health_check=slow
    )


def items_of(round: Round) -> dict[str, dict[str, object]]:
    told = questions_to_json(round.questionnaire, released(TRIVSEL, 1, round))
    return {item["id"]: item for section in told["sections"] for item in section["items"]}


@some(20)
@given(twins(TRIVSEL))
def test_it_says_the_same_whatever_stands_below_the_limits(pair: tuple[Round, Round]) -> None:
    mine, theirs = (
        json.dumps(questions_to_json(one.questionnaire, released(TRIVSEL, 1, one))) for one in pair
    )
    assert mine == theirs


@some(15)
@given(rounds(TRIVSEL))
def test_an_item_has_the_slides_counts_or_the_slides_reason(round: Round) -> None:
    figures = released(TRIVSEL, 1, round)
    told = items_of(round)
    assert list(told) == [item.id for item in round.questionnaire.scale_items]
    for item in round.questionnaire.scale_items:
        bar, cluster = answer_bar(round.questionnaire, item, figures), told[item.id]["cluster"]
        status = round.status(item)
        if status == SHOWN:
            assert cluster == {"words": "", "n": bar.n, "counts": list(bar.counts or ())}
        elif status == ONLY_THE_SHARE:
            n, k = round.pair(item)
            assert cluster["counts"] is None  # type: ignore[index]
            assert cluster["words"].startswith(f"{k} af {n} (")  # type: ignore[index]
            assert cluster["words"].lower().endswith(f"{HIDDEN_REASONS[SHARE_ONLY]}.")  # type: ignore[index]
        else:
            assert cluster["n"] == 0  # type: ignore[index]
            assert cluster["counts"] is None  # type: ignore[index]
            assert not any(sign.isdigit() for sign in cluster["words"])  # type: ignore[index]


def test_before_there_are_figures_it_has_the_questions_alone() -> None:
    told = questions_to_json(TRIVSEL.questionnaire, None)
    clusters = [item["cluster"] for section in told["sections"] for item in section["items"]]
    assert set(clusters) == {None}


AGREE = {"agree": Scale(("Nej", "Måske", "Ja")), "often": Scale(("Aldrig", "Altid", "Ved ikke"))}


def asked(*items: Item) -> Questionnaire:
    return Questionnaire(AGREE, (Section("s", "Emne", items),))


ROOM = Item("room", "Der er luft.", scale="agree", favourable=(3,))


@pytest.mark.parametrize(
    ("now", "reason"),
    [
        ([replace(ROOM, text="Der er god luft.")], "ordlyden"),
        ([replace(ROOM, scale="often")], "svarmulighederne"),
        ([replace(ROOM, favourable=(2, 3))], "hvilke svar der tæller som positive"),
        ([], "men ikke denne gang"),
    ],
)
def test_a_question_that_was_changed_is_told_with_the_reason(now: list[Item], reason: str) -> None:
    (told,) = changed_since(asked(ROOM), asked(*now)).values()
    assert reason in told


def test_a_new_question_is_told_and_one_asked_alike_is_not() -> None:
    new = replace(ROOM, id="new")
    assert list(changed_since(asked(ROOM), asked(replace(ROOM, short="Luft"), new))) == ["new"]
