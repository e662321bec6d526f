"""Puts the pages together."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from domain.ordering import ORDER_LIMITS, OrderLimits
from domain.ports import Services
from survey_app.access_log import HourlyCounts
from survey_app.background import Background
from survey_app.coordinator.pages import coordinator_pages
from survey_app.failures import add_failure_pages
from survey_app.front import front_pages
from survey_app.guards import add_guards
from survey_app.member.pages import member_pages
from survey_app.mine.pages import own_comparison_pages
from survey_app.order.pages import order_pages
from survey_app.rates import Rates
from survey_app.small_pages import add_small_pages


def create_app(
    services: Services, rate_limits: float = 1.0, order_limits: OrderLimits = ORDER_LIMITS
) -> FastAPI:
    """The web server's application. Reads the secret; opens nothing else before the first request.

    `rate_limits` is how many times the usual number of requests one sender may make; `order_limits`
    hold for everyone together.
    """
    background, visits = Background(), HourlyCounts(services.clock.real_now)

    @asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        yield
        background.stop()
        visits.write_all()

    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, lifespan=life, redirect_slashes=False)
    app.include_router(member_pages(services, background))
    app.include_router(coordinator_pages(services, background))
    app.include_router(order_pages(services, background, order_limits))
    app.include_router(own_comparison_pages(services))
    app.include_router(front_pages(services))
    add_small_pages(app)
    add_failure_pages(app, https=services.base_url.startswith("https://"))
    add_guards(app, services, Rates(rate_limits), visits)
    return app
