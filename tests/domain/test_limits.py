"""Nothing that the limits hide can be read, or worked out, from the released figures."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import Refused
from domain.figures import (
    ALL_ALIKE,
    COULD_BE_WORKED_OUT,
    ONE_SIDED,
    SHARE_ONLY,
    TOO_FEW,
    Figures,
    ItemFigures,
)
from domain.limits import ItemTabulation, Tabulation, release
from domain.package import Limits
from domain.questionnaire import Questionnaire
from tests.small_questionnaire import SMALL, item, questionnaire

HIDDEN_CODES = {TOO_FEW, SHARE_ONLY, ALL_ALIKE, ONE_SIDED}


def counted(*counts: int, favourable: tuple[int, ...] = (4, 5)) -> ItemTabulation:
    by_value = dict(enumerate(counts, start=1))
    n = sum(counts)
    total = sum(value * count for value, count in by_value.items())
    return ItemTabulation(n, by_value, sum(by_value[value] for value in favourable), total / n if n else None)


def released(
    calm: ItemTabulation, *, answered: int | None = None, limits: Limits | None = None
) -> ItemFigures:
    """The figures of one item, beside two others that hide nothing."""
    others = counted(2, 2, 2, 1, 1)
    answered = max(calm.n, 8) if answered is None else answered
    tabulation = Tabulation(answered, {"calm": calm, "rush": others, "joy": others}, {"words": 0})
    return release("p", 1, 60, answered, tabulation, SMALL, limits or Limits()).items["calm"]


def test_from_eight_answers_counts_and_mean_are_shown() -> None:
    assert released(counted(0, 1, 2, 3, 2)) == ItemFigures(
        n=8, counts={1: 0, 2: 1, 3: 2, 4: 3, 5: 2}, favourable=5, mean=3.75
    )


def test_the_mean_has_four_decimals() -> None:
    assert released(counted(3, 3, 0, 0, 3)).mean == 2.6667


@pytest.mark.parametrize("n", [5, 6, 7])
def test_five_to_seven_answers_show_the_share_and_nothing_else(n: int) -> None:
    assert released(counted(0, n - 2, 0, 1, 1)) == ItemFigures(n=n, hidden=SHARE_ONLY, favourable=2)


@pytest.mark.parametrize("n", [0, 1, 4])
def test_fewer_than_five_answers_show_only_how_many(n: int) -> None:
    assert released(counted(0, 0, 0, n, 0)) == ItemFigures(n=n, hidden=TOO_FEW)


@pytest.mark.parametrize("counts", [(0, 0, 0, 3, 3), (4, 2, 0, 0, 0)])
def test_a_share_of_none_or_all_of_few_answers_is_hidden(counts: tuple[int, ...]) -> None:
    assert released(counted(*counts)) == ItemFigures(n=6, hidden=ONE_SIDED)


@pytest.mark.parametrize("n", [8, 30])
def test_everybody_alike_shows_no_number(n: int) -> None:
    assert released(counted(0, 0, n, 0, 0)) == ItemFigures(n=n, hidden=ALL_ALIKE)


def test_fewer_than_five_respondents_hide_everything() -> None:
    one = counted(1, 1, 1, 1, 0)
    tabulation = Tabulation(4, {"calm": one, "rush": one, "joy": one}, {"words": 2})
    figures = release("p", 1, 20, 4, tabulation, SMALL, Limits())
    assert {figures.items[name].hidden for name in ("calm", "rush", "joy")} == {TOO_FEW}
    assert {section.hidden for section in figures.sections.values()} == {TOO_FEW}
    assert all(section.share is None for section in figures.sections.values())


def test_free_text_items_carry_their_number_only() -> None:
    some = counted(2, 2, 2, 1, 1)
    tabulation = Tabulation(8, {"calm": some, "rush": some, "joy": some}, {"words": 3})
    assert release("p", 1, 20, 8, tabulation, SMALL, Limits()).items["words"] == ItemFigures(n=3)


def test_items_keep_the_questionnaires_order() -> None:
    some = counted(2, 2, 2, 1, 1)
    tabulation = Tabulation(8, {"joy": some, "rush": some, "calm": some}, {"words": 3})
    assert list(release("p", 1, 20, 8, tabulation, SMALL, Limits()).items) == ["calm", "rush", "joy", "words"]


def test_a_sections_share_counts_every_answer_once() -> None:
    calm, rush = counted(0, 0, 4, 4, 2), counted(5, 3, 0, 0, 1, favourable=(1, 2))
    joy = counted(0, 0, 8, 1, 1)
    figures = release(
        "p",
        1,
        20,
        10,
        Tabulation(10, {"calm": calm, "rush": rush, "joy": joy}, {"words": 0}),
        SMALL,
        Limits(),
    )
    assert figures.sections["a"].share == pytest.approx((6 + 8) / (10 + 9))
    assert figures.sections["b"].share == pytest.approx(2 / 10)


@pytest.mark.parametrize("hidden", [counted(0, 0, 0, 4, 0), counted(0, 0, 0, 9, 0), counted(0, 0, 0, 3, 3)])
def test_a_hidden_item_hides_its_sections_share(hidden: ItemTabulation) -> None:
    some = counted(2, 2, 2, 1, 2)
    tabulation = Tabulation(9, {"calm": hidden, "rush": some, "joy": some}, {"words": 0})
    figures = release("p", 1, 20, 9, tabulation, SMALL, Limits())
    assert figures.sections["a"].hidden == COULD_BE_WORKED_OUT
    assert figures.sections["a"].share is None
    assert figures.sections["b"].share is not None


@pytest.mark.parametrize("lowered", [Limits(any=4), Limits(counts=7), Limits(texts=9)])
def test_nobody_can_lower_a_limit(lowered: Limits) -> None:
    with pytest.raises(Refused):
        released(counted(2, 2, 2, 2, 2), limits=lowered)


def test_a_package_can_raise_the_limits() -> None:
    raised = Limits(any=10, counts=20)
    assert released(counted(2, 2, 2, 2, 1), limits=raised).hidden == TOO_FEW
    assert released(counted(4, 4, 4, 4, 3), limits=raised) == ItemFigures(19, hidden=SHARE_ONLY, favourable=7)
    assert released(counted(4, 4, 4, 4, 4), limits=raised).counts is not None


def test_counts_that_do_not_add_up_are_refused() -> None:
    with pytest.raises(Refused, match="calm"):
        released(ItemTabulation(9, {1: 4, 2: 4, 3: 0, 4: 0, 5: 0}, 0, 1.5))
    with pytest.raises(Refused, match="calm"):
        released(counted(3, 3, 3, 3, 3), answered=9)


def test_reprs_of_raw_counts_show_none_of_them() -> None:
    raw = Tabulation(31, {"calm": counted(0, 0, 31, 0, 0)}, {})
    assert "31" not in repr(raw)
    assert "{" not in repr(raw.items["calm"])


# --- the attacker ---------------------------------------------------------------------------------

FOUR_ITEMS = questionnaire(
    (item("a1"), item("a2", favourable=(1, 2)), item("a3")),
    (item("b1"), item("b2", scale="yes_no", favourable=(2,))),
)


@st.composite
def tabulations(draw: st.DrawFn, asked: Questionnaire) -> Tabulation:
    """Up to 12 respondents, often all alike and often few, because there the limits must hold."""
    answered = draw(st.integers(1, 12))
    items = {}
    for one in asked.scale_items:
        values = list(asked.scale_of(one).values)
        likely = draw(st.sampled_from([values, values[-1:], values[-2:]]))
        given_values = draw(st.lists(st.sampled_from(likely), max_size=answered))
        counts = {value: given_values.count(value) for value in values}
        favourable = sum(value in one.favourable for value in given_values)
        mean = sum(given_values) / len(given_values) if given_values else None
        items[one.id] = ItemTabulation(len(given_values), counts, favourable, mean)
    return Tabulation(answered, items, {})


def possible(shown: ItemFigures) -> set[int]:
    """Every favourable count that the released figures and the published rules leave open for one item."""
    if shown.favourable is not None:
        return {shown.favourable}
    return {0, shown.n} if shown.hidden in (ALL_ALIKE, ONE_SIDED) else set(range(shown.n + 1))


def possible_knowing_the_section(figures: Figures, asked: Questionnaire, item_id: str) -> set[int]:
    section = next(one for one in asked.sections if item_id in {item.id for item in one.items})
    shown = {item.id: figures.items[item.id] for item in section.items}
    share = figures.sections[section.id].share
    total = sum(one.n for one in shown.values())
    found = set()
    for guess in product(*(possible(one) for one in shown.values())):
        if share is None or sum(guess) == pytest.approx(share * total):
            found.add(dict(zip(shown, guess, strict=True))[item_id])
    return found


@given(tabulations(FOUR_ITEMS))
def test_no_hidden_count_can_be_worked_out_from_what_is_shown(raw: Tabulation) -> None:
    figures = release("p", 1, 30, raw.answered, raw, FOUR_ITEMS, Limits())
    for item_id, shown in figures.items.items():
        left = possible_knowing_the_section(figures, FOUR_ITEMS, item_id)
        assert raw.items[item_id].favourable in left
        if shown.favourable is None and shown.n > 0:
            assert len(left) > 1


@given(tabulations(FOUR_ITEMS))
def test_whatever_is_shown_is_true_and_whatever_is_not_has_its_reason(raw: Tabulation) -> None:
    figures = release("p", 1, 30, raw.answered, raw, FOUR_ITEMS, Limits())
    for item_id, shown in figures.items.items():
        assert shown.n == raw.items[item_id].n
        assert shown.favourable in (None, raw.items[item_id].favourable)
        assert shown.counts in (None, raw.items[item_id].counts)
        assert (shown.hidden in HIDDEN_CODES) == (shown.counts is None) == (shown.mean is None)
