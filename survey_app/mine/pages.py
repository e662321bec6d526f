"""A member's own comparison: a page that computes in the browser, and the cluster's numbers for it.

The answers stand in the link's fragment, which no browser sends. Nothing here asks for them.
"""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import JSONResponse, Response

from domain.errors import NotFound
from domain.ports import Services
from survey_app.mine.figures import round_to_json
from survey_app.mine.rounds import find_round
from survey_app.pages import page

READING = ["GET", "HEAD"]


def own_comparison_pages(services: Services) -> APIRouter:
    router = APIRouter(prefix="/mine")

    @router.api_route("", methods=READING)
    def own_comparison() -> Response:
        return page("mine/page")

    @router.api_route("/tal/{reading_key}", methods=READING)
    def figures(reading_key: str) -> Response:
        try:
            return JSONResponse(round_to_json(services, find_round(services, reading_key)))
        except NotFound:
            return JSONResponse({"fault": "unknown"}, status_code=404)

    return router
