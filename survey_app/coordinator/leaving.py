"""The way out, for whoever sits at a computer that others use."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from domain.ports import Services
from survey_app.coordinator import sessions
from survey_app.coordinator.frame import KIB, check
from survey_app.forms import PostedForm, posted_form
from survey_app.pages import message

SmallForm = Annotated[PostedForm, Depends(posted_form(4 * KIB))]


def leaving_pages(services: Services) -> APIRouter:
    router = APIRouter(prefix="/k")
    meeting = Depends(sessions.meeting_of(services))

    @router.post("/ud")
    def leave(form: SmallForm, request: Request, meeting_id: str = meeting) -> Response:
        check(services, meeting_id, form)
        request.session.clear()
        return message(
            "Siden er lukket på denne computer",
            "Den næste, der sidder her, kan ikke se mødet. Dit link i mailen virker stadig.",
        )

    return router
