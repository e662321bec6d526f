"""Consultant, coordinators and doctors of many rehearsed meetings, who do what is asked and do not tire."""

from __future__ import annotations

from copy import copy
from dataclasses import replace
from datetime import datetime, timedelta

import httpx
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import StateType
from prefect.exceptions import PrefectException

from adapters.wiring import LiveServices
from cli.rehearsal.visitor import Visitor
from data_contracts.invented_answers import invent_answers
from domain.errors import KlyngeflowError, Refused
from domain.follow_up_confirmation import confirm_follow_up
from domain.meeting import ROUND_1, ROUND_2, MemberRow
from domain.ports import Decision, Wait
from domain.questionnaire import Answers
from tests.ledgers import ORDER

MAIL_DOMAIN = "kiap.example"
MEMBERS, ANSWERING = 10, 8
A_FOLLOW_UP_LATER = timedelta(days=400)
CONFIRMED = {"months": 9, "initials": "PRK"}
CARRIED_OUT: dict[str, object] = {"choice": "gennemfør den", "initials": "PRK"}
RELEASED = {"choice": "frigiv", "reason": "svarprocenten er forklaret", "initials": "PRK"}
NOT_NOW = (httpx.HTTPError, PrefectException, RuntimeError, KlyngeflowError)


class Cluster:
    """One meeting and its people. `number` makes their answers."""

    def __init__(
        self, services: LiveServices, number: int, now: datetime, *, follow_up: bool = False
    ) -> None:
        self.services, self.number, self.follow_up = services, number, follow_up
        starts = (now + timedelta(days=42)).replace(hour=16, minute=0, second=0, microsecond=0)
        order = replace(
            ORDER, cluster=f"Klynge {number:02d}", meeting_starts=starts, members_expected=MEMBERS
        )
        self.id = services.ledger.meetings.add(order, "proeve", now, rehearsal=True)
        self._answered: set[tuple[int, int]] = set()

    def seen_by(self, services: LiveServices) -> Cluster:
        """The same meeting, lived by other services."""
        other = copy(self)
        other.services = services
        return other

    def live_quickly(self) -> None:
        """From now on its clock leaps a second after it may, and its run looks at once."""
        shown = self.services.clock.now(self.id)
        self.services.ledger.clocks.rehearse(self.id, shown, wait_seconds=1)
        self.services.runs.wake(self.id)

    @property
    def members(self) -> list[MemberRow]:
        return [
            MemberRow(f"laege{n}@klynge{self.number:02d}.example", f"Læge {n}", f"{10000 + n // 2:06d}")
            for n in range(MEMBERS)
        ]

    def answers(self, round: int) -> tuple[Answers, ...]:
        """Without free texts, which somebody would have to choose among."""
        asked = self.services.packages.get("trivsel").questionnaire
        given = invent_answers(asked, ANSWERING, self.number * 10 + round)
        return tuple(Answers(one.values) for one in given)

    @property
    def is_over(self) -> bool:
        records, last = self.services.ledger.records, ROUND_2 if self.follow_up else ROUND_1
        return records.is_done(self.id, last, {ROUND_1: "follow_up", ROUND_2: "delivery"}[last])

    def act(self) -> None:
        """Does what the meeting waits for now; what cannot be done now is done the next time."""
        for round in (ROUND_1, ROUND_2):
            wait = self.services.ledger.records.waiting(self.id, round)
            if wait:
                try:
                    self._act(wait)
                except NOT_NOW:
                    continue

    def _act(self, wait: Wait) -> None:
        match wait.state:
            case "AwaitingConsultation":
                self._fill_in(wait.round, CONFIRMED | {"follow_up": "ja" if self.follow_up else "nej"})
            case "AwaitingRelease":
                self._fill_in(wait.round, RELEASED)
            case "AwaitingMembers" if not self.services.ledger.members.of(self.id):
                self.services.ledger.members.replace(self.id, self.members)
                self.services.runs.wake(self.id)
            case "AwaitingFollowUpConfirmation":
                self._confirm(wait)
            case "AwaitingAnswers":
                self._answer(wait.round)
        if wait.until:
            further = A_FOLLOW_UP_LATER if wait.state == "AwaitingMeeting" else timedelta(0)
            self.services.ledger.clocks.allow(self.id, wait.until + further)

    def _confirm(self, wait: Wait) -> None:
        """The coordinator, or, where the day came before the answer, the operator in the run's form."""
        try:
            confirm_follow_up(self.id, "mødelederen", self.services)
        except Refused:
            self._fill_in(wait.round, CARRIED_OUT)
        else:
            self.services.runs.wake(self.id)

    def _fill_in(self, round: int, form: dict[str, object]) -> None:
        latest = self.services.database.runs.latest(self.id, round)
        if latest is None or not latest.flow_run_id:
            return
        with get_client(sync_client=True) as client:
            run = client.read_flow_run(latest.flow_run_id)  # type: ignore[arg-type]
            if run.state and run.state.type is StateType.PAUSED:
                client.resume_flow_run(run.id, form)

    def _answer(self, round: int) -> None:
        """On the pages. Who was not thanked tries again, and may hear that it has been received."""
        members = self.services.ledger.members.of(self.id)
        for place, (member, given) in enumerate(zip(members, self.answers(round), strict=False)):
            if (round, place) not in self._answered:
                token = self.services.tokens.invitation(self.id, round, member.id)
                self._send(f"{self.services.base_url}/s/{token}", given)
                self._answered.add((round, place))

    def _send(self, link: str, given: Answers) -> None:
        if "allerede modtaget" not in httpx.get(link, timeout=30).text:
            Visitor().answer(link, given)


def decided(follow_up: bool) -> Decision:
    """What the form of the consultation becomes."""
    choice = "yes" if follow_up else "no"
    return Decision("consultation", "confirmed", {"follow_up": choice, "months": 9}, "PRK")
