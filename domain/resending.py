"""Sending one mail once more to one person: on purpose, with a reason, and on record."""

from __future__ import annotations

from datetime import timedelta

from domain.acts import Act, ActKind, initials
from domain.changes.called_off import is_called_off
from domain.claimed_mail import SETTLED, may_be_tried
from domain.errors import Refused
from domain.mails import AS_LINKS, ENCLOSING, TOO_BIG, MailKey, MailKind, MailOutcome
from domain.ports import MailRow, Services
from domain.purges import check_people_kept
from domain.resending_words import INSTEAD, NAMED, REASONS

TO_MEMBERS = (MailKind.INVITATION, MailKind.REMINDER)
QUIET = timedelta(minutes=10)
"""After a resend: who presses twice sends once."""


def resend(meeting_id: str, kind: MailKind, recipient: str, reason: str, by: str, services: Services) -> Act:
    """Puts on record that the newest mail of its kind to `recipient` (a member's id, "coordinator" or
    "consultant") is owed once more; `tasks.resending` sends it. Raises Refused, with the reason and the cure.
    """
    key = mail_to_resend(meeting_id, kind, recipient, services)
    return resend_mail(key, reason, by, services)


def resend_mail(key: MailKey, reason: str, by: str, services: Services) -> Act:
    """The same for one certain mail."""
    if reason not in REASONS:
        raise Refused(f"Vælg en af begrundelserne: {', '.join(REASONS)}.")
    seen = services.ledger.acts.of(key.meeting_id)
    _check_kind(key.kind)
    _check_sense(key, services)
    _check_rest(key, services)
    what = {"kind": key.kind.value, "recipient": key.recipient, "sequence": key.sequence}
    act = Act(key.meeting_id, ActKind.RESENT, initials(by), reason, what, key.round)
    return services.ledger.acts.add(act, after=seen[-1].number if seen else 0)


def what_resending_does(
    meeting_id: str, kind: MailKind, recipient: str, services: Services
) -> tuple[str, ...]:
    """Sentences for who is about to do it. Raises Refused as `resend` does."""
    key = mail_to_resend(meeting_id, kind, recipient, services)
    _check_sense(key, services)
    _check_rest(key, services)
    says = [f"Sender {NAMED[kind]} {_to_whom(recipient)} igen, til den adresse, vi har nu."]
    if kind in TO_MEMBERS:
        says.append("Det personlige link er det samme som før.")
    if kind in ENCLOSING:
        says.append("Dokumenterne er dem, der gælder nu.")
    if any(row.outcome in (MailOutcome.SENT, MailOutcome.UNKNOWN) for row in _rows(key, services)):
        says.append("Den forrige kan være nået frem; så får modtageren mailen to gange.")
    return (*says, "Ingen andre får en mail. Begrundelsen og dine initialer bliver gemt.")


def _to_whom(recipient: str) -> str:
    known = {"coordinator": "til mødelederen", "consultant": "til konsulenten"}
    return known.get(recipient, f"til medlemmet {recipient}")


def mail_to_resend(meeting_id: str, kind: MailKind, recipient: str, services: Services) -> MailKey:
    """The newest mail of that kind to that person. Raises Refused where there is none, or may be none."""
    _check_kind(kind)
    if kind in TO_MEMBERS and recipient not in _members(meeting_id, services):
        raise Refused(f"Det medlem er ikke på listen. `klyngeflow people {meeting_id}` viser, hvem der er.")
    keys = [row.key for row in services.ledger.mails.of(meeting_id)]
    ours = [key for key in keys if key.kind is kind and key.recipient == recipient]
    if not ours:
        raise Refused(f"{NAMED[kind].capitalize()} er ikke sendt dertil før, så den kan ikke sendes igen.")
    newest = max(ours, key=lambda key: (key.round, key.sequence))
    return MailKey(meeting_id, newest.round, kind, recipient, newest.sequence)


def resent_mails(meeting_id: str, services: Services) -> tuple[MailKey, ...]:
    """What has been asked for, in that order."""
    return tuple(
        MailKey(
            meeting_id,
            act.round,
            MailKind(act.detail["kind"]),
            act.detail["recipient"],
            act.detail["sequence"],
            resent=act.number,
        )
        for act in services.ledger.acts.of(meeting_id)
        if act.kind is ActKind.RESENT
    )


def owed(meeting_id: str, services: Services) -> tuple[MailKey, ...]:
    """What has been asked for, may be tried now, and still makes sense: the survey may have closed since."""
    return tuple(key for key in resent_mails(meeting_id, services) if _is_owed(key, services))


def _is_owed(key: MailKey, services: Services) -> bool:
    if not may_be_tried(_decisive(key, services), services):
        return False
    try:
        _check_sense(key, services)
    except Refused:
        return False
    return True


def _decisive(key: MailKey, services: Services) -> MailRow | None:
    """The mail's row; where it was too big, that of the one with links."""
    row = services.ledger.mails.get(key)
    if row and key.kind in ENCLOSING and row.detail == TOO_BIG and key.sequence != AS_LINKS:
        links = MailKey(key.meeting_id, key.round, key.kind, key.recipient, AS_LINKS, key.resent)
        return services.ledger.mails.get(links)
    return row


def _check_kind(kind: MailKind) -> None:
    if kind not in NAMED:
        raise Refused(INSTEAD.get(kind, "Den mail kan ikke sendes igen."))


def _check_sense(key: MailKey, services: Services) -> None:
    """Whether the person still is whom the mail is for, and can still do what it asks."""
    ledger = services.ledger
    check_people_kept(key.meeting_id, services)
    if is_called_off(key.meeting_id, key.round, services):
        raise Refused("Det er aflyst, så mailen passer ikke længere.")
    if key.kind is MailKind.COORDINATOR_NUDGE and ledger.members.of(key.meeting_id):
        raise Refused("Medlemslisten er afleveret, så der er intet at minde om.")
    if key.kind not in TO_MEMBERS:
        return
    if key.recipient not in _members(key.meeting_id, services):
        raise Refused("Medlemmet er ikke på listen længere.")
    if key.recipient not in ledger.invitations.of(key.meeting_id, key.round):
        raise Refused("Medlemmet har ikke et link i denne runde.")
    if not is_open(key.meeting_id, key.round, services):
        raise Refused("Undersøgelsen er lukket, så et link til den kan ikke bruges.")


def _check_rest(key: MailKey, services: Services) -> None:
    """Nothing of it is on its way, and it was not sent again a moment ago."""
    if any(row.outcome not in SETTLED for row in _rows(key, services)) or key in _owed_originals(
        key.meeting_id, services
    ):
        raise Refused("Mailen er på vej eller bliver prøvet igen af sig selv. Vent, til det er afgjort.")
    now = services.clock.real_now()
    for act in services.ledger.acts.of(key.meeting_id):
        if act.kind is ActKind.RESENT and _names(act, key) and act.at and now - act.at < QUIET:
            raise Refused(
                "Mailen er lige blevet sendt igen. Vent 10 minutter, før du sender den en gang til."
            )


def _owed_originals(meeting_id: str, services: Services) -> set[MailKey]:
    keys = owed(meeting_id, services)
    return {MailKey(k.meeting_id, k.round, k.kind, k.recipient, k.sequence) for k in keys}


def _names(act: Act, key: MailKey) -> bool:
    ours = {"kind": key.kind.value, "recipient": key.recipient, "sequence": key.sequence}
    return act.round == key.round and dict(act.detail) == ours


def _rows(key: MailKey, services: Services) -> list[MailRow]:
    """All of the mail: the first, those sent again, and those with links."""
    rows = services.ledger.mails.of(key.meeting_id, key.round)
    return [
        row
        for row in rows
        if (row.key.kind, row.key.recipient) == (key.kind, key.recipient)
        and (row.key.sequence == key.sequence or key.kind in ENCLOSING)
    ]


def is_open(meeting_id: str, round: int, services: Services) -> bool:
    """Whether the round's survey can still be answered, by the plan and the pull."""
    plan = services.ledger.meetings.plan(meeting_id, round)
    has_pull = services.ledger.pulls.get(meeting_id, round) is not None
    return plan is not None and not has_pull and services.clock.now(meeting_id) < plan.survey_closes


def _members(meeting_id: str, services: Services) -> set[str]:
    return {member.id for member in services.ledger.members.of(meeting_id)}
