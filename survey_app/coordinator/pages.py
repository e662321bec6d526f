"""The coordinator's page: member list, documents, post, what was agreed, and the choice of a follow-up."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from data_contracts.commitments import read_commitments
from domain.errors import BadInput, NotFound, Refused
from domain.meeting import ROUND_1
from domain.ports import Decision, Services
from survey_app.background import Background
from survey_app.coordinator import sessions
from survey_app.coordinator.commitments import NOT_NOW, Written
from survey_app.coordinator.members import Handed, hand_in
from survey_app.coordinator.post import NO_OTHER_ORDER, copies_in, order_stands
from survey_app.coordinator.view import FEWEST_MONTHS, MOST_MONTHS, View, agreed, look_at, ready_files
from survey_app.downloads import download
from survey_app.failures import failure
from survey_app.forms import PostedForm, posted_form
from survey_app.pages import page

KIB = 1024
MEETING = Depends(sessions.meeting_of)
ListForm = Annotated[PostedForm, Depends(posted_form(2_500 * KIB))]
ChoiceForm = Annotated[PostedForm, Depends(posted_form(4 * KIB))]
TextForm = Annotated[PostedForm, Depends(posted_form(64 * KIB))]


def coordinator_pages(services: Services, background: Background) -> APIRouter:
    router = APIRouter(prefix="/k")

    @router.api_route("/{token}", methods=["GET", "HEAD"])
    def enter(token: str, request: Request) -> Response:
        return _entered(services, token, request, "/k")

    @router.api_route("/{token}/filer/{group}/{document}", methods=["GET", "HEAD"])
    def enter_for_document(token: str, group: str, document: str, request: Request) -> Response:
        return _entered(services, token, request, f"/k/filer/{group}/{document}")

    @router.api_route("", methods=["GET", "HEAD"])
    def overview(meeting_id: str = MEETING) -> Response:
        return _page(services, meeting_id)

    @router.post("/medlemmer")
    def hand_in_members(form: ListForm, meeting_id: str = MEETING) -> Response:
        sessions.check_mark(services, meeting_id, form.get(sessions.FORM_MARK))
        handed = hand_in(services, look_at(services, meeting_id), form)
        if handed.accepted:
            background.start(lambda: services.runs.wake(meeting_id))
        return _page(services, meeting_id, status=422 if handed.faults else 200, handed=handed)

    @router.post("/opfoelgning")
    def choose_follow_up(form: ChoiceForm, meeting_id: str = MEETING) -> Response:
        sessions.check_mark(services, meeting_id, form.get(sessions.FORM_MARK))
        decision = _choice(form)
        if decision is None:
            fault = "Vælg ja eller nej, og hvor mange måneder."
            return _page(services, meeting_id, status=422, follow_up_fault=fault)
        if not _stands(services, look_at(services, meeting_id), decision):
            fault = agreed(look_at(services, meeting_id))
            return _page(services, meeting_id, status=409, follow_up_fault=fault)
        background.start(lambda: services.runs.wake(meeting_id))
        return RedirectResponse("/k#opfoelgning", status_code=303)

    @router.post("/post")
    def order_print(form: ChoiceForm, meeting_id: str = MEETING) -> Response:
        sessions.check_mark(services, meeting_id, form.get(sessions.FORM_MARK))
        post = look_at(services, meeting_id).post
        if post is None:
            raise Refused("nothing goes by post")
        copies = copies_in(form, post)
        if copies is None:
            fault = f"Skriv et helt tal fra 1 til {post.most}."
            return _page(services, meeting_id, status=422, post_fault=fault)
        if not order_stands(services, post, copies):
            return _page(services, meeting_id, status=409, post_fault=NO_OTHER_ORDER)
        return RedirectResponse("/k#post", status_code=303)

    @router.post("/aftaler")
    def write_commitments(form: TextForm, meeting_id: str = MEETING) -> Response:
        sessions.check_mark(services, meeting_id, form.get(sessions.FORM_MARK))
        text = form.get("aftaler")
        if not look_at(services, meeting_id).commitments.may_write:
            return _page(services, meeting_id, status=409, written=Written(text, (NOT_NOW,)))
        try:
            services.ledger.commitments.replace(meeting_id, read_commitments(text))
        except BadInput as error:
            written = Written(text, tuple(error.faults))
            return _page(services, meeting_id, status=422, written=written)
        return RedirectResponse("/k#aftaler", status_code=303)

    @router.api_route("/filer/{group}/{document}", methods=["GET", "HEAD"])
    def document(group: str, document: str, meeting_id: str = MEETING) -> Response:
        found = [
            file
            for file in ready_files(services, meeting_id)
            if file.group == group and file.document == document
        ]
        if not found:
            raise NotFound("no such document")
        file = found[-1]
        return download(services.objects.get(file.key), file.name, file.media_type)

    return router


def _entered(services: Services, token: str, request: Request, page: str) -> Response:
    meeting_id = sessions.meeting_with_link(services, token)
    if meeting_id is None:
        return failure(404)
    request.session[sessions.MEETING] = meeting_id
    return RedirectResponse(page, status_code=303)


def _stands(services: Services, view: View, decision: Decision) -> bool:
    """Whether the choice is now what is agreed: false when somebody else's other choice came first."""
    if view.follow_up is None and not view.may_choose_follow_up:
        return False
    standing = services.ledger.records.decide(view.meeting.id, ROUND_1, decision)
    return (standing.choice, standing.detail) == (decision.choice, decision.detail)


def _page(
    services: Services,
    meeting_id: str,
    *,
    status: int = 200,
    handed: Handed | None = None,
    written: Written | None = None,
    post_fault: str = "",
    follow_up_fault: str = "",
) -> Response:
    """The page as it stands, with what became of the form that was just sent."""
    return page(
        "coordinator/page",
        status=status,
        view=look_at(services, meeting_id),
        handed=handed or Handed(),
        written=written,
        post_fault=post_fault,
        follow_up_fault=follow_up_fault,
        mark=sessions.form_mark(services.tokens, meeting_id),
        months=range(FEWEST_MONTHS, MOST_MONTHS + 1),
    )


def _choice(form: PostedForm) -> Decision | None:
    match form.get("valg"), form.get("maaneder"):
        case "nej", _:
            return Decision("follow_up", "no", {}, "")
        case "ja", months if months in {str(number) for number in range(FEWEST_MONTHS, MOST_MONTHS + 1)}:
            return Decision("follow_up", "yes", {"months": int(months)}, "")
        case _:
            return None
