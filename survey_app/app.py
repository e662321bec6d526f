"""Puts the pages together."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.responses import FileResponse, Response
from starlette.middleware.sessions import SessionMiddleware

from domain.errors import NotFound
from domain.ports import Services
from survey_app.background import Background
from survey_app.coordinator.pages import coordinator_pages
from survey_app.coordinator.sessions import COOKIE, PATH, SECONDS, signing_key
from survey_app.failures import add_failure_pages
from survey_app.guards import SecurityHeaders
from survey_app.member.pages import member_pages
from survey_app.mine.pages import own_comparison_pages
from survey_app.order.pages import order_pages
from survey_app.pages import SCRIPTS, STYLE, message

KEPT_BY_THE_BROWSER = {"Cache-Control": "public, max-age=31536000, immutable"}


def create_app(services: Services) -> FastAPI:
    """The web server's application. Reads the secret; opens nothing else before the first request."""
    background = Background()

    @asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        yield
        background.stop()

    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, lifespan=life)
    app.include_router(member_pages(services, background))
    app.include_router(coordinator_pages(services, background))
    app.include_router(order_pages(services, background))
    app.include_router(own_comparison_pages(services))
    _add_small_pages(app)
    add_failure_pages(app)
    https = services.base_url.startswith("https://")
    app.add_middleware(
        SessionMiddleware,
        secret_key=signing_key(services.tokens),
        session_cookie=COOKIE,
        max_age=SECONDS,
        path=PATH,
        same_site="lax",
        https_only=https,
    )
    app.add_middleware(SecurityHeaders, https=https)
    return app


def _add_small_pages(app: FastAPI) -> None:
    @app.api_route("/", methods=["GET", "HEAD"])
    def front() -> Response:
        return message(
            "Klyngeflow",
            "Her svarer praktiserende læger på KiAP’s spørgeskemaer, og klyngekoordinatorer følger mødet.",
            "Alle sider er personlige: Brug linket i den mail, du har fået.",
        )

    @app.api_route("/healthz", methods=["GET", "HEAD"])
    def health() -> Response:
        return Response("ok\n", media_type="text/plain")

    @app.api_route("/favicon.ico", methods=["GET", "HEAD"])
    def icon() -> Response:
        return Response(status_code=204, headers=KEPT_BY_THE_BROWSER)

    @app.api_route("/style.css", methods=["GET", "HEAD"])
    def style() -> Response:
        return FileResponse(STYLE, media_type="text/css", headers=KEPT_BY_THE_BROWSER)

    @app.api_route("/script/{name}.js", methods=["GET", "HEAD"])
    def script(name: str) -> Response:
        if name not in SCRIPTS:
            raise NotFound("no such script")
        return FileResponse(SCRIPTS[name], media_type="text/javascript", headers=KEPT_BY_THE_BROWSER)
