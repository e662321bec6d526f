"""The overview: every live meeting on one page, those that need a human first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from adapters.prefect_board import Page
from domain.dates import day_and_month
from domain.meeting import ROUND_1
from domain.overview import Row, headline
from domain.ports import Services
from flows.markdown import plain, section, table

KEY = "overblik"
HEADS = ("Klynge", "Hvor mødet står", "Det næste", "Nok svar", "Pakke")
ENOUGH = {None: "", False: "ikke endnu", True: "ja"}
HELP = (
    "Klyngens navn fører til mødets egen side, ordene efter til kørslen. »Nok svar« siger, mens "
    "spørgeskemaet er åbent, om der er nok til en opgørelse. Siden bliver skrevet om inden for et minut, "
    "når noget ændrer sig."
)


def overview_page(live: Sequence[Row], pages: Mapping[str, str], services: Services) -> Page:
    """`live` in the order in which it is to be read; `pages`: the addresses of the meetings' own, by key.

    What needs a human stands above the table: the engine's pages break no line in one.
    """
    links = {row.meeting.id: _links(row, pages, services) for row in live}
    waiting = [f"- **{links[row.meeting.id][0]}**: {_needs(row)}" for row in live if row.needs]
    lines = [
        f"# {headline(live)}",
        "",
        *section("Kræver et menneske", waiting),
        *section("Alle møder", table(HEADS, (_cells(row, *links[row.meeting.id]) for row in live))),
        HELP,
    ]
    return Page(KEY, "\n".join(lines), "Alle møder")


def key_of(meeting_id: str) -> str:
    """Of the meeting's own page."""
    return f"moede-{meeting_id.replace('_', '-')}"


def _links(row: Row, pages: Mapping[str, str], services: Services) -> tuple[str, str]:
    """The cluster's name, leading to the meeting's page, and its state, leading to the run."""
    name = f"[{plain(row.meeting.order.cluster_named)}]({pages[key_of(row.meeting.id)]})"
    address = services.runs.address(row.meeting.id, row.standing.round)
    state = row.standing.in_short
    return name, f"[{state}]({address})" if address else state


def _needs(row: Row) -> str:
    return " ".join(one.sentence for one in row.needs)


def _cells(row: Row, name: str, state: str) -> list[str]:
    round = "" if row.standing.round == ROUND_1 else " · opfølgning"
    return [name, state, _next(row), ENOUGH[row.enough], plain(row.package_title) + round]


def _next(row: Row) -> str:
    when = row.standing.next_at
    return f"{row.standing.next_is} {day_and_month(when)}" if when else ""
