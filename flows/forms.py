"""The forms an operator fills in the Prefect UI. They ask for dates, codes and initials, never for people."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from prefect.input import RunInput
from pydantic import Field, WithJsonSchema

from flows.parameters import OPEN_THE_LIST

# What is typed wrongly is refused by us, in Danish: of a rule in the schema the engine tells in English.
INITIALS = Field(
    title="Dine initialer",
    description="To til fire bogstaver, så vi kan se, hvem der har besluttet det.",
)

AS_ORDERED = "som bestilt"
TIMES = [f"{hour:02d}:{minute:02d}" for hour in range(7, 22) for minute in (0, 15, 30, 45)]


def _without_default(schema: dict[str, Any]) -> None:
    """None is no date: with it in the schema an untouched field would not be valid."""
    schema.pop("default", None)


OptionalDay = Annotated[date | None, WithJsonSchema({"type": "string", "format": "date"})]
"""Asked for as a day, and not first whether it is a day or nothing."""


class ConsultationForm(RunInput):
    """Filled in after the consultant has spoken with the coordinator."""

    new_date: OptionalDay = Field(
        None,
        title="Ny mødedato",
        description="Kun hvis mødet flyttes til en anden dag.",
        json_schema_extra=_without_default,
    )
    new_time: str = Field(
        AS_ORDERED,
        title="Mødetidspunkt",
        description=f"Kun hvis mødet begynder på et andet klokkeslæt. {OPEN_THE_LIST}",
        json_schema_extra={"enum": [AS_ORDERED, *TIMES]},
    )
    follow_up: Literal["ja", "nej", "aftales senere"] = Field(
        "ja",
        title="Opfølgning",
        description=f"Skal klyngen have en ny opgørelse 6–12 måneder efter mødet? {OPEN_THE_LIST}",
    )
    months: Literal[6, 7, 8, 9, 10, 11, 12] = Field(
        9,
        title="Måneder til opfølgning",
        description=f"Fra mødet, til de nye svar er samlet ind. {OPEN_THE_LIST}",
    )
    initials: str = INITIALS


class ReleaseForm(RunInput):
    """Filled in when the data-quality gate asks."""

    choice: Literal["frigiv", "frigiv ikke – byg materialet uden tal"] = Field(
        title="Beslutning",
        description="Læs begrundelserne ovenfor. Uden tal får klyngen samme materiale til drøftelse, "
        f"men ingen opgørelser. {OPEN_THE_LIST}",
    )
    reason: Literal[
        "svarprocenten er forklaret",
        "ubesvarede spørgsmål er forklaret",
        "svarmønstret er forklaret",
        "antallet af svar er afklaret",
        "tallene kan ikke bruges",
    ] = Field(
        title="Begrundelse",
        description=f"Den, der passer bedst. Den bliver gemt ved mødet. {OPEN_THE_LIST}",
    )
    initials: str = INITIALS


class WithholdForm(RunInput):
    """Filled in when a critical rule has stopped the figures: they cannot be released."""

    choice: Literal["byg materialet uden tal"] = Field(
        "byg materialet uden tal",
        title="Beslutning",
        description=f"En kritisk regel er brudt, så tallene kan ikke frigives. {OPEN_THE_LIST}",
    )
    initials: str = INITIALS


class LateFollowUpForm(RunInput):
    """Filled in when a follow-up starts so late that its dates have passed."""

    choice: Literal["gennemfør nu med nye datoer", "opgiv opfølgningen"] = Field(
        title="Beslutning",
        description="Nye datoer regnes fra i dag. Opgiver du den, får ingen mail, og mødet er afsluttet. "
        f"{OPEN_THE_LIST}",
    )
    initials: str = INITIALS


class UnconfirmedFollowUpForm(RunInput):
    """Filled in when the coordinator has not said whether the follow-up is still to be held."""

    choice: Literal["gennemfør den", "opgiv opfølgningen"] = Field(
        title="Beslutning",
        description="Gennemfører du den, får medlemmerne deres link nu, og spørgeskemaet lukker som "
        f"planlagt. Opgiver du den, får ingen mail, og mødet er afsluttet. {OPEN_THE_LIST}",
    )
    initials: str = INITIALS
