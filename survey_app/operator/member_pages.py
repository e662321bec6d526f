"""The member list, handed in or corrected for the coordinator: the same look row by row as they get."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Depends
from fastapi.responses import RedirectResponse, Response

from data_contracts.member_table import MOST_ROWS
from domain.changes.members import change_members
from domain.errors import BadInput, Fault, Refused
from domain.ports import Services
from survey_app.coordinator.members import (
    MORE_ROWS,
    Draft,
    draft_of,
    may_be_kept,
    numbered,
    posted_rows,
    read_posted,
    receipt,
    stored_rows,
    without_personal_numbers,
)
from survey_app.coordinator.view import View, look_at
from survey_app.forms import PostedForm, posted_form
from survey_app.operator.desk import KIB, Desk
from survey_app.operator.sessions import Session

ListForm = Annotated[PostedForm, Depends(posted_form(2_500 * KIB))]
TableForm = Annotated[PostedForm, Depends(posted_form(1_000 * KIB, most_fields=6 * MOST_ROWS))]
NOBODY = ""  # the coordinator does not read it
KEEP, MORE, STANDING = "gem", "flere", "liste"
CLOSED = Fault("Medlemslisten", "Undersøgelsen er lukket.", "Listen kan ikke ændres nu.")
ANOTHER = Fault(
    "Medlemslisten",
    "En anden har ændret listen, mens du så på den.",
    "Begynd igen med den, der gælder nu.",
)


def member_pages(desk: Desk) -> APIRouter:
    router = APIRouter(prefix="/moede/{meeting_id}/medlemmer")
    here = Depends(desk.sessions.of)
    services = desk.services

    def show(view: View, session: Session, status: int = 200, **values: Any) -> Response:
        shown = {"receipt": "", "faults": (), "pasted": ""} | values
        return desk.show("members", session, status=status, view=view, **shown)

    def table(view: View, session: Session, draft: Draft, standing: str) -> Response:
        status = 422 if draft.refused else 200
        values = {"draft": draft, "standing_list": standing, "mark": session.mark}
        return desk.show("table", session, status=status, view=view, **values)

    @router.api_route("", methods=["GET", "HEAD"])
    def members(meeting_id: str, gemt: str = "", session: Session = here) -> Response:
        return show(look_at(services, meeting_id), session, receipt=receipt(gemt))

    @router.post("")
    def read(meeting_id: str, form: ListForm, session: Session = here) -> Response:
        session.check(form)
        view = look_at(services, meeting_id)
        if not view.may_change_members:
            return show(view, session, 409, faults=(CLOSED,))
        try:
            written = read_posted(form)
        except BadInput as error:
            pasted = without_personal_numbers(form.get("tekst"))
            return show(view, session, 422, faults=tuple(error.faults), pasted=pasted)
        draft = draft_of(services, view, numbered(written.rows), NOBODY)
        return table(view, session, replace(draft, remarks=written.remarks), standing_list(view))

    @router.api_route("/ret", methods=["GET", "HEAD"])
    def change(meeting_id: str, session: Session = here) -> Response:
        view = look_at(services, meeting_id)
        if not view.may_change_members or not view.members:
            return RedirectResponse(f"/moede/{meeting_id}/medlemmer", status_code=303)
        return table(view, session, draft_of(services, view, stored_rows(view), NOBODY), standing_list(view))

    @router.post("/ret")
    def look_through(meeting_id: str, form: TableForm, session: Session = here) -> Response:
        session.check(form)
        view = look_at(services, meeting_id)
        if not view.may_change_members:
            return show(view, session, 409, faults=(CLOSED,))
        if form.get(STANDING) != standing_list(view):
            return show(view, session, 409, faults=(ANOTHER,))
        draft, wish = draft_of(services, view, posted_rows(form), NOBODY), form.get("goer")
        if wish != KEEP:
            draft = replace(draft, blank_rows=MORE_ROWS if wish == MORE else 1)
            return table(view, session, draft, standing_list(view))
        if not may_be_kept(draft, form):
            return table(view, session, replace(draft, refused=True), standing_list(view))
        try:
            told = _kept(meeting_id, draft, session.by, services)
        except Refused as refusal:
            return show(view, session, 409, faults=(Fault("Medlemslisten", str(refusal), ""),))
        desk.background.start(lambda: services.runs.wake(meeting_id))
        return RedirectResponse(f"/moede/{meeting_id}/medlemmer?gemt={told}", status_code=303)

    return router


def standing_list(view: View) -> str:
    """Stands for the list that the page was made from: the coordinator may change it at the same time."""
    lines = sorted(f"{one.id}|{one.email}|{one.name}|{one.practice_number}" for one in view.members)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


def _kept(meeting_id: str, draft: Draft, by: str, services: Services) -> str:
    """The receipt's numbers."""
    rows = draft.judged.members
    added, changed, removed = change_members(meeting_id, rows, by=by, services=services)
    return f"{len(rows)}-{added}-{changed}-{removed}"
