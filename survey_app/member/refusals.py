"""The pages for a link that is in order but cannot be answered by: too early, used, too late."""

from __future__ import annotations

from fastapi.responses import Response

from domain.dates import day
from domain.meeting import ROUND_2
from domain.ports import Services
from survey_app.member.links import Link, Standing, standing
from survey_app.pages import day_and_time, message, page


def not_open(services: Services, link: Link) -> Response | None:
    """None while the survey is open to this link."""
    match standing(services, link):
        case Standing.OPEN:
            return None
        case Standing.ANSWERED:
            return already_received()
        case Standing.CALLED_OFF:
            return called_off(link)
        case Standing.NOT_YET if link.plan is not None:
            opens = f"Det åbner {day_and_time(link.plan.survey_opens)}."
            return message("Spørgeskemaet er ikke åbent endnu", opens, "Brug det samme link til den tid.")
        case _:
            return closed(link)


def already_received() -> Response:
    return page("member/already_received")


def called_off(link: Link) -> Response:
    """The same to everyone: whoever looks over a shoulder cannot see who had answered."""
    what = "Opfølgningen" if link.invited.round == ROUND_2 else "Klyngemødet"
    return message(
        f"{what} er aflyst",
        "Du skal ikke svare på noget, og der kommer ikke flere mails om det.",
        "De svar, der var sendt, bliver slettet. Tak for den tid, du har givet det.",
    )


def closed(link: Link) -> Response:
    ended = f"Den sluttede {day(link.plan.survey_closes)}." if link.plan else "Den er slut."
    return message(
        "Undersøgelsen er lukket",
        f"{ended} Der kan ikke svares længere.",
        "Du er lige velkommen på klyngemødet, uanset om du har svaret.",
    )
