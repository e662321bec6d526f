"""What the pages say when an order is not taken. Nothing that was typed is lost."""

from __future__ import annotations

from domain.errors import Fault
from survey_app.order.stamps import Freshness

ASKS = {
    "pakke": "Vælg en pakke.",
    "klynge": "Skriv klyngens navn.",
    "region": "Vælg klyngens region.",
    "antal": "Skriv, hvor mange I er i klyngen.",
    "dato": "Vælg mødets dato.",
    "tid": "Skriv, hvornår mødet begynder.",
    "navn": "Skriv dit navn.",
    "mail": "Skriv din mailadresse.",
    "telefon": "Skriv dit telefonnummer.",
    "adresse": "Skriv den postadresse, vi kan sende til.",
}
WITH_STAMP = {
    Freshness.TOO_QUICK: Fault(
        "", "Det gik så hurtigt, at vi er i tvivl, om et menneske har udfyldt siden.", "Send igen."
    ),
    Freshness.STALE: Fault("", "Siden har stået åben for længe.", "Se felterne igennem, og send igen."),
}
TRAPPED = Fault("", "Et skjult felt var udfyldt, måske af din browser.", "Det er tømt nu. Send igen.")
NOT_CHOSEN = Fault("moede", "Vi skal vide, om det er et nyt møde.", "Vælg en af de to.")
FULL = Fault("", "Vi kan ikke tage imod flere bestillinger i dag.", "Prøv igen i morgen, eller skriv til os.")
BUSY = Fault("", "Vi kan ikke gemme bestillingen lige nu.", "Prøv igen om et halvt minut.")

NOTHING_TO_ORDER = (
    "Der er ingen klyngepakker at bestille lige nu",
    "Prøv igen senere, eller skriv til KiAP.",
)
