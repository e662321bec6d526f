"""Counting a frozen pull with pandas: from answers to a frame, and from the frame to raw counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from domain.limits import ItemTabulation, Tabulation
from domain.questionnaire import Answers, Item, Questionnaire


def answers_frame(questionnaire: Questionnaire, answers: Sequence[Answers]) -> pd.DataFrame:
    """One row a respondent, one Int64 column per scale item in the questionnaire's order, NA = unanswered.

    Raises TypeError for an answer that is not a whole number.
    """
    columns = {
        item.id: pd.array([one.values.get(item.id) for one in answers], dtype="Int64")
        for item in questionnaire.scale_items
    }
    return pd.DataFrame(columns, index=pd.RangeIndex(len(answers)))


def tabulate(
    questionnaire: Questionnaire,
    answers: Sequence[Answers],
    texts: Mapping[str, Sequence[str]] | None = None,
) -> Tabulation:
    """The unreleased counts; `domain.limits.release` decides what of them may be shown.

    `texts` are a pull's free texts by item, kept apart from the rest of each answer.
    """
    frame = answers_frame(questionnaire, answers)
    items = {
        item.id: _tabulate_item(questionnaire, item, frame[item.id]) for item in questionnaire.scale_items
    }
    written = {item.id: _written(item, answers, texts or {}) for item in questionnaire.text_items}
    return Tabulation(len(answers), items, written)


def _written(item: Item, answers: Sequence[Answers], texts: Mapping[str, Sequence[str]]) -> int:
    """How many wrote something; only blanks is nothing."""
    all_texts = [*(one.texts.get(item.id, "") for one in answers), *texts.get(item.id, ())]
    return sum(bool(text.strip()) for text in all_texts)


def _tabulate_item(questionnaire: Questionnaire, item: Item, column: pd.Series[int]) -> ItemTabulation:
    answered = column.dropna()
    counted = answered.value_counts()
    return ItemTabulation(
        n=len(answered),
        counts={value: int(counted.get(value, 0)) for value in questionnaire.scale_of(item).values},
        favourable=int(answered.isin(item.favourable).sum()),
        mean=float(answered.mean()) if len(answered) else None,
    )
