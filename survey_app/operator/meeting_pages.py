"""One meeting: its people, dates, mails, files and post."""

from __future__ import annotations

from fastapi import APIRouter, Depends
from fastapi.responses import RedirectResponse, Response

from domain.errors import NotFound
from domain.postings import tick_off
from survey_app.downloads import download
from survey_app.operator.desk import Desk, SmallForm
from survey_app.operator.meeting_view import look_at_meeting
from survey_app.operator.sessions import Session

POSTED_BEFORE = "Posten er allerede krydset af. Se nedenfor, hvem der gjorde det."


def meeting_pages(desk: Desk) -> APIRouter:
    router = APIRouter(prefix="/moede/{meeting_id}")
    here = Depends(desk.sessions.of)
    services = desk.services

    def show(
        meeting_id: str, session: Session, status: int = 200, refused: str = "", is_done: bool = False
    ) -> Response:
        found = look_at_meeting(meeting_id, services)
        return desk.show(
            "meeting",
            session,
            status=status,
            found=found,
            refused=refused,
            is_done=is_done,
            engine=desk.engine_page,
        )

    @router.api_route("", methods=["GET", "HEAD"])
    def meeting(meeting_id: str, gjort: str = "", session: Session = here) -> Response:
        return show(meeting_id, session, is_done=gjort == "ja")

    @router.api_route("/filer/{group}/{document}", methods=["GET", "HEAD"], dependencies=[here])
    def document(meeting_id: str, group: str, document: str) -> Response:
        for file in services.ledger.files.of(meeting_id, group):
            if file.document == document:
                return download(services.objects.get(file.key), file.name, file.media_type)
        raise NotFound("no such document")

    @router.post("/post")
    def posted(meeting_id: str, form: SmallForm, session: Session = here) -> Response:
        session.check(form)
        services.ledger.meetings.get(meeting_id)
        if not tick_off(meeting_id, session.by, services):
            return show(meeting_id, session, 409, POSTED_BEFORE)
        return RedirectResponse(f"/moede/{meeting_id}#post", status_code=303)

    return router
