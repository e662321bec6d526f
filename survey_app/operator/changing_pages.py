"""Changing a meeting in two steps: first the page says what it will do, then the button does it."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Depends
from fastapi.responses import RedirectResponse, Response

from domain.changes.extend import latest_close
from domain.changes.follow_up import follow_up_months
from domain.changes.move import earliest_day
from domain.changes.reasons import reasons_for
from domain.errors import BadInput, NotFound, Refused
from survey_app.forms import PostedForm
from survey_app.operator.changing import CHANGES, Change, Proposal
from survey_app.operator.desk import Desk, SmallForm
from survey_app.operator.seen import SEEN, acts_seen, check_nothing_new, seen_by
from survey_app.operator.sessions import Session

DO, REASON = "goer", "aarsag"
NO_REASON = (REASON, "Vælg en årsag.")


def changing_pages(desk: Desk) -> APIRouter:
    router = APIRouter(prefix="/moede/{meeting_id}/ret")
    here = Depends(desk.sessions.of)
    services = desk.services

    def show(template: str, meeting_id: str, session: Session, status: int = 200, **values: Any) -> Response:
        meeting = services.ledger.meetings.get(meeting_id)
        plan = services.ledger.meetings.plan(meeting_id, 1)
        return desk.show(template, session, status=status, meeting=meeting, plan=plan, **values)

    @router.api_route("", methods=["GET", "HEAD"])
    def choices(meeting_id: str, session: Session = here) -> Response:
        return show("change", meeting_id, session, changes=CHANGES)

    def ask(
        meeting_id: str,
        key: str,
        session: Session,
        form: PostedForm | None = None,
        status: int = 200,
        faults: tuple[tuple[str, str], ...] = (),
    ) -> Response:
        change = _change(key)
        return show(
            "change_ask",
            meeting_id,
            session,
            status,
            key=key,
            change=change,
            reasons=[("", "Vælg"), *reasons_for(change.kind).items()],
            written=form,
            faults=faults,
            seen=acts_seen(meeting_id, services),
            **_bounds(change, meeting_id),
        )

    def _bounds(change: Change, meeting_id: str) -> dict[str, Any]:
        """What its fields offer; a meeting that cannot be changed so offers nothing and says why later."""
        try:
            months = follow_up_months(meeting_id, services) if "maaneder" in change.fields else ()
            first = earliest_day(meeting_id, services) if "tid" in change.fields else None
            last = latest_close(meeting_id, services) if change.fields == ("dato",) else None
        except Refused:
            return {"months": (), "first_day": None, "last_day": None}
        return {"months": months, "first_day": first, "last_day": last}

    @router.api_route("/{key}", methods=["GET", "HEAD"])
    def form_of(meeting_id: str, key: str, session: Session = here) -> Response:
        return ask(meeting_id, key, session)

    @router.post("/{key}")
    def change_it(meeting_id: str, key: str, form: SmallForm, session: Session = here) -> Response:
        session.check(form)
        change = _change(key)
        services.ledger.meetings.get(meeting_id)
        if form.get(REASON) not in reasons_for(change.kind):
            return ask(meeting_id, key, session, form, 422, (NO_REASON,))
        try:
            seen = seen_by(form)
            check_nothing_new(meeting_id, seen, services)
            proposal = change.propose(meeting_id, form, services)
            if form.get(DO) != "ja":
                return _confirm(meeting_id, key, session, form, proposal)
            proposal.carry_out(session.by, form.get(REASON), seen)
        except BadInput as error:
            faults = tuple((fault.where, f"{fault.what} {fault.cure}".strip()) for fault in error.faults)
            return ask(meeting_id, key, session, form, 422, faults)
        except Refused as refusal:
            return ask(meeting_id, key, session, form, 409, (("", str(refusal)),))
        return RedirectResponse(f"/moede/{meeting_id}?gjort=ja", status_code=303)

    def _confirm(
        meeting_id: str, key: str, session: Session, form: PostedForm, proposal: Proposal
    ) -> Response:
        change = _change(key)
        return show(
            "change_confirm",
            meeting_id,
            session,
            key=key,
            change=change,
            says=proposal.says,
            reason=reasons_for(change.kind)[form.get(REASON)],
            carried=[(name, form.get(name)) for name in (*change.fields, REASON, SEEN)],
        )

    return router


def _change(key: str) -> Change:
    if key not in CHANGES:
        raise NotFound("no such change")
    return CHANGES[key]
