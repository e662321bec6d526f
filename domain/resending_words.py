"""What operators read of mails that are sent once more: names, reasons, and what to do instead."""

from __future__ import annotations

from domain.mails import MailKind

REASONS = {
    "not_arrived": "mailen er ikke nået frem",
    "lost": "modtageren har slettet den eller kan ikke finde den",
    "new_address": "adressen er rettet",
    "asked": "modtageren har bedt om den igen",
}

NAMED = {
    MailKind.INVITATION: "invitationen til spørgeskemaet",
    MailKind.ORDER_RECEIVED: "kvitteringen for bestillingen",
    MailKind.COORDINATOR_KIT: "mail 1 med materialet",
    MailKind.COORDINATOR_NUDGE: "rykkeren for medlemslisten",
    MailKind.COORDINATOR_DELIVERY: "mail 2 med klyngens materiale",
    MailKind.COORDINATOR_THANKS: "takken efter mødet",
    MailKind.COORDINATOR_FOLLOW_UP: "beskeden om, at opfølgningen begynder",
    MailKind.CONSULTANT_NEW_ORDER: "beskeden om den nye bestilling",
}
"""The mails that can be sent again, as they stand in a sentence."""

INSTEAD = {
    MailKind.REMINDER: "Send invitationen igen; linket er det samme. Hvem der er blevet mindet om at svare, "
    "røber, hvem der ikke har.",
    MailKind.OWN_COPY: "Kopien af et medlems egne svar bliver ikke gemt, så den kan ikke sendes igen.",
    MailKind.COORDINATOR_LINK: "Lav i stedet et nyt link med `klyngeflow coordinator-link MØDE --renew`.",
    MailKind.CONSULTANT_POSTING: "Hent i stedet arkene: `klyngeflow posting MØDE --out MAPPE`.",
    MailKind.CONSULTANT_POSTING_LATE: "Hent i stedet arkene: `klyngeflow posting MØDE --out MAPPE`.",
    MailKind.CONSULTANT_ATTENTION: "Det, mailen handlede om, står ved mødet: `klyngeflow status MØDE`.",
}
