"""Report building: released figures become the deck, hand-outs and note sheet; round 2 is compared."""

from __future__ import annotations

from dataclasses import dataclass, replace
from importlib.metadata import version
from typing import Any

from data_contracts.figures_json import comparison_to_json, figures_from_json, figures_to_json
from domain import sheets
from domain.comparison import compare
from domain.deck import NO_WORDS, Words, comparison_deck, round_deck
from domain.figures import Comparison, Figures
from domain.filed import FOLLOW_UP, MEETING, to_deliver
from domain.limits import release
from domain.meeting import ROUND_1, ROUND_2
from domain.ports import Pull, Services
from domain.ticked_texts import shown_texts
from domain.withheld import is_withheld
from tasks.data_quality_gate import frozen_pull
from tasks.documents import table_count, without_numbers
from tasks.filing import Builder, file_away
from tasks.occasion import Occasion, occasion
from tasks.step import step


@dataclass(frozen=True)
class Then:
    """What round 1 released, and the pull it came from."""

    figures: Figures
    pull: Pull
    has_data: bool


def group_of(round: int) -> str:
    return MEETING if round == ROUND_1 else FOLLOW_UP


@step("report_building", "Bygger præsentation, uddelingskopier og noteark af klyngens tal.")
def report_building(meeting_id: str, services: Services, *, round: int) -> str:
    pull = frozen_pull(meeting_id, services, round)
    it = _as_asked(occasion(meeting_id, services, round), pull)
    content: dict[str, Any] = {"form": "data_free", **_passport(it, pull)}
    builders = without_numbers(it, services)
    words = NO_WORDS
    choice = services.ledger.text_choices.of(meeting_id, round)
    if not is_withheld(meeting_id, round, services):
        figures = released_figures(it, pull)
        content["figures"] = figures_to_json(figures)
        then = _then(meeting_id, services) if round == ROUND_2 else None
        comparison = _comparison(then, figures, pull)
        if comparison:
            content["comparison"] = comparison_to_json(comparison)
        if figures.answered >= it.package.limits.any:
            content["form"] = "data"
            words = shown_texts(pull, it.package.limits, choice)
            builders |= _with_data(it, services, figures, _passport(it, pull), words)
            if then and comparison and then.has_data:
                passport = _passport(it, pull) | {"first_pull_hash": then.pull.content_hash}
                builders |= _compared(it, services, then.figures, figures, comparison, passport, words)
    if choice:
        ticked = {item_id: list(choice.positions[item_id]) for item_id in words}
        content["texts"] = {"choice": choice.number, "ticked": ticked}
    services.ledger.records.set_release(meeting_id, round, content)
    is_compared = "comparison_deck" in builders
    wanted = to_deliver(it.package, round, is_compared=is_compared)
    file_away(it, services, group_of(round), wanted, builders)
    return ", ".join([content["form"], *(["compared"] if is_compared else [])])


def _as_asked(it: Occasion, pull: Pull) -> Occasion:
    """With the questions that were answered, whatever the package asks by now."""
    return replace(it, package=replace(it.package, questionnaire=pull.questionnaire))


def released_figures(it: Occasion, pull: Pull) -> Figures:
    """The pull's figures past the limits; nothing else of a pull leaves the house."""
    from data_contracts.tabulation import tabulate  # pandas

    return release(
        it.package.id,
        pull.round,
        pull.invited,
        len(pull.answers),
        tabulate(pull.questionnaire, pull.answers, pull.texts),
        pull.questionnaire,
        it.package.limits,
    )


def _then(meeting_id: str, services: Services) -> Then | None:
    released = services.ledger.records.release(meeting_id, ROUND_1)
    if not released or "figures" not in released:
        return None
    pull = frozen_pull(meeting_id, services, ROUND_1)
    return Then(figures_from_json(released["figures"]), pull, released["form"] == "data")


def _comparison(then: Then | None, figures: Figures, pull: Pull) -> Comparison | None:
    if then is None:
        return None
    return compare(then.figures, figures, then.pull.questionnaire, pull.questionnaire)


def _passport(it: Occasion, pull: Pull) -> dict[str, str]:
    return {
        "pull_hash": pull.content_hash,
        "package_version": it.package.version,
        "package_hash": it.package.content_hash,
        "software_version": version("klyngeflow"),
    }


def _with_data(
    it: Occasion, services: Services, figures: Figures, passport: dict[str, str], words: Words
) -> dict[str, Builder]:
    pdf = services.documents.render
    deck = round_deck(it.package, it.meeting, it.plan, figures, passport, words)
    return {
        "deck": lambda: services.deck.render(deck),
        "handouts": lambda: pdf(
            "handouts", sheets.handouts(it.package, it.meeting, figures, table_count(it, services), words)
        ),
    }


def _compared(
    it: Occasion,
    services: Services,
    first: Figures,
    second: Figures,
    comparison: Comparison,
    passport: dict[str, str],
    words: Words,
) -> dict[str, Builder]:
    def draw() -> bytes:
        # Built after the release is set, and from then on the commitments stand: the same bytes every time.
        agreed = services.ledger.commitments.of(it.id)
        deck = comparison_deck(
            it.package, it.meeting, it.plan, first, second, comparison, passport, agreed, words
        )
        return services.deck.render(deck)

    return {"comparison_deck": draw}
