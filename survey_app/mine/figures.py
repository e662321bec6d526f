"""What `/mine` fetches: one round's questions and released numbers, the same for all who answered it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from adapters.markdown_blocks import markdown_blocks
from data_contracts.figures_json import figures_from_json
from data_contracts.own_comparison import changed_since, questions_to_json
from domain.dates import MONTHS
from domain.deck_words import counted
from domain.figures import Figures
from domain.meeting import COPENHAGEN, ROUND_1, Plan
from domain.package import Contact, Package
from domain.ports import Services
from survey_app.member.links import package_as_asked
from survey_app.mine.rounds import AskedRound, released, why_not_yet
from survey_app.pages import in_order_of_nearness

WITH_NUMBERS = "data"
TOO_FEW_ANSWERED = "For få svarede i denne runde til, at klyngens tal kan vises."
WITHHELD = "Klyngens tal bliver ikke vist for denne runde."

Json = dict[str, Any]


def round_to_json(services: Services, found: AskedRound) -> Json:
    package = package_as_asked(services, found.meeting, found.number)
    wait = why_not_yet(services, found)
    release = {} if wait else released(services, found)
    figures = _shown(release)
    return {
        "meeting": found.meeting.id,
        "round": found.number,
        "title": f"{found.meeting.order.cluster_named} · {package.title}",
        "month": _month(found.plan),
        "standing": wait or _why_no_numbers(release),
        "answered": f"{counted(figures.answered, figures.invited)} i klyngen har svaret." if figures else "",
        **questions_to_json(package.questionnaire, figures),
        **_since_round_1(services, found, package, release),
        **_help(package, found.meeting.order.region),
    }


def _shown(release: Mapping[str, Any]) -> Figures | None:
    """The figures of a round that has slides with numbers; other figures were kept, but never shown."""
    return figures_from_json(release["figures"]) if release.get("form") == WITH_NUMBERS else None


def _why_no_numbers(release: Mapping[str, Any]) -> str:
    if release.get("form") == WITH_NUMBERS:
        return ""
    return TOO_FEW_ANSWERED if "figures" in release else WITHHELD


def _since_round_1(
    services: Services, found: AskedRound, package: Package, release: Mapping[str, Any]
) -> Json:
    if found.number == ROUND_1:
        return {"changed": {}, "caveats": []}
    then = package_as_asked(services, found.meeting, ROUND_1).questionnaire
    return {
        "changed": changed_since(then, package.questionnaire),
        "caveats": _caveats(services, found, release),
    }


def _caveats(services: Services, found: AskedRound, release: Mapping[str, Any]) -> list[str]:
    """Those of the comparison deck; where there is no such deck, its sentences would show its numbers."""
    before = services.ledger.records.release(found.meeting.id, ROUND_1) or {}
    both = [release.get("form"), before.get("form")] == [WITH_NUMBERS, WITH_NUMBERS]
    return list(release["comparison"]["caveats"]) if both and "comparison" in release else []


def _month(plan: Plan) -> str:
    closes = plan.survey_closes.astimezone(COPENHAGEN)
    return f"{MONTHS[closes.month - 1]} {closes.year}"


def _help(package: Package, region: str) -> Json:
    """The same for everybody, whatever was answered."""
    contacts: list[Contact] = in_order_of_nearness(package.contacts, region)
    shown = ("organisation", "person", "email", "phone")
    return {
        "help": markdown_blocks(package.text("help")),
        "contacts": [{name: asdict(contact)[name] for name in shown} for contact in contacts],
    }
