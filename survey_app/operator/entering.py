"""In through a one-time link, and out again. Looking at the link does not use it: only the button does."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from domain.acts import initials
from domain.errors import Refused
from survey_app.operator.desk import Desk, SmallForm
from survey_app.operator.sessions import Session
from survey_app.pages import page

NO_INITIALS = "Skriv to til fire bogstaver."


def entering_pages(desk: Desk) -> APIRouter:
    router = APIRouter()
    links = desk.services.operator_links
    here = Depends(desk.sessions.of)

    @router.api_route("/ind/{token}", methods=["GET", "HEAD"])
    def present(token: str) -> Response:
        """Raises NotFound for a link that is used or too old."""
        return page("operator/enter", token=token, by=links.initials(token), fault="")

    @router.post("/ind")
    def enter(form: SmallForm) -> Response:
        token, written = form.get("link"), form.get("initialer")
        known = links.initials(token)
        try:
            by = initials(known or written)
        except Refused:
            return page("operator/enter", 422, token=token, by=known, fault=NO_INITIALS)
        links.use(token)
        answer = RedirectResponse("/", status_code=303)
        desk.sessions.begin(by, answer)
        return answer

    @router.post("/ud")
    def leave(form: SmallForm, request: Request, session: Session = here) -> Response:
        session.check(form)
        answer = page(
            "operator/message", title="Du er logget ud", text="Få et nyt link med »klyngeflow operator«."
        )
        desk.sessions.end(request, answer)
        return answer

    return router
