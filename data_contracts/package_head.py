"""The rules of package.yaml: its name, its dates, its limits, and what the two mails carry."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from data_contracts.package_shape import suggestion
from data_contracts.package_yaml import Node, Source, shown
from domain.package import (
    DELIVERY_DOCUMENTS,
    KIT_DOCUMENTS,
    Attachment,
    GroupWork,
    Limits,
    Link,
    PostingRule,
    SeatingRule,
    Timing,
)
from domain.questionnaire import STRICT

PACKAGE_ID = re.compile(r"[a-z][a-z0-9_-]{1,39}")
FEWEST_MONTHS, MOST_MONTHS = 6, 12
LONGEST_LEAD_DAYS = 120
IN_THE_BODY = ("proposed_invitation",)


@dataclass(frozen=True)
class Head:
    """package.yaml as it is written."""

    __pydantic_config__ = STRICT

    id: str
    title: str
    version: str
    summary: str
    kit: tuple[Attachment, ...]
    delivery: tuple[Attachment, ...]
    timing: Timing = field(default_factory=Timing)
    limits: Limits = field(default_factory=Limits)
    group_work: tuple[GroupWork, ...] = ()
    measurement_points: tuple[str, ...] = ()
    podcast: Link | None = None
    posting: PostingRule | None = None
    seating: SeatingRule | None = None


def check_head(source: Source) -> None:
    root = source.root
    package_id = root.text("id")
    if package_id and not PACKAGE_ID.fullmatch(package_id):
        what = f"»{shown(package_id)}« kan ikke være en pakkes id."
        source.refuse(
            root.line_of("id"), what, "Brug 2–40 små bogstaver a–z, tal, - og _; begynd med et bogstav."
        )
    for name in ("title", "version", "summary"):
        check_not_blank(source, root, name)
    check_limits(source)
    check_timing(source)
    check_attachments(source, "kit", KIT_DOCUMENTS)
    check_attachments(source, "delivery", DELIVERY_DOCUMENTS)


def check_not_blank(source: Source, node: Node, name: str) -> None:
    child = node.child(name)
    if child and isinstance(child.value, str) and not child.value.strip():
        source.refuse(node.line_of(name), f"»{name}« er tom.", "Skriv en tekst.")


def check_limits(source: Source) -> None:
    """A package may ask for more answers than the floors, never for fewer."""
    node = source.root.child("limits")
    if node is None:
        return
    floors = Limits()
    for name, floor in (("any", floors.any), ("counts", floors.counts), ("texts", floors.texts)):
        asked = node.number(name, floor)
        if asked < floor:
            what = f"Grænsen »{name}« er {asked}; den må ikke være under {floor}."
            source.refuse(node.line_of(name), what, f"Skriv {floor} eller mere, eller slet linjen.")
    if node.number("counts", floors.counts) < node.number("any", floors.any):
        what = "Grænsen »counts« er lavere end »any«."
        source.refuse(node.line_of("counts"), what, "Skriv mindst det samme tal som i »any«.")


def check_timing(source: Source) -> None:
    """Opening, reminders, close, delivery and meeting must come in that order."""
    node = source.root.child("timing") or Node(1, {})
    usual = Timing()
    opens = node.number("opens_days_before", usual.opens_days_before)
    closes = node.number("closes_days_before", usual.closes_days_before)
    delivery = node.number("delivery_days_before", usual.delivery_days_before)
    shortest = node.number("shortest_survey_days", usual.shortest_survey_days)
    months = node.number("follow_up_months", usual.follow_up_months)

    if opens > LONGEST_LEAD_DAYS:
        what = f"Skemaet åbner {opens} dage før mødet."
        source.refuse(node.line_of("opens_days_before"), what, f"Skriv højst {LONGEST_LEAD_DAYS}.")
    if closes >= opens:
        what = f"Skemaet lukker ({closes} dage før mødet), før det åbner ({opens} dage før)."
        source.refuse(node.line_of("closes_days_before"), what, f"Skriv et tal under {opens}.")
    if not 1 <= delivery < closes:
        what = f"Materialet leveres {delivery} dage før mødet; skemaet lukker {closes} dage før."
        cure = "Levér efter lukningen og mindst en dag før mødet."
        source.refuse(node.line_of("delivery_days_before"), what, cure)
    if not 1 <= shortest <= max(opens - closes, 1):
        what = f"Skemaet skal være åbent i mindst {shortest} dage, men planen giver {opens - closes}."
        source.refuse(node.line_of("shortest_survey_days"), what, f"Skriv 1 til {max(opens - closes, 1)}.")
    if not FEWEST_MONTHS <= months <= MOST_MONTHS:
        what = f"Opfølgningen er sat til {months} måneder efter mødet."
        source.refuse(node.line_of("follow_up_months"), what, f"Skriv {FEWEST_MONTHS} til {MOST_MONTHS}.")
    check_reminders(source, node, opens - closes)


def check_reminders(source: Source, timing: Node, open_days: int) -> None:
    line = timing.line_of("reminder_days_after_opening")
    last = 0
    for row in timing.rows("reminder_days_after_opening"):
        days = row.value
        if not isinstance(days, int):
            continue
        if days >= open_days:
            what = f"Skemaet er lukket, når påmindelsen efter {days} dage skal ud (åbent i {open_days} dage)."
            source.refuse(line, what, f"Skriv et tal under {open_days}, eller luk skemaet senere.")
        if days <= last:
            what = f"Påmindelsen efter {days} dage kommer ikke efter den forrige."
            source.refuse(line, what, "Skriv dagene som stigende tal fra 1.")
        last = max(last, days)


def check_attachments(source: Source, mail: str, known: tuple[str, ...]) -> None:
    rows = source.root.rows(mail)
    seen: set[str] = set()
    if source.root.has(mail) and not rows:
        source.refuse(
            source.root.line_of(mail), f"»{mail}« er tom.", f"Skriv mindst et af: {', '.join(known)}."
        )
    for row in rows:
        document, line = row.text("document"), row.line_of("document")
        check_not_blank(source, row, "title")
        if document in seen:
            source.refuse(line, f"»{document}« står to gange i »{mail}«.", "Slet den ene.")
        elif row.has("document") and document not in known:
            what = f"Dokumentet »{shown(document)}« kendes ikke i »{mail}«."
            source.refuse(line, what, suggestion(document, known))
        elif row.text("how") == "body" and document not in IN_THE_BODY:
            what = f"»{document}« kan ikke stå i selve mailen."
            cure = f"Skriv attached, linked eller page. I mailen kan stå: {', '.join(IN_THE_BODY)}."
            source.refuse(row.line_of("how"), what, cure)
        seen.add(document)
