"""What may be known of an item, said once more from the decision on what is hidden, apart from the rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations_with_replacement

from domain.package import Limits
from domain.questionnaire import Item, Questionnaire

SHOWN, SHARE_ONLY, ONE_SIDED, ALIKE, TOO_FEW = "shown", "share only", "one-sided", "alike", "too few"

Pair = tuple[int, int]
"""How many answered an item, and how many of them favourably."""


@dataclass(frozen=True)
class Round:
    """One round's raw answers: item id -> the values given, in no order; texts by item."""

    questionnaire: Questionnaire
    answered: int
    invited: int
    values: Mapping[str, Sequence[int]]
    texts: Mapping[str, Sequence[str]] = field(default_factory=dict)
    limits: Limits = field(default_factory=Limits)

    def __repr__(self) -> str:
        given = {item: "".join(map(str, values)) for item, values in self.values.items()}
        wrote = {item: len(texts) for item, texts in self.texts.items()}
        return f"Round({self.answered} of {self.invited}: {given}, wrote {wrote})"

    def status(self, item: Item) -> str:
        given = self.values.get(item.id, ())
        if len(given) < self.fewest(item):
            return TOO_FEW
        if len(given) < self.limits.counts:
            return ONE_SIDED if self.pair(item)[1] in (0, len(given)) else SHARE_ONLY
        return ALIKE if len(set(given)) == 1 else SHOWN

    def fewest(self, item: Item) -> int:
        """Answers from which anything is shown: on two steps a share is a distribution."""
        two_steps = len(self.questionnaire.scale_of(item).labels) == 2
        return self.limits.counts if two_steps else self.limits.any

    def pair(self, item: Item) -> Pair:
        given = self.values.get(item.id, ())
        return len(given), sum(value in item.favourable for value in given)

    def counts(self, item: Item) -> tuple[int, ...]:
        given = list(self.values.get(item.id, ()))
        return tuple(given.count(value) for value in self.questionnaire.scale_of(item).values)

    def pairs_allowed(self, item: Item) -> set[Pair]:
        """All that a reader of the reason may hold possible, even one who has read the decision."""
        low, status = self.fewest(item), self.status(item)
        if status == TOO_FEW:
            return {(n, k) for n in range(min(low, self.answered + 1)) for k in range(n + 1)}
        if status in (ONE_SIDED, ALIKE):
            return {(n, k) for n in self.sizes(status, low) for k in (0, n)}
        return {self.pair(item)}

    def sizes(self, status: str, low: int) -> range:
        """How many may have answered an item of which only this reason is told."""
        few, all_of_them = self.limits.counts, self.answered + 1
        return range(low, min(few, all_of_them)) if status == ONE_SIDED else range(few, all_of_them)

    def distributions_allowed(self, item: Item) -> Iterator[tuple[int, ...]]:
        """Of an item whose share alone is shown: every way to spread so many answers over the scale."""
        n, k = self.pair(item)
        scale = self.questionnaire.scale_of(item).values
        other = [value for value in scale if value not in item.favourable]
        for good in combinations_with_replacement(sorted(item.favourable), k):
            for bad in combinations_with_replacement(other, n - k):
                given = (*good, *bad)
                yield tuple(given.count(value) for value in scale)
