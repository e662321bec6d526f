"""The coordinator's pages: in through the personal link, then an overview and one page for each matter."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from domain.ports import Services
from survey_app.background import Background
from survey_app.coordinator import sessions
from survey_app.coordinator.after_pages import after_pages
from survey_app.coordinator.frame import show
from survey_app.coordinator.leaving import leaving_pages
from survey_app.coordinator.link_pages import link_pages, lost_link_pages
from survey_app.coordinator.material_pages import material_pages
from survey_app.coordinator.member_pages import member_list_pages
from survey_app.coordinator.view import look_at
from survey_app.coordinator.wanted import wanted
from survey_app.failures import failure

PARTS = ("medlemmer", "materiale", "efter")


def coordinator_pages(services: Services, background: Background) -> APIRouter:
    router = APIRouter()
    router.include_router(lost_link_pages(services, background))
    router.include_router(member_list_pages(services, background))
    router.include_router(material_pages(services))
    router.include_router(after_pages(services, background))
    router.include_router(link_pages(services, background))
    router.include_router(leaving_pages(services))
    router.include_router(_doors(services))
    return router


def _doors(services: Services) -> APIRouter:
    """After all others: a link's key could be any word."""
    router = APIRouter(prefix="/k")
    meeting = Depends(sessions.meeting_of(services))

    @router.api_route("", methods=["GET", "HEAD"])
    def overview(meeting_id: str = meeting) -> Response:
        wish = wanted(look_at(services, meeting_id))
        return show(services, meeting_id, "overview", wanted=wish)

    @router.api_route("/{token}", methods=["GET", "HEAD"])
    def enter(token: str, request: Request) -> Response:
        return _entered(services, token, request, "/k")

    @router.api_route("/{token}/{part}", methods=["GET", "HEAD"])
    def enter_for_part(token: str, part: str, request: Request) -> Response:
        return _entered(services, token, request, f"/k/{part}") if part in PARTS else failure(404)

    @router.api_route("/{token}/filer/{group}/{document}", methods=["GET", "HEAD"])
    def enter_for_document(token: str, group: str, document: str, request: Request) -> Response:
        return _entered(services, token, request, f"/k/filer/{group}/{document}")

    return router


def _entered(services: Services, token: str, request: Request, page: str) -> Response:
    opened = sessions.opened_with(services, token)
    if opened is None:
        return failure(404)
    sessions.check_open(services, opened.meeting_id)
    sessions.begin(request, opened)
    return RedirectResponse(page, status_code=303)
