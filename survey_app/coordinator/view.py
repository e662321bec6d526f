"""What the coordinator's page shows: where the meeting stands, in words, dates and bands, never counts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from domain.dates import day
from domain.errors import TryAgain
from domain.filed import FOLLOW_UP, KIT, MEETING, in_order
from domain.meeting import ROUND_1, ROUND_2, Consultant, Meeting, Member, Plan
from domain.package import Package
from domain.ports import Decision, Services, StoredFile
from survey_app.coordinator.commitments import Commitments, look_at_commitments
from survey_app.coordinator.post import Post, look_at_post
from survey_app.pages import day_and_time

GROUPS = {KIT: "Til forberedelsen", MEETING: "Til mødet", FOLLOW_UP: "Til opfølgningen"}
FEWEST_MONTHS, MOST_MONTHS = 6, 12


@dataclass(frozen=True)
class Standing:
    title: str
    text: str


@dataclass(frozen=True)
class Milestone:
    label: str
    when: str
    is_past: bool


@dataclass(frozen=True)
class View:
    """Everything on the page. `enough` is None outside the weeks when members answer."""

    meeting: Meeting
    package: Package
    consultant: Consultant
    round: int
    standing: Standing
    milestones: tuple[Milestone, ...]
    members: tuple[Member, ...]
    may_change_members: bool
    enough: bool | None
    files: tuple[tuple[str, tuple[StoredFile, ...]], ...]
    follow_up: Decision | None
    may_choose_follow_up: bool
    post: Post | None
    commitments: Commitments

    @property
    def wants_members(self) -> bool:
        return self.may_change_members and not self.members

    def __repr__(self) -> str:
        return f"View({self.meeting.id}, round {self.round})"


def look_at(services: Services, meeting_id: str) -> View:
    """Raises NotFound for a meeting that is gone."""
    ledger = services.ledger
    meeting = ledger.meetings.get(meeting_id)
    package = services.packages.get(meeting.order.package_id)
    first, second = ledger.meetings.plan(meeting_id, ROUND_1), ledger.meetings.plan(meeting_id, ROUND_2)
    round, plan = (ROUND_2, second) if second else (ROUND_1, first)
    now = services.clock.now(meeting_id)
    chosen = ledger.records.decision(meeting_id, ROUND_1, "follow_up")
    return View(
        meeting=meeting,
        package=package,
        consultant=services.consultant(meeting.consultant_id),
        round=round,
        standing=_standing(services, meeting_id, round, plan, now),
        milestones=_milestones(round, plan, now) if plan else (),
        members=ledger.members.of(meeting_id),
        may_change_members=plan is None or now < plan.survey_closes,
        enough=_enough(services, meeting_id, round, plan, now, package),
        files=_grouped(ready_files(services, meeting_id), package),
        follow_up=chosen,
        may_choose_follow_up=chosen is None and second is None,
        post=look_at_post(services, meeting, package, first, now),
        commitments=look_at_commitments(services, meeting_id, first, now),
    )


def ready_files(services: Services, meeting_id: str) -> tuple[StoredFile, ...]:
    """The kit at once; the documents of a round when they have been delivered."""
    ledger = services.ledger
    return tuple(
        file
        for file in ledger.files.of(meeting_id)
        if file.group == KIT or ledger.records.is_done(meeting_id, file.round, "delivery")
    )


def agreed(view: View) -> str:
    """What stands about the follow-up, as a sentence, when there is nothing left to choose."""
    if view.follow_up is None:
        return "Det er allerede aftalt: Opfølgningen er planlagt."
    if view.follow_up.choice != "yes":
        return "Det er allerede aftalt: I får ikke en ny opgørelse."
    months = view.follow_up.detail.get("months", view.package.timing.follow_up_months)
    return f"Det er allerede aftalt: I får en ny opgørelse cirka {months} måneder efter mødet."


def _standing(services: Services, meeting_id: str, round: int, plan: Plan | None, now: datetime) -> Standing:
    wait = services.ledger.records.waiting(meeting_id, round)
    if wait is None and round == ROUND_2 and plan and now < plan.survey_opens:
        return Standing("Opfølgningen er planlagt", f"Spørgeskemaet åbner igen {day(plan.survey_opens)}.")
    if wait is None and plan and now >= plan.thanks:
        return Standing("Forløbet er afsluttet", "Tak for denne gang. Materialet ligger stadig her på siden.")
    words = _words(plan).get(wait.state) if wait else None
    return words or Standing("Vi er i gang", "KiAP gør det næste klar til jer lige nu.")


def _words(plan: Plan | None) -> dict[str, Standing]:
    words = {
        "AwaitingConsultation": Standing(
            "Vi ringer til dig",
            "En konsulent fra KiAP ringer, så I kan aftale datoerne og jeres behov.",
        ),
        "AwaitingMembers": Standing(
            "Vi mangler medlemslisten",
            "Læg den ind herunder. Så får alle et link, når undersøgelsen åbner.",
        ),
        "AwaitingRelease": Standing(
            "KiAP ser svarene igennem",
            "Undersøgelsen er lukket. Vi ser efter, om tallene kan bruges.",
        ),
        "AwaitingFollowUpDecision": Standing(
            "Vil I følge op?", "Fortæl os herunder, om klyngen vil have en ny opgørelse senere."
        ),
    }
    if plan is None:
        return words
    return words | {
        "AwaitingSurveyStart": Standing(
            "Klar til spørgeskemaet", f"Medlemmerne får hver deres link {day(plan.survey_opens)}."
        ),
        "AwaitingAnswers": Standing(
            "Medlemmerne svarer nu", f"Undersøgelsen lukker {day_and_time(plan.survey_closes)}."
        ),
        "AwaitingDelivery": Standing(
            "Materialet bliver gjort klar",
            f"Du får det på mail og her på siden {day(plan.delivery)}.",
        ),
        "AwaitingMeeting": Standing(
            "Alt er klar til mødet",
            f"Materialet ligger herunder, klar til print. Mødet er {day(plan.meeting_starts)}.",
        ),
    }


def _milestones(round: int, plan: Plan, now: datetime) -> tuple[Milestone, ...]:
    dates = [
        ("Spørgeskemaet åbner", day(plan.survey_opens), plan.survey_opens),
        ("Spørgeskemaet lukker", day_and_time(plan.survey_closes), plan.survey_closes),
        ("Materialet er hos dig", day(plan.delivery), plan.delivery),
    ]
    if round == ROUND_1:
        dates.append(("Klyngemøde", day_and_time(plan.meeting_starts), plan.meeting_starts))
    return tuple(Milestone(label, words, when <= now) for label, words, when in dates)


def _enough(
    services: Services, meeting_id: str, round: int, plan: Plan | None, now: datetime, package: Package
) -> bool | None:
    if plan is None or not plan.survey_opens <= now < plan.survey_closes:
        return None
    try:
        return len(services.answers.used(f"{meeting_id}/{round}")) >= package.limits.any
    except TryAgain:
        return None


def _grouped(files: Iterable[StoredFile], package: Package) -> tuple[tuple[str, tuple[StoredFile, ...]], ...]:
    """By group, in the order of the meeting; of a document made again only the last."""
    last = {(file.group, file.document): file for file in files}.values()
    found = {group: in_order((file for file in last if file.group == group), package) for group in GROUPS}
    return tuple((title, found[group]) for group, title in GROUPS.items() if found[group])
