"""Whether a domain takes mail at all."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import Enum, auto
from typing import Protocol


class TakesMail(Enum):
    YES = auto()
    NO = auto()
    NOT_CHECKED = auto()


class Resolver(Protocol):
    """Asks the domain name system."""

    def take_mail(self, domains: Collection[str]) -> Mapping[str, TakesMail]:
        """One answer for each, all of them within a few seconds; NOT_CHECKED where none came in time."""
        ...
