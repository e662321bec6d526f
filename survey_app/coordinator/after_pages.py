"""The page for after the meeting: what was agreed, who came, and whether to follow up."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import RedirectResponse, Response

from data_contracts.commitments import read_commitments
from domain.errors import BadInput, Refused
from domain.ports import Services
from domain.sheets_participants import TITLE, participant_list
from domain.sheets_people import by_name
from survey_app.background import Background
from survey_app.coordinator import sessions
from survey_app.coordinator.commitments import NOT_NOW, Written
from survey_app.coordinator.confirmation import keep_answer
from survey_app.coordinator.follow_up import PLANNED, agreed, keep_choice, posted_choice
from survey_app.coordinator.frame import KIB, check, show
from survey_app.coordinator.participants import Typed, as_csv, participants, typed, untouched
from survey_app.coordinator.view import View, look_at
from survey_app.downloads import download, pdf_download
from survey_app.forms import PostedForm, posted_form

ChoiceForm = Annotated[PostedForm, Depends(posted_form(4 * KIB))]
TextForm = Annotated[PostedForm, Depends(posted_form(64 * KIB))]
TicksForm = Annotated[PostedForm, Depends(posted_form(128 * KIB, most_fields=1_200))]


def after_pages(services: Services, background: Background) -> APIRouter:
    router = APIRouter(prefix="/k")
    meeting = Depends(sessions.meeting_of(services))

    @router.api_route("/efter", methods=["GET", "HEAD"])
    def after(meeting_id: str = meeting) -> Response:
        return _page(services, look_at(services, meeting_id))

    @router.post("/aftaler")
    def write_commitments(form: TextForm, meeting_id: str = meeting) -> Response:
        check(services, meeting_id, form)
        view, text = look_at(services, meeting_id), form.get("aftaler")
        if not view.commitments.may_write:
            return _page(services, view, 409, written=Written(text, (NOT_NOW,)))
        try:
            services.ledger.commitments.replace(meeting_id, read_commitments(text))
        except BadInput as error:
            return _page(services, view, 422, written=Written(text, tuple(error.faults)))
        except Refused:  # closed since the page was looked at
            return _page(services, look_at(services, meeting_id), 409, written=Written(text, (NOT_NOW,)))
        return RedirectResponse("/k/efter#aftaler", status_code=303)

    @router.post("/deltagere")
    def list_participants(form: TicksForm, meeting_id: str = meeting) -> Response:
        check(services, meeting_id, form)
        view, given = look_at(services, meeting_id), typed(form)
        if not view.has_begun:
            return _page(services, view, 409)
        try:
            held_on, found = participants(view, given)
        except BadInput as error:
            ticked = Typed(given.came, given.names, given.others, given.held_on, tuple(error.faults))
            return _page(services, view, 422, ticked=ticked)
        name = f"{TITLE} – {view.meeting.order.cluster_named}"
        if form.get("som") == "csv":
            return download(as_csv(found), f"{name}.csv", "text/csv; charset=utf-8")
        sheet = participant_list(view.package, view.meeting, held_on, found)
        return pdf_download(services.documents.render("participant_list", sheet), f"{name}.pdf")

    @router.post("/opfoelgning")
    def choose_follow_up(form: ChoiceForm, meeting_id: str = meeting) -> Response:
        check(services, meeting_id, form)
        view = look_at(services, meeting_id)
        if not view.may_choose_follow_up:
            return _page(services, view, 409, follow_up_faults=(("", PLANNED),))
        try:
            decision = posted_choice(form, view)
        except BadInput as error:
            faults = tuple((fault.where, fault.what) for fault in error.faults)
            return _page(services, view, 422, follow_up_faults=faults)
        if not_kept := keep_choice(services, meeting_id, decision):
            return _page(services, view, 409, follow_up_faults=(("", not_kept),))
        background.start(lambda: services.runs.wake(meeting_id))
        return RedirectResponse("/k/efter#opfoelgning", status_code=303)

    @router.post("/opfoelgning/bekraeft")
    def confirm_follow_up(form: ChoiceForm, meeting_id: str = meeting) -> Response:
        check(services, meeting_id, form)
        try:
            keep_answer(services, look_at(services, meeting_id), form)
        except BadInput as error:
            faults = tuple((fault.where, fault.what) for fault in error.faults)
            return _page(services, look_at(services, meeting_id), 422, follow_up_faults=faults)
        except Refused as refusal:
            return _page(services, look_at(services, meeting_id), 409, follow_up_faults=(("", str(refusal)),))
        background.start(lambda: services.runs.wake(meeting_id))
        return RedirectResponse("/k/efter#opfoelgning", status_code=303)

    return router


def _page(
    services: Services,
    view: View,
    status: int = 200,
    *,
    written: Written | None = None,
    ticked: Typed | None = None,
    follow_up_faults: tuple[tuple[str, str], ...] = (),
) -> Response:
    return show(
        services,
        view.meeting.id,
        "after",
        status=status,
        written=written,
        ticked=ticked or untouched(view),
        follow_up_faults=follow_up_faults,
        people=by_name(view.members),
        agreed=agreed(view),
    )
