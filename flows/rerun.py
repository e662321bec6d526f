"""Rerun: one meeting again from a chosen step, mailing nobody twice; it says what it will do first."""

from __future__ import annotations

from typing import Annotated

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Completed

from domain.ports import Services
from domain.rerunning import DO_IT, FROM_STEPS, REASONS, SHOW_ONLY, RerunPlan, record_rerun
from flows.artifacts import show_markdown, show_meeting
from flows.at_work import giving_way
from flows.failing import failing_in_words, refuse_unknown
from flows.parameters import MeetingId, asked
from tasks.rerun_plan import plan_rerun
from tasks.rerunning import redo, start_unfinished


@flow(name="rerun", flow_run_name="Gentag {meeting_id} fra {from_step}")
def rerun(
    meeting_id: MeetingId,
    from_step: Annotated[
        str,
        asked(
            "Begynd ved",
            "Trinnet og alle efter det. Det, der aldrig er gjort, gør mødets egen kørsel til tiden.",
            enum=list(FROM_STEPS.values()),
        ),
    ],
    reason: Annotated[str, asked("Begrundelse", "Gemmes ved mødet.", enum=list(REASONS.values()))],
    initials: Annotated[
        str,
        asked(
            "Dine initialer",
            "To til fire bogstaver, så vi kan se, hvem der har besluttet det.",
            pattern="^[A-Za-zÆØÅæøå]{2,4}$",
        ),
    ],
    what: Annotated[
        str,
        asked(
            "Vis eller gør",
            "Se planen under »Artifacts«, før du kører igen og vælger »gør det«.",
            enum=[SHOW_ONLY, DO_IT],
        ),
    ] = SHOW_ONLY,
) -> State:
    """Kører ét møde igen fra det valgte trin. Ingen får en mail to gange."""
    from adapters.wiring import open_services

    with failing_in_words():
        services, step = open_services(), _code(FROM_STEPS, from_step)
        refuse_unknown(meeting_id, services)
        if what != DO_IT:
            _show(meeting_id, plan_rerun(meeting_id, services, step), "vil ske")
            return Completed(message="Intet er gjort. Planen ligger under »Artifacts«.")
        with giving_way(services):
            done = _redo(meeting_id, step, _code(REASONS, reason), initials, services)
        start_unfinished(meeting_id, services)
        return Completed(message=done)


def _redo(meeting_id: str, step: str, reason: str, by: str, services: Services) -> str:
    """Recorded with its reason before anything is done; the plan is shown beside what came of it."""
    with services.ledger.holding(meeting_id) as ledger:
        held = services.writing_with(ledger)
        plan = plan_rerun(meeting_id, held, step)
        record_rerun(meeting_id, step, reason, by, held)
        _show(meeting_id, plan, "blev gjort")
        done = [line.in_words for line in redo(meeting_id, held, step, run=lambda step: step.again)]
        show_meeting(meeting_id, held)
    return " ".join(done) or "Der var intet at gøre om."


def _show(meeting_id: str, plan: RerunPlan, tense: str) -> None:
    parts = [f"# Hvad der {tense}: {meeting_id}"]
    for heading, lines in plan.parts:
        parts.append(f"## {heading}\n\n" + "\n".join(f"- {line}" for line in lines))
    show_markdown(f"gentag-{meeting_id}", "\n\n".join(parts), "Hvad en gentagelse gør og ikke gør")


def _code(texts: dict[str, str], chosen: str) -> str:
    """The code of a text that the form offers; the engine has refused any other."""
    return next(code for code, text in texts.items() if chosen in (text, code))
