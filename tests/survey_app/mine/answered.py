"""A house where a round or two are answered, released and delivered, and the codes of those who answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from data_contracts.figures_json import comparison_to_json, figures_from_json, figures_to_json
from data_contracts.tabulation import tabulate
from domain.comparison import compare
from domain.figures import Figures
from domain.limits import release
from domain.ports import OpenedSurvey
from domain.questionnaire import Answers, Questionnaire
from survey_app.mine.own_key import own_key
from tests.survey_app.fakes import MEETING, STARTS, House, plan

NINE_MONTHS = timedelta(days=275)
AFTER = {1: STARTS + timedelta(hours=1), 2: STARTS + NINE_MONTHS + timedelta(days=1)}


def figures_of(house: House, round: int, asked: Questionnaire, given: Sequence[Answers]) -> Figures:
    package, invited = house.packages.package, len(given) + 3
    table = tabulate(asked, given, {})
    return release(package.id, round, invited, len(given), table, asked, package.limits)


def deliver(
    house: House, round: int, given: Sequence[Answers], asked: Questionnaire | None = None
) -> Mapping[str, Any]:
    """Opens, releases and delivers the round as the steps do, and sets the clock to after its meeting."""
    ledger = house.ledger
    asked = asked or house.packages.package.questionnaire
    ledger.plans[round] = plan(round, NINE_MONTHS if round == 2 else timedelta())
    ledger.opened[round] = OpenedSurvey(MEETING, round, "1.0", asked)
    figures = figures_of(house, round, asked, given)
    enough = figures.answered >= house.packages.package.limits.any
    content = {"form": "data" if enough else "data_free", "figures": figures_to_json(figures)}
    if round == 2:
        first = figures_from_json(ledger.releases[1]["figures"])
        compared = compare(first, figures, ledger.opened[1].questionnaire, asked)
        content["comparison"] = comparison_to_json(compared)
    ledger.releases[round] = content
    ledger.done.add((round, "delivery"))
    house.clock.shows = AFTER[round]
    return content


def code_of(house: House, round: int, answers: Answers) -> str:
    """As it is printed on the copy."""
    return own_key(house, MEETING, round, house.ledger.opened[round].questionnaire, answers).code


def link_of(house: House, round: int, answers: Answers) -> str:
    return own_key(house, MEETING, round, house.ledger.opened[round].questionnaire, answers).link
