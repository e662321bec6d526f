"""What each form may post, as JSON schemas for the fuzzer: the good words beside any others.

The web server hands out no schema; the application's own has no bodies, since forms are read by hand.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from data_contracts.answers_form import PREFIX
from data_contracts.order_posted import PLACES
from domain.questionnaire import Questionnaire
from survey_app.coordinator.participants import CAME, HELD_ON, NAME_OF, OTHERS
from survey_app.coordinator.sessions import FORM_MARK
from survey_app.member.posted import COPY_ADDRESS, NO_MAIL, PAGE, READING_KEY, SEND_BLANK, TOKEN
from survey_app.order.draft import STAMP, WHICH_MEETING

Schema = dict[str, Any]
URLENCODED, MULTIPART = "application/x-www-form-urlencoded", "multipart/form-data"
ANY_TEXT: Schema = {"type": "string", "maxLength": 300}
SEVERAL = "\n".join(f"laege{number}@klinik.example;Læge {number};12345{number % 4}" for number in range(12))
LIST = f"mail;navn;ydernummer\n{SEVERAL}\n"
STRANGE = (
    "../../x",
    "<script>",
    "{{7*7}}",
    "=cmd|' /C calc'!A0",
    "a@b.dk, c@d.dk",
    "x\r\nBcc: y@z.dk",
    "\u202e",
    "1e999",
)


@dataclass(frozen=True)
class Keys:
    """What opens doors. With none of them the fuzzer is a stranger."""

    links: tuple[str, ...] = ()
    coordinator: tuple[str, ...] = ()
    mark: tuple[str, ...] = ()
    stamp: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    reading: tuple[str, ...] = ()


def numbers(first: int, last: int) -> tuple[str, ...]:
    return tuple(str(number) for number in range(first, last + 1))


def posts(questionnaire: Questionnaire, keys: Keys) -> dict[str, dict[str, tuple[str, ...]]]:
    """The fields of every form with their good words, by the path it is posted to."""
    answers = {f"{PREFIX}{item.id}": numbers(1, 5) for item in questionnaire.scale_items}
    answers |= {f"{PREFIX}{item.id}": ("Kaffen",) for item in questionnaire.text_items}
    beside = {COPY_ADDRESS: ("ny@klinik.example",), NO_MAIL: ("ja",), SEND_BLANK: ("ja",)}
    asked = {TOKEN: keys.links, **answers}
    marked = {FORM_MARK: keys.mark}
    table = {f"{field}-{row}": ("a@b.dk", "Bo") for field in ("mail", "navn", "yder") for row in range(2)}
    return {
        "/s": {**asked, PAGE: numbers(1, 9)},
        "/s/svar": {**asked, **beside},
        "/kopi.pdf": {**answers, READING_KEY: keys.reading},
        "/bestil": {
            **{name: GOOD_ORDER.get(name, ("x",)) for name in PLACES},
            STAMP: keys.stamp,
            WHICH_MEETING: ("nyt", "flyttet"),
            "trin": ("bestil", "ret", "se"),
        },
        "/k/medlemmer": {**marked, "tekst": (SEVERAL, "a@b.dk")},
        "/k/medlemmer/ret": {**marked, **table, "goer": ("gem", "flere"), "set": ("1 2",)},
        "/k/opfoelgning": {**marked, "valg": ("ja", "nej", "senere"), "maaneder": numbers(5, 13)},
        "/k/opfoelgning/bekraeft": {**marked, "valg": ("ja", "nej", "senere"), "maaneder": numbers(5, 13)},
        "/k/post": {**marked, "antal": numbers(1, 60)},
        "/k/aftaler": {**marked, "aftaler": ("Vi holder pause.\nVi ringer.",)},
        "/k/deltagere": {
            **marked,
            CAME: keys.members,
            **{f"{NAME_OF}{member}": ("Åse",) for member in keys.members[:1]},
            OTHERS: ("Bo",),
            HELD_ON: ("2027-03-11",),
            "som": ("csv",),
        },
        "/k/link": marked,
        "/k/ud": marked,
        "/k/nyt-link": {"mail": ("aase@praksis.example",)},
    }


# Without these a form is turned away at once.
DOORS = (TOKEN, FORM_MARK, STAMP, READING_KEY, *PLACES)
GOOD_ORDER: Mapping[str, tuple[str, ...]] = {
    "pakke": ("trivsel",),
    "klynge": ("Klynge Ærø", "Klynge Nord"),
    "region": ("Region Syddanmark",),
    "antal": ("24",),
    "dato": ("2027-06-17", "2027-06-18"),
    "tid": ("16:00", "02:30"),
    "navn": ("Ellen Eksempel",),
    "mail": ("ellen@example.org",),
    "telefon": ("12 34 56 78",),
    "adresse": ("Prøvevej 1\r\n0000 Eksempelby",),
    "samtykke": ("ja",),
}


class Manner(Enum):
    """How a visitor fills in. Apart, because a generator merges alternatives into the widest of them."""

    PROPER = "good words only, so that it gets far"
    ODD = "good words among strange ones"
    ANY = "whatever there is, behind a door that opens"


def with_bodies(schema: Schema, questionnaire: Questionnaire, keys: Keys, manner: Manner) -> Schema:
    """The application's schema with a body for each form, and with the keys where paths ask for them."""
    for path, fields in posts(questionnaire, keys).items():
        if "post" in schema["paths"].get(path, {}):
            schema["paths"][path]["post"]["requestBody"] = body(path, fields, manner)
    for path, methods in schema["paths"].items():
        good = {"/s": keys.links, "/k": keys.coordinator}.get(path[:2], ())
        for parameter in (each for method in methods.values() for each in method.get("parameters", ())):
            if parameter["in"] == "path" and manner is not Manner.ANY:
                known = good if parameter["name"] == "token" else ()
                parameter["schema"] = {"enum": [*known, *PARTS_OF_PATHS]}
    return schema


PARTS_OF_PATHS = ("kit", "report", "efter", "questionnaire", "x" * 26, *STRANGE)


def body(path: str, fields: dict[str, tuple[str, ...]], manner: Manner) -> Schema:
    content: Schema = {URLENCODED: {"schema": form(fields, manner)}}
    if path == "/k/medlemmer":
        with_file = form({FORM_MARK: fields[FORM_MARK]}, manner)
        with_file["properties"]["fil"] = (
            {"type": "string", "format": "binary"} if manner is Manner.ANY else {"enum": [LIST, *STRANGE]}
        )
        content[MULTIPART] = {"schema": {**with_file, "required": [*with_file["required"], "fil"]}}
    return {"required": True, "content": content}


def form(fields: dict[str, tuple[str, ...]], manner: Manner) -> Schema:
    doors = [name for name in DOORS if fields.get(name)]
    of_a_field = {
        Manner.PROPER: lambda name: {"enum": [*fields[name]] or [""]},
        Manner.ODD: lambda name: {"enum": [*fields[name], *STRANGE]},
        Manner.ANY: lambda name: {"enum": [*fields[name]]} if name in doors else ANY_TEXT,
    }[manner]
    form: Schema = {
        "type": "object",
        "properties": {name: of_a_field(name) for name in fields},
        "required": doors,
        "additionalProperties": False,
    }
    wider = {"additionalProperties": ANY_TEXT, "maxProperties": 60}
    return form | wider if manner is Manner.ANY else form
