"""The order pages, open to everyone: a form, what it says in words, and a receipt."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import Response

from domain.ordering import OrderLimits
from domain.ports import Services
from survey_app.background import Background
from survey_app.forms import PostedForm, posted_form
from survey_app.order.desk import STEP, OrderDesk
from survey_app.order.terms import VERSION
from survey_app.pages import page

KIB = 1024
OrderPost = Annotated[PostedForm, Depends(posted_form(32 * KIB))]


def order_pages(services: Services, background: Background, limits: OrderLimits) -> APIRouter:
    router = APIRouter()
    desk = OrderDesk(services, background, limits)

    @router.api_route("/bestil", methods=["GET", "HEAD"])
    def empty(pakke: str = "") -> Response:
        return desk.empty(pakke)

    @router.post("/bestil")
    def posted(form: OrderPost) -> Response:
        match form.get(STEP):
            case "bestil":
                return desk.order(form)
            case "ret":
                return desk.change(form)
            case _:
                return desk.look_over(form)

    @router.api_route("/bestil/kvittering/{seal}", methods=["GET", "HEAD"])
    def receipt(seal: str, andet: str = "") -> Response:
        return desk.receipt(seal, is_other=andet == "ja")

    @router.api_route("/vilkaar", methods=["GET", "HEAD"])
    def terms() -> Response:
        return page("order/terms", version=VERSION)

    return router
