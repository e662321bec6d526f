"""Data-quality gate: Great Expectations judges the frozen pull."""

from __future__ import annotations

from domain.errors import NotFound
from domain.ports import Pull, Services
from domain.purges import check_answers_kept
from tasks.step import step


@step("data_quality_gate", "Bedømmer om besvarelserne kan bruges.")
def data_quality_gate(meeting_id: str, services: Services, *, round: int) -> str:
    pull = frozen_pull(meeting_id, services, round)
    order = services.ledger.meetings.get(meeting_id).order
    limits = services.packages.get(order.package_id).limits
    verdict = services.judge.judge(pull.questionnaire, pull.answers, pull.invited, pull.used, limits)
    services.ledger.records.set_verdict(meeting_id, round, verdict, pull.content_hash)
    return f"{verdict.outcome.value}, {len(verdict.findings)} findings"


def frozen_pull(meeting_id: str, services: Services, round: int) -> Pull:
    """Raises NotFound before the survey has closed, Refused once the answers are deleted."""
    pull = services.ledger.pulls.get(meeting_id, round)
    if pull is None:
        check_answers_kept(meeting_id, services)
        raise NotFound(f"{meeting_id}, round {round}, has no data pull yet: the survey has not closed.")
    return pull
