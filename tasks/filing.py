"""Builds documents, stores them by content and keeps account of them in the ledger."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping

from domain.mails import FileAttachment
from domain.package import Attachment
from domain.ports import Services, StoredFile
from tasks.occasion import Occasion

PDF = "application/pdf"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
DECKS = {"deck", "demo_deck", "comparison_deck"}

KIT, MEETING, FOLLOW_UP = "kit", "meeting", "follow-up"

Builder = Callable[[], bytes]
Builders = Mapping[str, Builder]


def file_away(
    it: Occasion, services: Services, group: str, wanted: tuple[Attachment, ...], builders: Builders
) -> tuple[StoredFile, ...]:
    """Builds each wanted document and stores it; the same bytes always lie under the same key.

    What the group held before and is not wanted any more is forgotten, so that nobody delivers it.
    """
    stored = []
    for attachment in wanted:
        content = builders[attachment.document]()
        media_type = PPTX if attachment.document in DECKS else PDF
        name = _name(it, attachment, ".pptx" if media_type == PPTX else ".pdf")
        digest = hashlib.sha256(content).hexdigest()
        suffix = name[name.rindex(".") :]
        key = f"meetings/{it.id}/{group}/{digest[:16]}-{attachment.document}{suffix}"
        kept = services.objects.put(key, content, media_type)
        file = StoredFile(
            meeting_id=it.id,
            round=it.round,
            group=group,
            document=attachment.document,
            name=name,
            key=kept.key,
            sha256=kept.sha256,
            size=kept.size,
            media_type=media_type,
        )
        services.ledger.files.add(file)
        stored.append(file)
    services.ledger.files.keep_only(it.id, group, [file.document for file in stored])
    return tuple(stored)


def attached(file: StoredFile, services: Services) -> FileAttachment:
    return FileAttachment(file.name, services.objects.get(file.key), file.media_type)


def _name(it: Occasion, attachment: Attachment, suffix: str) -> str:
    """A name for people, safe on every file system."""
    raw = f"{it.package.title} – Klynge {it.meeting.order.cluster} – {attachment.title}"
    return re.sub(r'[\\/:*?"<>|\x00-\x1f]+', " ", raw).strip(" .")[:150] + suffix
