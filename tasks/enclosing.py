"""Which of a mail's documents are attached, linked or only on the coordinator's page: as the package says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from domain.mails import AS_LINKS, TOO_BIG, FileAttachment, MailKey, MailKind, MailOutcome
from domain.package import Attachment, How
from domain.ports import Services, StoredFile
from tasks.filing import attached
from tasks.mailing import Recipient, page_of, send
from tasks.occasion import Occasion


@dataclass(frozen=True)
class Enclosure:
    """A stored document, and how the package wants it carried."""

    attachment: Attachment
    file: StoredFile

    @property
    def how(self) -> How:
        return self.attachment.how


def send_enclosing(
    it: Occasion,
    services: Services,
    kind: MailKind,
    to: Recipient,
    enclosed: Sequence[Enclosure],
    *,
    sequence: int = 1,
    resent: int = 0,
    also: tuple[FileAttachment, ...] = (),
    **context: Any,
) -> MailOutcome:
    """Where the server finds the mail too big, it is sent once more with links for what was attached, and
    with the sequence AS_LINKS it is sent so at once.

    `also` is small and unlisted: the template says what it is.
    """
    told = {
        "documents": tuple(one.attachment.document for one in enclosed),
        "on_page": _titles(enclosed, "page"),
        **context,
    }
    linked = _links(it, services, enclosed, "attached", "linked")

    def as_links() -> MailOutcome:
        return send(
            it, services, kind, to, sequence=AS_LINKS, resent=resent, carries=also, files=linked, **told
        )

    if sequence == AS_LINKS:
        return as_links()
    files = tuple(attached(one.file, services) for one in enclosed if one.how == "attached")
    outcome = send(
        it,
        services,
        kind,
        to,
        resent=resent,
        carries=(*files, *also),
        attachments=_titles(enclosed, "attached"),
        files=_links(it, services, enclosed, "linked"),
        **told,
    )
    key = MailKey(it.id, it.round, kind, to.id, resent=resent)
    was_too_big = outcome is MailOutcome.REJECTED and _was_too_big(key, services)
    return as_links() if was_too_big else outcome


def _titles(enclosed: Iterable[Enclosure], how: How) -> tuple[str, ...]:
    return tuple(one.attachment.title for one in enclosed if one.how == how)


def _links(
    it: Occasion, services: Services, enclosed: Iterable[Enclosure], *hows: How
) -> tuple[tuple[str, str], ...]:
    """Title and address. The address holds the coordinator's own link, so that it opens with one click."""
    page = page_of(it, services)
    return tuple(
        (one.attachment.title, f"{page}/filer/{one.file.group}/{one.file.document}")
        for one in enclosed
        if one.how in hows
    )


def _was_too_big(key: MailKey, services: Services) -> bool:
    row = services.ledger.mails.get(key)
    return row is not None and row.detail == TOO_BIG
