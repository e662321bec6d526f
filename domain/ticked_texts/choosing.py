"""An operator ticks what the cluster sees of what its doctors wrote."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from domain.acts import initials
from domain.errors import NotFound, Refused
from domain.ports import Pull, Services, TextChoice
from domain.ticked_texts.listing import TextsToChoose, texts_to_choose
from domain.ticked_texts.rule import ticked_positions

Ticked = Mapping[str, Collection[int]]


def what_choosing_does(meeting_id: str, round: int, ticked: Ticked, services: Services) -> tuple[str, ...]:
    """In sentences, before it is done. Raises Refused as `choose_texts`."""
    found, pull = _open_choice(meeting_id, round, services)
    positions = _positions(meeting_id, pull, ticked, services)
    counts = [
        f"»{item.wording}«: {_counted(len(positions.get(item.id, ())), len(item.texts))}"
        for item in found.items
    ]
    return (*counts, "Valget kan laves om, indtil materialet er bygget. Derefter står det fast.")


def choose_texts(
    meeting_id: str, round: int, ticked: Ticked, by: str, services: Services, *, seen: int = 0
) -> TextChoice:
    """Keeps the choice with its act and wakes the run; nothing ticked is a choice too.

    `ticked` has places in the frozen pull by item id, `seen` the number of the choice that stood when they
    were ticked. Raises Refused where the rules say no, where somebody else has chosen meanwhile, and once the
    report is built; NotFound where there is nothing to choose.
    """
    kept = keep_choice(meeting_id, round, ticked, by, services, seen=seen)
    services.runs.wake(meeting_id)
    return kept


def keep_choice(
    meeting_id: str, round: int, ticked: Ticked, by: str, services: Services, *, seen: int = 0
) -> TextChoice:
    """As `choose_texts`, where no run waits for it."""
    _, pull = _open_choice(meeting_id, round, services)
    positions = _positions(meeting_id, pull, ticked, services)
    choice = TextChoice(pull.content_hash, positions, initials(by))
    return services.ledger.text_choices.choose(meeting_id, round, choice, seen)


def _open_choice(meeting_id: str, round: int, services: Services) -> tuple[TextsToChoose, Pull]:
    found = texts_to_choose(meeting_id, round, services)
    pull = services.ledger.pulls.get(meeting_id, round)
    if found is None or pull is None:
        raise NotFound(f"{meeting_id}, round {round}, has no texts to choose from.")
    if found.closed:
        raise Refused(found.closed)
    return found, pull


def _positions(meeting_id: str, pull: Pull, ticked: Ticked, services: Services) -> dict[str, tuple[int, ...]]:
    package = services.packages.get(services.ledger.meetings.get(meeting_id).order.package_id)
    return ticked_positions(pull, package.limits, ticked)


def _counted(ticked: int, texts: int) -> str:
    return f"{ticked} af {texts} tekster vises." if ticked else "ingen tekster vises."
