"""How much better than guessing each attempt did, over all surveys."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from statistics import mean, stdev

from cli.proving.answer_orders import ANSWER_ORDERS
from cli.proving.direct import DIRECT, Pairs
from cli.proving.link_orders import LINK_ORDERS
from cli.proving.states import Readable
from cli.proving.survey import Played

MOST_ABOVE_GUESSING = 0.05


@dataclass(frozen=True)
class Attempt:
    """What the answers were ordered by, or tied by; and which order of the links was held against it."""

    answers: str
    links: str = ""


@dataclass(frozen=True)
class Result:
    """`above` guessing, the mean over all surveys; `margin` is the half width of its 95 % interval."""

    attempt: Attempt
    possible_in: int
    above: float
    margin: float

    @property
    def beats_guessing(self) -> bool:
        return self.above > MOST_ABOVE_GUESSING


def attempts_on(found: Readable) -> Iterator[tuple[Attempt, Pairs]]:
    """Every order of the links against every order of the answers, both ways; and what needs no order."""
    for tie in DIRECT:
        yield Attempt(explained(tie)), tie(found)
    links = [(explained(by, name), order) for by in LINK_ORDERS for name, order in by(found).items()]
    for by in ANSWER_ORDERS:
        for name, answers in by(found).items():
            for how, order in links:
                yield Attempt(explained(by, name), how), list(zip(order, answers, strict=False))
                newest_first = list(zip(order, reversed(answers), strict=False))
                yield Attempt(explained(by, name) + ", the newest first", how), newest_first


def explained(way: object, name: str = "") -> str:
    return (way.__doc__ or "") + (f" ({name})" if name else "")


def above_guessing(pairs: Pairs, truth: Mapping[str, frozenset[str]]) -> float:
    """The share joined rightly, less what guessing would get. An attempt that joins nothing guesses."""
    if not pairs:
        return 0.0
    right = sum(found in truth.get(link, ()) for link, found in pairs)
    return right / len(pairs) - 1 / len(truth)


class Tally:
    """Of all surveys so far."""

    def __init__(self) -> None:
        self._surveys = 0
        self._above: dict[Attempt, list[float]] = defaultdict(list)

    def add(self, played: Played) -> None:
        self._surveys += 1
        for attempt, pairs in attempts_on(Readable(played.copy)):
            if pairs:
                self._above[attempt].append(above_guessing(pairs, played.truth))

    def results(self) -> list[Result]:
        """Every attempt that was possible at all, the best first."""
        results = (self._result(attempt, above) for attempt, above in self._above.items())
        return sorted(results, key=lambda result: -result.above)

    def best_of_each(self) -> list[Result]:
        """For each way to look at the answers, the order of the links that did best with it."""
        best: dict[str, Result] = {}
        for result in self.results():
            best.setdefault(result.attempt.answers, result)
        return list(best.values())

    def _result(self, attempt: Attempt, above: list[float]) -> Result:
        guessed = [0.0] * (self._surveys - len(above))
        every = [*above, *guessed]
        spread = stdev(every) if len(every) > 1 else 0.0
        return Result(attempt, len(above), mean(every), 1.96 * spread / len(every) ** 0.5)


def worst(results: Iterable[Result]) -> list[Result]:
    return [result for result in results if result.beats_guessing]
