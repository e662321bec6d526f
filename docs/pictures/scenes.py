"""Ten invented meetings in different states, played by the real house as far as each is to come."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime, timedelta

from adapters.wiring import LiveServices
from cli.rehearsal.script import cast
from data_contracts.invented_answers import invent_answers
from domain.errors import TryAgain
from domain.mails import MailKey, MailKind, MailOutcome, SendResult
from domain.meeting import COPENHAGEN, ROUND_1, ROUND_2, Order
from domain.planning import plan_first_round, plan_follow_up
from domain.ports import Mails, Wait
from domain.rounds import LAST_STEPS
from tasks.upkeep import keep_up

MEMBERS = 24
FOLLOW_UP_MONTHS = 9
A_DAY = 86_400.0
LATEST = timedelta(minutes=20)


@dataclass(frozen=True)
class Scene:
    """A meeting that is played until it waits as `stops_at`."""

    cluster: str
    region: str
    stops_at: str
    days_ahead: int = 42
    package: str = "trivsel"
    answers: int = 0
    round: int = ROUND_1


SCENES = (
    Scene("Limfjorden", "Region Nordjylland", "AwaitingRelease", answers=9),
    Scene("Søndermarken", "Region Hovedstaden", "AwaitingMembers", days_ahead=49),
    Scene("Holstebro", "Region Midtjylland", "AwaitingTexts", answers=18),
    Scene("Fyn Syd", "Region Syddanmark", "AwaitingDelivery", answers=19),
    Scene("Roskilde", "Region Sjælland", "AwaitingMeeting", answers=20),
    Scene("Nord", "Region Midtjylland", "AwaitingConsultation", days_ahead=56),
    Scene("Åbyhøj", "Region Midtjylland", "AwaitingAnswers", answers=3, days_ahead=44),
    Scene("Vesterbro", "Region Hovedstaden", "AwaitingAnswers", answers=14, days_ahead=45),
    Scene("Skive", "Region Midtjylland", "AwaitingSurveyStart", package="samarbejde", days_ahead=63),
    Scene("Amager", "Region Hovedstaden", "AwaitingFollowUpDecision", round=ROUND_2),
)

POST_NOT_SENT = "Fyn Syd"


class Stage:
    """The meetings of the scenes in one house."""

    def __init__(self, services: LiveServices) -> None:
        self._services = services
        self.meetings = {scene: self._ordered(scene) for scene in SCENES}
        self._parked: set[Scene] = set()

    def play(self) -> None:
        """Returns when every meeting waits where its scene ends."""
        deadline = datetime.now(COPENHAGEN) + LATEST
        while not self._help_on():
            if datetime.now(COPENHAGEN) > deadline:
                raise TimeoutError(f"Still on their way: {[s.cluster for s in self._on_the_way()]}")
            time.sleep(1)
        self._let_things_go_wrong()

    def address(self, cluster: str) -> str:
        """Of the run that plays the cluster's scene."""
        scene = next(scene for scene in SCENES if scene.cluster == cluster)
        return self._services.runs.address(self.meetings[scene], scene.round)

    def _help_on(self) -> bool:
        """Whether all have arrived; whoever has not is helped one step further."""
        on_the_way = self._on_the_way()
        for scene in self.meetings.keys() - on_the_way.keys() - self._parked:
            self._park(scene)
        for scene, wait in on_the_way.items():
            if wait:
                self._act(scene, self.meetings[scene], wait)
        return not on_the_way

    def _park(self, scene: Scene) -> None:
        """Its run would wake every second otherwise, to find that the clock may not leap."""
        self._parked.add(scene)
        shows = self._services.clock.now(self.meetings[scene])
        self._services.ledger.clocks.rehearse(self.meetings[scene], shows, wait_seconds=A_DAY)

    def _on_the_way(self) -> dict[Scene, Wait | None]:
        waits = {scene: self._wait(scene) for scene in SCENES}
        return {scene: wait for scene, wait in waits.items() if wait is None or wait.state != scene.stops_at}

    def _wait(self, scene: Scene) -> Wait | None:
        return self._services.ledger.records.waiting(self.meetings[scene], scene.round)

    def _ordered(self, scene: Scene) -> str:
        now, ledger = self._services.clock.now(), self._services.ledger
        meeting_id = ledger.meetings.add(_order(scene, now), "proeve", now, rehearsal=True)
        if scene.round == ROUND_2:
            self._is_far_too_late(meeting_id, now)
        else:
            ledger.clocks.rehearse(meeting_id, now, wait_seconds=1)
        self._services.runs.start(meeting_id, scene.round)
        return meeting_id

    def _is_far_too_late(self, meeting_id: str, now: datetime) -> None:
        """Its follow-up should have opened six weeks ago, when the machine was off."""
        services, ledger = self._services, self._services.ledger
        order = ledger.meetings.get(meeting_id).order
        timing = services.packages.get(order.package_id).timing
        first = plan_first_round(order.meeting_starts, timing, services.calendar, now)
        second = plan_follow_up(
            order.meeting_starts, FOLLOW_UP_MONTHS, timing, services.calendar, first.thanks
        )
        ledger.meetings.set_plan(meeting_id, first)
        ledger.meetings.set_plan(meeting_id, second)
        ledger.members.replace(meeting_id, cast(str(MEMBERS)))
        ledger.records.mark_done(meeting_id, ROUND_1, LAST_STEPS[ROUND_1], "scheduled")
        ledger.clocks.rehearse(meeting_id, second.survey_opens + timedelta(days=42), wait_seconds=1)

    def _act(self, scene: Scene, meeting_id: str, wait: Wait) -> None:
        services = self._services
        match wait.state:
            case "AwaitingConsultation":
                self._confirm(meeting_id)
            case "AwaitingMembers":
                practices = services.packages.get(scene.package).needs_practices
                services.ledger.members.replace(meeting_id, cast(str(MEMBERS), needs_practices=practices))
            case "AwaitingAnswers":
                self._answer(scene, meeting_id)
        if wait.until:
            services.ledger.clocks.allow(meeting_id, wait.until)

    def _confirm(self, meeting_id: str) -> None:
        try:
            form = {"follow_up": "ja", "months": FOLLOW_UP_MONTHS, "initials": "MK"}
            self._services.runs.resume(meeting_id, ROUND_1, form)
        except TryAgain:
            return

    def _answer(self, scene: Scene, meeting_id: str) -> None:
        services, key = self._services, f"{meeting_id}/{scene.round}"
        links = list(services.ledger.invitations.of(meeting_id, scene.round).values())
        questionnaire = services.packages.get(scene.package).questionnaire
        for link, given in zip(links, invent_answers(questionnaire, scene.answers, 1), strict=False):
            services.answers.submit(key, link, given)

    def _let_things_go_wrong(self) -> None:
        """What no rehearsal brings about by itself."""
        by_name = {scene.cluster: self.meetings[scene] for scene in SCENES}
        services, ledger = self._services, self._services.ledger
        _send_into_the_unknown(ledger.mails, by_name["Åbyhøj"])
        late = by_name["Søndermarken"]
        plan = ledger.meetings.plan(late, ROUND_1)
        if plan:
            ledger.clocks.rehearse(late, plan.survey_opens + timedelta(hours=30), wait_seconds=A_DAY)
        for cluster, meeting_id in by_name.items():
            if cluster != POST_NOT_SENT:
                ledger.postings.tick_off(meeting_id, services.clock.now(meeting_id).date(), "MK")
        for scene in SCENES:
            self._answer_again(scene)
        keep_up(services)

    def _answer_again(self, scene: Scene) -> None:
        if scene.stops_at == "AwaitingAnswers":
            self._answer(scene, self.meetings[scene])


def _send_into_the_unknown(mails: Mails, meeting_id: str) -> None:
    key = MailKey(meeting_id, ROUND_1, MailKind.COORDINATOR_LINK, "coordinator")
    mails.claim(key, key.message_id("kiap.example"))
    mails.settle(key, SendResult(MailOutcome.UNKNOWN))


def _order(scene: Scene, now: datetime) -> Order:
    day = (now + timedelta(days=scene.days_ahead)).date()
    day += timedelta(days=(3 - day.weekday()) % 7)
    return Order(
        package_id=scene.package,
        cluster=scene.cluster,
        region=scene.region,
        coordinator_name="Ida Eksempel",
        coordinator_email="ida@klynge.example",
        phone="12 34 56 79",
        postal_address="Lægehuset\nEksempelvej 1\n8000 Aarhus C",
        meeting_starts=datetime.combine(day, datetime.min.time(), COPENHAGEN).replace(hour=16),
        members_expected=MEMBERS,
    )
