"""What the printed sheets share: their envelope, facts, help and how an answer scale is laid out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from domain import dates
from domain.meeting import Consultant, Meeting
from domain.package import Contact, Package
from domain.questionnaire import Item, Questionnaire, Section

Sheet = dict[str, Any]


def envelope(title: str, package_title: str, lead: str = "", facts: Sequence[Sheet] = ()) -> Sheet:
    """What every template needs: the heading, the running header and the facts under the title."""
    return {"title": title, "package": package_title, "lead": lead, "facts": list(facts)}


def fact(label: str, value: str) -> Sheet:
    return {"label": label, "value": value}


def markdown(text: str) -> Sheet:
    """Marks a package's own text; the adapter turns it into blocks."""
    return {"markdown": text}


def meeting_facts(meeting: Meeting) -> list[Sheet]:
    order = meeting.order
    facts = [fact("Klynge", order.cluster), fact("Mødet", dates.day_and_time(order.meeting_starts))]
    return facts + ([fact("Sted", order.meeting_place)] if order.meeting_place else [])


def consultant_facts(consultant: Consultant) -> list[str]:
    return [part for part in (consultant.name, consultant.email, consultant.phone) if part]


def contact(known: Contact) -> Sheet:
    lines = [part for part in (known.email, f"Telefon {known.phone}" if known.phone else "") if part]
    person = known.person if known.person != known.organisation else ""
    return {
        "organisation": known.organisation,
        "person": person,
        "lines": lines,
        "checked": known.checked is not None,
    }


def contacts(known: Iterable[Contact]) -> list[Sheet]:
    return [contact(one) for one in known]


def help_part(package: Package) -> Sheet:
    """Where help is to be had: the package's text and its contacts."""
    return {"text": markdown(package.text("help")), "contacts": contacts(package.contacts)}


def question_blocks(questionnaire: Questionnaire, section: Section) -> list[Sheet]:
    """A section's items, neighbours on the same scale together under one set of labels."""
    return [
        {
            "labels": list(questionnaire.scales[scale].labels) if scale else [],
            "items": [{"id": item.id, "text": item.text} for item in items],
        }
        for scale, items in groupby(section.items, key=_scale_or_none)
    ]


def _scale_or_none(item: Item) -> str:
    return item.scale if item.kind == "scale" else ""
