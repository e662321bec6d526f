"""What operators see beside the runs: the overview, each meeting's page, and a round's dates as a picture."""

from __future__ import annotations

from base64 import b64encode

from prefect.logging import get_run_logger
from prefect.runtime import flow_run

from adapters.prefect_board import Page, put_up
from domain.errors import KlyngeflowError
from domain.overview import rows
from domain.ports import Services
from flows.meeting_page import meeting_page
from flows.overview_page import key_of, overview_page


def show_all(services: Services) -> str:
    """The page of every live meeting, and the overview, whose address it returns.

    Raises TryAgain when the engine is out of reach.
    """
    live = [row for row in rows(services) if row.is_live]
    pages = put_up([meeting_page(row.meeting.id, services) for row in live])
    overview = overview_page(live, pages, services)
    return put_up([overview])[overview.key]


def show_meeting(meeting_id: str, services: Services) -> None:
    _show(meeting_page(meeting_id, services))


def show_dates(meeting_id: str, round: int, services: Services) -> None:
    """In markdown: the page of an image artifact prints the picture's whole data beside it."""
    plan = services.ledger.meetings.plan(meeting_id, round)
    if plan:
        png = services.pictures.timeline(plan, services.clock.now(meeting_id))
        picture = f"![Rundens datoer](data:image/png;base64,{b64encode(png).decode()})"
        address = services.runs.address(meeting_id, round)
        _show(Page(f"{key_of(meeting_id)}-tidslinje-{round}", picture, "Rundens datoer", address))


def show_markdown(key: str, markdown: str, description: str) -> None:
    """Beside the current run."""
    _show(Page(key, markdown, description, flow_run.id or ""))


def _show(page: Page) -> None:
    """A failed artifact must not fail the step it tells of."""
    try:
        put_up([page])
    except KlyngeflowError as fault:
        get_run_logger().warning("What operators see could not be brought up to date: %s", fault)
