"""What needs a human: one list for the overview, the operator page, the command line and the alerts."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from domain.attention.attention import Attention, Need
from domain.attention.follow_ups import late_follow_up, unanswered_follow_up, unconfirmed_follow_up
from domain.attention.mails import rejected_mails, unknown_mails
from domain.attention.rounds import (
    broken_package,
    consultation,
    given_up_run,
    late_members,
    late_posting,
    release,
)
from domain.attention.texts import texts_to_tick
from domain.changes.called_off import is_cancelled
from domain.ports import Services
from domain.rounds import rounds_of

Rule = Callable[[str, int, Services], Iterator[Attention]]

RULES: tuple[Rule, ...] = (
    given_up_run,
    broken_package,
    release,
    texts_to_tick,
    late_follow_up,
    unconfirmed_follow_up,
    late_members,
    unknown_mails,
    rejected_mails,
    late_posting,
    consultation,
    unanswered_follow_up,
)

OF_A_CANCELLED_MEETING: tuple[Rule, ...] = (given_up_run, unknown_mails, rejected_mails)
"""Whoever has not heard of it comes in vain."""


def needs_a_human(meeting_id: str, services: Services) -> tuple[Attention, ...]:
    """What somebody has to see to, over both rounds, the most urgent first. Writes nothing.

    Raises NotFound for an unknown meeting. What only the engine knows is left out while it is out of reach.
    """
    services.ledger.meetings.get(meeting_id)
    rounds = rounds_of(meeting_id, services)
    rules = OF_A_CANCELLED_MEETING if is_cancelled(meeting_id, services) else RULES
    found = [one for round in rounds for rule in rules for one in rule(meeting_id, round, services)]
    return tuple(sorted(found, key=lambda one: list(Need).index(one.need)))


__all__ = ["RULES", "Attention", "Need", "needs_a_human"]
