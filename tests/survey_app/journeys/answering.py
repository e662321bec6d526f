"""The doctors: read what happens to their answers, answer, keep their copy, and compare on their own."""

from __future__ import annotations

from domain.mails import MailKind
from domain.questionnaire import Questionnaire
from tests.survey_app.journeys.people import answer_steps, onward
from tests.survey_app.journeys.visits import Visits


def come_too_early(visits: Visits) -> None:
    wall = visits.house.wall
    wall.shows, now = visits.run.plan.survey_opens.replace(day=1), wall.shows
    visits.page.goto(visits.house.link_in_newest(MailKind.INVITATION))
    visits.see("spørgeskema-ikke-åbent")
    wall.shows = now


def answer(visits: Visits, round: str = "") -> str:
    """Returns the code of the own copy. `round` ends the states' names."""
    page, link = visits.page, visits.house.link_in_newest(MailKind.INVITATION)
    page.goto(link)
    visits.see(f"spørgeskema-indledning{round}")
    visits.press("Begynd")
    page.get_by_role("group").first.wait_for()
    visits.see(f"spørgeskema-trin-1{round}")
    _send_what_no_page_offers(visits, f"spørgeskema-fejl{round}")
    steps = len(_questionnaire(visits).steps)
    for_sight = {2: f"spørgeskema-trin-2{round}", steps: f"spørgeskema-egne-ord{round}"}
    answer_steps(
        page, _questionnaire(visits), lambda step: visits.see(for_sight[step]) if step in for_sight else None
    )
    visits.arrive("Se dine svar igennem")
    visits.see(f"spørgeskema-se-igennem{round}")
    visits.press("Send mine svar")
    visits.arrive("Tak, dine svar er modtaget")
    visits.see(f"tak{round}")
    assert visits.download("Gem min kopi som PDF", role="button") == "Mine svar.pdf"
    code = page.locator(".own-key p.code").inner_text()
    page.goto(link)
    visits.see(f"allerede-svaret{round}")
    return str(code)


def _send_what_no_page_offers(visits: Visits, state: str) -> None:
    """As a meddling extension could; the server finds the fault, and the page asks again."""
    visits.page.evaluate("document.querySelector('main input[type=radio]').value = 'X'")
    visits.page.get_by_role("radio").first.check()
    visits.press("Næste")
    visits.page.locator(".fault-list:visible").first.wait_for()
    visits.see(state)


def leave_all_blank(visits: Visits) -> None:
    visits.page.goto(visits.house.link_in_newest(MailKind.INVITATION, "laege12@klinik.dk"))
    visits.press("Begynd")
    questionnaire = _questionnaire(visits)
    for number, sections in enumerate(questionnaire.steps, start=1):
        visits.arrive(sections[0].title)
        visits.press(onward(number, questionnaire))
    visits.arrive("Se dine svar igennem")
    visits.press("Send mine svar")
    visits.page.locator(".fault-list:visible").first.wait_for()
    visits.see("spørgeskema-blankt")


def come_too_late(visits: Visits) -> None:
    visits.page.goto(visits.house.link_in_newest(MailKind.INVITATION, "laege12@klinik.dk"))
    visits.see("spørgeskema-lukket")


def compare(visits: Visits, state: str, *codes: str) -> None:
    """The own comparison alone needs scripts, and says so."""
    page = visits.page
    visits.go("/mine")
    if not visits.has_scripts:
        assert page.get_by_text("kræver JavaScript").is_visible()
        return
    for code, field, button in zip(
        codes, ("Din kode", "Koden fra din anden kopi"), ("Vis mine svar", "Læg ved siden af"), strict=False
    ):
        page.get_by_label(field).fill(code)
        page.get_by_role("button", name=button).click()
        page.locator("#resultat").wait_for()
    page.wait_for_load_state("networkidle")
    visits.see(state)
    page.get_by_role("button", name="Luk og glem").first.click()


def _questionnaire(visits: Visits) -> Questionnaire:
    return visits.house.packages.get("trivsel").questionnaire
