"""Alerting: mails whoever is concerned about what stands in the way. Needs no engine and no worker."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from domain.alerts import news_for
from domain.errors import NotFound, TryAgain
from domain.mails import MailKind, MailOutcome, OutgoingMail, SendResult
from domain.meeting import ROUND_1
from domain.ports import AlertMail, Services
from domain.runbook import ENTRY
from domain.troubles import News, NewsKind, Trouble, TroubleKind
from tasks.troubles import (
    KNOWN_BY_THE_ENGINE,
    SEEN_BY_WHO_WATCHES,
    engine_is_silent,
    of_meetings,
    of_the_engine,
    of_the_house,
    recipient_of,
)


@dataclass(frozen=True)
class Told:
    """The alerts that were tried, and what became of each; `unsent` is for the screen and the log."""

    outcomes: tuple[MailOutcome, ...]
    unsent: tuple[str, ...]


def tell_of_troubles(services: Services, watched: Iterable[Trouble] | None = None) -> Told:
    """Looks, notes, and mails what is due. `watched` is what only `klyngeflow up` can see; None elsewhere."""
    _look(services, watched)
    alerts = services.ledger.alerts
    mails = [*alerts.claim_waiting(), *_claim_news(services)]
    outcomes = tuple(_send(mail, services) for mail in mails)
    left = [mail for mail, outcome in zip(mails, outcomes, strict=True) if outcome is not MailOutcome.SENT]
    return Told(outcomes, tuple(one.trouble.sentence for mail in left for one in mail.news))


def _look(services: Services, watched: Iterable[Trouble] | None) -> None:
    """The ledger learns what stands now; what could not be looked at stays as it was."""
    found = dict(of_meetings(services))
    house = [*of_the_house(services), *(watched or ())]
    judged = set(TroubleKind) - (SEEN_BY_WHO_WATCHES if watched is None else set())
    try:
        house += of_the_engine(services)
    except TryAgain:
        house.append(engine_is_silent())
        judged -= KNOWN_BY_THE_ENGINE
    found |= dict.fromkeys(house, services.caretaker.id)
    services.ledger.alerts.see(found, judged)


def _claim_news(services: Services) -> list[AlertMail]:
    alerts, now = services.ledger.alerts, services.clock.real_now()
    known = alerts.known()
    claimed = []
    for recipient in sorted({one.recipient for one in known}):
        theirs = [one for one in known if one.recipient == recipient]
        news = news_for(theirs, alerts.last_mail(recipient), services.calendar, now)
        mail = alerts.claim(recipient, news) if news else None
        claimed += [mail] if mail else []
    return claimed


def _send(mail: AlertMail, services: Services) -> MailOutcome:
    alerts = services.ledger.alerts
    result = _settled(mail, services)
    if result is None:
        message = _compose(mail, services)
        result = services.transport.deliver(message, lambda: alerts.handing_over(mail))
    alerts.settle(mail, result)
    return result.outcome


def _settled(mail: AlertMail, services: Services) -> SendResult | None:
    """What became of a mail whose process died over it; None while it may still be sent."""
    if mail.outcome is not MailOutcome.HANDED_OVER:
        return None
    delivered = services.transport.was_delivered(mail.message_id(services.mail_domain))
    if delivered is False:
        return None
    return SendResult(MailOutcome.SENT if delivered else MailOutcome.UNKNOWN, "died during delivery")


def _compose(mail: AlertMail, services: Services) -> OutgoingMail:
    to = recipient_of(mail.recipient, services)
    groups = {kind.value: _entries(mail.news, kind, services) for kind in NewsKind}
    text = services.letters.compose_alert({"consultant": to, "count": len(mail.news), **groups})
    return OutgoingMail(
        message_id=mail.message_id(services.mail_domain),
        kind=MailKind.ALERT,
        to_name=to.name,
        to_address=to.email,
        reply_to_name=services.caretaker.name,
        reply_to_address=services.caretaker.email,
        subject=text.subject,
        text=text.plain,
        html=text.html,
        date=services.clock.now(),
    )


def _entries(news: tuple[News, ...], kind: NewsKind, services: Services) -> tuple[dict[str, Any], ...]:
    """The cluster's name and the meeting's id, no more of anybody, and the runbook's entry."""
    return tuple(
        {
            "about": _about(one.trouble, services),
            "meeting_id": one.trouble.meeting_id,
            "sentence": one.trouble.sentence,
            "since": one.since,
            "entry": ENTRY[one.trouble.kind],
        }
        for one in news
        if one.kind is kind
    )


def _about(trouble: Trouble, services: Services) -> str:
    if not trouble.meeting_id:
        return "Systemet"
    try:
        meeting = services.ledger.meetings.get(trouble.meeting_id)
    except NotFound:
        return trouble.meeting_id
    return meeting.order.cluster_named + (", opfølgningen" if trouble.round > ROUND_1 else "")
