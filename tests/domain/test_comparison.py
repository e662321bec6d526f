"""A comparison tells the difference, how sure it is, and never more than both rounds have released."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from domain.comparison import compare
from domain.figures import ALL_ALIKE, SHARE_ONLY, TOO_FEW, Comparison, Figures, ItemComparison, ItemFigures
from domain.questionnaire import Item, Questionnaire
from tests.small_questionnaire import AGREE, SMALL, TEXT, item, questionnaire

ONE_ITEM = questionnaire((item("joy"),))


def shown(*counts: int, favourable: tuple[int, ...] = (4, 5)) -> ItemFigures:
    by_value = dict(enumerate(counts, start=1))
    n = sum(counts)
    mean = round(sum(value * count for value, count in by_value.items()) / n, 4)
    return ItemFigures(n, by_value, None, sum(by_value[value] for value in favourable), mean)


def figures(
    items: dict[str, ItemFigures], *, round: int = 1, invited: int = 29, answered: int = 23
) -> Figures:
    return Figures("p", round, invited, answered, items, {})


def compare_joy(
    first: ItemFigures,
    second: ItemFigures,
    before: Questionnaire = ONE_ITEM,
    now: Questionnaire = ONE_ITEM,
) -> ItemComparison:
    return compare(figures({"joy": first}), figures({"joy": second}, round=2), before, now).items["joy"]


def caveats(*rounds: tuple[int, int]) -> tuple[str, ...]:
    """Of two rounds given as (answered, invited)."""
    some = shown(2, 4, 7, 6, 4)
    first, second = (
        figures({"joy": some}, answered=answered, invited=invited) for answered, invited in rounds
    )
    return compare(first, second, ONE_ITEM, ONE_ITEM).caveats


# 10 of 23 favourable, then 14 of 21.
THEN, NOW = shown(3, 4, 6, 7, 3), shown(1, 2, 4, 8, 6)


def test_difference_interval_and_delta_are_of_the_second_round_minus_the_first() -> None:
    """Interval worked out by hand with Wilson's 0.2563–0.6319 and 0.4537–0.8281."""
    joy = compare_joy(THEN, NOW)
    assert (joy.first, joy.second) == (THEN, NOW)
    assert joy.difference == 23.2
    assert joy.interval == (-5.8, 47.2)
    assert joy.cliffs_delta == round(142 / 483, 3)  # pairs won less pairs lost
    assert joy.not_compared is None


def test_counts_come_before_shares_in_the_sentence() -> None:
    assert compare_joy(THEN, NOW).sentence == (
        "En større del svarer positivt nu: 14 af 21 (67 %) mod 10 af 23 (43 %) sidst. "
        "Set over hele svarskalaen er svarene lidt mere positive end sidst. "
        "Forskellen er ikke større, end at den kan skyldes tilfældigheder."
    )


def test_a_difference_beyond_chance_says_so() -> None:
    sentence = compare_joy(shown(9, 8, 4, 1, 1), shown(1, 1, 2, 8, 9)).sentence
    assert "Forskellen er større, end tilfældigheder normalt giver." in sentence
    assert "tydeligt mere positive" in sentence


def test_a_move_within_the_noise_band_may_be_chance_though_its_own_interval_misses_zero() -> None:
    many = questionnaire(tuple(item(f"i{number}") for number in range(25)))
    first, second = shown(2, 4, 5, 4, 4), shown(1, 1, 3, 8, 6)
    twice = [figures({f"i{number}": one for number in range(25)}) for one in (first, second)]
    moved = compare(*twice, many, many).items["i0"]
    assert moved.interval is not None
    assert moved.interval[0] > 0
    assert moved.noise_band is not None
    assert moved.difference is not None
    assert moved.difference < moved.noise_band
    assert moved.sentence.endswith("kan skyldes tilfældigheder.")


def test_a_fall_is_called_a_fall() -> None:
    joy = compare_joy(NOW, THEN)
    assert joy.difference == -23.2
    assert joy.sentence.startswith(
        "En mindre del svarer positivt nu: 10 af 23 (43 %) mod 14 af 21 (67 %) sidst."
    )
    assert "lidt mindre positive" in joy.sentence


def test_a_reversed_item_gets_better_when_its_answers_fall() -> None:
    rush = questionnaire((item("joy", favourable=(1, 2)),))
    first, second = shown(1, 2, 4, 8, 6, favourable=(1, 2)), shown(6, 8, 4, 2, 1, favourable=(1, 2))
    joy = compare_joy(first, second, rush, rush)
    assert joy.difference is not None
    assert joy.difference > 0
    assert joy.cliffs_delta is not None
    assert joy.cliffs_delta > 0
    assert "mere positive" in joy.sentence


def test_no_difference_is_zero_and_not_called_a_difference() -> None:
    joy = compare_joy(THEN, THEN)
    assert str(joy.difference) == "0.0"
    assert str(joy.cliffs_delta) == "0.0"
    assert joy.sentence.startswith("Lige så stor en del svarer positivt nu som sidst")
    assert "Forskellen" not in joy.sentence


def test_few_answers_compare_shares_without_delta() -> None:
    joy = compare_joy(ItemFigures(6, None, SHARE_ONLY, 2), NOW)
    assert joy.difference == 33.3
    assert joy.cliffs_delta is None
    assert "svarskalaen" not in joy.sentence


@pytest.mark.parametrize("code", [TOO_FEW, ALL_ALIKE])
@pytest.mark.parametrize("rounds", [(1,), (2,), (1, 2)])
def test_a_number_hidden_in_either_round_hides_every_number_of_the_comparison(
    code: str, rounds: tuple[int, ...]
) -> None:
    hidden = ItemFigures(9, hidden=code)
    joy = compare_joy(hidden if 1 in rounds else THEN, hidden if 2 in rounds else NOW)
    assert (joy.difference, joy.interval, joy.cliffs_delta, joy.noise_band) == (None, None, None, None)
    assert joy.not_compared
    assert joy.sentence == joy.not_compared
    assert not re.search(r"\d", joy.sentence)


CHANGED = {
    "ordlyden": questionnaire((item("joy", text="Noget helt andet?"),)),
    "svarmulighederne": questionnaire((item("joy", scale="yes_no"),)),
    "hvilke svar der tæller som positive": questionnaire((item("joy", favourable=(5,)),)),
}


@pytest.mark.parametrize("what", CHANGED)
def test_an_item_changed_between_the_rounds_is_not_compared_and_says_what_changed(what: str) -> None:
    joy = compare_joy(THEN, NOW, before=CHANGED[what])
    assert joy.difference is None
    assert joy.not_compared is not None
    assert what in joy.not_compared


def test_a_label_reworded_on_the_scale_is_a_change() -> None:
    reworded = replace(
        ONE_ITEM, scales={"agree": replace(AGREE, labels=(*AGREE.labels[:4], "Fuldstændig enig"))}
    )
    assert compare_joy(THEN, NOW, before=reworded).not_compared is not None


def test_a_question_only_reflowed_is_still_the_same_question() -> None:
    reflowed = questionnaire((item("joy", text="Spørgsmål\n  joy?"),))
    assert compare_joy(THEN, NOW, before=reflowed).not_compared is None


def test_new_and_dropped_items_are_listed_with_their_reason_after_the_rounds_own() -> None:
    before, now = questionnaire((item("old"), item("joy"))), questionnaire((item("joy"), item("new")))
    result = compare(
        figures({"old": THEN, "joy": THEN}), figures({"joy": NOW, "new": NOW}, round=2), before, now
    )
    assert list(result.items) == ["joy", "new", "old"]
    assert result.items["joy"].not_compared is None
    assert result.items["new"].not_compared == "Spørgsmålet er nyt og blev ikke stillet sidst."
    assert result.items["new"].first.n == 0
    assert result.items["old"].not_compared == "Spørgsmålet blev stillet sidst, men ikke denne gang."
    assert result.items["old"].first == THEN


def test_free_text_is_not_compared() -> None:
    asked: tuple[Item, ...] = (TEXT,)
    one = questionnaire(asked)
    texts = {"words": ItemFigures(4)}
    assert compare(figures(texts), figures(texts), one, one).items["words"].not_compared


def test_the_noise_band_grows_with_the_number_of_compared_items() -> None:
    alone = compare_joy(THEN, NOW).noise_band
    many = questionnaire(tuple(item(f"i{number}") for number in range(25)))
    first, second = ({f"i{number}": one for number in range(25)} for one in (THEN, NOW))
    result = compare(figures(first), figures(second), many, many)
    assert alone is not None
    assert result.noise_band == result.items["i0"].noise_band
    assert result.noise_band == pytest.approx(33.2, abs=0.2)
    assert alone < result.noise_band
    assert any("af de 25 spørgsmål" in caveat and "33 procentpoint" in caveat for caveat in result.caveats)


def test_items_keep_the_questionnaires_order_whatever_moved_most() -> None:
    items = {"calm": THEN, "rush": THEN, "joy": THEN, "words": ItemFigures(3)}
    moved = items | {"joy": shown(0, 0, 0, 1, 20)}
    assert list(compare(figures(items), figures(moved), SMALL, SMALL).items) == [
        "calm",
        "rush",
        "joy",
        "words",
    ]


def test_every_comparison_says_that_the_rounds_are_anonymous() -> None:
    assert any("anonyme" in caveat for caveat in caveats((23, 29), (23, 29)))


@pytest.mark.parametrize(("answered", "warned"), [(20, False), (18, False), (17, True), (23, True)])
def test_a_response_rate_moved_by_more_than_ten_points_is_a_caveat(answered: int, warned: bool) -> None:
    """20 of 20 … from 20 of 25 (80 %): 18 of 25 is 72 %, 17 of 25 is 68 %, 23 of 25 is 92 %."""
    assert any("ikke er de samme, der svarer" in one for one in caveats((20, 25), (answered, 25))) is warned


def test_exactly_ten_points_and_exactly_fifteen_percent_are_no_caveats() -> None:
    assert len(caveats((30, 40), (34, 40))) == len(caveats((30, 40), (30, 40)))
    assert len(caveats((30, 40), (34, 46))) == len(caveats((30, 40), (30, 40)))


@pytest.mark.parametrize(("invited", "warned"), [(46, False), (47, True), (34, False), (33, True)])
def test_a_roster_moved_by_more_than_fifteen_percent_is_a_caveat(invited: int, warned: bool) -> None:
    answered = round(0.75 * invited)
    assert any("Klyngen er ikke den samme" in one for one in caveats((30, 40), (answered, invited))) is warned


@pytest.mark.parametrize(("answered", "warned"), [(14, True), (15, False)])
def test_few_answers_are_a_caveat_with_one_doctors_weight(answered: int, warned: bool) -> None:
    said = [one for one in caveats((23, 29), (answered, 29)) if "få svar" in one]
    assert bool(said) is warned
    if warned:
        assert "7 procentpoint" in said[0]


def all_text(result: Comparison) -> str:
    return " ".join([*(one.sentence for one in result.items.values()), *result.caveats])


def test_nothing_is_starred_tested_or_crowned() -> None:
    result = compare(figures({"joy": THEN}), figures({"joy": NOW}, round=2), ONE_ITEM, ONE_ITEM)
    assert not re.search(r"p\s*[<=]|\*|signifikan|størst|vinder", all_text(result), re.IGNORECASE)


def test_when_nothing_can_be_compared_the_caveats_say_so() -> None:
    hidden = {"joy": ItemFigures(4, hidden=TOO_FEW)}
    result = compare(figures(hidden, answered=4), figures(hidden, answered=0), ONE_ITEM, ONE_ITEM)
    assert result.noise_band is None
    assert "Ingen spørgsmål kan sammenlignes mellem de to runder." in result.caveats
