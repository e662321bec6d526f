"""The same meetings played without an engine and without a fault: what they must come to."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from adapters.wiring import LiveServices, prepare
from cli.preview.stage import KeepsMails, StageClock
from domain.meeting import ROUND_1, ROUND_2
from domain.ports import Decision
from domain.verdict import Outcome
from tasks.consultation import consultation
from tasks.data_quality_gate import data_quality_gate
from tasks.delivery import delivery
from tasks.follow_up import announcement, follow_up
from tasks.intake import intake
from tasks.kit_mailing import kit_mailing
from tasks.member_mailing import member_mailing, reminder, round_key
from tasks.occasion import plan_of
from tasks.posting import posting
from tasks.report_building import report_building
from tasks.survey_collection import survey_collection
from tasks.thanks import thanks
from tests.faults.engine.people import Cluster, decided
from tests.tasks.house import PretendRuns

Documents = dict[tuple[str, str], str]
"""(group, document) -> sha256"""


def in_place(services: LiveServices, now: datetime) -> StageClock:
    """Makes services that need no engine and live by the returned clock."""
    clock = StageClock()
    clock.shows = now
    services.clock, services.runs = clock, PretendRuns()  # type: ignore[misc]
    prepare(services)
    return clock


def play(cluster: Cluster, clock: StageClock, now: datetime, until: int = ROUND_2) -> None:
    """From the order to the end, or to the end of the first round."""
    clock.shows = now
    play_until_members(cluster)
    play_round(cluster, clock, ROUND_1)
    clock.shows = plan_of(cluster.id, cluster.services, ROUND_1).thanks
    for step in (thanks, follow_up):
        step.fn(cluster.id, cluster.services, round=ROUND_1)
    if cluster.follow_up and until == ROUND_2:
        announcement.fn(cluster.id, cluster.services, round=ROUND_2)
        play_round(cluster, clock, ROUND_2)


def play_until_members(cluster: Cluster) -> None:
    id, services = cluster.id, cluster.services
    intake.fn(id, services)
    services.ledger.records.decide(id, ROUND_1, decided(cluster.follow_up))
    for step in (consultation, kit_mailing, posting):
        step.fn(id, services, round=ROUND_1)
    services.ledger.members.replace(id, cluster.members)


def play_round(cluster: Cluster, clock: StageClock, round: int) -> None:
    id, services = cluster.id, cluster.services
    plan = plan_of(id, services, round)
    clock.shows = plan.survey_opens
    member_mailing.fn(id, services, round=round)
    answer(cluster, round)
    for number, due in enumerate(plan.reminders, start=1):
        clock.shows = due
        reminder(number).fn(id, services, round=round)
    clock.shows = plan.survey_closes
    survey_collection.fn(id, services, round=round)
    data_quality_gate.fn(id, services, round=round)
    verdict = services.ledger.records.verdict(id, round)
    if verdict and verdict.outcome is Outcome.ASK:
        release = Decision("release", "release", {"reason": "svarprocenten er forklaret"}, "PRK")
        services.ledger.records.decide(id, round, release)
    report_building.fn(id, services, round=round)
    clock.shows = plan.delivery
    delivery.fn(id, services, round=round)


def answer(cluster: Cluster, round: int) -> None:
    services = cluster.services
    members = services.ledger.members.of(cluster.id)
    for member, given in zip(members, cluster.answers(round), strict=False):
        token = services.tokens.hash(services.tokens.invitation(cluster.id, round, member.id))
        services.answers.submit(round_key(cluster.id, round), token, given)


def documents(services: LiveServices, meeting_id: str) -> Documents:
    """As they stand in the ledger; each is read, so that its checksum is compared."""
    files = services.ledger.files.of(meeting_id)
    assert all(services.objects.get(file.key) for file in files)
    return {(file.group, file.document): file.sha256 for file in files}


def reference(folder: Path, base_url: str) -> LiveServices:
    """Of a house whose mails go nowhere."""
    from tests.faults.engine.operation import CONSULTANTS, settings_of

    folder.mkdir()
    (folder / "consultants.yaml").write_text(CONSULTANTS)
    services = LiveServices(settings_of(folder, base_url=base_url))
    services.transport = KeepsMails()
    return services
