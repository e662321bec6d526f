"""The documents of two rounds before they are drawn: the same words and numbers, thousands a minute."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from data_contracts.tabulation import tabulate
from domain import sheets
from domain.comparison import compare
from domain.deck import comparison_deck, round_deck
from domain.figures import Figures
from domain.limits import release
from domain.meeting import Meeting, Plan
from domain.package import Package
from tests.ledgers import ORDER, START
from tests.looks.answer_sets import as_answers
from tests.looks.policy import Round

PASSPORT = {"pull_hash": "c0ffee", "package_version": "1.0", "software_version": "1"}


def released(package: Package, number: int, round: Round) -> Figures:
    answers = as_answers(round)
    table = tabulate(round.questionnaire, answers)
    asked, answered = round.questionnaire, round.answered
    return release(package.id, number, round.invited, answered, table, asked, round.limits)


def models_of(package: Package, first: Round, second: Round) -> tuple[object, ...]:
    """Deck and hand-outs of both rounds, and the comparison deck, as data."""
    package = replace(package, questionnaire=first.questionnaire)
    order = replace(ORDER, package_id=package.id)
    meeting, plan = Meeting(order.meeting_id(), order, "kiap", START), _plan()
    one, two = released(package, 1, first), released(package, 2, second)
    comparison = compare(one, two, first.questionnaire, second.questionnaire)
    return (
        round_deck(package, meeting, plan, one, PASSPORT),
        round_deck(package, meeting, plan, two, PASSPORT),
        sheets.handouts(package, meeting, one),
        sheets.handouts(package, meeting, two),
        comparison_deck(package, meeting, plan, one, two, comparison, PASSPORT),
    )


def _plan() -> Plan:
    starts = ORDER.meeting_starts
    days = [starts + timedelta(days=days) for days in (-21, -16, -7, -6, 0, 1)]
    opens, reminder, closes, delivery, meets, thanks = days
    return Plan(1, opens, (reminder,), closes, delivery, meets, thanks)
