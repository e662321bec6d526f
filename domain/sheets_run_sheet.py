"""The run sheet: what happens before, during and after the meeting, with this meeting's own dates."""

from __future__ import annotations

from datetime import date, datetime, time

from domain import dates
from domain.meeting import Consultant, Meeting, Plan
from domain.package import Package
from domain.planning import at
from domain.sheets_parts import Sheet, envelope, fact, help_part, markdown, meeting_facts

END_OF_DAY = time(16)

PARTS = (
    ("Før klyngemødet", "run_sheet_before"),
    ("Under klyngemødet", "run_sheet_during"),
    ("Efter klyngemødet", "run_sheet_after"),
)


def run_sheet(
    package: Package,
    meeting: Meeting,
    plan: Plan,
    consultant: Consultant | None = None,
    post_has_left: date | None = None,
) -> Sheet:
    """The package's own texts in three parts, a list of dates, and whom to call.

    `post_has_left` is the day by which KiAP has posted what it posts by itself; without such post there is no
    such line.
    """
    lead = "Til dig, der er klyngekoordinator eller mødeleder: hvad du gør, og hvad KiAP gør for dig."
    facts = meeting_facts(meeting) + ([_who_helps(consultant)] if consultant else [])
    parts = [{"title": title, "text": markdown(package.text(name))} for title, name in PARTS]
    return envelope("Drejebog", package.title, lead, facts) | {
        "dates": _dates(package, plan, post_has_left),
        "parts": [part for part, (_, name) in zip(parts, PARTS, strict=True) if package.text(name)],
        "help": help_part(package, meeting.order.region),
    }


def _dates(package: Package, plan: Plan, post_has_left: date | None) -> list[Sheet]:
    """In order of time; a dropped reminder leaves no line."""
    months = package.timing.follow_up_months
    reminders = [(day, "KiAP minder dem, der endnu ikke har svaret") for day in plan.reminders]
    happens = [
        (plan.survey_opens, "KiAP sender spørgeskemaet til klyngens medlemmer"),
        *reminders,
        *_post(package, post_has_left),
        (plan.survey_closes, f"Sidste frist for at svare, kl. {dates.clock(plan.survey_closes)}"),
        (plan.survey_closes, "KiAP ser svarene igennem og laver dem om til mødets materiale"),
        (plan.delivery, "Du får mødets materiale på mail senest denne dag"),
        (plan.meeting_starts, f"Klyngemødet begynder kl. {dates.clock(plan.meeting_starts)}"),
        (plan.thanks, "Du får en mail om det, I aftalte, og om deltagerlisten"),
    ]
    known = [
        {"when": dates.day(when), "what": what} for when, what in sorted(happens, key=lambda one: one[0])
    ]
    return [*known, {"when": f"omkring {months} måneder efter", "what": "Ny opgørelse, hvis I ønsker det"}]


def _post(package: Package, has_left: date | None) -> list[tuple[datetime, str]]:
    """For the package that posts by itself."""
    if package.posting is None or package.posting.sent != "by_itself" or has_left is None:
        return []
    title = package.posting.title
    what = (
        f"Posten fra KiAP er sendt senest denne dag: {title}. Sig til, hvis den ikke er fremme en uge efter"
    )
    return [(at(has_left, END_OF_DAY), what)]


def _who_helps(consultant: Consultant) -> Sheet:
    reach = ", ".join(part for part in (consultant.name, consultant.phone, consultant.email) if part)
    return fact("Din konsulent i KiAP", reach)
