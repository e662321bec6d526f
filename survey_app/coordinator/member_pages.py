"""The pages of the member list: hand it in, look it through, correct it, keep it."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import RedirectResponse, Response

from data_contracts.member_table import MOST_ROWS
from domain.changes.members import change_members
from domain.changes.reasons import COORDINATOR
from domain.errors import BadInput, Fault
from domain.failing_addresses import members_to_correct
from domain.ports import Services
from survey_app.background import Background
from survey_app.coordinator import sessions
from survey_app.coordinator.frame import KIB, check, show
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

ListForm = Annotated[PostedForm, Depends(posted_form(2_500 * KIB))]
TableForm = Annotated[PostedForm, Depends(posted_form(1_000 * KIB, most_fields=6 * MOST_ROWS))]
KEEP, MORE = "gem", "flere"


def member_list_pages(services: Services, background: Background) -> APIRouter:
    router = APIRouter(prefix="/k")
    meeting = Depends(sessions.meeting_of(services))

    @router.api_route("/medlemmer", methods=["GET", "HEAD"])
    def members(gemt: str = "", meeting_id: str = meeting) -> Response:
        return _list_page(services, meeting_id, receipt=receipt(gemt))

    @router.post("/medlemmer")
    def read(form: ListForm, meeting_id: str = meeting) -> Response:
        check(services, meeting_id, form)
        view = look_at(services, meeting_id)
        if not view.may_change_members:
            return _closed(services, view)
        try:
            written = read_posted(form)
        except BadInput as error:
            pasted = without_personal_numbers(form.get("tekst"))
            return _list_page(services, meeting_id, faults=tuple(error.faults), pasted=pasted)
        draft = draft_of(services, view, numbered(written.rows), view.meeting.order.coordinator_email)
        return _table(services, view, replace(draft, remarks=written.remarks))

    @router.api_route("/medlemmer/ret", methods=["GET", "HEAD"])
    def change(meeting_id: str = meeting) -> Response:
        view = look_at(services, meeting_id)
        if not view.may_change_members or not view.members:
            return RedirectResponse("/k/medlemmer", status_code=303)
        return _table(
            services, view, draft_of(services, view, stored_rows(view), view.meeting.order.coordinator_email)
        )

    @router.post("/medlemmer/ret")
    def look_through(form: TableForm, meeting_id: str = meeting) -> Response:
        check(services, meeting_id, form)
        view = look_at(services, meeting_id)
        if not view.may_change_members:
            return _closed(services, view)
        draft = draft_of(services, view, posted_rows(form), view.meeting.order.coordinator_email)
        wish = form.get("goer")
        if wish != KEEP:
            return _table(services, view, replace(draft, blank_rows=MORE_ROWS if wish == MORE else 1))
        if not may_be_kept(draft, form):
            return _table(services, view, replace(draft, refused=True))
        rows = draft.judged.members
        added, changed, removed = change_members(meeting_id, rows, by=COORDINATOR, services=services)
        background.start(lambda: services.runs.wake(meeting_id))
        told = f"{len(rows)}-{added}-{changed}-{removed}"
        return RedirectResponse(f"/k/medlemmer?gemt={told}", status_code=303)

    return router


def _closed(services: Services, view: View) -> Response:
    cure = f"Skriv til {view.consultant.name}, hvis nogen mangler."
    fault = Fault("Medlemslisten", "Undersøgelsen er lukket.", cure)
    return _list_page(services, view.meeting.id, faults=(fault,), status=409)


def _list_page(
    services: Services,
    meeting_id: str,
    *,
    receipt: str = "",
    faults: tuple[Fault, ...] = (),
    pasted: str = "",
    status: int = 0,
) -> Response:
    return show(
        services,
        meeting_id,
        "members",
        status=status or (422 if faults else 200),
        receipt=receipt,
        faults=faults,
        pasted=pasted,
        unreached=members_to_correct(meeting_id, services.ledger),
    )


def _table(services: Services, view: View, draft: Draft) -> Response:
    status = 422 if draft.refused else 200
    return show(services, view.meeting.id, "table", status=status, draft=draft)
