"""Round 2 beside round 1: differences with their uncertainty, from released figures and nothing else.

Because only released figures go in, a comparison cannot show what the limits have hidden.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median

from domain.comparison_words import caveats, difference_sentence, why_not_comparable
from domain.figures import TOO_FEW, Comparison, Figures, ItemComparison, ItemFigures
from domain.intervals import cliffs_delta, newcombe, noise_band
from domain.questionnaire import Item, Questionnaire

NOT_ASKED = ItemFigures(n=0, hidden=TOO_FEW)
POINT_DECIMALS, DELTA_DECIMALS = 1, 3


@dataclass(frozen=True)
class _Round:
    figures: Figures
    questionnaire: Questionnaire

    @property
    def item_ids(self) -> tuple[str, ...]:
        return tuple(item.id for item in self.questionnaire.items)

    def item(self, item_id: str) -> Item:
        return self.questionnaire.item(item_id)

    def question(self, item_id: str) -> tuple[object, ...] | None:
        """What was asked, or None where the round did not ask it."""
        if item_id not in self.item_ids:
            return None
        return self.questionnaire.question_asked(self.item(item_id))

    def shown(self, item_id: str) -> ItemFigures:
        return self.figures.items.get(item_id, NOT_ASKED)


def compare(
    first: Figures, second: Figures, questionnaire1: Questionnaire, questionnaire2: Questionnaire
) -> Comparison:
    """Every item of round 2 in its order, then those of round 1 that are gone; in percentage points."""
    before, now = _Round(first, questionnaire1), _Round(second, questionnaire2)
    reasons = {item_id: _reason(item_id, before, now) for item_id in [*now.item_ids, *before.item_ids]}
    compared = sum(reason is None for reason in reasons.values())
    items = {
        item_id: _compare_item(item_id, before, now, compared)
        if reason is None
        else _left_out(before.shown(item_id), now.shown(item_id), reason)
        for item_id, reason in reasons.items()
    }
    bands = [item.noise_band for item in items.values() if item.noise_band is not None]
    typical = round(median(bands), POINT_DECIMALS) if bands else None
    return Comparison(items, caveats(first, second, compared, typical), typical)


def _reason(item_id: str, before: _Round, now: _Round) -> str | None:
    return why_not_comparable(
        before.question(item_id), now.question(item_id), before.shown(item_id), now.shown(item_id)
    )


def _left_out(first: ItemFigures, second: ItemFigures, reason: str) -> ItemComparison:
    return ItemComparison(first, second, None, None, None, None, sentence=reason, not_compared=reason)


def _compare_item(item_id: str, before: _Round, now: _Round, compared: int) -> ItemComparison:
    first, second = before.shown(item_id), now.shown(item_id)
    # Comparable items show their favourable count in both rounds: `why_not_comparable` saw to it.
    k1, k2 = first.favourable or 0, second.favourable or 0
    difference = 100 * (k2 / second.n - k1 / first.n)
    low, high = (100 * end for end in newcombe(k1, first.n, k2, second.n))
    band = noise_band(k1, first.n, k2, second.n, compared)
    delta = _delta(first, second, now.questionnaire.direction(now.item(item_id)))
    may_be_chance = abs(difference) <= band or low <= 0 <= high
    return ItemComparison(
        first=first,
        second=second,
        difference=_points(difference),
        interval=(_points(low), _points(high)),
        cliffs_delta=delta,
        noise_band=_points(band),
        sentence=difference_sentence(k1, first.n, k2, second.n, delta, may_be_chance=may_be_chance),
        not_compared=None,
    )


def _delta(first: ItemFigures, second: ItemFigures, direction: int) -> float | None:
    if first.counts is None or second.counts is None:
        return None
    return round(cliffs_delta(first.counts, second.counts, direction), DELTA_DECIMALS) + 0.0


def _points(value: float) -> float:
    """Adding zero turns -0.0 into 0.0: no slide should say that something fell by nothing."""
    return round(value, POINT_DECIMALS) + 0.0
