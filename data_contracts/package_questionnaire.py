"""The rules of questionnaire.yaml: ids used once, scales that exist, and answers that can be favourable."""

from __future__ import annotations

import re

from data_contracts.package_head import check_not_blank
from data_contracts.package_shape import suggestion
from data_contracts.package_yaml import Node, Source, shown

SIMPLE_ID = re.compile(r"[a-z][a-z0-9_]{1,39}")
SIMPLE_ID_CURE = "Brug 2–40 små bogstaver a–z, tal og _; begynd med et bogstav."
LONGEST_SHORT = 45
FEWEST_LABELS, MOST_LABELS = 2, 7


def check_questionnaire(source: Source) -> None:
    for name, scale in source.root.entries("scales").items():
        check_scale(source, name, scale)
    sections = source.root.rows("sections")
    for row in sections:
        check_not_blank(source, row, "title")
        if row.has("items") and not row.rows("items"):
            source.refuse(
                row.line_of("items"), "Emnet har ingen spørgsmål.", "Skriv mindst et, eller slet emnet."
            )
    items = [item for row in sections for item in row.rows("items")]
    check_ids(source, sections)
    check_ids(source, items)
    for item in items:
        check_item(source, item)
    if not any(item.text("kind") != "text" for item in items):
        line = source.root.line_of("sections")
        source.refuse(line, "Skemaet har ingen spørgsmål med en skala.", "Tilføj mindst et.")


def check_ids(source: Source, rows: list[Node]) -> None:
    first: dict[str, int] = {}
    for row in rows:
        name, line = row.text("id"), row.line_of("id")
        if not name:
            check_not_blank(source, row, "id")
        elif name in first:
            what = f"»{name}« er brugt to gange (også i linje {first[name]})."
            source.refuse(line, what, "Giv det ene et andet id.")
        elif not SIMPLE_ID.fullmatch(name):
            source.refuse(line, f"»{shown(name)}« kan ikke være et id.", SIMPLE_ID_CURE)
        first.setdefault(name, line)


def check_scale(source: Source, name: str, scale: Node) -> None:
    labels = [row.value for row in scale.rows("labels") if isinstance(row.value, str)]
    line = scale.line_of("labels")
    if not SIMPLE_ID.fullmatch(name):
        line_of_name = source.root.child("scales")
        place = line_of_name.line_of(name) if line_of_name else line
        source.refuse(place, f"»{shown(name)}« kan ikke være en skalas navn.", SIMPLE_ID_CURE)
    count = len(scale.rows("labels"))
    if scale.has("labels") and not FEWEST_LABELS <= count <= MOST_LABELS:
        cure = f"Skriv {FEWEST_LABELS} til {MOST_LABELS} svarmuligheder."
        source.refuse(line, f"Skalaen har {count} svarmuligheder.", cure)
    if len({label.strip().casefold() for label in labels}) < len(labels):
        source.refuse(line, "To svarmuligheder er ens.", "Giv hver svarmulighed sin egen tekst.")
    if any(not label.strip() for label in labels):
        source.refuse(line, "En svarmulighed er tom.", "Skriv en tekst til hver.")


def check_item(source: Source, item: Node) -> None:
    check_not_blank(source, item, "text")
    short = item.text("short")
    if len(short) > LONGEST_SHORT:
        what = f"»short« er på {len(short)} tegn; der er plads til {LONGEST_SHORT}."
        source.refuse(item.line_of("short"), what, "Skriv det kortere; hele spørgsmålet står i »text«.")
    if item.text("kind") == "text":
        for name in ("scale", "favourable"):
            if item.has(name):
                what = f"Et spørgsmål med frit svar har ikke »{name}«."
                source.refuse(item.line_of(name), what, "Slet linjen, eller slet »kind: text«.")
        return
    if item.has("show"):
        cure = "Slet linjen. »show« er til spørgsmål med frit svar."
        source.refuse(item.line_of("show"), "Et spørgsmål med en skala har ikke »show«.", cure)
    check_favourable(source, item, labels_of(source, item))


def labels_of(source: Source, item: Node) -> int:
    """How many answers the item's scale has; 0 when that cannot be told."""
    scales = source.root.entries("scales")
    name = item.text("scale")
    if not item.has("scale"):
        cure = f"Tilføj »scale:« med en af: {', '.join(scales)}. Frit svar? Skriv »kind: text«."
        source.refuse(item.line, "Spørgsmålet mangler en skala.", cure)
    elif name and name not in scales:
        what = f"Skalaen »{shown(name)}« findes ikke."
        source.refuse(item.line_of("scale"), what, suggestion(name, scales))
    return len(scales[name].rows("labels")) if name in scales else 0


def check_favourable(source: Source, item: Node, labels: int) -> None:
    """Favourable answers are some, not all, and on one side of the scale's middle."""
    values = [row.value for row in item.rows("favourable") if isinstance(row.value, int)]
    line = item.line_of("favourable")
    if not values:
        if not source.is_faulty(line):
            cure = f"Tilføj »favourable:«, for eksempel [{max(labels - 1, 1)}, {max(labels, 2)}]."
            source.refuse(line, "Det står ikke, hvilke svar der er gode.", cure)
        return
    if not labels:
        return
    outside = [value for value in values if not 1 <= value <= labels]
    if outside:
        what = f"Svaret {outside[0]} findes ikke; skalaen går fra 1 til {labels}."
        source.refuse(line, what, "Ret tallet, eller tilføj svarmuligheden til skalaen.")
    elif len(set(values)) < len(values):
        source.refuse(line, "Det samme svar står to gange.", "Slet det ene.")
    elif {sign(2 * value - labels - 1) for value in values} not in ({1}, {-1}):
        what = "De gode svar ligger ikke på samme side af skalaens midte."
        source.refuse(line, what, f"Vælg enten de højeste eller de laveste af 1 til {labels}.")


def sign(number: int) -> int:
    """-1, 0 or 1."""
    return (number > 0) - (number < 0)
