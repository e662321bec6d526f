"""What goes by post with the implementation plans: the address for the envelope and the packing slip."""

from __future__ import annotations

import re
from datetime import date

from domain import dates
from domain.meeting import Meeting
from domain.package import Package
from domain.ports import PostingJob
from domain.sheets_parts import Sheet, envelope, fact, meeting_facts

BEFORE_POSTCODE = re.compile(r"\s+(?=(?:DK-?)?\d{4}\s+[^\W\d]{2})")
"""Where a Danish address goes on to its last line when nobody has put a comma there."""


def address_label(meeting: Meeting) -> Sheet:
    """The coordinator's name and postal address, a line each: for a window envelope, or to cut out."""
    to = [meeting.order.coordinator_name, *address_lines(meeting)]
    return envelope("Adresselabel", meeting.order.cluster) | {"to": to}


def packing_slip(package: Package, meeting: Meeting, job: PostingJob, must_have_left: date) -> Sheet:
    """One part for the envelope, and one for who packs it, with boxes to tick."""
    title = package.posting.title if package.posting else "Implementeringsplan"
    what = f"{title} ({job.paper})"
    leaves = dates.day(must_have_left)
    return envelope("Følgeseddel", package.title, "", meeting_facts(meeting)) | {
        "to": meeting.order.coordinator_name,
        "address": address_lines(meeting),
        "greeting": (
            f"Her er det, I skal bruge på klyngemødet om »{package.title}«. Læg det til side, og tag det "
            "med, når I mødes."
        ),
        "rows": [{"what": what, "copies": job.copies}],
        "packer": [fact("Skal være afsendt senest", leaves), fact("Møde", meeting.id)],
        "steps": [
            f"{job.copies} stk. er printet på {job.paper}-papir",
            "Arkene er talt",
            "Følgesedlen er lagt i kuverten",
            "Adressen sidder på kuverten",
            "Kuverten er afsendt",
            "Forsendelsen er krydset af i Klyngeflow",
        ],
    }


def address_lines(meeting: Meeting) -> list[str]:
    """As it is written on an envelope: the postcode and town on the last line."""
    parts = meeting.order.postal_address.replace("\n", ",").split(",")
    lines = (line.strip() for part in parts for line in BEFORE_POSTCODE.split(part))
    return [line for line in lines if line]
