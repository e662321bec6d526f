"""The frame the data-quality gate looks at: every answer as it is, also the ones that should not be there."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import pandas as pd

from domain.gate_rules import is_straight_lined
from domain.questionnaire import Answers, Questionnaire

# Names that no item id can have.
STRAIGHT_LINED, ANSWERED_ITEMS = "?straight_lined", "?answered_items"

# No scale has it: stands for whatever is not a whole number.
_NO_SCALE_HAS_IT = 0


def judged_frame(questionnaire: Questionnaire, answers: Sequence[Answers]) -> pd.DataFrame:
    """One row a respondent: scale items (Int64, NA = unanswered), free-text items (written?), two derived.

    An answer to something the questionnaire does not ask gets a column of its own, so it can be seen.
    """
    scale = [item.id for item in questionnaire.scale_items]
    texts = [item.id for item in questionnaire.text_items]
    columns: dict[str, object] = {
        item_id: pd.array([_judged(one.values.get(item_id)) for one in answers], dtype="Int64")
        for item_id in scale
    }
    columns |= {item_id: [item_id in one.texts for one in answers] for item_id in texts}
    for stray in _strays(answers, scale, texts):
        columns[f"?{stray}"] = [stray in one.values or stray in one.texts for one in answers]
    columns[STRAIGHT_LINED] = [is_straight_lined(questionnaire, one) for one in answers]
    columns[ANSWERED_ITEMS] = [len(one.values) for one in answers]
    return pd.DataFrame(columns, index=pd.RangeIndex(len(answers)))


def _strays(answers: Sequence[Answers], scale: list[str], texts: list[str]) -> list[str]:
    values = set(chain.from_iterable(one.values for one in answers)) - set(scale)
    written = set(chain.from_iterable(one.texts for one in answers)) - set(texts)
    return sorted(values | written)


def _judged(value: object) -> int | None:
    if value is None:
        return None
    return value if type(value) is int and abs(value) < 2**31 else _NO_SCALE_HAS_IT
