"""The first page: all meetings, narrowed by what the operator looks for."""

from __future__ import annotations

from fastapi import APIRouter, Depends
from fastapi.responses import Response

from domain.meeting import REGIONS
from domain.overview import headline, rows
from survey_app.operator.desk import Desk
from survey_app.operator.overview import LIVE, SHOWN, Wish, wanted
from survey_app.operator.sessions import Session


def overview_pages(desk: Desk) -> APIRouter:
    router = APIRouter()
    here = Depends(desk.sessions.of)

    @router.api_route("/", methods=["GET", "HEAD"])
    def meetings(
        soeg: str = "", region: str = "", pakke: str = "", vis: str = LIVE, session: Session = here
    ) -> Response:
        wish = Wish(soeg[:100], region, pakke, vis if vis in SHOWN else LIVE)
        found = rows(desk.services)
        titles = {row.meeting.order.package_id: row.package_title for row in found}
        return desk.show(
            "overview",
            session,
            rows=wanted(found, wish),
            headline=headline(row for row in found if row.is_live),
            wish=wish,
            regions=[("", "Alle regioner"), *((name, name) for name in REGIONS)],
            packages=[("", "Alle pakker"), *titles.items()],
            shown=list(SHOWN.items()),
        )

    return router
