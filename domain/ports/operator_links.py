"""One-time links to the operator page."""

from __future__ import annotations

from typing import Protocol


class OperatorLinks(Protocol):
    """They belong to this machine: no backup, database or other machine knows them."""

    def make(self, initials: str) -> str:
        """Returns the new link's token (128 bits); `initials` are empty where the page has to ask."""
        ...

    def initials(self, token: str) -> str:
        """Whom the link was made for. Raises NotFound for one that is unknown, used or too old."""
        ...

    def use(self, token: str) -> None:
        """From now on the link is dead. Raises NotFound as `initials`, so that only one caller gets in."""
        ...
