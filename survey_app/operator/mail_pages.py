"""The page of mails that need a human, and what an operator says of them."""

from __future__ import annotations

from fastapi import APIRouter, Depends
from fastapi.responses import RedirectResponse, Response

from domain.errors import NotFound, Refused
from domain.mail_settling import settle_as_arrived, settle_by_resending
from survey_app.operator.desk import Desk, SmallForm
from survey_app.operator.mails import mails_of_all
from survey_app.operator.sessions import Session

SETTLE = {"kommet": settle_as_arrived, "igen": settle_by_resending}
TOLD = {
    "kommet": "Noteret. Mailen regnes for modtaget.",
    "igen": "Noteret. Mailen sendes igen inden for et minut.",
}


def mail_pages(desk: Desk) -> APIRouter:
    router = APIRouter(prefix="/mails")
    here = Depends(desk.sessions.of)
    services = desk.services

    def show(session: Session, status: int = 200, refused: str = "", told: str = "") -> Response:
        found = mails_of_all(services)
        return desk.show("mails", session, status=status, found=found, refused=refused, told=told)

    @router.api_route("", methods=["GET", "HEAD"])
    def mails(afgjort: str = "", session: Session = here) -> Response:
        return show(session, told=TOLD.get(afgjort, ""))

    @router.post("")
    def settle(form: SmallForm, session: Session = here) -> Response:
        """The first word stands; whoever comes second reads why."""
        session.check(form)
        choice = form.get("valg")
        if choice not in SETTLE:
            return show(session, 422, "Vælg, om mailen er kommet frem, eller om den skal sendes igen.")
        try:
            SETTLE[choice](form.get("moede"), form.get("maerke"), session.by, services)
        except (Refused, NotFound) as refusal:
            return show(session, 409, str(refusal))
        return RedirectResponse(f"/mails?afgjort={choice}", status_code=303)

    return router
