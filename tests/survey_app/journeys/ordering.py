"""Somebody without a link: looks around, and orders."""

from __future__ import annotations

from tests.survey_app.journeys.people import fill_in_order
from tests.survey_app.journeys.run import Run
from tests.survey_app.journeys.visits import Visits


def look_around(visits: Visits) -> None:
    visits.go_and_see(
        forside="/",
        privatliv="/privatliv",
        vilkår="/vilkaar",
        ukendt_link="/s/ukendt",
        mødeleder_uden_link="/k",
        mødeleder_glemt_link="/k/nyt-link",
        mine_uden_kode="/mine",
    )


def order(visits: Visits) -> None:
    visits.go("/bestil")
    visits.see("bestil")
    visits.house.wall.walk(minutes=3)
    visits.press("Fortsæt")
    visits.see("bestil-fejl")
    fill_in_order(visits.page)
    visits.press("Fortsæt")
    visits.see("bestil-se-efter")
    visits.press("Bestil")
    visits.see("bestil-kvittering")
    visits.run = Run(visits.house, visits.house.ledger.meetings.all()[-1].id)


def order_again_for_another_day(visits: Visits) -> None:
    visits.go("/bestil")
    fill_in_order(visits.page)
    visits.page.get_by_label("Dato").fill("2027-03-18")
    visits.house.wall.walk(minutes=3)
    visits.press("Fortsæt")
    visits.see("bestil-anden-dato")
    visits.page.get_by_role("radio", name="Nej, mødet er flyttet").check()
    visits.press("Bestil")
    visits.see("bestil-flyttet")
