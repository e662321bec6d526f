"""Who came to the meeting, for PLO: ticked on the page, printed at once, and kept nowhere."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date

from pydantic_core import PydanticCustomError

from data_contracts.contact import person_name
from data_contracts.member_fields import COULD_RUN
from domain.errors import BadInput, Fault
from domain.meeting import ROUND_1, Member
from domain.personal_numbers import holds_cpr_number
from domain.sheets_participants import Participant
from domain.sheets_people import by_name
from survey_app.coordinator.view import View
from survey_app.forms import PostedForm

CAME, NAME_OF, OTHERS, HELD_ON = "med", "navn-", "andre", "dato"
MOST_OTHERS = 50
NOBODY = "Sæt kryds ved dem, der var med."


@dataclass(frozen=True)
class Typed:
    """The form as it was sent, to be shown again beside its faults."""

    came: frozenset[str]
    names: dict[str, str]
    others: str
    held_on: str
    faults: tuple[Fault, ...] = ()

    def __repr__(self) -> str:
        return f"Typed({len(self.faults)} faults)"


def untouched(view: View) -> Typed:
    """Everybody ticked; the day is that of the newest meeting that was to be held by now."""
    planned = [plan.meeting_starts for plan in view.plans.values()]
    first = view.meeting.order.meeting_starts
    starts = max((when for when in planned if when <= view.now), default=min(planned, default=first))
    return Typed(frozenset(member.id for member in view.members), {}, "", f"{starts:%Y-%m-%d}")


def typed(form: PostedForm) -> Typed:
    return Typed(
        frozenset(value for name, value in form.fields if name == CAME),
        {name.removeprefix(NAME_OF): value for name, value in form.with_prefix(NAME_OF)},
        form.get(OTHERS),
        form.get(HELD_ON),
    )


def participants(view: View, form: Typed) -> tuple[date, list[Participant]]:
    """The day, and who came in Danish order, the others last. Raises BadInput; its places are fields."""
    faults: list[Fault] = []
    came = [member for member in by_name(view.members) if member.id in form.came]
    found = [_member(member, form.names.get(member.id, ""), faults) for member in came]
    found += _others(form.others, faults)
    if not found:
        faults.append(Fault(f"{CAME}-1" if view.members else OTHERS, NOBODY, ""))
    held_on = _day(form.held_on, view, faults)
    if faults:
        raise BadInput(faults)
    return held_on, found


def as_csv(found: list[Participant]) -> bytes:
    """For Excel: semicolons, a byte order mark, and no cell that it would take for a formula."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow(["Navn", "Ydernummer"])
    writer.writerows([_as_text(one.name), one.practice_number] for one in found)
    return text.getvalue().encode("utf-8-sig")


def _as_text(name: str) -> str:
    """A name may begin with a dash, and an address that stands for one with nearly anything."""
    return f"'{name}" if name.startswith(COULD_RUN) else name


def _member(member: Member, written: str, faults: list[Fault]) -> Participant:
    """A member without a name is listed by the name typed here, or by the address."""
    name = member.name or _name(written, f"{NAME_OF}{member.id}", faults) or member.email
    return Participant(name, member.practice_number)


def _others(written: str, faults: list[Fault]) -> list[Participant]:
    lines = [line for line in written.splitlines() if line.strip()]
    if len(lines) > MOST_OTHERS:
        faults.append(Fault(OTHERS, f"Skriv højst {MOST_OTHERS} navne.", ""))
        return []
    return [Participant(_name(line, OTHERS, faults)) for line in lines]


def _name(written: str, field: str, faults: list[Fault]) -> str:
    if not written.strip():
        return ""
    if holds_cpr_number(written):
        faults.append(Fault(field, "Her står noget, der ligner et CPR-nummer.", "Fjern det."))
        return ""
    try:
        return person_name(written)
    except PydanticCustomError as error:
        said = error.context or {}
        faults.append(Fault(field, said.get("what", ""), said.get("cure", "")))
        return ""


def _day(written: str, view: View, faults: list[Fault]) -> date:
    """Not before the first meeting, and not in the future."""
    first = view.plans[ROUND_1].meeting_starts.date()
    try:
        held_on = date.fromisoformat(written.strip())
    except ValueError:
        faults.append(Fault(HELD_ON, "Datoen kan ikke læses.", "Skriv den som 2027-03-18."))
        return first
    if not first <= held_on <= max(view.now.date(), first):
        faults.append(Fault(HELD_ON, "Mødet kan ikke være holdt den dag.", "Ret datoen."))
    return held_on
