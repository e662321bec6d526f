"""What was done by hand is told in words that name nobody."""

from __future__ import annotations

import pytest

from domain.act_words import what_was_done, who, why
from domain.acts import Act, ActKind
from domain.changes.reasons import REASONS


@pytest.mark.parametrize("kind", ActKind)
def test_every_act_has_its_words(kind: ActKind) -> None:
    assert what_was_done(Act("m", kind, "AB", detail={"recipient": "m0a1b2", "kind": "reminder"}))


@pytest.mark.parametrize(
    ("kind", "reason"), [(kind, code) for kind, codes in REASONS.items() for code in codes]
)
def test_every_reason_of_a_change_is_told(kind: ActKind, reason: str) -> None:
    assert why(Act("m", kind, "AB", reason)) == REASONS[kind][reason]


def test_the_coordinator_is_named_by_what_they_are() -> None:
    assert who(Act("m", ActKind.MOVED, "coordinator")) == "mødelederen"
    assert who(Act("m", ActKind.MOVED, "AB")) == "AB"
