"""A meeting's own page: where it stands, what needs a human, its dates, mails, verdicts, files and acts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from adapters.prefect_board import Page
from domain.act_words import what_was_done, who, why
from domain.answer_bands import are_enough
from domain.attention import needs_a_human
from domain.dates import day, day_and_time
from domain.filed import FOLLOW_UP, KIT, MEETING
from domain.mail_counts import counted
from domain.meeting import ROUND_1, ROUND_2
from domain.ports import PostingJob, Services
from domain.postings import must_have_left
from domain.rounds import rounds_of
from domain.runbook import ENTRY_OF_NEED
from domain.standing import standing
from domain.states import MAILS, OUTCOMES, VERDICTS, step_in_words
from domain.waits_in_words import wait_in_words
from flows.decisions_page import decisions
from flows.markdown import plain, section, table
from flows.overview_page import ENOUGH, key_of

NOT_COUNTED = "Påmindelser tælles ikke: antallet ville røbe, hvor mange der har svaret."
ROUNDS = {ROUND_1: "Første runde", ROUND_2: "Opfølgning"}
GROUPS = {KIT: "Til forberedelsen", MEETING: "Til mødet", FOLLOW_UP: "Til opfølgningen"}


def meeting_page(meeting_id: str, services: Services) -> Page:
    """Counts and dates only: people are on the operator page."""
    meeting = services.ledger.meetings.get(meeting_id)
    stands = standing(meeting, services)
    wait = services.ledger.records.waiting(meeting_id, stands.round)
    address = services.runs.address(meeting_id, stands.round)
    lines = [
        f"# {plain(meeting.order.cluster_named)}",
        "",
        f"**{(wait and wait_in_words(wait, services)) or stands.state}**",
        "",
        f"Mødets id: `{meeting_id}` · {meeting.order.region} · ca. {meeting.order.members_expected} medlemmer"
        + (f" · [kørslen]({address})" if address else ""),
        "",
        *section("Kræver et menneske", _needs(meeting_id, services)),
    ]
    for round in rounds_of(meeting_id, services):
        lines += section(ROUNDS[round], [*_round(meeting_id, round, services)])
    lines += section("Dokumenter", _files(meeting_id, services))
    lines += section("Besluttet", decisions(meeting_id, services))
    lines += section("Gjort med hånden", _acts(meeting_id, services))
    return Page(key_of(meeting_id), "\n".join(lines), meeting.order.cluster_named, address)


def _needs(meeting_id: str, services: Services) -> list[str]:
    needs = needs_a_human(meeting_id, services)
    return [f"- {one.sentence} Runbook: »{ENTRY_OF_NEED[one.need]}«." for one in needs]


def _round(meeting_id: str, round: int, services: Services) -> Iterator[str]:
    yield from table(("Hvad", "Hvornår"), _dates(meeting_id, round, services))
    enough = are_enough(meeting_id, round, services)
    if enough is not None:
        yield from (f"Nok til en opgørelse: **{ENOUGH[enough]}**", "")
    yield from _verdict(meeting_id, round, services)
    yield from table(("Mails", "Udfald", "Antal"), _mails(meeting_id, round, services))
    yield from (NOT_COUNTED, "")
    done = services.ledger.records.steps_done(meeting_id, round)
    if done:
        yield from ("Gjort indtil nu:", "", *(f"1. {step_in_words(name)}" for name in done), "")


def _mails(meeting_id: str, round: int, services: Services) -> Iterator[list[str]]:
    counts: Counter[tuple[str, str]] = Counter()
    for (_, kind, outcome), count in counted(services.ledger.mails.of(meeting_id, round)).items():
        counts[MAILS[kind.value], OUTCOMES[outcome.value]] += count
    yield from ([kind, outcome, str(count)] for (kind, outcome), count in counts.items())


def _dates(meeting_id: str, round: int, services: Services) -> Iterator[list[str]]:
    plan = services.ledger.meetings.plan(meeting_id, round)
    if plan is None:
        return
    yield ["Spørgeskemaet åbner", day_and_time(plan.survey_opens)]
    yield from (["Påmindelse", day_and_time(due)] for due in plan.reminders)
    yield ["Spørgeskemaet lukker", day_and_time(plan.survey_closes)]
    yield ["Materialet sendes", day_and_time(plan.delivery)]
    yield ["Mødet" if round == ROUND_1 else "Opfølgende møde tidligst", day_and_time(plan.meeting_starts)]
    if round == ROUND_1:
        last = day(must_have_left(plan, services.calendar))
        yield from (_post(job, last) for job in services.ledger.postings.of(meeting_id))


def _post(job: PostingJob, last_day: str) -> list[str]:
    """What goes by post, and that it was sent or when it has to be."""
    when = f"sendt {day(job.posted_on)} ({job.posted_by})" if job.posted_on else f"senest {last_day}"
    return [f"Med posten: {job.copies} ark i {job.paper}", when]


def _verdict(meeting_id: str, round: int, services: Services) -> Iterator[str]:
    verdict = services.ledger.records.verdict(meeting_id, round)
    if verdict is None:
        return
    yield from (f"Kvalitetskontrollen: **{VERDICTS[verdict.outcome.value]}**", "")
    yield from (f"- {plain(finding.sentence)}" for finding in verdict.findings)
    if not verdict.findings:
        yield "Alle regler er overholdt."
    yield ""


def _files(meeting_id: str, services: Services) -> list[str]:
    rows = []
    for file in services.ledger.files.of(meeting_id):
        title = plain(file.name.rpartition(" – ")[2])
        link = f"[{title}]({services.objects.uri(file.key)})"
        rows.append([link, GROUPS[file.group], f"{file.size // 1024 + 1} kB", f"`{file.sha256[:16]}`"])
    return table(("Dokument", "Hvornår", "Størrelse", "SHA-256"), rows)


def _acts(meeting_id: str, services: Services) -> list[str]:
    acts = services.ledger.acts.of(meeting_id)
    rows = ([day_and_time(act.at) if act.at else "", what_was_done(act), why(act), who(act)] for act in acts)
    return table(("Hvornår", "Hvad", "Hvorfor", "Af"), rows)
