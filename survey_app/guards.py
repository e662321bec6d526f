"""What every request passes on its way to a page, the outermost first."""

from __future__ import annotations

from fastapi import FastAPI
from starlette.middleware import Middleware

from domain.ports import Services
from survey_app.access_log import AccessLog, HourlyCounts
from survey_app.coordinator.session_cookie import CoordinatorCookie
from survey_app.limited import Limited
from survey_app.rates import Rates
from survey_app.same_time import SameTime
from survey_app.security_headers import SecurityHeaders
from survey_app.visitors import OwnVisitors


def add_guards(app: FastAPI, services: Services, rates: Rates, visits: HourlyCounts) -> None:
    https = services.base_url.startswith("https://")
    app.user_middleware = [
        Middleware(SecurityHeaders, https=https),
        Middleware(AccessLog, members=visits),
        Middleware(OwnVisitors, base_url=services.base_url),
        Middleware(Limited, rates=rates),
        Middleware(SameTime),
        Middleware(CoordinatorCookie, tokens=services.tokens, https=https),
    ]
