"""The pages for what goes wrong: plain Danish, never a traceback, never what was typed."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException as StarletteHTTPException

from domain.errors import NotFound, Refused, TryAgain
from survey_app.pages import message
from survey_app.security_headers import guard

RETRY_AFTER = {"Retry-After": "30"}

WORDS = {
    400: ("Det kunne vi ikke læse", "Gå tilbage, og prøv igen. Intet er gemt."),
    403: ("Åbn siden fra din mail", "Siden er personlig. Brug linket i den mail, du har fået fra KiAP."),
    404: (
        "Vi kan ikke finde siden",
        "Linket er måske klippet over i mailen, eller også gælder det ikke længere. "
        "Prøv at åbne det direkte fra mailen igen. Hjælper det ikke, så svar på mailen, så hjælper vi dig.",
    ),
    405: ("Åbn siden fra din mail", "Denne side kan ikke åbnes direkte. Brug linket i din mail."),
    408: ("Det tog for lang tid", "Forbindelsen er måske dårlig. Gå tilbage, og prøv igen. Intet er gemt."),
    409: ("Det kan ikke lade sig gøre nu", "Gå tilbage, og se siden igen, eller kontakt din KiAP-konsulent."),
    410: (
        "Forløbet er slut, og siden er lukket",
        "Tak, fordi I var med. Som vi lovede, har vi slettet jeres navne, adresser, svar og materiale. "
        "Vil klyngen holde et nyt møde, er I velkomne til at bestille igen.",
    ),
    413: ("Det fylder for meget", "Gå tilbage, gør teksten eller filen mindre, og prøv igen. Intet er gemt."),
    421: ("Åbn siden fra din mail", "Adressen er ikke vores. Brug linket i den mail, du har fået fra KiAP."),
    429: (
        "Vent et øjeblik",
        "Der kommer mange besøg på én gang fra det sted, du er. Vent lidt, og genindlæs så siden her. "
        "Spørger browseren, om den skal sende igen, så sig ja: Det, du har skrevet, følger med.",
    ),
    431: ("Det kunne vi ikke læse", "Adressen eller det, browseren sender med, er for langt."),
    503: (
        "Vent et øjeblik",
        "Vi kan ikke komme til vores data lige nu. Prøv igen om et halvt minut. Intet er gemt.",
    ),
}
LOST_LINK = ("Er du mødeleder, og kan du ikke finde dit link? Få det sendt igen.", "/k/nyt-link")
ORDER_AGAIN = ("Bestil et klyngemøde", "/bestil")
WAYS_ON = {403: LOST_LINK, 404: LOST_LINK, 410: ORDER_AGAIN}
OUR_FAULT = (
    "Noget gik galt hos os",
    "Det er ikke din fejl. Prøv igen om lidt, eller svar på mailen fra KiAP.",
)


def add_failure_pages(app: FastAPI, *, https: bool) -> None:
    app.add_exception_handler(StarletteHTTPException, _http)
    app.add_exception_handler(RequestValidationError, lambda *_: failure(400))
    app.add_exception_handler(NotFound, lambda *_: failure(404))
    app.add_exception_handler(Refused, lambda *_: failure(409))
    app.add_exception_handler(TryAgain, lambda *_: failure(503))
    app.add_exception_handler(Exception, lambda *_: _crash(https))


def failure(status: int, headers: Mapping[str, str] | None = None) -> Response:
    title, text = WORDS.get(status, OUR_FAULT)
    headers = RETRY_AFTER if status == 503 else headers
    return message(title, text, status=status, headers=headers, way_on=WAYS_ON.get(status))


def _crash(https: bool) -> Response:
    """Carries the guards itself: the framework makes this answer outside of them."""
    answer = failure(500)
    guard(answer.headers, https)
    return answer


async def _http(_: Request, error: Exception) -> Response:
    if isinstance(error, HTTPException | StarletteHTTPException):
        return failure(error.status_code, error.headers)
    return failure(500)
