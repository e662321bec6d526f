"""The automations of the engine: a run that has failed, or is not taken, is seen to within seconds."""

from __future__ import annotations

from uuid import UUID

from prefect.client.orchestration import SyncPrefectClient
from prefect.events.actions import RunDeployment
from prefect.events.schemas.automations import AutomationCore, EventTrigger, Posture

UPKEEP = "upkeep/upkeep"
OF_A_MEETING = {"prefect.resource.role": "flow", "prefect.resource.name": ["cluster-meeting", "follow-up"]}
NAMES = FAILED, STUCK = (
    "Fejlet kørsel: vedligehold ser efter med det samme",
    "Kørsel uden fremdrift: vedligehold ser efter",
)


def make_automations(client: SyncPrefectClient) -> None:
    """Makes those that are missing and mends those that have been changed; repeating it changes nothing."""
    upkeep = client.read_deployment_by_name(UPKEEP).id
    standing = {one.name: one for one in client.read_automations()}
    for wanted in automations(upkeep):
        found = standing.get(wanted.name)
        if found is None:
            client.create_automation(wanted)
        elif found.model_dump(exclude={"id"}) != wanted.model_dump():
            client.update_automation(found.id, wanted)


def automations(upkeep: UUID) -> tuple[AutomationCore, ...]:
    """Upkeep starts a meeting's run again, frees its place in the pool, and mails whoever must know."""
    failed = _automation(
        FAILED,
        "Når et mødes kørsel fejler, startes den igen. Hjælper det ikke, får konsulenten besked.",
        _on("Failed", "Crashed"),
        upkeep,
    )
    stuck = _automation(
        STUCK,
        "Når ingen worker tager et mødes kørsel, ser vedligehold efter, så snart der er en igen.",
        _on("Late"),
        upkeep,
    )
    return failed, stuck


def _on(*states: str) -> EventTrigger:
    """Reacts to single events only: with SQLite a trigger that counts or waits (`within`) keeps the
    database locked against itself for a minute, and meanwhile nothing else in the engine moves.
    """
    return EventTrigger(
        expect={f"prefect.flow-run.{state}" for state in states},
        match={"prefect.resource.id": "prefect.flow-run.*"},
        match_related=OF_A_MEETING,
        posture=Posture.Reactive,
        threshold=1,
    )


def _automation(name: str, description: str, trigger: EventTrigger, upkeep: UUID) -> AutomationCore:
    action = RunDeployment(source="selected", deployment_id=upkeep)
    return AutomationCore(name=name, description=description, trigger=trigger, actions=[action])
