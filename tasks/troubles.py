"""What stands in the way now, of each meeting and of the house, and who is to hear of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

from domain.alerts import TOLD
from domain.attention import needs_a_human
from domain.dates import day_and_time
from domain.errors import ConfigurationError
from domain.findings import Finding, FindingKind
from domain.mails import MailOutcome
from domain.meeting import Consultant, Meeting
from domain.ports import MailRow, Services
from domain.troubles import Trouble, TroubleKind
from tasks.checking import check_house

OF_THE_HOUSE = {
    FindingKind.CHECKSUM: TroubleKind.CHECKSUM,
    FindingKind.DISK: TroubleKind.DISK,
    FindingKind.RETENTION: TroubleKind.RETENTION,
}
KNOWN_BY_THE_ENGINE = frozenset({TroubleKind.RUN_GIVEN_UP, TroubleKind.RUNS_STUCK})
OWED_TO_NOBODY = timedelta(hours=2)
ABOUT_ONE_MAIL = re.compile(r"4\d\d at (RCPT|DATA|the last dot)")
SEEN_BY_WHO_WATCHES = frozenset({TroubleKind.CHILD_DIES, TroubleKind.BOUNCES_UNREAD})


def of_meetings(services: Services) -> Iterator[tuple[Trouble, str]]:
    """Each with the id of the meeting's consultant. Rehearsed meetings trouble nobody."""
    for meeting in services.ledger.meetings.all():
        if meeting.rehearsal:
            continue
        recipient = _consultant_of(meeting, services).id
        for one in needs_a_human(meeting.id, services):
            if one.need in TOLD:
                yield Trouble(TOLD[one.need], one.sentence, meeting.id, one.round), recipient


def of_the_house(services: Services) -> Iterator[Trouble]:
    """What the ledger, the files and the mail server show; nothing of the engine."""
    yield from (_found(finding) for finding in check_house(services) if finding.kind in OF_THE_HOUSE)
    yield from _mail_server(services)


def of_the_engine(services: Services) -> Iterator[Trouble]:
    """Raises TryAgain when it is out of reach."""
    stuck = services.runs.stuck()
    if stuck:
        since = min(run.since for run in stuck)
        many = "1 kørsel kommer" if len(stuck) == 1 else f"{len(stuck)} kørsler kommer"
        sentence = (
            f"{many} ikke i gang eller bliver aldrig færdig. Den ældste har ventet siden "
            f"{day_and_time(since)}. Se efter, om workeren kører, og hvad der står i logs/worker.log."
        )
        yield Trouble(TroubleKind.RUNS_STUCK, sentence)


def engine_is_silent() -> Trouble:
    sentence = (
        "Prefect svarer ikke, så ingen møder kommer videre. "
        "Se efter, om klyngeflow up kører, og hvad der står i logs/server.log."
    )
    return Trouble(TroubleKind.ENGINE_SILENT, sentence)


def recipient_of(recipient: str, services: Services) -> Consultant:
    """The consultant, or where they have left the file the caretaker."""
    if recipient == services.caretaker.id:
        return services.caretaker
    try:
        return services.consultant(recipient)
    except ConfigurationError:
        return services.caretaker


def _consultant_of(meeting: Meeting, services: Services) -> Consultant:
    return recipient_of(meeting.consultant_id, services)


def _found(finding: Finding) -> Trouble:
    return Trouble(OF_THE_HOUSE[finding.kind], finding.sentence, finding.about)


def _mail_server(services: Services) -> Iterator[Trouble]:
    """Mails that wait for it: it cannot be reached, refuses us, or is not trusted."""
    waiting = [
        mail
        for meeting in services.ledger.meetings.all()
        for mail in services.ledger.mails.of(meeting.id)
        if _is_waiting(mail, services.clock.real_now()) and not ABOUT_ONE_MAIL.fullmatch(mail.detail)
    ]
    if waiting or services.ledger.alerts.waiting_since():
        since = min([mail.first_try for mail in waiting], default=services.ledger.alerts.waiting_since())
        at = f" siden {day_and_time(since)}" if since else ""
        sentence = (
            f"Mailserveren tager ikke imod{at}. Mails venter og bliver sendt, når den svarer igen. "
            "Se efter, om den kører, og om brugernavn, adgangskode og certifikat passer."
        )
        yield Trouble(TroubleKind.MAIL_SERVER, sentence)


def _is_waiting(mail: MailRow, now: datetime) -> bool:
    """Without a next try no server has put it off: it waits for its step alone. One whose next try is long
    past is owed to nobody any more, such as a reminder that came too late."""
    if mail.outcome is not MailOutcome.DEFERRED or mail.next_try is None:
        return False
    return now - mail.next_try < OWED_TO_NOBODY
