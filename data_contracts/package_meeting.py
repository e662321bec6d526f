"""The rules of package.yaml about the meeting: group work, measurement points, podcast, post and seats."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from data_contracts.package_head import check_not_blank
from data_contracts.package_questionnaire import check_ids
from data_contracts.package_shape import suggestion
from data_contracts.package_yaml import Node, Source, shown
from domain.blanks import BLANK

FEWEST_SEATS, MOST_SEATS = 3, 12
MOST_SPARE = 50
PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
FOLLOWING = {"spread": "item", "agreed": "item", "lowest": "section", "highest": "section"}
"""What a question that follows the data may name, by its `when`."""


def check_meeting(source: Source, item_ids: list[str]) -> None:
    check_group_work(source)
    check_measurement_points(source, item_ids)
    check_podcast(source)
    posting = source.root.child("posting")
    if posting:
        check_not_blank(source, posting, "title")
        check_between(source, posting, "spare", 0, MOST_SPARE)
    seating = source.root.child("seating")
    if seating:
        check_between(source, seating, "table_size", FEWEST_SEATS, MOST_SEATS)


def check_group_work(source: Source) -> None:
    parts = source.root.rows("group_work")
    check_ids(source, parts)
    for part in parts:
        check_not_blank(source, part, "title")
        if part.has("questions") and not part.rows("questions"):
            source.refuse(part.line_of("questions"), "Der er ingen spørgsmål.", "Skriv mindst et.")
        for question in part.rows("questions"):
            check_question(source, question)


def check_question(source: Source, question: Node) -> None:
    check_not_blank(source, question, "ask")
    may_name = FOLLOWING.get(question.text("when"), "")
    for name, allowed in (("ask", may_name), ("otherwise", "")):
        for found in PLACEHOLDER.findall(question.text(name)):
            if found != allowed:
                what = f"»{{{shown(found)}}}« kan ikke stå i »{name}« her."
                cure = f"Brug »{{{allowed}}}«." if allowed else "Slet det, eller skriv ordet selv."
                source.refuse(question.line_of(name), what, cure)


def check_measurement_points(source: Source, item_ids: list[str]) -> None:
    node = source.root.child("measurement_points")
    seen: set[str] = set()
    for row in source.root.rows("measurement_points"):
        if not isinstance(row.value, str) or not node:
            continue
        if row.value in seen:
            source.refuse(row.line, f"»{shown(row.value)}« står to gange.", "Slet den ene.")
        elif item_ids and row.value not in item_ids:
            what = f"Spørgsmålet »{shown(row.value)}« findes ikke i questionnaire.yaml med en skala."
            source.refuse(row.line, what, suggestion(row.value, item_ids))
        seen.add(row.value)


def check_podcast(source: Source) -> None:
    podcast = source.root.child("podcast")
    if not podcast:
        return
    check_not_blank(source, podcast, "title")
    address = podcast.text("address")
    parts = urlsplit(address)
    if address and not BLANK.fullmatch(address) and not (parts.scheme in {"http", "https"} and parts.netloc):
        cure = 'Skriv hele adressen med https://, eller "[[mangler: adressen]]".'
        source.refuse(podcast.line_of("address"), "Det er ikke en webadresse.", cure)


def check_between(source: Source, node: Node, name: str, least: int, most: int) -> None:
    number = node.number(name, least)
    if not least <= number <= most:
        source.refuse(node.line_of(name), f"»{name}« er {number}.", f"Skriv {least} til {most}.")
