"""The operator page's words for what goes wrong; never a traceback, never what was typed."""

from __future__ import annotations

from fastapi import FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException as StarletteHTTPException

from domain.errors import NotFound, Refused, TryAgain
from survey_app.pages import page
from survey_app.security_headers import guard

WORDS = {
    400: ("Det kunne ikke læses", "Gå tilbage, og prøv igen. Intet er ændret."),
    403: (
        "Du er ikke logget ind",
        "Skriv »klyngeflow operator« på maskinen, hvor Klyngeflow kører, og åbn linket, du får. "
        "Har siden stået stille i en halv time, er du logget ud. Det, du sendte sidst, er ikke gemt.",
    ),
    404: (
        "Det findes ikke",
        "Siden, mødet eller filen findes ikke, eller linket er brugt eller for gammelt.",
    ),
    405: ("Det kan ikke åbnes direkte", "Gå tilbage til oversigten, og brug knapperne på siden."),
    408: ("Det tog for lang tid", "Gå tilbage, og prøv igen. Intet er ændret."),
    409: ("Det kan ikke lade sig gøre nu", "Gå tilbage, og se mødet igen. Intet er ændret."),
    413: ("Det fylder for meget", "Gør filen eller teksten mindre. Intet er ændret."),
    421: (
        "Siden findes kun på maskinen selv",
        "Åbn den på den maskine, hvor Klyngeflow kører, eller gennem en ssh-tunnel.",
    ),
    431: ("Det kunne ikke læses", "Adressen eller det, browseren sender med, er for langt."),
    503: (
        "Vent et øjeblik",
        "Vores data kan ikke nås lige nu. Prøv igen om et halvt minut. Intet er ændret.",
    ),
}
OUR_FAULT = ("Noget gik galt", "Fejlen står i logs/operator.log. Se efter på mødet, om noget er ændret.")


def add_failure_pages(app: FastAPI) -> None:
    app.add_exception_handler(StarletteHTTPException, _http)
    app.add_exception_handler(RequestValidationError, lambda *_: failure(400))
    app.add_exception_handler(NotFound, lambda *_: failure(404))
    app.add_exception_handler(Refused, lambda *_: failure(409))
    app.add_exception_handler(TryAgain, lambda *_: failure(503))
    app.add_exception_handler(Exception, lambda *_: _crash())


def failure(status: int) -> Response:
    title, text = WORDS.get(status, OUR_FAULT)
    return page("operator/message", status, title=title, text=text)


def _crash() -> Response:
    """Carries the guards itself: the framework makes this answer outside of them."""
    answer = failure(500)
    guard(answer.headers, https=False)
    return answer


async def _http(_: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException | StarletteHTTPException) else 500
    return failure(status)
