"""An operator's morning in a browser: every page in the states that there are, shown to whoever looks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tests.survey_app.journeys.house import WholeHouse

See = Callable[[str, Any], None]


def walk(page: Any, address: str, house: WholeHouse, meetings: Mapping[str, str], see: See) -> None:
    """By the names that people read; ends logged out. `meetings` as `busy_house` gives them."""

    def go(path: str, name: str) -> None:
        page.goto(address + path)
        see(name, page)

    def press(button: str, heading: str, name: str) -> None:
        page.evaluate("document.querySelector('main').dataset.left = ''")
        page.get_by_role("button", name=button).first.click()
        page.locator("main:not([data-left])").wait_for()
        page.get_by_role("heading", name=heading).first.wait_for()
        see(name, page)

    answering, texts = f"/moede/{meetings['answering']}", f"/moede/{meetings['texts']}"
    go("/", "not-logged-in")
    go(f"/ind/{house.operator_links.make('')}", "enter")
    press("Log ind", "Du er ikke logget ind endnu", "enter-fault")
    page.get_by_label("Dine initialer").fill("ab")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Møder").wait_for()
    see("overview", page)
    go(answering, "meeting")
    go(f"/moede/{meetings['ordered']}", "meeting-ordered")
    go("/mails", "mails")
    press("Den er kommet frem", "Mails, der skal ses på", "mails-settled")
    go(f"{answering}/ret", "change")
    go(f"{answering}/ret/modeleder", "change-coordinator")
    go(f"{answering}/ret/flyt", "change-move")
    press("Se, hvad der sker", "Der er ikke ændret noget", "change-fault")
    page.get_by_label("Ny dato").fill("2027-03-25")
    page.get_by_label("Hvorfor?").select_option("Mødelederen bad om det")
    press("Se, hvad der sker", "Flyt mødet?", "change-confirm")
    press("Flyt mødet", "Klynge Ærø", "meeting-changed")
    press("Posten er sendt i dag", "Klynge Ærø", "meeting-posted")
    go(f"{answering}/medlemmer", "members")
    press("Se listen igennem", "Listen er ikke ændret", "members-fault")
    go(f"{answering}/medlemmer/ret", "members-table")
    go(f"{texts}/fritekster/1", "texts")
    for box in page.get_by_role("checkbox", disabled=False).all()[:3]:
        box.check()
    press("Se, hvad der sker", "Skal klyngen se det?", "texts-confirm")
    press("Gem valget", "Det, lægerne skrev", "texts-kept")
    go("/gendannelse", "restoring")
    press("Log ud", "Du er logget ud", "left")
