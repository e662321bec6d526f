"""What makes two orders the same order, and what a meeting never shows of its people."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from domain.meeting import Member, MemberRow
from tests.ledgers import ORDER


@pytest.mark.parametrize(
    "changes",
    [
        {"cluster": "  nORD "},
        {"phone": "99 99 99 99"},
        {"coordinator_email": "ny@praksis.example"},
        {"members_expected": 30},
        {"meeting_starts": ORDER.meeting_starts + timedelta(hours=2)},
    ],
)
def test_the_same_cluster_package_and_day_is_the_same_order(changes: dict[str, object]) -> None:
    assert replace(ORDER, **changes).meeting_id() == ORDER.meeting_id()


@pytest.mark.parametrize(
    "changes",
    [
        {"cluster": "Syd"},
        {"package_id": "samarbejde"},
        {"meeting_starts": ORDER.meeting_starts + timedelta(days=1)},
    ],
)
def test_another_cluster_package_or_day_is_another_order(changes: dict[str, object]) -> None:
    assert replace(ORDER, **changes).meeting_id() != ORDER.meeting_id()


def test_a_meeting_id_is_short_and_can_be_typed() -> None:
    assert re.fullmatch(r"trivsel-[a-z2-7]{6}", ORDER.meeting_id())


def test_no_repr_shows_a_person() -> None:
    shown = (
        f"{ORDER!r} {Member('m1', 'ole@a.example', 'Ole', '012345')!r} {MemberRow('ole@a.example', 'Ole')!r}"
    )
    for secret in ("Åse", "aase@", "11 22 33 44", "Prøvevej", "ole@", "Ole", "012345"):
        assert secret not in shown
