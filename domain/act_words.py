"""Acts as people read them: what was done, and why."""

from __future__ import annotations

from domain.acts import Act, ActKind
from domain.changes.reasons import REASONS as CHANGING
from domain.dates import clock
from domain.deck_words import capital
from domain.errors import Refused
from domain.rerunning import REASONS as RERUNNING
from domain.resending_words import REASONS as RESENDING

DONE = {
    ActKind.RERUN: "Kørt igen fra et trin",
    ActKind.RESENT: "En mail er sendt igen",
    ActKind.MAIL_ARRIVED: "En mail regnes for kommet frem",
    ActKind.MOVED: "Mødet er flyttet",
    ActKind.EXTENDED: "Spørgeskemaet er åbent længere",
    ActKind.CANCELLED: "Mødet er aflyst",
    ActKind.COORDINATOR_REPLACED: "Ny mødeleder",
    ActKind.MEMBERS_CHANGED: "Medlemslisten er ændret, mens spørgeskemaet var åbent",
    ActKind.FOLLOW_UP_AGREED: "Opfølgningen er aftalt",
    ActKind.FOLLOW_UP_DECLINED: "Opfølgningen er sagt fra",
    ActKind.TEXTS_CHOSEN: "Det er valgt, hvad der vises af det skrevne",
}


def what_was_done(act: Act) -> str:
    """Never who it was about: a mail that was sent again may have been a reminder."""
    return DONE[act.kind]


def why(act: Act) -> str:
    """Empty where no reason was asked for."""
    words = {ActKind.RERUN: RERUNNING, ActKind.RESENT: RESENDING, **CHANGING}
    return words.get(act.kind, {}).get(act.reason, "")


def who(act: Act) -> str:
    return "mødelederen" if act.by == "coordinator" else act.by


def check_nothing_since(seen: int, last: Act | None) -> None:
    """`seen` is the number of the meeting's last act when somebody looked, 0 where there was none; `last` is
    the last one now. Raises Refused where it is another: of two at the same meeting the first wins.
    """
    if seen == (last.number if last else 0):
        return
    news = "Der er gjort noget ved mødet"
    if last and last.at:
        news = f"{capital(who(last))} har gjort noget ved mødet kl. {clock(last.at)}"
    raise Refused(f"{news}, mens du så på det. Se mødet igen, før du gør noget.")
