"""The rules of contacts.yaml: who to call in each region, and whether anybody has checked it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from data_contracts.package_head import check_not_blank
from data_contracts.package_questionnaire import check_ids
from data_contracts.package_yaml import Source
from domain.meeting import REGIONS
from domain.package import Contact
from domain.questionnaire import STRICT

ADDRESS = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[^@\s,;<>\"]+")


@dataclass(frozen=True)
class Contacts:
    """contacts.yaml as it is written."""

    __pydantic_config__ = STRICT

    contacts: tuple[Contact, ...]


def check_contacts(source: Source) -> None:
    rows = source.root.rows("contacts")
    check_ids(source, rows)
    for row in rows:
        check_not_blank(source, row, "organisation")
        if row.text("email") and not ADDRESS.fullmatch(row.text("email")):
            cure = "Skriv én adresse som navn@sted.dk."
            source.refuse(row.line_of("email"), "Det er ikke en mailadresse.", cure)
        if row.text("checked") and not is_date(row.text("checked")):
            cure = 'Skriv datoen som "2026-11-22", eller null.'
            source.refuse(row.line_of("checked"), "Det er ikke en dato.", cure)


def is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII) is not None


def contact_notices(contacts: Iterable[Contact]) -> Iterator[str]:
    """What an operator should know: the unconfirmed contacts, and regions that have none."""
    known = tuple(contacts)
    unchecked = [contact.organisation for contact in known if contact.checked is None]
    missing = [region for region in REGIONS if region not in {contact.organisation for contact in known}]
    if unchecked:
        yield f"Kontakter fra drejebogen, som ingen har bekræftet endnu: {', '.join(unchecked)}."
    if missing:
        yield f"Der er ingen kontakt for {', '.join(missing)}."
