"""What every web app of ours serves beside its pages: a pulse, no robots, style sheet and scripts."""

from __future__ import annotations

from fastapi import FastAPI
from fastapi.responses import FileResponse, Response

from domain.errors import NotFound
from survey_app.pages import SCRIPTS, style_sheet

KEPT_BY_THE_BROWSER = {"Cache-Control": "public, max-age=31536000, immutable"}


def add_small_pages(app: FastAPI) -> None:
    @app.api_route("/healthz", methods=["GET", "HEAD"])
    def health() -> Response:
        return Response("ok\n", media_type="text/plain")

    @app.api_route("/robots.txt", methods=["GET", "HEAD"])
    def robots() -> Response:
        return Response("User-agent: *\nDisallow: /\n", media_type="text/plain")

    @app.api_route("/favicon.ico", methods=["GET", "HEAD"])
    def icon() -> Response:
        return Response(status_code=204, headers=KEPT_BY_THE_BROWSER)

    @app.api_route("/style.css", methods=["GET", "HEAD"])
    def style() -> Response:
        return Response(style_sheet(), media_type="text/css", headers=KEPT_BY_THE_BROWSER)

    @app.api_route("/script/{name}.js", methods=["GET", "HEAD"])
    def script(name: str) -> Response:
        if name not in SCRIPTS:
            raise NotFound("no such script")
        return FileResponse(SCRIPTS[name], media_type="text/javascript", headers=KEPT_BY_THE_BROWSER)
