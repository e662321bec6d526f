"""kill -9 of the worker and the run in the middle of a step: the same files, and no mail twice or lost."""

from __future__ import annotations

from tests.flows.kill_outcome import (
    assert_each_kill_hit,
    assert_mails_settled,
    assert_same_documents,
    assert_same_mails,
)
from tests.flows.killing import Killer
from tests.flows.processes import processes_of
from tests.flows.rehearsal_process import Rehearsal


def test_the_worker_and_the_run_died_in_the_middle_of_each_chosen_step(killed: Killer) -> None:
    assert_each_kill_hit(killed)


def test_some_invitations_had_left_and_some_had_not_when_the_run_died(killed: Killer) -> None:
    assert 1 <= killed.kills[0].invitations < 24


def test_the_documents_are_the_same_as_without_any_kill(killed: Killer, rehearsal: Rehearsal) -> None:
    assert_same_documents(killed, rehearsal)


def test_no_mail_is_sent_twice_and_none_is_lost(killed: Killer, rehearsal: Rehearsal) -> None:
    assert_same_mails(killed, rehearsal)


def test_the_ledger_knows_what_became_of_every_mail(killed: Killer) -> None:
    assert_mails_settled(killed)


def test_nothing_is_left_running_after_a_rehearsal_with_kills(killed: Killer) -> None:
    assert [seen.command for seen in processes_of(killed.rehearsal.home)] == []
