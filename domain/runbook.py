"""The runbook's entries (docs/runbook.md): which one says what to do about a trouble."""

from __future__ import annotations

from domain.troubles import TroubleKind

ENTRY = {
    TroubleKind.RUN_GIVEN_UP: "Kørslen er gået i stå",
    TroubleKind.RELEASE: "Venter på en beslutning",
    TroubleKind.LATE_FOLLOW_UP: "Opfølgningen er forsinket",
    TroubleKind.FOLLOW_UP_UNCONFIRMED: "Venter på mødelederens ja",
    TroubleKind.MEMBERS_LATE: "Venter på medlemslisten",
    TroubleKind.CONSULTATION: "Venter på samtalen",
    TroubleKind.MAIL_UNKNOWN: "Mailen er uvis",
    TroubleKind.MAIL_REJECTED: "Mailen kunne ikke leveres",
    TroubleKind.RUNS_STUCK: "Kørsler kommer ikke i gang",
    TroubleKind.ENGINE_SILENT: "Prefect svarer ikke",
    TroubleKind.CHILD_DIES: "Et program går ned igen og igen",
    TroubleKind.MAIL_SERVER: "Mailserveren tager ikke imod",
    TroubleKind.CHECKSUM: "Noget gemt er beskadiget",
    TroubleKind.DISK: "Der er kun lidt ledig plads",
    TroubleKind.RETENTION: "Fristen er nået",
    TroubleKind.BOUNCES_UNREAD: "Afviste mails kan ikke læses",
}
