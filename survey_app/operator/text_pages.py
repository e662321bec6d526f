"""The free texts of a round: an operator ticks those that the cluster may see."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Depends
from fastapi.responses import RedirectResponse, Response

from domain.errors import NotFound, Refused
from domain.meeting import ROUND_1, ROUND_2
from domain.ticked_texts import TextsToChoose, choose_texts, texts_to_choose, what_choosing_does
from survey_app.forms import PostedForm
from survey_app.operator.desk import Desk, TicksForm
from survey_app.operator.sessions import Session

TICK, SEEN, DO = "vis-", "set", "goer"
Ticked = dict[str, list[int]]


def text_pages(desk: Desk) -> APIRouter:
    router = APIRouter(prefix="/moede/{meeting_id}/fritekster/{round}")
    here = Depends(desk.sessions.of)
    services = desk.services

    def show(template: str, meeting_id: str, round: int, session: Session, **values: Any) -> Response:
        if round not in (ROUND_1, ROUND_2):
            raise NotFound("no such round")
        meeting = services.ledger.meetings.get(meeting_id)
        found = texts_to_choose(meeting_id, round, services)
        return desk.show(template, session, meeting=meeting, round=round, found=found, **values)

    @router.api_route("", methods=["GET", "HEAD"])
    def texts(meeting_id: str, round: int, gemt: str = "", session: Session = here) -> Response:
        return show("texts", meeting_id, round, session, refused="", ticked=None, is_kept=gemt == "ja")

    @router.post("")
    def choose(meeting_id: str, round: int, form: TicksForm, session: Session = here) -> Response:
        """First what it will do, then the button; a choice made meanwhile by another stands."""
        session.check(form)
        ticked = _ticked(form, texts_to_choose(meeting_id, round, services))
        try:
            if form.get(DO) != "ja":
                says = what_choosing_does(meeting_id, round, ticked, services)
                return show(
                    "texts_confirm", meeting_id, round, session, says=says, ticked=ticked, seen=_seen(form)
                )
            choose_texts(meeting_id, round, ticked, session.by, services, seen=_seen(form))
        except Refused as refusal:
            return show(
                "texts",
                meeting_id,
                round,
                session,
                status=409,
                refused=str(refusal),
                ticked=ticked,
                is_kept=False,
            )
        return RedirectResponse(f"/moede/{meeting_id}/fritekster/{round}?gemt=ja", status_code=303)

    return router


def _ticked(form: PostedForm, found: TextsToChoose | None) -> Ticked:
    """The positions ticked, by item. Raises NotFound where there is nothing to choose."""
    if found is None:
        raise NotFound("nothing to choose")
    posted = [(name.removeprefix(TICK), value) for name, value in form.with_prefix(TICK)]
    return {
        item.id: [int(value) for id, value in posted if id == item.id and value.isascii() and value.isdigit()]
        for item in found.items
    }


def _seen(form: PostedForm) -> int:
    written = form.get(SEEN)
    return int(written) if written.isascii() and written.isdigit() and len(written) < 9 else 0
