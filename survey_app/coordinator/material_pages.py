"""The pages with what the meeting needs: every document to fetch, and what KiAP sends by post."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import RedirectResponse, Response

from domain.errors import Refused
from domain.ports import Services
from survey_app.coordinator import sessions
from survey_app.coordinator.files import ready_file, shown_files
from survey_app.coordinator.frame import KIB, check, show
from survey_app.coordinator.post import NO_OTHER_ORDER, copies_in, order_stands
from survey_app.coordinator.view import look_at
from survey_app.downloads import download
from survey_app.forms import PostedForm, posted_form

CopiesForm = Annotated[PostedForm, Depends(posted_form(4 * KIB))]


def material_pages(services: Services) -> APIRouter:
    router = APIRouter(prefix="/k")
    meeting = Depends(sessions.meeting_of(services))

    @router.api_route("/materiale", methods=["GET", "HEAD"])
    def material(meeting_id: str = meeting) -> Response:
        return _page(services, meeting_id)

    @router.post("/post")
    def order_print(form: CopiesForm, meeting_id: str = meeting) -> Response:
        check(services, meeting_id, form)
        post = look_at(services, meeting_id).post
        if post is None:
            raise Refused("nothing goes by post")
        copies = copies_in(form, post)
        if copies is None:
            return _page(services, meeting_id, 422, f"Skriv et helt tal fra 1 til {post.most}.")
        if not order_stands(services, post, copies):
            return _page(services, meeting_id, 409, NO_OTHER_ORDER)
        return RedirectResponse("/k/materiale#post", status_code=303)

    @router.api_route("/filer/{group}/{document}", methods=["GET", "HEAD"])
    def document(group: str, document: str, meeting_id: str = meeting) -> Response:
        file = ready_file(services, meeting_id, group, document)
        return download(services.objects.get(file.key), file.name, file.media_type)

    return router


def _page(services: Services, meeting_id: str, status: int = 200, post_fault: str = "") -> Response:
    package = services.packages.get(services.ledger.meetings.get(meeting_id).order.package_id)
    files = shown_files(services, meeting_id, package)
    return show(services, meeting_id, "material", status=status, files=files, post_fault=post_fault)
