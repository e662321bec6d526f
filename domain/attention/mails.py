"""Mails that nobody knows the fate of, and people whom no mail reaches."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from domain.attention.attention import Attention, Need
from domain.mail_settling import mails_to_settle
from domain.mails import TO_THOSE_MISSING, MailOutcome
from domain.ports import MailRow, Services

MISSING_S = "Mails til dem, der mangler at svare,"


def unknown_mails(meeting_id: str, round: int, services: Services) -> Iterator[Attention]:
    unknown = _unsettled(MailOutcome.UNKNOWN, meeting_id, round, services)
    many = len([row for row in unknown if _may_be_counted(row)])
    if unknown and not many:
        sentence = f"{MISSING_S} er uvisse: måske kom de frem, måske ikke. Se på dem, og lad dem ligge."
    elif many == 1:
        sentence = "1 mail er uvis: måske kom den frem, måske ikke. Spørg modtageren, og afgør det."
    else:
        sentence = f"{many} mails er uvisse: måske kom de frem, måske ikke. Spørg, og afgør det."
    if unknown:
        yield Attention(Need.MAIL_UNKNOWN, sentence, _first(unknown), round)


def rejected_mails(meeting_id: str, round: int, services: Services) -> Iterator[Attention]:
    """Counts recipients, not mails: an address that does not work refuses every one of them."""
    last = {row.key.recipient: row for row in _in_order(meeting_id, round, services) if _may_be_counted(row)}
    rejected = _unsettled(MailOutcome.REJECTED, meeting_id, round, services)
    unreached = [row for row in rejected if not _may_be_counted(row) or last[row.key.recipient] == row]
    people = len([row for row in unreached if _may_be_counted(row)])
    if unreached and not people:
        sentence = f"{MISSING_S} blev afvist. Se, hvad mailserveren svarede."
    else:
        who = "1 modtager kan" if people == 1 else f"{people} modtagere kan"
        sentence = f"{who} ikke nås: mailen blev afvist. Ret adressen."
    if unreached:
        yield Attention(Need.MAIL_REJECTED, sentence, _first(unreached), round)


def _may_be_counted(row: MailRow) -> bool:
    """The number of the others would tell how many have answered."""
    return row.key.kind not in TO_THOSE_MISSING


def _in_order(meeting_id: str, round: int, services: Services) -> list[MailRow]:
    return sorted(services.ledger.mails.of(meeting_id, round), key=lambda row: row.first_try)


def _unsettled(outcome: MailOutcome, meeting_id: str, round: int, services: Services) -> list[MailRow]:
    rows = mails_to_settle(meeting_id, services)
    return [row for row in rows if row.outcome is outcome and row.key.round == round]


def _first(rows: list[MailRow]) -> datetime:
    return min(row.first_try for row in rows)
