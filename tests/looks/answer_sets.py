"""Random rounds of answers near every limit, and twins of them that differ only in what must stay hidden."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import islice

from hypothesis import strategies as st

from domain.package import Package
from domain.questionnaire import Answers, Item, Questionnaire
from tests.looks.policy import ALIKE, ONE_SIDED, SHARE_ONLY, TOO_FEW, Round

WORDS = "hemmelig-tekst-fra-{item}-{number}"


@st.composite
def rounds(draw: st.DrawFn, package: Package, most: int = 13) -> Round:
    """5 to `most` have answered; every item is skipped by some, alike or spread, as it falls."""
    asked = package.questionnaire
    answered = draw(st.integers(package.limits.any, most))
    missing = draw(st.integers(0, 5))
    values = {item.id: draw(_given(asked, item, answered)) for item in asked.scale_items}
    texts = {item.id: _texts(item, draw(st.integers(0, answered))) for item in asked.text_items}
    return Round(asked, answered, answered + missing, values, texts, package.limits)


def _given(asked: Questionnaire, item: Item, answered: int) -> st.SearchStrategy[tuple[int, ...]]:
    """Answers to one item: all of one kind or another, from none to all who answered."""
    scale = list(asked.scale_of(item).values)
    good = sorted(item.favourable)
    bad = [value for value in scale if value not in good]
    palettes = st.one_of(
        st.just(scale), st.just(good), st.just(bad), st.sampled_from(scale).map(lambda value: [value])
    )
    sizes = st.one_of(st.integers(0, answered), st.integers(0, min(7, answered)), st.just(answered))
    return st.tuples(palettes, sizes).flatmap(
        lambda pick: st.lists(st.sampled_from(pick[0]), min_size=pick[1], max_size=pick[1]).map(
            lambda given: tuple(sorted(given))
        )
    )


def _texts(item: Item, count: int) -> tuple[str, ...]:
    return tuple(WORDS.format(item=item.id, number=number) for number in range(count))


@st.composite
def twins(draw: st.DrawFn, package: Package, most: int = 13) -> tuple[Round, Round]:
    """Two rounds that no document may tell apart: they differ below the limits and nowhere else."""
    one = draw(rounds(package, most))
    return one, draw(_twin_of(one))


@st.composite
def _twin_of(draw: st.DrawFn, one: Round) -> Round:
    values = dict(one.values)
    for item in one.questionnaire.scale_items:
        ways = _hidden_ways(one, item)
        if ways is not None:
            values[item.id] = draw(ways)
    texts = {
        item_id: tuple(f"en anden {text}" for text in given)
        if len(given) >= one.limits.any
        else tuple(f"helt andet {at}" for at in range(draw(st.integers(0, one.limits.any - 1))))
        for item_id, given in one.texts.items()
    }
    return replace(one, values=values, texts=texts)


def _hidden_ways(one: Round, item: Item) -> st.SearchStrategy[tuple[int, ...]] | None:
    """Other answers to the item that give the same reason and show the same; None when all is shown."""
    status, limits = one.status(item), one.limits
    scale = list(one.questionnaire.scale_of(item).values)
    if status == TOO_FEW:
        return st.lists(st.sampled_from(scale), max_size=limits.any - 1).map(tuple)
    if status == SHARE_ONLY:
        ways = list(islice(one.distributions_allowed(item), 2000))
        return st.sampled_from(ways).map(lambda counts: _as_values(scale, counts))
    if status in (ONE_SIDED, ALIKE):
        sizes = st.sampled_from(one.sizes(status, one.fewest(item)))
        return st.tuples(st.sampled_from(scale), sizes).map(lambda pick: (pick[0],) * pick[1])
    return None


def _as_values(scale: Sequence[int], counts: Sequence[int]) -> tuple[int, ...]:
    return tuple(value for value, count in zip(scale, counts, strict=True) for _ in range(count))


def as_answers(round: Round) -> tuple[Answers, ...]:
    """The round's answers as respondents: whoever comes first answers, a little later for each item."""
    rows: list[dict[str, int]] = [{} for _ in range(round.answered)]
    for shift, (item_id, given) in enumerate(round.values.items()):
        for place, value in enumerate(given):
            rows[(place + shift) % round.answered][item_id] = value
    texts: list[dict[str, str]] = [{} for _ in range(round.answered)]
    for item_id, written in round.texts.items():
        for place, text in enumerate(written):
            texts[place][item_id] = text
    return tuple(Answers(values, text) for values, text in zip(rows, texts, strict=True))


def as_round(package: Package, answers: Sequence[Answers], invited: int) -> Round:
    """What an attacker must not find, of answers given one by one."""
    asked = package.questionnaire
    values: Mapping[str, Sequence[int]] = {
        item.id: tuple(one.values[item.id] for one in answers if item.id in one.values)
        for item in asked.scale_items
    }
    texts = {
        item.id: tuple(one.texts[item.id] for one in answers if item.id in one.texts)
        for item in asked.text_items
    }
    return Round(asked, len(answers), invited, values, texts, package.limits)
