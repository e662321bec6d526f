"""The copy by mail is tried again from memory while the fault is a passing one, and kept nowhere."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest

from domain.mails import MailOutcome
from domain.questionnaire import Answers
from survey_app.background import Background
from survey_app.member.copy_address import Recipient
from survey_app.member.links import Link, find_link
from survey_app.member.own_copy import RETRY_AFTER_SECONDS, CopyNews, mail_copy
from tests.survey_app.fakes import House

TO = Recipient("Åse", "aase@hjem.example")
GIVEN = Answers({"q1": 4}, {"t1": "Hemmeligt"})


class AtOnce:
    """Does background work on the spot and notes how long it should have waited."""

    def __init__(self) -> None:
        self.waits: list[float] = []

    def start(self, work: Callable[[], object]) -> Future[object]:
        future: Future[object] = Future()
        future.set_result(work())
        return future

    def start_later(self, seconds: float, work: Callable[[], object]) -> None:
        self.waits.append(seconds)
        work()


def link_of(house: House) -> Link:
    link = find_link(house, house.token())
    assert link is not None
    return link


def send(house: House, background: Any) -> CopyNews:
    return mail_copy(house, background, link_of(house), GIVEN, TO)


def test_a_passing_fault_is_tried_again_with_the_same_message(house: House) -> None:
    house.transport.outcomes = [MailOutcome.DEFERRED, MailOutcome.DEFERRED, MailOutcome.SENT]
    background = AtOnce()
    assert send(house, background) is CopyNews.ON_ITS_WAY
    assert background.waits == list(RETRY_AFTER_SECONDS[:2])
    assert len({mail.message_id for mail in house.transport.mails}) == 1


def test_it_gives_up_after_a_few_times(house: House) -> None:
    house.transport.outcomes = [MailOutcome.DEFERRED] * 99
    send(house, AtOnce())
    assert len(house.transport.mails) == 1 + len(RETRY_AFTER_SECONDS)


@pytest.mark.parametrize("outcome", [MailOutcome.UNKNOWN, MailOutcome.REJECTED, MailOutcome.SENT])
def test_what_may_have_arrived_or_never_will_is_not_tried_again(house: House, outcome: MailOutcome) -> None:
    house.transport.outcomes = [outcome]
    send(house, AtOnce())
    assert len(house.transport.mails) == 1


def test_a_rehearsal_mails_copies_into_its_outbox(house: House) -> None:
    from dataclasses import replace

    house.transport.reaches_people = False
    assert send(house, AtOnce()) is CopyNews.ON_SCREEN_ONLY
    house.ledger.meeting = replace(house.ledger.meeting, rehearsal=True)
    assert send(house, AtOnce()) is CopyNews.SENT


def test_the_copy_is_dated_by_the_meetings_own_clock(house: House) -> None:
    send(house, AtOnce())
    assert house.transport.mails[0].date == house.clock.shows


def test_making_and_mailing_a_copy_leaves_no_file_behind(house: House, tmp_path: Path) -> None:
    before = sorted(tmp_path.rglob("*"))
    send(house, AtOnce())
    assert sorted(tmp_path.rglob("*")) == before


def test_no_repr_on_the_way_shows_the_person_or_the_answers(house: House) -> None:
    send(house, AtOnce())
    shown = f"{TO!r} {GIVEN!r} {link_of(house)!r} {house.transport.mails[0]!r}"
    assert not any(word in shown for word in ("Åse", "aase", "Hemmeligt", house.token()))


def test_stopping_drops_what_waits() -> None:
    background = Background()
    done: list[str] = []
    background.start_later(60, lambda: done.append("late"))
    background.start(lambda: done.append("now"))
    background.stop()
    assert done == ["now"]
