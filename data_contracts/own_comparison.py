"""What a member's own comparison is told of a round: its questions, and the numbers that the slides show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from domain.comparison_words import what_changed
from domain.deck_charts import answer_bar
from domain.deck_words import capital, counted, not_shown
from domain.figures import Figures
from domain.own_key import fingerprint
from domain.questionnaire import Item, Questionnaire
from domain.report import AnswerBar

Json = dict[str, Any]


def questions_to_json(asked: Questionnaire, figures: Figures | None) -> Json:
    """`fingerprint` and `sections` with their scale items, in the order in which a code holds the answers.

    Without `figures` an item's `cluster` is null; nothing in the result then depends on an answer.
    """
    sections = [
        {
            "title": section.title,
            "items": [_item_to_json(asked, item, figures) for item in section.items if item.kind == "scale"],
        }
        for section in asked.sections
    ]
    return {"fingerprint": fingerprint(asked), "sections": [one for one in sections if one["items"]]}


def changed_since(then: Questionnaire, now: Questionnaire) -> dict[str, str]:
    """Item id -> why the two rounds' answers to it are not set side by side; also items that are gone."""
    before = {item.id: then.question_asked(item) for item in then.scale_items}
    after = {item.id: now.question_asked(item) for item in now.scale_items}
    return {
        item_id: what_changed(before.get(item_id), after.get(item_id))
        for item_id in before | after
        if before.get(item_id) != after.get(item_id)
    }


def _item_to_json(asked: Questionnaire, item: Item, figures: Figures | None) -> Json:
    return {
        "id": item.id,
        "text": item.text,
        "labels": list(asked.scale_of(item).labels),
        "cluster": None if figures is None else _bar_to_json(answer_bar(asked, item, figures)),
    }


def _bar_to_json(bar: AnswerBar) -> Json:
    """From the slide's own bar, so the page cannot say more: of what is hidden not even how many answered."""
    if bar.favourable is None:
        return {"words": f"Klyngens svar: {_small(not_shown(bar.remark))}", "n": 0, "counts": None}
    if bar.counts is None:
        answered = _either([bar.scale_labels[value - 1] for value in sorted(bar.favourable_values)])
        words = f"{counted(bar.favourable, bar.n)} i klyngen svarede {answered}. {capital(bar.remark)}."
        return {"words": words, "n": bar.n, "counts": None}
    return {"words": "", "n": bar.n, "counts": list(bar.counts)}


def _either(labels: Sequence[str]) -> str:
    quoted = [f"»{label}«" for label in labels]
    return " eller ".join(filter(None, [", ".join(quoted[:-1]), quoted[-1]]))


def _small(words: str) -> str:
    return words[:1].lower() + words[1:]
