"""What operators see beside a run: the meeting's state, the gate's verdict, the delivered files."""

from __future__ import annotations

from base64 import b64encode
from collections import Counter

from httpx import HTTPError
from prefect.exceptions import PrefectException
from prefect.logging import get_run_logger

from domain.dates import day, day_and_time
from domain.meeting import ROUND_1, Plan
from domain.ports import PostingJob, Services
from domain.postings import must_have_left
from domain.states import MAILS, OUTCOMES, STATES, VERDICTS, step_in_words
from tasks.report_building import report_building


def show_round(meeting_id: str, round: int, services: Services) -> None:
    """All there is to show of the round."""
    show_meeting(meeting_id, round, services)
    show_verdict(meeting_id, round, services)
    show_report(meeting_id, round, services)


def show_meeting(meeting_id: str, round: int, services: Services) -> None:
    """One artifact per meeting and round: state, dates, mails in counts, steps done."""
    meeting = services.ledger.meetings.get(meeting_id)
    plan = services.ledger.meetings.plan(meeting_id, round)
    wait = services.ledger.records.waiting(meeting_id, round)
    lines = [
        f"# {meeting.order.cluster_named}",
        f"**{STATES[wait.state] if wait else 'Færdig'}**"
        + (f" – indtil {day_and_time(wait.until)}" if wait and wait.until else ""),
        "",
        "| Hvad | Hvornår |",
        "|---|---|",
    ]
    if plan:
        dates = {
            "Spørgeskemaet åbner": plan.survey_opens,
            "Spørgeskemaet lukker": plan.survey_closes,
            "Materialet sendes": plan.delivery,
            "Mødet" if round == 1 else "Opfølgende møde tidligst": plan.meeting_starts,
        }
        lines += [f"| {what} | {day_and_time(when)} |" for what, when in dates.items()]
    if round == ROUND_1:
        lines += [_post(job, plan, services) for job in services.ledger.postings.of(meeting_id)]
    mails = Counter((m.key.kind.value, m.outcome.value) for m in services.ledger.mails.of(meeting_id, round))
    lines += ["", "| Mails | Udfald | Antal |", "|---|---|---|"]
    lines += [f"| {MAILS[k]} | {OUTCOMES[o]} | {count} |" for (k, o), count in sorted(mails.items())]
    done = services.ledger.records.steps_done(meeting_id, round)
    lines += ["", "Gjort indtil nu:", "", *(f"1. {step_in_words(name)}" for name in done)]
    _show(f"moede-{meeting_id}-runde-{round}", "\n".join(lines), "Hvor mødet står")


def _post(job: PostingJob, plan: Plan | None, services: Services) -> str:
    """A row: what goes by post, and that it was sent or when it has to be."""
    what = f"Med posten: {job.copies} ark i {job.paper}"
    if job.posted_on:
        return f"| {what} | sendt {day(job.posted_on)} ({job.posted_by}) |"
    return f"| {what} | senest {day(must_have_left(plan, services.calendar)) if plan else '–'} |"


def show_verdict(meeting_id: str, round: int, services: Services) -> None:
    verdict = services.ledger.records.verdict(meeting_id, round)
    if verdict is None:
        return
    lines = [f"# {VERDICTS[verdict.outcome.value]}", ""]
    lines += [f"- {finding.sentence}" for finding in verdict.findings]
    if not verdict.findings:
        lines.append("Alle regler er overholdt.")
    _show(f"datakvalitet-{meeting_id}-runde-{round}", "\n".join(lines), "Bedømmelsen af besvarelserne")


def show_report(meeting_id: str, round: int, services: Services) -> None:
    """The documents and the round's dates, once there are any documents."""
    if services.ledger.records.is_done(meeting_id, round, report_building.name):
        _show_files(meeting_id, round, services)
        _show_timeline(meeting_id, round, services)


def _show_files(meeting_id: str, round: int, services: Services) -> None:
    lines = ["# Dokumenter", "", "| Dokument | Størrelse | SHA-256 |", "|---|---|---|"]
    for file in services.ledger.files.of(meeting_id):
        uri = services.objects.uri(file.key)
        title = file.name.rpartition(" – ")[2]
        lines.append(f"| [{title}]({uri}) | {file.size // 1024 + 1} kB | `{file.sha256[:16]}` |")
    _show(f"dokumenter-{meeting_id}-runde-{round}", "\n".join(lines), "De leverede filer")


def _show_timeline(meeting_id: str, round: int, services: Services) -> None:
    """In markdown: the page of an image artifact prints the picture's whole data beside it."""
    plan = services.ledger.meetings.plan(meeting_id, round)
    if plan:
        png = services.pictures.timeline(plan, services.clock.now(meeting_id))
        picture = f"![Rundens datoer](data:image/png;base64,{b64encode(png).decode()})"
        _show(f"tidslinje-{meeting_id}-runde-{round}", picture, "Rundens datoer")


def _show(key: str, markdown: str, description: str) -> None:
    """A failed artifact must not fail the step it tells of."""
    from prefect.artifacts import create_markdown_artifact  # most wake-ups show nothing

    try:
        create_markdown_artifact(markdown, key=key, description=description)
    except (PrefectException, HTTPError, OSError) as fault:
        get_run_logger().warning("The artifact %s could not be written: %s", key, type(fault).__name__)
