"""A new link: for who fears that theirs is in other hands, and for who has lost it."""

from __future__ import annotations

from contextlib import suppress
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from pydantic_core import PydanticCustomError

from data_contracts.contact import email_address
from domain.coordinators_link import MOST_MAILS, WITHIN, mail_link
from domain.errors import Refused
from domain.ordering import is_confirmed
from domain.ports import Services
from survey_app.background import Background
from survey_app.coordinator import sessions
from survey_app.coordinator.frame import KIB, check, show
from survey_app.forms import PostedForm, posted_form
from survey_app.pages import message, page

SmallForm = Annotated[PostedForm, Depends(posted_form(4 * KIB))]
TOO_MANY = "Linket er allerede sendt flere gange i dag. Prøv igen i morgen, eller skriv til din konsulent."


def link_pages(services: Services, background: Background) -> APIRouter:
    router = APIRouter(prefix="/k")
    meeting = Depends(sessions.meeting_of(services))

    @router.api_route("/link", methods=["GET", "HEAD"])
    def present(nyt: str = "", meeting_id: str = meeting) -> Response:
        return show(services, meeting_id, "link", renewed=nyt == "ja", fault="")

    @router.post("/link")
    def renew(form: SmallForm, request: Request, meeting_id: str = meeting) -> Response:
        """Every other browser's session ends; this one goes on, and the new link is mailed."""
        check(services, meeting_id, form)
        try:
            generation = services.ledger.coordinator_links.renew(meeting_id, MOST_MAILS, WITHIN)
        except Refused:
            return show(services, meeting_id, "link", status=409, renewed=False, fault=TOO_MANY)
        sessions.begin(request, sessions.OpenedWith(meeting_id, generation))
        background.start(lambda: mail_link(meeting_id, services))
        return RedirectResponse("/k/link?nyt=ja", status_code=303)

    return router


def lost_link_pages(services: Services, background: Background) -> APIRouter:
    """Open to everyone, and the same to everyone: who has a meeting learns it from their mailbox alone."""
    router = APIRouter(prefix="/k")

    @router.api_route("/nyt-link", methods=["GET", "HEAD"])
    def ask() -> Response:
        return page("coordinator/lost", written="", fault="")

    @router.post("/nyt-link")
    def send(form: SmallForm) -> Response:
        written = form.get("mail")
        try:
            address = email_address(written)
        except PydanticCustomError as error:
            said = error.context or {}
            fault = f"{said.get('what', '')} {said.get('cure', '')}".strip()
            return page("coordinator/lost", status=422, written=written[:254], fault=fault)
        background.start(lambda: _mail_links_of(services, address))
        return message(
            "Se i din indbakke",
            "Hører adressen til en mødeleder, der har aftalt et klyngemøde med KiAP, er linket på vej nu. "
            "Det kommer inden for nogle minutter. Har vi ikke ringet til dig endnu, får du linket bagefter.",
            f"Kommer der ikke noget, så se i mappen med uønsket mail. Vi sender højst {MOST_MAILS} om "
            "dagen for hvert møde, og kun til den adresse, der stod på bestillingen.",
        )

    return router


def _mail_links_of(services: Services, address: str) -> None:
    """Of confirmed meetings only: nobody gets into one that they have made up, or fills a mailbox with it."""
    theirs = [
        meeting.id
        for meeting in services.ledger.meetings.all()
        if meeting.order.coordinator_email.casefold() == address.casefold()
        and is_confirmed(meeting.id, services)
    ]
    for meeting_id in theirs:
        with suppress(Refused):
            services.ledger.coordinator_links.ask_for_mail(meeting_id, MOST_MAILS, WITHIN)
    for meeting_id in theirs:
        mail_link(meeting_id, services)
