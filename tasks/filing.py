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
ICS = "text/calendar"
DECKS = {"deck", "demo_deck", "comparison_deck"}
APPOINTMENT = "appointment"
SUFFIXES = {PDF: ".pdf", PPTX: ".pptx", ICS: ".ics"}
MOST_BYTES = {"package": 60, "cluster": 60, "title": 90}
"""Of each part of a file's name: together fewer than the 255 that file systems take."""

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
        media_type = _media_type(attachment.document)
        suffix = SUFFIXES[media_type]
        name = file_name(it, attachment.title, suffix)
        digest = hashlib.sha256(content).hexdigest()
        key = f"meetings/{it.id}/{group}/{digest[:16]}-{attachment.document}{suffix}"
        services.ledger.check_lease()
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


def file_name(it: Occasion, title: str, suffix: str) -> str:
    """A name for people, safe on every file system; a long one is cut between words, part by part."""
    parts = {"package": it.package.title, "cluster": it.meeting.order.cluster_named, "title": title}
    return " – ".join(_cut(_safe(text), MOST_BYTES[part]) for part, text in parts.items()) + suffix


def _safe(text: str) -> str:
    return " ".join(re.sub(r'[\\/:*?"<>|\x00-\x1f]+', " ", text).split()).strip(".")


def _cut(text: str, most_bytes: int) -> str:
    if len(text.encode()) <= most_bytes:
        return text
    kept = text.encode()[:most_bytes].decode(errors="ignore")
    whole_words = kept[: kept.rfind(" ")] if " " in kept else kept
    return whole_words.rstrip(" ,.;:–-") + "…"


def _media_type(document: str) -> str:
    if document in DECKS:
        return PPTX
    return ICS if document == APPOINTMENT else PDF
