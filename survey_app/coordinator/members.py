"""The member list on the coordinator's page: pasted or uploaded, and how it was received."""

from __future__ import annotations

from dataclasses import dataclass

from data_contracts.member_list import MemberList, is_about_size, read_member_list, read_pasted
from domain.errors import BadInput, Fault
from domain.ports import Services
from survey_app.coordinator.view import View
from survey_app.forms import PostedForm


@dataclass(frozen=True)
class Handed:
    """How a member list just handed in was received."""

    accepted: str = ""
    remarks: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()
    pasted: str = ""
    asks_to_confirm: bool = False

    def __repr__(self) -> str:
        return f"Handed({len(self.faults)} faults)"


def hand_in(services: Services, view: View, form: PostedForm) -> Handed:
    """Keeps the list whole, or nothing of it."""
    if not view.may_change_members:
        cure = f"Skriv til {view.consultant.name}, hvis nogen mangler."
        return Handed(faults=(Fault("Medlemslisten", "Undersøgelsen er lukket.", cure),))
    pasted = form.get("tekst")
    try:
        listed = _read(form, pasted, needs_practices=view.package.needs_practices)
    except BadInput as error:
        return Handed(
            faults=tuple(error.faults),
            pasted=pasted,
            asks_to_confirm=is_about_size(error),
        )
    added, changed, removed = services.ledger.members.replace(view.meeting.id, listed.rows)
    return Handed(_receipt(len(listed.rows), added, changed, removed), listed.remarks)


def _read(form: PostedForm, pasted: str, *, needs_practices: bool) -> MemberList:
    confirmed = bool(form.get("bekraeft"))
    if form.upload and pasted.strip():
        cure = "Tøm tekstfeltet, eller fravælg filen."
        raise BadInput([Fault("Medlemslisten", "Der er både en fil og indsat tekst.", cure)])
    if form.upload:
        return read_member_list(
            form.upload.content, form.upload.filename, confirmed=confirmed, needs_practices=needs_practices
        )
    return read_pasted(pasted, confirmed=confirmed, needs_practices=needs_practices)


def _receipt(count: int, added: int, changed: int, removed: int) -> str:
    news = [f"{added} nye" if added else "", f"{changed} ændret" if changed else ""]
    news.append(f"{removed} taget af" if removed else "")
    told = ", ".join(part for part in news if part) or "ingen ændringer"
    return f"Tak, vi har medlemslisten. Den har {count} medlemmer ({told})."
