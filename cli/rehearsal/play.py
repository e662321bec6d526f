"""Plays the people of a meeting while its runs do their work, and lets the meeting's clock leap."""

from __future__ import annotations

import email
import email.policy
import random
import time
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path

from adapters.wiring import LiveServices
from cli.rehearsal.script import Script, shares_by_reminder
from cli.rehearsal.visitor import Visitor, link_in, mails_in
from domain.dates import day_and_time
from domain.errors import KlyngeflowError, TryAgain
from domain.mails import MailKind
from domain.meeting import ROUND_1, ROUND_2, MemberRow
from domain.ports import Wait
from domain.questionnaire import Answers
from domain.states import STATES
from tasks.upkeep import LAST_STEPS, keep_up, unfinished_rounds

SECONDS_BETWEEN_LOOKS = 0.3
SECONDS_BETWEEN_UPKEEPS = 10.0
SECONDS_WITHOUT_NEWS = 300.0
FOR_PEOPLE = ("AwaitingConsultation", "AwaitingRelease", "AwaitingMembers")
"""Waits that end when somebody acts, which takes them as long as every other wait."""
A_FOLLOW_UP_LATER = timedelta(days=400)


class Play:
    """One rehearsed meeting. `tell` prints a line of progress."""

    def __init__(
        self,
        services: LiveServices,
        meeting_id: str,
        script: Script,
        members: tuple[MemberRow, ...],
        answers: Mapping[int, tuple[Answers, ...]],
        tell: Callable[[str], None],
    ) -> None:
        self._services, self._id, self._script, self._members = services, meeting_id, script, members
        self._tell = tell
        self._visitor = Visitor()
        self._seen: set[tuple[int, str, datetime | None]] = set()
        self._to_answer = {round: self._parts(given, round) for round, given in answers.items()}

    def until_delivered(self) -> None:
        """Returns when the follow-up's comparison has been delivered."""
        news = upkeep = time.monotonic()
        while not self._is_over():
            time.sleep(SECONDS_BETWEEN_LOOKS)
            for wait in self._new_waits():
                news = time.monotonic()
                self._act(wait)
            if time.monotonic() - upkeep > SECONDS_BETWEEN_UPKEEPS:
                self._keep_up()
                upkeep = time.monotonic()
            if time.monotonic() - news > SECONDS_WITHOUT_NEWS:
                raise KlyngeflowError(
                    f"Nothing has happened for {SECONDS_WITHOUT_NEWS:.0f} seconds. The logs lie in "
                    f"{self._services.settings.home / 'logs'}."
                )

    def _new_waits(self) -> list[Wait]:
        """Waits not acted on yet; falling asleep again in the same one is no news."""
        standing = [self._services.ledger.records.waiting(self._id, r) for r in (ROUND_1, ROUND_2)]
        now = {(w.round, w.state, w.until): w for w in standing if w}
        new = [wait for key, wait in now.items() if key not in self._seen]
        self._seen = set(now)
        return new

    def _is_over(self) -> bool:
        return self._services.ledger.records.is_done(self._id, ROUND_2, LAST_STEPS[ROUND_2])

    def _keep_up(self) -> None:
        try:
            keep_up(self._services)
            for round in unfinished_rounds(self._id, self._services):
                self._stop_where_given_up(round)
        except TryAgain as passing:
            self._tell(str(passing))

    def _stop_where_given_up(self, round: int) -> None:
        """Nobody starts a round again that has failed again and again: its own words say why."""
        why = self._services.runs.why_given_up(self._id, round)
        if why:
            raise KlyngeflowError(f"Round {round} failed again and again: {why}")

    def _act(self, wait: Wait) -> None:
        now = self._services.clock.now(self._id)
        self._tell(f"{day_and_time(now)}  {STATES[wait.state]}")
        if wait.state in FOR_PEOPLE:
            time.sleep(self._script.wait)
        match wait.state:
            case "AwaitingConsultation":
                self._fill_in(wait.round, {"follow_up": "ja", "months": 9, "initials": "PRK"})
            case "AwaitingRelease":
                self._release(wait.round)
            case "AwaitingMembers":
                link = link_in(self._newest(MailKind.COORDINATOR_KIT), self._services.base_url, "k")
                self._visitor.hand_in_members(link, self._members)
                self._tell(f"    the coordinator pastes {len(self._members)} members on their page")
            case "AwaitingAnswers":
                self._answer(wait.round)
        if wait.until:
            further = A_FOLLOW_UP_LATER if wait.state == "AwaitingMeeting" else timedelta(0)
            self._services.ledger.clocks.allow(self._id, wait.until + further)

    def _answer(self, round: int) -> None:
        part = self._to_answer[round].pop(0) if self._to_answer[round] else []
        for member_link, answers in part:
            self._visitor.answer(self._links(round)[member_link], answers)
        self._tell(f"    {len(part)} doctors answer on the page")

    def _parts(self, answers: tuple[Answers, ...], round: int) -> list[list[tuple[int, Answers]]]:
        """Who answers when: indices into the invitations, shuffled, in three parts."""
        who = list(range(len(self._members)))
        random.Random(self._script.seed + round).shuffle(who)  # noqa: S311 - invented people
        pairs = list(zip(who, answers, strict=False))
        first, second, _ = shares_by_reminder(len(answers), self._script.seed + round)
        return [pairs[:first], pairs[first : first + second], pairs[first + second :]]

    def _links(self, round: int) -> list[str]:
        texts = [text for kind, text in self._mails() if kind == MailKind.INVITATION.value]
        ours = texts[: len(self._members)] if round == ROUND_1 else texts[len(self._members) :]
        return [link_in(text, self._services.base_url, "s") for text in ours]

    def _newest(self, kind: MailKind) -> str:
        return [text for found, text in self._mails() if found == kind.value][-1]

    def _mails(self) -> list[tuple[str, str]]:
        parsed = [
            email.message_from_bytes(mail, policy=email.policy.default)
            for mail in mails_in(Path(self._services.settings.outbox))
        ]
        return [(str(m["X-Klyngeflow-Kind"]), _plain_part(m)) for m in parsed]

    def _release(self, round: int) -> None:
        verdict = self._services.ledger.records.verdict(self._id, round)
        if verdict and verdict.outcome.value == "stop":
            self._fill_in(round, {"choice": "byg materialet uden tal", "initials": "PRK"})
        else:
            self._fill_in(
                round, {"choice": "frigiv", "reason": "svarprocenten er forklaret", "initials": "PRK"}
            )

    def _fill_in(self, round: int, form: dict[str, object]) -> None:
        """As the operator does with *Resume* in the Prefect UI. The state comes a moment after the wait."""
        self._services.runs.resume(self._id, round, form)
        self._tell("    the operator fills in the form in the Prefect UI")


def _plain_part(message: email.message.EmailMessage) -> str:
    part = message.get_body(("plain",))
    return part.get_content() if part else ""
