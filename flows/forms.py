"""The forms an operator fills in the Prefect UI. They ask for dates, codes and initials, never for people."""

from __future__ import annotations

from datetime import date
from typing import Literal

from prefect.input import RunInput
from pydantic import Field

INITIALS = Field(
    title="Dine initialer",
    description="To til fire bogstaver, så vi kan se, hvem der har besluttet det.",
    pattern="^[A-Za-zÆØÅæøå]{2,4}$",
)


class ConsultationForm(RunInput):
    """Filled in after the consultant has spoken with the coordinator."""

    new_date: date | None = Field(
        None,
        title="Ny mødedato",
        description="Kun hvis mødet flyttes: tryk på »date«, og vælg dagen.",
    )
    new_time: str | None = Field(
        None,
        title="Nyt mødetidspunkt",
        description="Kun hvis tiden ændres: tryk på »str«, og skriv fx 16:00.",
        pattern="^([01][0-9]|2[0-3]):[0-5][0-9]$",
    )
    follow_up: Literal["ja", "nej", "aftales senere"] = Field(
        "ja", title="Opfølgning", description="Skal klyngen have en ny opgørelse 6–12 måneder efter mødet?"
    )
    months: int = Field(
        9, ge=6, le=12, title="Måneder til opfølgning", description="Et helt tal fra 6 til 12."
    )
    initials: str = INITIALS


class ReleaseForm(RunInput):
    """Filled in when the data-quality gate asks."""

    choice: Literal["frigiv", "frigiv ikke – byg materialet uden tal"] = Field(
        title="Beslutning",
        description="Læs begrundelserne ovenfor. Uden tal får klyngen samme materiale til drøftelse, "
        "men ingen opgørelser.",
    )
    reason: Literal[
        "svarprocenten er forklaret",
        "ubesvarede spørgsmål er forklaret",
        "svarmønstret er forklaret",
        "antallet af svar er afklaret",
        "tallene kan ikke bruges",
    ] = Field(title="Begrundelse")
    initials: str = INITIALS


class WithholdForm(RunInput):
    """Filled in when a critical rule has stopped the figures: they cannot be released."""

    choice: Literal["byg materialet uden tal"] = Field(
        "byg materialet uden tal",
        title="Beslutning",
        description="En kritisk regel er brudt, så tallene kan ikke frigives.",
    )
    initials: str = INITIALS


class LateFollowUpForm(RunInput):
    """Filled in when a follow-up starts so late that its dates have passed."""

    choice: Literal["gennemfør nu med nye datoer", "opgiv opfølgningen"] = Field(
        title="Beslutning",
        description="Nye datoer regnes fra i dag. Opgiver du den, får ingen mail, og mødet er afsluttet.",
    )
    initials: str = INITIALS
