"""Who coordinates a meeting, where that changes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class NewCoordinator:
    """Checked by `data_contracts.new_coordinator`. Without a postal address the order's stands."""

    name: str
    email: str
    phone: str
    postal_address: str = ""

    def __repr__(self) -> str:
        return "NewCoordinator(…)"


@dataclass(frozen=True)
class FormerCoordinator:
    """Kept apart from the order only until the mail of thanks has left."""

    name: str
    email: str

    def __repr__(self) -> str:
        return "FormerCoordinator(…)"
