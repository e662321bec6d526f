"""What doctors do on the pages, by the names that they read there; each ends on the page that answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from domain.questionnaire import Questionnaire

COORDINATOR = "aase@praksis.example"
MEMBERS = "\n".join(
    f"laege{number:02d}@klinik.dk; {name}; {10000 + number // 3:06d}"
    for number, name in enumerate(
        (
            "Anne Bjerre",
            "Bo Dam",
            "Cæcilie Eg",
            "Erik Foged",
            "Freja Kjær",
            "Jørn Lund",
            "Lærke Møller",
            "Åse Ravn",
            "Anne Skov",
            "Bo Ørum",
            "Cæcilie Bjerre",
            "Erik Dam",
            "Freja Eg",
            "Jørn Foged",
        )
    )
)
MEMBERS_WITH_SLIPS = MEMBERS.replace("laege03@klinik.dk", "laege02@klinik.dk").replace(
    "laege05@klinik.dk", "laege05@gmial.com"
)


def fill_in_order(page: Any) -> None:
    """The whole form, not yet sent: who fills it in faster than people can is taken for a machine."""
    page.get_by_role("radio", name="Trivsel og arbejdsglæde").check()
    page.get_by_label("Klyngens navn").fill("Ærø og Langeland")
    page.get_by_label("Region").select_option("Region Syddanmark")
    page.get_by_label("Hvor mange er I i klyngen?").fill("14")
    page.get_by_label("Dato").fill("2027-03-11")
    page.get_by_label("Klokkeslæt").fill("16:00")
    page.get_by_label("Sted").fill("Lægehuset i Ærøskøbing, mødelokalet på første sal")
    page.get_by_label("Dit navn").fill("Åse Ærlig")
    page.get_by_label("Din mailadresse").fill(COORDINATOR)
    page.get_by_label("Dit telefonnummer").fill("11 22 33 44")
    page.get_by_label("Postadresse").fill("Lægehuset\nTorvet 1\n5970 Ærøskøbing")
    page.get_by_role("checkbox", name="Jeg siger ja til vilkårene").check()


def answer_steps(
    page: Any, questionnaire: Questionnaire, see: Callable[[int], None] = lambda _: None
) -> None:
    """From the first step to the look at all answers, seeing each step. Every seventh question is skipped."""
    asked = 0
    for number, sections in enumerate(questionnaire.steps, start=1):
        page.get_by_role("heading", name=sections[0].title).first.wait_for()
        groups = page.get_by_role("group")
        for one in range(groups.count()):
            radios = groups.nth(one).get_by_role("radio")
            radios.nth(5 if asked % 7 == 6 else asked % 5).check()
            asked += 1
        for item in (item for section in sections for item in section.items if item.kind == "text"):
            page.get_by_label(item.text).fill("Patienterne – og kaffen\nmed kollegerne")
        see(number)
        page.get_by_role("button", name=onward(number, questionnaire)).click()


def onward(number: int, questionnaire: Questionnaire) -> str:
    """The name of the button that leads on from a step."""
    return "Næste" if number < len(questionnaire.steps) else "Se dine svar igennem"
