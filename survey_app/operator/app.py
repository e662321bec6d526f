"""Puts the operator's pages together: a web app of its own, for this machine alone."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.middleware import Middleware

from domain.ports import Services
from survey_app.access_log import AccessLog, HourlyCounts
from survey_app.background import Background
from survey_app.operator.changing_pages import changing_pages
from survey_app.operator.desk import Desk
from survey_app.operator.entering import entering_pages
from survey_app.operator.failures import add_failure_pages
from survey_app.operator.mail_pages import mail_pages
from survey_app.operator.meeting_pages import meeting_pages
from survey_app.operator.member_pages import member_pages
from survey_app.operator.only_here import OnlyHere
from survey_app.operator.overview_pages import overview_pages
from survey_app.operator.restoring_pages import restoring_pages
from survey_app.operator.sessions import Sessions
from survey_app.operator.text_pages import text_pages
from survey_app.security_headers import SecurityHeaders
from survey_app.small_pages import add_small_pages

ENGINE_PAGE = "http://127.0.0.1:4200"


def create_operator_app(services: Services, engine_page: str = ENGINE_PAGE) -> FastAPI:
    """The operator page's application. Reads the secret; opens nothing else before the first request.

    `engine_page` is where runs are looked at, to link to.
    """
    background, visits = Background(), HourlyCounts(services.clock.real_now)
    desk = Desk(services, Sessions(services.tokens, services.clock.real_now), background, engine_page)

    @asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        yield
        background.stop()
        visits.write_all()

    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, lifespan=life, redirect_slashes=False)
    for pages in (
        entering_pages,
        overview_pages,
        meeting_pages,
        member_pages,
        mail_pages,
        changing_pages,
        text_pages,
        restoring_pages,
    ):
        app.include_router(pages(desk))
    add_small_pages(app)
    add_failure_pages(app)
    app.user_middleware = [
        Middleware(SecurityHeaders, https=False),
        Middleware(AccessLog, members=visits),
        Middleware(OnlyHere),
    ]
    return app
