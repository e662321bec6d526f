"""The groups' questions: those that follow the data name what the cluster agrees on or is spread about.

A question may name an item only where nobody stands out: its counts are shown, and at each end of the scale
there is nobody or a group. It may name a section only where two people could not have turned the order.
"""

from __future__ import annotations

from domain.deck_charts import figures_of
from domain.figures import Figures, ItemFigures
from domain.package import GroupWork, Package, Question
from domain.questionnaire import Item, Questionnaire
from domain.spread import agrees, ends, is_spread

SMALLEST_GROUP = 3
"""Fewer who answered otherwise would have to explain themselves."""

CLEAR_LEAD, PEOPLE_WHO_COULD_TURN_IT = 0.10, 2
"""How far the section must lie from the next: a share, and at least what two people's answers move."""


def group_questions(package: Package, part: GroupWork, figures: Figures | None) -> tuple[str, ...]:
    """The part's questions in order; `otherwise` where the figures give nothing to ask about."""
    asked = (_asked(package, question, figures) for question in part.questions)
    return tuple(question for question in asked if question)


def all_group_questions(package: Package, figures: Figures | None) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Each part's title with its questions."""
    return tuple((part.title, group_questions(package, part, figures)) for part in package.group_work)


def _asked(package: Package, question: Question, figures: Figures | None) -> str:
    match question.when:
        case "always":
            return question.ask
        case "spread" | "agreed":
            found, name = _item(package, question.when, figures), "{item}"
        case _:
            found, name = _section(package, question.when, figures), "{section}"
    return question.ask.replace(name, found) if found else question.otherwise


def _item(package: Package, when: str, figures: Figures | None) -> str:
    """The first such item in the questionnaire's order: no ranking of items."""
    asked = package.questionnaire
    rule = is_spread if when == "spread" else agrees
    if figures is None:
        return ""
    for item in asked.scale_items:
        shown = figures_of(figures, item)
        if rule(asked, item, shown) and nobody_stands_out(asked, item, shown):
            return item.label
    return ""


def nobody_stands_out(questionnaire: Questionnaire, item: Item, shown: ItemFigures) -> bool:
    """Whether each end of the scale holds nobody or a group; never where numbers are hidden."""
    people = [round(share * shown.n) for share in ends(questionnaire, item, shown)]
    return bool(people) and all(number == 0 or number >= SMALLEST_GROUP for number in people)


def _section(package: Package, when: str, figures: Figures | None) -> str:
    """The section with the lowest or highest share, when it lies clear of the next and all may be shown."""
    if figures is None or not figures.answered:
        return ""
    asked = [section for section in package.questionnaire.sections if section.id in figures.sections]
    shares = [(figures.sections[section.id].share, section.title) for section in asked]
    known = sorted((share, title) for share, title in shares if share is not None)
    if len(known) < len(shares) or len(known) < 2:
        return ""
    first, second = (known[0], known[1]) if when == "lowest" else (known[-1], known[-2])
    lead = max(CLEAR_LEAD, PEOPLE_WHO_COULD_TURN_IT / figures.answered)
    return first[1] if round(abs(first[0] - second[0]), 9) >= round(lead, 9) else ""
