"""Retention: what of a meeting is deleted when, by the meeting's own clock."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from domain.meeting import ROUND_1, ROUND_2, Plan
from domain.months import months_after

WHOLE_MEETING = 0


class What(StrEnum):
    """In the order in which they go; the last three belong to the house, not to a meeting."""

    LINKS = "links"
    ANSWERS = "answers"
    FILES = "files"
    PEOPLE = "people"
    RECORD = "record"
    RUNS = "runs"
    LOGS = "logs"
    OUTBOX = "outbox"


@dataclass(frozen=True)
class RetentionLimits:
    """How long each kind is kept. The defaults are the longest that DESIGN allows."""

    links_days: int = 30
    answers_months: int = 13
    files_days: int = 30
    people_days: int = 30
    people_months: int = 18
    record_years: int = 5
    runs_days: int = 90
    logs_days: int = 30
    outbox_days: int = 30


@dataclass(frozen=True)
class Facts:
    """What the limits are counted from; all moments on the meeting's own clock.

    `closed` has the rounds whose answers are frozen, and when their surveys closed. `is_live`: a round is
    planned and not over. `followed_up` is the follow-up's delivery.
    """

    meeting_starts: datetime
    closed: Mapping[int, datetime] = field(default_factory=dict)
    is_live: bool = False
    followed_up: datetime | None = None
    cancelled: datetime | None = None


@dataclass(frozen=True)
class Due:
    """`rule` says why on that day; `round` is 0 where the whole meeting is meant."""

    what: What
    on: datetime
    rule: str
    round: int = WHOLE_MEETING

    @property
    def key(self) -> tuple[What, int]:
        return self.what, self.round


def what_is_expired(
    facts: Facts, limits: RetentionLimits, purged: Collection[tuple[What, int]], now: datetime
) -> tuple[Due, ...]:
    """What has to go by `now` and has not; `purged` are the keys of what has."""
    return tuple(due for due in all_due(facts, limits) if due.on <= now and due.key not in purged)


def soonest(
    meeting_starts: datetime,
    plans: Collection[Plan],
    limits: RetentionLimits,
    purged: Collection[tuple[What, int]],
) -> datetime:
    """Before that nothing of a meeting that is not cancelled can be due, whatever has become of it: for most
    meetings there is then no need to gather the facts.
    """
    links = [
        plan.survey_closes + timedelta(days=limits.links_days)
        for plan in plans
        if (What.LINKS, plan.round) not in purged
    ]
    others = [(What.LINKS, ROUND_1), (What.LINKS, ROUND_2)]
    others += [(what, WHOLE_MEETING) for what in (What.ANSWERS, What.FILES, What.PEOPLE)]
    months = min(limits.answers_months, limits.people_months)
    rest = [_months_later(meeting_starts, months), *(p.delivery for p in plans if p.round == ROUND_2)]
    record = _months_later(meeting_starts, 12 * limits.record_years)
    return min([record, *links, *([] if set(others) <= set(purged) else rest)])


def all_due(facts: Facts, limits: RetentionLimits) -> tuple[Due, ...]:
    """When each kind goes, as far as can be said today; a live round moves what it needs back."""
    people = _people(facts, limits)
    return (
        *(_links(facts, limits, round, people) for round in (ROUND_1, ROUND_2)),
        _answers(facts, limits),
        _files(facts, limits, people),
        people,
        Due(
            What.RECORD,
            _months_later(facts.meeting_starts, 12 * limits.record_years),
            f"{limits.record_years} years after the meeting",
        ),
    )


def _answers(facts: Facts, limits: RetentionLimits) -> Due:
    """Nobody needs them once the follow-up is delivered or the meeting cancelled; else in good time."""
    over = _over(facts)
    if over:
        return _not_after_the_limit(Due(What.ANSWERS, over[0], f"on {over[1]}"), facts, limits)
    return _without_an_end(What.ANSWERS, facts, limits)


def _people(facts: Facts, limits: RetentionLimits) -> Due:
    over = _over(facts)
    if over:
        on = over[0] + timedelta(days=limits.people_days)
        rule = f"{limits.people_days} days after {over[1]}"
        return _not_after_the_limit(Due(What.PEOPLE, on, rule), facts, limits)
    return _without_an_end(What.PEOPLE, facts, limits)


def _files(facts: Facts, limits: RetentionLimits, people: Due) -> Due:
    """They name people too, so they never outlive the names."""
    over = _over(facts)
    if over:
        own = over[0] + timedelta(days=limits.files_days)
        if own < people.on:
            return Due(What.FILES, own, f"{limits.files_days} days after {over[1]}")
    return Due(What.FILES, people.on, people.rule)


def _links(facts: Facts, limits: RetentionLimits, round: int, people: Due) -> Due:
    """Nor do the links: each is one person's."""
    if round in facts.closed:
        own = facts.closed[round] + timedelta(days=limits.links_days)
        if own < people.on:
            return Due(What.LINKS, own, f"{limits.links_days} days after the survey closed", round)
    return Due(What.LINKS, people.on, people.rule, round)


def _over(facts: Facts) -> tuple[datetime, str] | None:
    ends = [
        (moment, why)
        for moment, why in (
            (facts.followed_up, "the follow-up's delivery"),
            (facts.cancelled, "the day it was cancelled"),
        )
        if moment
    ]
    return min(ends) if ends else None


def _without_an_end(what: What, facts: Facts, limits: RetentionLimits) -> Due:
    """Until no follow-up can be held any more. A live round keeps what it needs, but never for ever."""
    months = limits.answers_months
    if facts.is_live:
        return _limit(what, facts, limits)
    on = _months_later(facts.meeting_starts, months)
    return _not_after_the_limit(
        Due(what, on, f"{months} months after the meeting, without a follow-up"), facts, limits
    )


def _not_after_the_limit(due: Due, facts: Facts, limits: RetentionLimits) -> Due:
    limit = _limit(due.what, facts, limits)
    return due if due.on <= limit.on else limit


def _limit(what: What, facts: Facts, limits: RetentionLimits) -> Due:
    on = _months_later(facts.meeting_starts, limits.people_months)
    return Due(what, on, f"{limits.people_months} months after the meeting, whatever is unfinished")


def _months_later(moment: datetime, months: int) -> datetime:
    return datetime.combine(months_after(moment.date(), months), moment.timetz())
