"""The runbook's entries (docs/runbook.md): which one says what to do about a need, and about a trouble."""

from __future__ import annotations

from domain.alerts import TOLD
from domain.attention import Need
from domain.troubles import TroubleKind

ENTRY_OF_NEED = {
    Need.RUN_GIVEN_UP: "Kørslen er gået i stå",
    Need.PACKAGE_BROKEN: "Pakken kan ikke læses",
    Need.RELEASE: "Venter på en beslutning",
    Need.LATE_FOLLOW_UP: "Opfølgningen er forsinket",
    Need.FOLLOW_UP_UNCONFIRMED: "Venter på mødelederens ja",
    Need.TEXTS: "Venter på valg af tekster",
    Need.MEMBERS_LATE: "Venter på medlemslisten",
    Need.MAIL_UNKNOWN: "Mailen er uvis",
    Need.MAIL_REJECTED: "Mailen kunne ikke leveres",
    Need.POSTING_LATE: "Posten er ikke sendt",
    Need.CONSULTATION: "Venter på samtalen",
    Need.FOLLOW_UP_UNANSWERED: "Venter på svar om opfølgning",
}
ENTRY = {
    **{trouble: ENTRY_OF_NEED[need] for need, trouble in TOLD.items()},
    TroubleKind.RUNS_STUCK: "Kørsler kommer ikke i gang",
    TroubleKind.ENGINE_SILENT: "Prefect svarer ikke",
    TroubleKind.CHILD_DIES: "Et program går ned igen og igen",
    TroubleKind.MAIL_SERVER: "Mailserveren tager ikke imod",
    TroubleKind.CHECKSUM: "Noget gemt er beskadiget",
    TroubleKind.DISK: "Der er kun lidt ledig plads",
    TroubleKind.RETENTION: "Fristen er nået",
    TroubleKind.BOUNCES_UNREAD: "Afviste mails kan ikke læses",
}
