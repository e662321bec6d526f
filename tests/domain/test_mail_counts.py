"""No count of mails tells how many have answered."""

from __future__ import annotations

import pytest

from domain.mail_counts import counted, how_many
from domain.mails import TO_THOSE_MISSING, MailKey, MailKind, MailOutcome
from domain.ports import MailRow
from tests.ledgers import START


def rows(kind: MailKind, many: int) -> list[MailRow]:
    keys = [MailKey("trivsel-abcdef", 1, kind, f"m{number}") for number in range(many)]
    return [
        MailRow(key, key.message_id("kiap.example"), MailOutcome.SENT, 1, "", START, None) for key in keys
    ]


def test_mails_are_counted_by_round_kind_and_outcome() -> None:
    assert counted(rows(MailKind.INVITATION, 12)) == {(1, MailKind.INVITATION, MailOutcome.SENT): 12}
    assert how_many(MailKind.INVITATION, 12) == "12"


@pytest.mark.parametrize("many", [0, 1, 12])
@pytest.mark.parametrize("kind", sorted(TO_THOSE_MISSING))
def test_of_mails_to_those_missing_neither_the_number_is_told_nor_whether_there_are_any(
    kind: MailKind, many: int
) -> None:
    assert counted(rows(kind, many)) == {}
    assert how_many(kind, many) == ""


@pytest.mark.parametrize("kind", sorted(TO_THOSE_MISSING))
def test_mails_to_those_missing_share_a_mark_that_names_nobody(kind: MailKind) -> None:
    assert {row.mark for row in rows(kind, 12)} == {f"{kind.value}-1"}
