"""What all of the operator's pages have in common: who sits there, and what stands around each page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends
from fastapi.responses import Response

from domain.ports import Services
from survey_app.background import Background
from survey_app.forms import PostedForm, posted_form
from survey_app.operator.sessions import Session, Sessions
from survey_app.pages import page

KIB = 1024
SmallForm = Annotated[PostedForm, Depends(posted_form(8 * KIB))]
TicksForm = Annotated[PostedForm, Depends(posted_form(64 * KIB, most_fields=2_000))]


@dataclass(frozen=True)
class Desk:
    services: Services
    sessions: Sessions
    background: Background
    engine_page: str

    def show(self, template: str, session: Session, *, status: int = 200, **values: Any) -> Response:
        """One page, with what stands around all of them."""
        is_held = self.services.ledger.restorations.backed_up_at() is not None
        return page(f"operator/{template}", status, session=session, is_held=is_held, here=template, **values)
