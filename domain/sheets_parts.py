"""What the printed sheets share: their envelope, facts, help and how an answer scale is laid out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from domain import dates
from domain.meeting import REGIONS, ROUND_1, Meeting
from domain.package import Contact, Package
from domain.questionnaire import Item, Section

Sheet = dict[str, Any]


def envelope(title: str, package_title: str, lead: str = "", facts: Sequence[Sheet] = ()) -> Sheet:
    """What every template needs: the heading, the running header and the facts under the title."""
    return {"title": title, "package": package_title, "lead": lead, "facts": list(facts)}


def fact(label: str, value: str) -> Sheet:
    return {"label": label, "value": value}


def markdown(text: str) -> Sheet:
    """Marks a package's own text; the adapter turns it into blocks."""
    return {"markdown": text}


def meeting_facts(meeting: Meeting, round: int = ROUND_1) -> list[Sheet]:
    """Whose meeting, when and where; a follow-up has no day of its own yet, so it has the first meeting's."""
    order = meeting.order
    if round != ROUND_1:
        return [fact("Klynge", order.cluster), fact("Første møde", dates.day(order.meeting_starts))]
    facts = [fact("Klynge", order.cluster), fact("Mødet", dates.day_and_time(order.meeting_starts))]
    return facts + ([fact("Sted", order.meeting_place)] if order.meeting_place else [])


def contact(known: Contact) -> Sheet:
    lines = [part for part in (known.email, f"Telefon {known.phone}" if known.phone else "") if part]
    person = known.person if known.person != known.organisation else ""
    return {
        "organisation": known.organisation,
        "person": person,
        "lines": lines,
        "checked": known.checked is not None,
    }


def contacts(known: Iterable[Contact], region: str = "") -> list[Sheet]:
    """As they stand, but the meeting's own region first."""
    return [contact(one) for one in sorted(known, key=lambda one: one.organisation != region)]


def nearest_contacts(known: Iterable[Contact], region: str) -> list[Sheet]:
    """The reader's own region, then the nationwide ones."""
    near = [one for one in known if one.organisation == region or one.organisation not in REGIONS]
    return contacts(near, region)


def help_part(package: Package, region: str) -> Sheet:
    """Where help is to be had: the package's text and its contacts."""
    return {"text": markdown(package.text("help")), "contacts": contacts(package.contacts, region)}


def podcast(package: Package) -> Sheet | None:
    """What to hear beforehand. The address may be a marked blank."""
    found = package.podcast
    return {"title": found.title, "address": found.address} if found else None


def by_scale(items: Iterable[Item]) -> list[tuple[str, list[Item]]]:
    """Neighbours on the same scale together, in the order asked; free text has the scale ""."""
    scales = groupby(items, key=lambda item: item.scale if item.kind == "scale" else "")
    return [(scale, list(neighbours)) for scale, neighbours in scales]


def scale_items(section: Section) -> list[Item]:
    return [item for item in section.items if item.kind == "scale"]
