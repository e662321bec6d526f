"""After a backup was restored: which mails are held, and letting mails leave again."""

from __future__ import annotations

from fastapi import APIRouter, Depends
from fastapi.responses import RedirectResponse, Response

from domain.mail_counts import how_many
from survey_app.operator.desk import Desk, SmallForm
from survey_app.operator.people import TITLES
from survey_app.operator.sessions import Session

ALREADY = "Mails sendes allerede igen: nogen kom dig i forkøbet."
CHOOSE = "Vælg, hvad der skal ske med de mails, der venter."


def restoring_pages(desk: Desk) -> APIRouter:
    router = APIRouter(prefix="/gendannelse")
    here = Depends(desk.sessions.of)
    services = desk.services

    def show(session: Session, status: int = 200, refused: str = "", is_armed: bool = False) -> Response:
        meetings = {meeting.id: meeting for meeting in services.ledger.meetings.all()}
        held = [
            (meetings[id], TITLES[kind], how_many(kind, count))
            for (id, kind), count in services.ledger.restorations.held().items()
        ]
        since = services.ledger.restorations.backed_up_at()
        return desk.show(
            "restoring", session, status=status, since=since, held=held, refused=refused, is_armed=is_armed
        )

    @router.api_route("", methods=["GET", "HEAD"])
    def restoring(frigivet: str = "", session: Session = here) -> Response:
        return show(session, is_armed=frigivet == "ja")

    @router.post("")
    def arm(form: SmallForm, session: Session = here) -> Response:
        session.check(form)
        ways = {
            "send": services.ledger.restorations.arm_sending_held,
            "behold": services.ledger.restorations.arm_keeping_held,
        }
        if services.ledger.restorations.backed_up_at() is None:
            return show(session, 409, ALREADY)
        if form.get("valg") not in ways:
            return show(session, 422, CHOOSE)
        ways[form.get("valg")](session.by)
        return RedirectResponse("/gendannelse?frigivet=ja", status_code=303)

    return router
