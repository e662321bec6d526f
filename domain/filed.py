"""The documents of a meeting once they are filed: their groups, and the order in which people see them."""

from __future__ import annotations

from collections.abc import Iterable

from domain.package import Package
from domain.ports import StoredFile

KIT, MEETING, FOLLOW_UP = "kit", "meeting", "follow-up"


def in_order(files: Iterable[StoredFile], package: Package) -> tuple[StoredFile, ...]:
    """One group's files as the package lists them; what it does not list, such as the calendar's, last."""

    def place(file: StoredFile) -> int:
        listed = [one.document for one in (package.kit if file.group == KIT else package.delivery)]
        return listed.index(file.document) if file.document in listed else len(listed)

    return tuple(sorted(files, key=place))
