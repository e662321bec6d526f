"""A member's own answers as a sheet: every question, what was answered, and nothing about whose it is."""

from __future__ import annotations

from collections.abc import Iterable

from domain.own_key import OwnKey
from domain.package import Contact
from domain.questionnaire import Answers, Item, Questionnaire
from domain.sheets_parts import Sheet, envelope, markdown, nearest_contacts

LEAD = (
    "Her er de svar, du netop har givet. Print arket, og tag det med til klyngemødet, så du kan holde dine "
    "egne svar op mod klyngens samlede. Kun du har denne kopi: den gemmes ikke hos os."
)


def own_copy(
    questionnaire: Questionnaire,
    answers: Answers,
    title: str,
    help_markdown: str,
    known: Iterable[Contact],
    region: str,
    key: OwnKey,
) -> Sheet:
    """The help is the same for everybody of the region, whatever was answered."""
    return envelope("Dine egne svar", title, LEAD) | {
        "scales": _scales(questionnaire),
        "sections": answered_sections(questionnaire, answers),
        "key": _key(key),
        "help": {"text": markdown(help_markdown), "contacts": nearest_contacts(known, region)},
    }


def _scales(questionnaire: Questionnaire) -> list[list[str]]:
    """How one could answer: the labels of each scale, in the order they are first met."""
    met = dict.fromkeys(questionnaire.scale_of(item).labels for item in questionnaire.scale_items)
    return [list(labels) for labels in met]


def _key(key: OwnKey) -> Sheet:
    in_short = key.page.removeprefix("https://").removeprefix("http://")
    return {"page": key.page, "page_in_short": in_short, "link": key.link, "code": key.code, "qr": key.qr}


def answered_sections(questionnaire: Questionnaire, answers: Answers) -> list[Sheet]:
    """Every section with all its questions, answered or not."""
    return [
        {"title": section.title, "items": [_answered(questionnaire, item, answers) for item in section.items]}
        for section in questionnaire.sections
    ]


def _answered(questionnaire: Questionnaire, item: Item, answers: Answers) -> Sheet:
    if item.kind == "text":
        return {"text": item.text, "labels": [], "chosen": None, "written": answers.texts.get(item.id, "")}
    labels = list(questionnaire.scale_of(item).labels)
    return {"text": item.text, "labels": labels, "chosen": answers.values.get(item.id), "written": ""}
