"""Checking the house: stored bytes against their checksums, free disk, and what waits for an operator."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256

from domain.checking import subject_of_pull
from domain.errors import KlyngeflowError, TryAgain
from domain.findings import Finding, FindingKind
from domain.ports import Services, StoredFile
from domain.retention import WHOLE_MEETING, What
from tasks.purging import expired

# Each is looked at once a day, and never so many at a time that upkeep stands still.
SEEN_FOR, MOST_AT_ONCE = timedelta(hours=20), 100
OVERDUE = timedelta(days=1)
HUNDRED_MB = 100_000_000
MAYBE_NOT_ARRIVED = (
    "Mails er måske ikke kommet frem. De bliver aldrig sendt igen af sig selv: "
    "spørg modtageren, og afgør det på driftssiden."
)
NOT_DELETED = (
    "Fristen er nået, men dataene er ikke slettet. Kør »klyngeflow upkeep«, og se, hvad der står i vejen."
)


def check_house(services: Services) -> tuple[Finding, ...]:
    """All that is wrong now, known or new. Raises TryAgain when the ledger is out of reach."""
    _look_at_stored_bytes(services)
    return (*_damaged(services), *_disk(services), *_unknown_mails(services), *_overdue(services))


def _look_at_stored_bytes(services: Services) -> None:
    before = services.clock.real_now() - SEEN_FOR
    for file in services.ledger.checks.files_due(before, MOST_AT_ONCE):
        services.ledger.checks.note(file.key, file.meeting_id, _fault_of_file(file, services))
    for meeting_id, round in services.ledger.checks.pulls_due(before, MOST_AT_ONCE):
        fault = _fault_of_pull(meeting_id, round, services)
        services.ledger.checks.note(subject_of_pull(round), meeting_id, fault)


def _fault_of_file(file: StoredFile, services: Services) -> str:
    """By the ledger's checksum: the store's own could have been changed together with the bytes."""
    try:
        content = services.objects.get(file.key)
    except TryAgain:
        return ""  # the store is out of reach: nothing is known of the bytes
    except KlyngeflowError as fault:
        return type(fault).__name__
    return "" if sha256(content).hexdigest() == file.sha256 else "another checksum than the ledger's"


def _fault_of_pull(meeting_id: str, round: int, services: Services) -> str:
    try:
        services.ledger.pulls.get(meeting_id, round)
    except KlyngeflowError as fault:
        return type(fault).__name__
    return ""


def _damaged(services: Services) -> list[Finding]:
    return [
        Finding(
            FindingKind.CHECKSUM,
            meeting_id,
            f"Noget, der er gemt om mødet, er beskadiget eller mangler ({', '.join(map(_short, subjects))}). "
            "Dokumenter kan bygges igen, så længe besvarelserne er der. Er det et datatræk, så hent "
            "hovedbogen fra en sikkerhedskopi.",
        )
        for meeting_id, subjects in services.ledger.checks.faults().items()
    ]


def _short(subject: str) -> str:
    return subject.rpartition("/")[2]


def _disk(services: Services) -> list[Finding]:
    free = services.premises.free_bytes()
    if free >= services.premises.least_free_bytes:
        return []
    left = f"{free // HUNDRED_MB / 10:.1f}".replace(".", ",")
    sentence = f"Der er kun {left} GB ledig plads på disken. Gør plads, før møderne går i stå."
    return [Finding(FindingKind.DISK, "", sentence)]


def _unknown_mails(services: Services) -> list[Finding]:
    """Not of a meeting whose names are gone: nobody could be asked."""
    purged = services.ledger.purges.purged()
    return [
        Finding(
            FindingKind.UNKNOWN_MAILS,
            meeting_id,
            MAYBE_NOT_ARRIVED,
        )
        for meeting_id in services.ledger.mails.unknown()
        if (What.PEOPLE, WHOLE_MEETING) not in purged.get(meeting_id, ())
    ]


def _overdue(services: Services) -> list[Finding]:
    """Upkeep deletes on the day; what is still there a day later, something stands in the way of."""
    purged, late = services.ledger.purges.purged(), []
    for meeting in services.ledger.meetings.all():
        now = services.clock.now(meeting.id)
        if any(due.on < now - OVERDUE for due in expired(meeting, services, purged.get(meeting.id, ()))):
            late.append(meeting.id)
    return [Finding(FindingKind.RETENTION, meeting_id, NOT_DELETED) for meeting_id in late]
