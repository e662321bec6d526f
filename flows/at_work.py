"""A run at work on one round: skips what is done, leaves where it must wait, asks where a human decides."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import TypeVar

from prefect.exceptions import Abort
from prefect.input import RunInput
from prefect.logging import get_run_logger
from prefect.runtime import flow_run

from adapters.prefect_steering import called_off
from domain.changes.called_off import is_called_off
from domain.errors import LeaseLost, LeaseTaken, Refused, TryAgain
from domain.meeting import Plan
from domain.ports import Decision, Services, Wait
from domain.waits_in_words import LEASE_IS_TAKEN, wait_in_words
from flows.artifacts import show_meeting
from flows.asking import Ask, answer_to, form_key, suspend
from flows.failing import failing_in_words, refuse_unknown
from flows.naming import keep_name
from flows.waiting import RETRY, Sleep, fall_asleep, leave_in, pause_before_retry
from tasks.occasion import plan_of
from tasks.step import Again, Step

Form = TypeVar("Form", bound=RunInput)

LOOK_FOR_THE_LEASE_AFTER = timedelta(seconds=15)


class Work:
    """One round of one meeting, with the lease in hand."""

    def __init__(self, meeting_id: str, round: int, services: Services) -> None:
        self.meeting_id, self.round, self.services = meeting_id, round, services

    @property
    def plan(self) -> Plan:
        return plan_of(self.meeting_id, self.services, self.round)

    @property
    def now(self) -> datetime:
        return self.services.clock.now(self.meeting_id)

    def is_done(self, name: str) -> bool:
        return self.services.ledger.records.is_done(self.meeting_id, self.round, name)

    @property
    def is_fresh(self) -> bool:
        """Whether this run begins here."""
        return bool(flow_run.run_count == 1)

    def does(self, step: Step) -> None:
        """Runs the step unless the ledger says it is done, so that it shows once in the timeline."""
        if not self.is_done(step.name):
            self._runs(step)

    def does_and_shows(self, step: Step, show: Callable[[], None]) -> None:
        """What a step made is shown after it, and by a fresh run: an earlier one may have died in between."""
        if not self.is_done(step.name):
            self._runs(step)
        elif not self.is_fresh:
            return
        show()

    def repeats(self, step: Step) -> None:
        """Runs a step that has something to finish again, done or not."""
        self._runs(step.again)

    def waits(self, state: str, until: datetime) -> None:
        """Passes when our own clock shows `until`; otherwise leaves, to be started again then."""
        if self.now < until:
            wakes_at = self.services.clock.set_alarm(self.meeting_id, until)
            raise Sleep(state, wakes_at, self._waiting(state, until, wakes_at))

    def asks(
        self, kind: str, state: str, form: type[Form], text: str, accept: Callable[[Form], Decision]
    ) -> Decision:
        """The decision from the ledger, or from the answered form; otherwise suspends and asks.

        `accept` turns the form into the decision or raises Refused; then the form comes again, saying why.
        """
        records = self.services.ledger.records
        decision = records.decision(self.meeting_id, self.round, kind)
        asked = records.waiting(self.meeting_id, self.round)
        if decision and asked and asked.state == state:
            _tell_of_decision_elsewhere(state)
        number = 1
        while decision is None:
            key = form_key(kind, number)
            answer = answer_to(form, key)
            if answer is None:
                raise Ask(state, key, form, text, self._waiting(state, None, None))
            try:
                accepted = accept(answer)
            except Refused as refusal:
                text = f"**{refusal}**\n\n{text}"
                number += 1
                continue
            decision = records.decide(self.meeting_id, self.round, accepted)
            if decision != accepted:
                _tell_of_decision_elsewhere(state)
        return decision

    def _runs(self, task: Step | Again) -> None:
        self.services.ledger.records.clear_waiting(self.meeting_id, self.round)
        try:
            task(self.meeting_id, self.services, round=self.round)
        except TryAgain as passing:
            wakes_at = self._next_try()
            get_run_logger().info(str(passing))
            raise Sleep(RETRY, wakes_at, self._waiting(RETRY, None, wakes_at)) from None

    def _next_try(self) -> datetime:
        """Not before a deferred mail may be tried again: a wake-up until then would change nothing."""
        now = self.services.clock.real_now()
        mails = self.services.ledger.mails.of(self.meeting_id, self.round)
        due = [mail.next_try for mail in mails if mail.next_try and mail.next_try > now]
        return max([now + pause_before_retry(), *([min(due)] if due else [])])

    def _waiting(self, state: str, until: datetime | None, wakes_at: datetime | None) -> str:
        """Told to operators only when it is news: most wake-ups change nothing. Returns it in words."""
        wait = Wait(self.meeting_id, self.round, state, until, wakes_at)
        is_news = wait != self.services.ledger.records.waiting(self.meeting_id, self.round)
        if is_news:
            self.services.ledger.records.set_waiting(wait)
        if is_news or self.is_fresh:
            _show_operators(self.meeting_id, self.round, self.services)
        return wait_in_words(wait, self.services)


@contextmanager
def at_work_on(meeting_id: str, round: int) -> Iterator[Work]:
    """Holds the meeting's lease while inside, and gives it back before the run falls asleep or asks."""
    from adapters.wiring import open_services  # SQLAlchemy and the rest, once a run really starts

    with failing_in_words():
        services = open_services()
        refuse_unknown(meeting_id, services)
        gc.freeze()  # a run is short: collecting garbage in all that is imported would cost a fifth of it
        if flow_run.run_count == 1:
            keep_name(meeting_id, round, services)
        try:
            with giving_way(services), services.ledger.holding(meeting_id) as ledger:
                _leave_if_called_off(meeting_id, round, services)
                yield Work(meeting_id, round, services.writing_with(ledger))
                ledger.records.clear_waiting(meeting_id, round)
                _show_operators(meeting_id, round, services)
        except Sleep as sleep:
            fall_asleep(sleep)
        except Ask as ask:
            suspend(ask)
        finally:
            gc.freeze()  # the process ends: the steps' own libraries need no last collection either


@contextmanager
def giving_way(services: Services) -> Iterator[None]:
    """Leaves the meeting to the run that has it: until later, or for good where that has taken over."""
    try:
        yield
    except LeaseTaken as taken:
        get_run_logger().info(str(taken))
        fall_asleep(
            Sleep("AwaitingLease", services.clock.real_now() + LOOK_FOR_THE_LEASE_AFTER, LEASE_IS_TAKEN)
        )
    except LeaseLost as lost:
        get_run_logger().warning(str(lost))
        raise Abort(str(lost)) from None  # this run was marked as crashed; the other one tells the rest


def _leave_if_called_off(meeting_id: str, round: int, services: Services) -> None:
    """A run that was started, or woken, before it could be ended from outside."""
    if is_called_off(meeting_id, round, services):
        show_meeting(meeting_id, services)
        leave_in(called_off())


def _tell_of_decision_elsewhere(state: str) -> None:
    get_run_logger().info(f"{state}: this was decided elsewhere already, and that decision stands.")


def _show_operators(meeting_id: str, round: int, services: Services) -> None:
    keep_name(meeting_id, round, services)
    show_meeting(meeting_id, services)
