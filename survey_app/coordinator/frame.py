"""What all of the coordinator's pages have in common: who may see them, and what stands around them."""

from __future__ import annotations

from typing import Any

from fastapi.responses import Response

from domain.ports import Services
from survey_app.coordinator import sessions
from survey_app.coordinator.view import look_at
from survey_app.forms import PostedForm
from survey_app.pages import page

KIB = 1024


def show(services: Services, meeting_id: str, template: str, *, status: int = 200, **values: Any) -> Response:
    """One page of the meeting as it stands now, with what became of the form that was just sent."""
    return page(
        f"coordinator/{template}",
        status=status,
        view=look_at(services, meeting_id),
        mark=sessions.form_mark(services.tokens, meeting_id),
        here=template,
        **values,
    )


def check(services: Services, meeting_id: str, form: PostedForm) -> None:
    """Raises 403 for a form that is not from this meeting's own page."""
    sessions.check_mark(services, meeting_id, form.get(sessions.FORM_MARK))
