"""Plays the people of a meeting while its runs do their work, and lets the meeting's clock leap."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from adapters.wiring import LiveServices
from cli.rehearsal.mailbox import Mailbox
from cli.rehearsal.script import COMMITMENTS, Script, shares_by_reminder
from cli.rehearsal.ticking import tick_some
from cli.rehearsal.visitor import Visitor
from domain.dates import day_and_time
from domain.errors import KlyngeflowError, TryAgain
from domain.mails import MailKind
from domain.meeting import ROUND_1, ROUND_2, MemberRow
from domain.ports import Wait
from domain.postings import is_offered
from domain.questionnaire import Answers
from domain.rounds import LAST_STEPS, unfinished_rounds
from domain.states import STATES
from flows.artifacts import show_all
from tasks.thanks import thanks
from tasks.upkeep import keep_up

SECONDS_BETWEEN_LOOKS = 0.3
SECONDS_BETWEEN_UPKEEPS = 10.0
SECONDS_WITHOUT_NEWS = 300.0
FOR_PEOPLE = (
    "AwaitingConsultation",
    "AwaitingRelease",
    "AwaitingTexts",
    "AwaitingMembers",
    "AwaitingFollowUpConfirmation",
)
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
        self._mailbox = Mailbox(services.settings.outbox, services.base_url)
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
            self._write_commitments()
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
            show_all(self._services)
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
            self._services.ledger.clocks.allow(self._id, now)  # or it leaps past what they are asked
            time.sleep(self._script.wait)
        match wait.state:
            case "AwaitingConsultation":
                self._fill_in(wait.round, {"follow_up": "ja", "months": 9, "initials": "PRK"})
            case "AwaitingRelease":
                self._release(wait.round)
            case "AwaitingTexts":
                self._choose_texts(wait.round)
            case "AwaitingMembers":
                link = self._mailbox.coordinators_page(MailKind.COORDINATOR_KIT)
                self._order_post(link)
                self._visitor.hand_in_members(link, self._members)
                self._tell(f"    the coordinator pastes {len(self._members)} members on their page")
            case "AwaitingFollowUpConfirmation":
                self._visitor.confirm_follow_up(
                    self._mailbox.coordinators_page(MailKind.COORDINATOR_FOLLOW_UP)
                )
                self._tell("    the coordinator says yes to the follow-up on their page")
            case "AwaitingSurveyStart":
                self._send_post()
            case "AwaitingAnswers":
                self._answer(wait.round)
        if wait.until and wait.state != "AwaitingFollowUpConfirmation":  # it still waits for the same opening
            further = A_FOLLOW_UP_LATER if wait.state == "AwaitingMeeting" else timedelta(0)
            self._services.ledger.clocks.allow(self._id, wait.until + further)

    def _order_post(self, link: str) -> None:
        """Where the package leaves it to the coordinator. Upkeep then mails the consultant."""
        order, postings = self._services.ledger.meetings.get(self._id).order, self._services.ledger.postings
        if is_offered(self._services.packages.get(order.package_id)) and not postings.of(self._id):
            self._visitor.order_post(link)
            self._tell("    the coordinator orders printed plans on their page")
            self._keep_up()

    def _send_post(self) -> None:
        today, postings = self._services.clock.now(self._id).date(), self._services.ledger.postings
        if all(job.is_posted for job in postings.of(self._id)):
            return
        self._keep_up()  # whoever ticks it off has been told of it
        if postings.tick_off(self._id, today, "PRK"):
            self._tell("    the consultant sends the post and ticks it off")

    def _write_commitments(self) -> None:
        """As soon as the mail after the meeting has asked for them."""
        records, commitments = self._services.ledger.records, self._services.ledger.commitments
        if records.is_done(self._id, ROUND_1, thanks.name) and not commitments.of(self._id):
            link = self._mailbox.coordinators_page(MailKind.COORDINATOR_THANKS)
            self._visitor.write_commitments(link, COMMITMENTS)
            self._tell(f"    the coordinator writes down {len(COMMITMENTS)} things that were agreed")

    def _answer(self, round: int) -> None:
        part = self._to_answer[round].pop(0) if self._to_answer[round] else []
        links = self._mailbox.questionnaires(round, len(self._members))
        for member_link, answers in part:
            self._visitor.answer(links[member_link], answers)
        self._tell(f"    {len(part)} doctors answer on the page")

    def _parts(self, answers: tuple[Answers, ...], round: int) -> list[list[tuple[int, Answers]]]:
        """Who answers when: indices into the invitations, shuffled, in three parts."""
        who = list(range(len(self._members)))
        random.Random(self._script.seed + round).shuffle(who)  # noqa: S311 - invented people
        pairs = list(zip(who, answers, strict=False))
        first, second, _ = shares_by_reminder(len(answers), self._script.seed + round)
        return [pairs[:first], pairs[first : first + second], pairs[first + second :]]

    def _release(self, round: int) -> None:
        verdict = self._services.ledger.records.verdict(self._id, round)
        if verdict and verdict.outcome.value == "stop":
            self._fill_in(round, {"choice": "byg materialet uden tal", "initials": "PRK"})
        else:
            self._fill_in(
                round, {"choice": "frigiv", "reason": "svarprocenten er forklaret", "initials": "PRK"}
            )

    def _choose_texts(self, round: int) -> None:
        """As the operator does on the operator page."""
        counts = tick_some(self._id, round, self._services)
        self._services.runs.wake(self._id)
        self._tell(f"    the operator ticks {' and '.join(map(str, counts))} of the texts that were written")

    def _fill_in(self, round: int, form: dict[str, object]) -> None:
        """As the operator does with *Resume* in the Prefect UI. The state comes a moment after the wait."""
        self._services.runs.resume(self._id, round, form)
        self._tell("    the operator fills in the form in the Prefect UI")
