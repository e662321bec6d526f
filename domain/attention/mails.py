"""Mails that nobody knows the fate of, and people whom no mail reaches."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from domain.attention.attention import Attention, Need
from domain.mail_settling import mails_to_settle
from domain.mails import MailOutcome
from domain.ports import MailRow, Services


def unknown_mails(meeting_id: str, round: int, services: Services) -> Iterator[Attention]:
    unknown = _unsettled(MailOutcome.UNKNOWN, meeting_id, round, services)
    if unknown:
        sentence = (
            "1 mail er uvis: måske kom den frem, måske ikke. Spørg modtageren, og afgør det."
            if len(unknown) == 1
            else f"{len(unknown)} mails er uvisse: måske kom de frem, måske ikke. Spørg, og afgør det."
        )
        yield Attention(Need.MAIL_UNKNOWN, sentence, _first(unknown), round)


def rejected_mails(meeting_id: str, round: int, services: Services) -> Iterator[Attention]:
    """Counts recipients, not mails: an address that does not work refuses every one of them."""
    last = {row.key.recipient: row for row in _in_order(meeting_id, round, services)}
    rejected = _unsettled(MailOutcome.REJECTED, meeting_id, round, services)
    unreached = [row for row in rejected if last[row.key.recipient] == row]
    if unreached:
        people = "1 modtager kan" if len(unreached) == 1 else f"{len(unreached)} modtagere kan"
        sentence = f"{people} ikke nås: mailen blev afvist. Ret adressen."
        yield Attention(Need.MAIL_REJECTED, sentence, _first(unreached), round)


def _in_order(meeting_id: str, round: int, services: Services) -> list[MailRow]:
    return sorted(services.ledger.mails.of(meeting_id, round), key=lambda row: row.first_try)


def _unsettled(outcome: MailOutcome, meeting_id: str, round: int, services: Services) -> list[MailRow]:
    rows = mails_to_settle(meeting_id, services)
    return [row for row in rows if row.outcome is outcome and row.key.round == round]


def _first(rows: list[MailRow]) -> datetime:
    return min(row.first_try for row in rows)
