"""The pages for whoever comes without a link: what Klyngeflow is, and how it looks after what it is told."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import Response

from domain.meeting import REGIONS, Consultant
from domain.ports import Services
from survey_app.pages import page


def front_pages(services: Services) -> APIRouter:
    router = APIRouter()

    @router.api_route("/", methods=["GET", "HEAD"])
    def front() -> Response:
        return page("front", titles=_titles(services), consultants=_consultants(services))

    @router.api_route("/privatliv", methods=["GET", "HEAD"])
    def privacy() -> Response:
        return page("privacy", consultants=_consultants(services))

    return router


def _titles(services: Services) -> list[str]:
    """Of the packages that can be ordered: one with blanks left is still being written."""
    packages = [services.packages.get(id) for id in services.packages.ids()]
    return [package.title for package in packages if not package.blanks]


def _consultants(services: Services) -> dict[Consultant, list[str]]:
    """Everyone who follows a region, with those regions."""
    follows: dict[Consultant, list[str]] = {}
    for region in REGIONS:
        follows.setdefault(services.consultant_for(region), []).append(region)
    return follows
