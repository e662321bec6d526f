"""How many mails went out, counted so that no number tells how many have answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from domain.mails import TO_THOSE_MISSING, MailKind, MailOutcome
from domain.ports import MailRow


def counted(rows: Iterable[MailRow]) -> Mapping[tuple[int, MailKind, MailOutcome], int]:
    """By round, kind and outcome. Those to whoever is missing are left out, open or closed: even that
    there are none would say that all have answered.
    """
    told = [row for row in rows if row.key.kind not in TO_THOSE_MISSING]
    found = Counter((row.key.round, row.key.kind, row.outcome) for row in told)
    return dict(sorted(found.items()))


def how_many(kind: MailKind, count: int) -> str:
    """Empty for those to whoever is missing: that there are some must be told, how many must not."""
    return "" if kind in TO_THOSE_MISSING else str(count)
