"""Invented answers for rehearsals and demonstrations: plausible, harmless, and the same for the same seed."""

from __future__ import annotations

import hashlib
from statistics import NormalDist

from domain.invented_texts import INVENTED_TEXTS
from domain.questionnaire import Answers, Item, Questionnaire

# Of a cluster of usual size so many that texts may be shown.
WRITES_A_TEXT = 0.7

# One respondent in ten may skip an item, so that no item of an invented round lacks more than a fifth.
MAY_SKIP_ONE_IN, SKIPS_WHEN_ALLOWED = 10, 0.3


def invent_answers(questionnaire: Questionnaire, n: int, seed: int, lift: float = 0.0) -> tuple[Answers, ...]:
    """`n` respondents. `lift` moves everybody towards favourable: 0.5 is a clear change, 0 none."""
    return tuple(_respondent(questionnaire, seed, number, lift) for number in range(n))


def _respondent(questionnaire: Questionnaire, seed: int, number: int, lift: float) -> Answers:
    mood = lift + 0.5 * _bell(seed, "mood", number)
    values = {
        item.id: _value(questionnaire, item, mood + _bell(seed, number, item.id))
        for item in questionnaire.scale_items
        if not _skips(seed, number, item)
    }
    texts = {
        item.id: INVENTED_TEXTS[int(len(INVENTED_TEXTS) * _uniform(seed, "text", number, item.id))]
        for item in questionnaire.text_items
        if _uniform(seed, "writes", number, item.id) < WRITES_A_TEXT
    }
    return Answers(values, texts)


def _skips(seed: int, number: int, item: Item) -> bool:
    turn = int(MAY_SKIP_ONE_IN * _uniform(seed, "turn", item.id))
    may = number % MAY_SKIP_ONE_IN == turn
    return may and _uniform(seed, "skips", number, item.id) < SKIPS_WHEN_ALLOWED


def _value(questionnaire: Questionnaire, item: Item, feeling: float) -> int:
    """Cuts the feeling into the scale's steps; how easy an item is to like depends on its id only."""
    steps = len(questionnaire.scale_of(item).labels)
    liked = 0.4 + 0.4 * _bell("item", item.id)
    place = int(steps * NormalDist().cdf((feeling + liked) / 1.3))
    step = min(place, steps - 1)
    return step + 1 if questionnaire.direction(item) > 0 else steps - step


def _bell(*what: object) -> float:
    """A draw from the standard normal distribution that is always the same for the same `what`."""
    return NormalDist().inv_cdf(_uniform(*what))


def _uniform(*what: object) -> float:
    digest = hashlib.sha256("|".join(map(str, what)).encode()).digest()
    return (int.from_bytes(digest[:6], "big") + 0.5) / 2**48
