"""How each document of a package is built; those with the cluster's numbers are added by the report."""

from __future__ import annotations

from domain import sheets
from domain.deck import data_free_deck, demo_deck
from domain.errors import Refused
from domain.ports import Services
from domain.postings import leaves_by
from tasks.filing import Builder, Builders
from tasks.occasion import Occasion


def without_numbers(it: Occasion, services: Services) -> dict[str, Builder]:
    """Every document that shows no answer: the kit's, the sheets for the room, and the deck to talk over."""
    return {**_for_the_kit(it, services), **_for_the_room(it, services)}


def _for_the_kit(it: Occasion, services: Services) -> Builders:
    package, meeting, plan, pdf = it.package, it.meeting, it.plan, services.documents.render
    return {
        "proposed_invitation": lambda: pdf(
            "proposed_invitation", sheets.proposed_invitation(package, meeting, plan)
        ),
        "questionnaire": lambda: pdf("questionnaire", sheets.questionnaire(package)),
        "package": lambda: pdf("package", sheets.package_sheet(package, meeting)),
        "demo_deck": lambda: services.deck.render(demo_deck(package)),
        "run_sheet": lambda: pdf("run_sheet", _run_sheet(it, services)),
        "programme": lambda: pdf("programme", sheets.programme(package, meeting, it.round)),
    }


def _for_the_room(it: Occasion, services: Services) -> Builders:
    package, meeting, pdf = it.package, it.meeting, services.documents.render
    members = services.ledger.members
    return {
        "deck": lambda: services.deck.render(data_free_deck(package, meeting, it.plan)),
        "handouts": lambda: pdf(
            "handouts", sheets.data_free_handouts(package, meeting, table_count(it, services), it.round)
        ),
        "note_sheet": lambda: pdf("note_sheet", sheets.note_sheet(package, meeting, it.round)),
        "implementation_plan": lambda: pdf("implementation_plan", sheets.implementation_plan(package)),
        "implementation_plan_a3": lambda: pdf(
            "implementation_plan", sheets.implementation_plan(package, paper="a3")
        ),
        "practice_sheet": lambda: pdf("practice_sheet", sheets.practice_sheet(package, meeting)),
        "attendance_list": lambda: pdf(
            "attendance_list", sheets.attendance_list(package, meeting, members.of(it.id), it.round)
        ),
        "seating_plan": lambda: pdf("seating_plan", _seated(it, services)),
    }


def _run_sheet(it: Occasion, services: Services) -> sheets.Sheet:
    post_leaves = leaves_by(it.plan, services.calendar, services.clock.now(it.id))
    return sheets.run_sheet(it.package, it.meeting, it.plan, it.consultant, post_leaves)


def table_count(it: Occasion, services: Services) -> int:
    """How many tables stand in the room; 0 where nobody has planned them."""
    members = services.ledger.members.of(it.id)
    if it.package.seating is None or not members:
        return 0
    return sheets.table_count(services.seater.seat(members, it.package.seating.table_size))


def _seated(it: Occasion, services: Services) -> sheets.Sheet:
    """Raises Refused when the package asks for no seating."""
    if it.package.seating is None:
        raise Refused(f"The package {it.package.id} has no »seating« in its package.yaml.")
    members = services.ledger.members.of(it.id)
    seating = services.seater.seat(members, it.package.seating.table_size)
    return sheets.seating_plan(it.package, it.meeting, members, seating, it.round)
