"""The coordinator: hands in the members, follows the meeting, fetches its files, tells what was agreed."""

from __future__ import annotations

from domain.mails import MailKind
from tests.survey_app.journeys.people import MEMBERS, MEMBERS_WITH_SLIPS
from tests.survey_app.journeys.visits import Visits


def enter(visits: Visits) -> None:
    visits.page.goto(visits.house.link_in_newest(MailKind.COORDINATOR_KIT))
    visits.see("mødeleder-oversigt")


def hand_in_members(visits: Visits) -> None:
    visits.go("/k/medlemmer")
    visits.see("medlemsliste-tom")
    for state, written in (
        ("medlemsliste-fejl", "laege uden adresse"),
        ("medlemsliste-rettes", MEMBERS_WITH_SLIPS),
        ("medlemsliste-i-orden", MEMBERS),
    ):
        visits.go("/k/medlemmer")
        visits.page.get_by_label("Indsæt listen").fill(written)
        visits.press("Se listen igennem")
        visits.see(state)
    visits.press("Gem listen")
    visits.see("medlemsliste-gemt")


def look_at_the_rest(visits: Visits) -> None:
    visits.go_and_see(materiale="/k/materiale", efter_før_mødet="/k/efter", nyt_link="/k/link")
    visits.press("Luk det gamle link, og send et nyt")
    visits.see("nyt-link-sendt")


def fetch_the_files(visits: Visits) -> None:
    visits.go_and_see(mødeleder_leveret="/k", materiale_leveret="/k/materiale")
    assert visits.download("Powerpoint til mødet").endswith(".pptx")
    assert visits.download("Detaljeret program").endswith(".pdf")


def close_the_meeting(visits: Visits) -> None:
    visits.go_and_see(mødeleder_efter_mødet="/k", efter_mødet="/k/efter")
    visits.page.get_by_label("Jeres aftaler").fill("x" * 201)
    visits.press("Gem aftalerne")
    visits.see("aftaler-fejl")
    visits.page.get_by_label("Jeres aftaler").fill("Vi holder en fælles pause.\nVi ringer til hinanden.")
    visits.press("Gem aftalerne")
    assert visits.download("Hent som PDF", role="button").endswith(".pdf")
    visits.page.get_by_role("radio", name="Ja", exact=True).check()
    visits.press("Gem valget")
    visits.see("efter-mødet-skrevet")


def confirm_the_follow_up(visits: Visits) -> None:
    visits.go_and_see(opfølgning_begynder="/k/efter")
    visits.page.get_by_role("radio", name="Ja, som planlagt").check()
    visits.press("Send svaret")
    visits.see("opfølgning-bekræftet")
