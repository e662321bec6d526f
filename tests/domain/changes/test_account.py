"""What KiAP's own people read of a change."""

from __future__ import annotations

import pytest

from domain.acts import Act, ActKind
from domain.changes.account import account


@pytest.mark.parametrize(
    ("added", "changed", "removed", "told"),
    [
        (1, 0, 0, "1 ny"),
        (2, 0, 1, "2 nye og 1 taget af"),
        (0, 1, 0, "1 rettet"),
        (1, 2, 3, "1 ny, 2 rettet og 3 taget af"),
    ],
)
def test_a_changed_list_is_told_in_counts_without_zeros(
    added: int, changed: int, removed: int, told: str
) -> None:
    detail = {"added": added, "changed": changed, "removed": removed}
    act = Act("m", ActKind.MEMBERS_CHANGED, "AB", detail=detail)
    assert account(act) == (f"Medlemslisten er ændret: {told}.",)
