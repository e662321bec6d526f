"""Kit mailing: mail 1 to the coordinator, with everything the package lists."""

from __future__ import annotations

from domain import sheets
from domain.deck import demo_deck
from domain.mails import MailKind
from domain.ports import Services
from tasks.filing import KIT, Builders, attached, file_away
from tasks.mailing import all_settled, coordinator, send_with_files
from tasks.occasion import Occasion, occasion
from tasks.step import step


@step("kit_mailing", "Sender materialet til mødelederen (mail 1).")
def kit_mailing(meeting_id: str, services: Services, *, round: int) -> str:
    it = occasion(meeting_id, services, round)
    files = file_away(it, services, KIT, it.package.kit, _builders(it, services))
    titles = [attachment.title for attachment in it.package.kit]
    outcome = send_with_files(
        it,
        services,
        MailKind.COORDINATOR_KIT,
        coordinator(it.meeting),
        [(title, attached(file, services)) for title, file in zip(titles, files, strict=True)],
    )
    return all_settled([outcome])


def _builders(it: Occasion, services: Services) -> Builders:
    package, meeting, plan, pdf = it.package, it.meeting, it.plan, services.documents.render
    return {
        "proposed_invitation": lambda: pdf(
            "proposed_invitation", sheets.proposed_invitation(package, meeting, plan)
        ),
        "questionnaire": lambda: pdf("questionnaire", sheets.questionnaire(package)),
        "package": lambda: pdf("package", sheets.package_sheet(package, meeting)),
        "demo_deck": lambda: services.deck.render(demo_deck(package)),
        "run_sheet": lambda: pdf("run_sheet", sheets.run_sheet(package, meeting, plan, it.consultant)),
        "programme": lambda: pdf("programme", sheets.programme(package, meeting)),
        "implementation_plan": lambda: pdf("implementation_plan", sheets.implementation_plan(package)),
    }
