"""Which page of a questionnaire is shown: one per step, and after the last a look at all the answers."""

from __future__ import annotations

import re
from collections.abc import Collection

from domain.errors import Fault
from domain.questionnaire import Questionnaire

# What a form asks for in place of a step's number when all answers are to be looked over.
REVIEW = "gennemse"

NUMBER = re.compile("[1-9][0-9]{0,2}", re.ASCII)


def review_of(questionnaire: Questionnaire) -> int:
    """The number of the page after the last step."""
    return len(questionnaire.steps) + 1


def page_asked_for(questionnaire: Questionnaire, written: str) -> int:
    """1 for the first step, which is also where somebody begins who asks for none; 0 for what is no page."""
    if written == REVIEW:
        return review_of(questionnaire)
    if not written:
        return 1
    number = int(written) if NUMBER.fullmatch(written) else 0
    return number if number < review_of(questionnaire) else 0


def page_to_show(questionnaire: Questionnaire, asked_for: int, faulty: Collection[str]) -> int:
    """The page asked for, or the first one before it that asks an item in `faulty`."""
    for number, sections in enumerate(questionnaire.steps[: asked_for - 1], start=1):
        if any(item.id in faulty for section in sections for item in section.items):
            return number
    return asked_for


def lost_the_way() -> Fault:
    seen = "Vi kunne ikke se, hvor langt du var nået."
    return Fault("Spørgeskemaet", seen, "Begynd her igen. Det, du har svaret, er her endnu.")
