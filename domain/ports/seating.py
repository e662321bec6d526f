"""What finds a seat for everybody."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from domain.meeting import Member
from domain.seating import Seating


class Seater(Protocol):
    def seat(self, members: Sequence[Member], table_size: int) -> Seating:
        """The same members and size give the same seating. What cannot be done is said in its remarks."""
        ...
