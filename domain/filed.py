"""The documents of a meeting once they are filed: their groups, and the order in which people see them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from domain.meeting import ROUND_1
from domain.package import Attachment, Package
from domain.ports import StoredFile

KIT, MEETING, FOLLOW_UP = "kit", "meeting", "follow-up"
DECK_AGAIN = "Powerpoint til opfølgningen"
THEN_AND_NOW = Attachment("comparison_deck", "Powerpoint til opfølgningen, før og nu")
NEW_ALONE = "Powerpoint med de nye svar alene"


def to_deliver(package: Package, round: int, *, is_compared: bool) -> tuple[Attachment, ...]:
    """What mail 2 carries, as the package lists it. In round 2 each deck's title says which of them it is."""
    if round == ROUND_1:
        return package.delivery
    title = NEW_ALONE if is_compared else DECK_AGAIN
    again = [replace(one, title=title) if one.document == "deck" else one for one in package.delivery]
    return (THEN_AND_NOW, *again) if is_compared else tuple(again)


def in_order(files: Iterable[StoredFile], package: Package) -> tuple[StoredFile, ...]:
    """One group's files as the package lists them, a comparison first; what neither has, such as the
    calendar's, last."""

    def place(file: StoredFile) -> int:
        delivered = (THEN_AND_NOW, *package.delivery)
        listed = [one.document for one in (package.kit if file.group == KIT else delivered)]
        return listed.index(file.document) if file.document in listed else len(listed)

    return tuple(sorted(files, key=place))
