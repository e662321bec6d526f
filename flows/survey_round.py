"""One round of the survey, the same the first time and in the follow-up: from mails to delivery."""

from __future__ import annotations

from domain.acts import initials
from domain.ports import Decision
from domain.ticked_texts import are_awaited, awaited_until
from domain.verdict import Outcome, Verdict
from flows.artifacts import show_dates
from flows.at_work import Work
from flows.forms import ReleaseForm, WithholdForm
from tasks.data_quality_gate import data_quality_gate
from tasks.delivery import delivery
from tasks.member_mailing import member_mailing, reminder, uninvited
from tasks.report_building import report_building
from tasks.survey_collection import survey_collection


def survey_round(work: Work) -> None:
    if not work.is_done(survey_collection.name):
        _collect(work)
    _judge(work)
    _wait_for_texts(work)
    work.does_and_shows(report_building, lambda: show_dates(work.meeting_id, work.round, work.services))
    work.waits("AwaitingDelivery", work.plan.delivery)
    work.does(delivery)


def _collect(work: Work) -> None:
    work.waits("AwaitingSurveyStart", work.plan.survey_opens)
    work.does(member_mailing)
    if uninvited(work.meeting_id, work.services, work.round):
        work.repeats(member_mailing)
    for number, due in enumerate(work.plan.reminders, start=1):
        work.waits("AwaitingAnswers", due)
        work.does(reminder(number))
    work.waits("AwaitingAnswers", work.plan.survey_closes)
    work.does(survey_collection)


def _judge(work: Work) -> None:
    records = work.services.ledger.records
    work.does(data_quality_gate)
    verdict = records.verdict(work.meeting_id, work.round)
    if verdict and verdict.outcome is Outcome.ASK:
        work.asks("release", "AwaitingRelease", ReleaseForm, _reasons(verdict), _released)
    if verdict and verdict.outcome is Outcome.STOP:
        work.asks("release", "AwaitingRelease", WithholdForm, _reasons(verdict), _withheld)


def _wait_for_texts(work: Work) -> None:
    """Until somebody has chosen among them, or too late for it: then the report shows none."""
    if not work.is_done(report_building.name) and are_awaited(work.meeting_id, work.round, work.services):
        work.waits("AwaitingTexts", awaited_until(work.plan, work.services.calendar))


def _reasons(verdict: Verdict) -> str:
    reasons = "\n".join(f"- {finding.sentence}" for finding in verdict.findings)
    return f"Kvalitetskontrollen beder om din beslutning, fordi:\n\n{reasons}"


def _released(form: ReleaseForm) -> Decision:
    choice = "release" if form.choice == "frigiv" else "withhold"
    return Decision("release", choice, {"reason": form.reason}, initials(form.initials))


def _withheld(form: WithholdForm) -> Decision:
    return Decision("release", "withhold", {"reason": "critical rule"}, initials(form.initials))
