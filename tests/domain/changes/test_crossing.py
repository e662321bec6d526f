"""What needs no lease can come between: then a change that had not seen it is not made, not even in part."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from domain.acts import Act, ActKind
from domain.changes.cancel import cancel_meeting
from domain.changes.extend import extend_survey
from domain.changes.follow_up import agree_on_follow_up, decline_follow_up
from domain.changes.move import move_meeting
from domain.changes.new_coordinator import replace_coordinator
from domain.coordinators import NewCoordinator
from domain.errors import Refused
from tests.tasks.house import House, WallClock

NEW = NewCoordinator("Ida Ny", "ida@praksis.example", "22 33 44 55")
AS_AB: dict[str, Any] = {"by": "AB", "reason": "other"}
RULES: dict[str, Callable[[House], Act]] = {
    "move": lambda house: move_meeting(house.id, later(house), services=house, after=0, **AS_AB),
    "extend": lambda house: extend_survey(house.id, date(2027, 3, 5), services=house, after=0, **AS_AB),
    "cancel": lambda house: cancel_meeting(house.id, services=house, after=0, **AS_AB),
    "replace": lambda house: replace_coordinator(house.id, NEW, services=house, after=0, **AS_AB),
    "agree": lambda house: agree_on_follow_up(house.id, 8, services=house, after=0, **AS_AB),
    "decline": lambda house: decline_follow_up(house.id, services=house, after=0, **AS_AB),
}


class Crossed(WallClock):
    """Somebody has a mail sent again just when the change looks at the clock, with the lease in hand."""

    def __init__(self, house: House) -> None:
        super().__init__(house.wall)
        self._house = house

    def now(self, meeting_id: str | None = None) -> datetime:
        database, id = self._house.database, self._house.id
        if not database.acts.of(id) and database.leases.is_held(id):
            database.acts.add(Act(id, ActKind.RESENT, "CD"))
        return super().now(meeting_id)


def later(house: House) -> datetime:
    return house.planned().meeting_starts + timedelta(days=14)


@pytest.mark.parametrize("rule", RULES)
def test_whoever_had_not_seen_what_came_between_changes_nothing(tmp_path: Path, rule: str) -> None:
    house = House(tmp_path)
    before = house.ledger.meetings.get(house.id)
    house.clock = Crossed(house)
    with pytest.raises(Refused, match=r"^CD har gjort noget ved mødet kl\. "):
        RULES[rule](house)
    assert [act.by for act in house.ledger.acts.of(house.id)] == ["CD"]
    assert house.ledger.meetings.get(house.id) == before
    assert house.ledger.meetings.plan(house.id, 1) == house.planned()
    assert house.ledger.records.decision(house.id, 1, "follow_up") is None
